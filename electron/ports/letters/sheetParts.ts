/** What every paper begins with. */
export const COMMON = `
#let data = json(bytes(sys.inputs.data))
#set text(font: "BIZ UDPGothic", fallback: false, lang: "ja", region: "jp", cjk-latin-spacing: none)
`;

/** What sheets are made of, in Typst; an association's own template may use all of it. */
export const PARTS = `${COMMON}
#set document(title: data.label)
#let fax = data.form == "fax"
#let size = if fax { 11.5pt } else { 10.5pt }
#set text(size)
#set par(leading: 0.75em, spacing: 1em, justify: true)
#let words(text) = if text.contains("\\n") { text.split("\\n").map(line => [#line]).join(linebreak()) } else { text }
#let looks(spans) = {
  for span in spans {
    let said = words(span.text)
    let shown = if span.bold { strong(said) } else { said }
    if span.href == none { shown } else {
      link(span.href, underline(shown))
      if "leadsTo" in span [（#span.leadsTo）]
    }
  }
}
#let items(list) = {
  for item in list {
    grid(
      columns: (auto, 1fr), column-gutter: 0.5em,
      if item.number == none [・] else [#item.number.],
      { looks(item.spans); if item.items.len() > 0 { v(0.5em, weak: true); items(item.items) } },
    )
    v(0.5em, weak: true)
  }
}
#let sheet-table(block) = table(
  columns: block.align.map(_ => 1fr),
  align: block.align.map(side => if side == "right" { right } else if side == "center" { center } else { left }),
  inset: (x: 1.5mm, y: 1.4mm),
  stroke: 0.5pt + black,
  table.header(..block.header.map(spans => strong(looks(spans)))),
  ..block.rows.map(row => row.map(looks)).flatten(),
)
#let set-blocks(blocks) = {
  for block in blocks {
    if block.kind == "heading" {
      std.block(sticky: true, above: 1.3em, below: 0.8em, text(size * (1.25 - 0.1 * (block.level - 1)), weight: "bold", looks(block.spans)))
    } else if block.kind == "paragraph" {
      par(looks(block.spans))
    } else if block.kind == "list" {
      std.block(items(block.items))
    } else if block.kind == "table" {
      set par(justify: false, leading: 0.45em)
      sheet-table(block)
    } else if block.kind == "rule" {
      std.block(line(length: 100%, stroke: 0.5pt))
    } else if block.kind == "record" {
      align(center, std.block(above: 1.4em, below: 1.2em)[記])
      set-blocks(block.blocks)
      align(right, std.block[以上])
    }
  }
}
// What several offices are told in the same words is set once: the layout then knows it again.
#let known = data.blocks.map(block => set-blocks((block,)))
#let body(blocks) = for at in blocks { known.at(at) }
#let lines(list) = list.map(words).join(linebreak())

// The largest size that fits; what is too full for the smallest is cut at the window's edge. No character is wider than
// it is high: what has at most so many of them in each of so many lines fits, and needs no measuring.
#let sizes = if fax { (11pt, 10.5pt) } else { (11pt, 10pt, 9pt, 8pt, 7pt, 6pt, 5pt) }
#let largest = sizes.first()
#let fitted(width, height, longest, lines, content) = {
  if longest * 1.1 * largest <= width and lines * 1.8 * largest <= height {
    block(width: width, height: height, content(largest))
  } else {
    layout(_ => {
      let fits = sizes.filter(size => measure(block(width: width, content(size))).height <= height)
      // Where it fits nothing is cut: the highest signs (〒) stand out above their line.
      block(width: width, height: height, clip: fits == (), content(fits.at(0, default: sizes.last())))
    })
  }
}
#let room = (data.window.width * 1mm - 6mm, data.window.height * 1mm - 4mm)
#let address(office) = fitted(..room, office.longestLine, 3 + office.addressee.len(), size => {
  set text(size)
  set par(leading: 0.4em, spacing: 0.6em, justify: false)
  if office.postalCode != "" { par(office.postalCode) }
  if office.address != "" { par(words(office.address)) }
  par(text(size * 1.1, weight: "bold", lines(office.addressee)))
})

// The square codes of all slips, one after the other, a byte a module. Around each is its quiet zone.
#let codes = if data.codeSize > 0 { read("codes", encoding: none) }
#let code-image(at, width) = {
  let modules = data.codeSize * data.codeSize
  let unit = width / (data.codeSize + 8)
  box(inset: 4 * unit, image(
    codes.slice(at * modules, count: modules),
    format: (encoding: "luma8", width: data.codeSize, height: data.codeSize), scaling: "pixelated",
    width: data.codeSize * unit,
  ))
}
#let tick = box(width: 0.9em, height: 0.9em, stroke: 0.8pt, baseline: 0.1em)
#let blank(width) = box(width: width, height: 1.2em, stroke: (bottom: 0.6pt))
#let slip-heading = {
  text(15pt, weight: "bold")[受領確認書]
  v(3.5mm, weak: true)
  [#data.label#if data.documentNumber != "" [　#data.documentNumber]]
}
#let slip-answers = {
  grid(
    columns: (1fr, 1fr), row-gutter: 4mm,
    [#tick 確認しました], [#tick 至急の手続きがあります],
    [連名報告に　#tick 同意する　#tick 同意しない], [#tick 担当者が変わりました],
  )
  v(4.5mm, weak: true)
  [確認日　#blank(10mm)年#blank(8mm)月#blank(8mm)日　　職・氏名　#blank(62mm)]
  v(4.5mm, weak: true)
  if data.returnFax != "" { [返信先FAX　#text(20pt, weight: "bold", data.returnFax)] }
  if data.replyBy != "" { h(1fr); [返信期限　#text(13pt, weight: "bold", data.replyBy)] }
}
#let slip(office) = {
  set text(10.5pt)
  set par(leading: 0.6em, spacing: 0.8em, justify: false)
  grid(
    columns: (1fr, 28mm), column-gutter: 5mm,
    {
      slip-heading
      v(3.5mm, weak: true)
      [事業所番号　#office.code]
      v(3.5mm, weak: true)
      fitted(125mm, if fax { 24mm } else { 14mm }, office.longestLine, 1, size => { set text(size); set par(leading: 0.3em); strong(office.name) })
      text(if fax { 10.5pt } else { 9pt })[確認番号]
      h(0.6em)
      text(19pt, weight: "bold")[#office.slipCode]
    },
    code-image(office.codeAt, 28mm),
  )
  v(5mm, weak: true)
  slip-answers
}
#let has-slip(office) = data.slip != "none" and office.slipCode != ""
// Below the letter, where it is not on a sheet of its own.
#let slip-below(office) = {
  v(1fr)
  block(breakable: false, width: 100%, {
    box(width: 1fr, line(length: 100%, stroke: (paint: black, thickness: 0.6pt, dash: "dashed")))
    text(if fax { 10.5pt } else { 8pt })[　切り取り線　]
    box(width: 1fr, line(length: 100%, stroke: (paint: black, thickness: 0.6pt, dash: "dashed")))
    v(3mm, weak: true)
    slip(office)
  })
}
#let margin-top = 18mm
#let margin-left = 22mm
`;
