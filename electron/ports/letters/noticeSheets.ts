const COMMON = `
#let data = json(bytes(sys.inputs.data))
#set text(font: "BIZ UDPGothic", fallback: false, lang: "ja", region: "jp", cjk-latin-spacing: none)
`;

/** What sheets are made of; an association's own template may use all of it. */
const PARTS = `${COMMON}
#set document(title: data.label)
#let fax = data.form == "fax"
#let size = if fax { 11.5pt } else { 10.5pt }
#set text(size)
#set par(leading: 0.75em, spacing: 1em, justify: true)
#let words(text) = text.split("\\n").map(line => [#line]).join(linebreak())
// A long mail address or code may break anywhere rather than run over the edge.
#let breakable(cell) = {
  show regex("[!-~]{12,}"): it => it.text.clusters().join(sym.zws)
  cell
}
#let looks(spans) = {
  for span in spans {
    let said = words(span.text)
    let shown = if span.bold { strong(said) } else { said }
    if span.href == none { shown } else {
      link(span.href, underline(shown))
      // On paper nobody can press it: where it leads stands behind it.
      if span.text != span.href [（#breakable(span.href.replace("mailto:", ""))）]
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
  table.header(..block.header.map(spans => strong(breakable(looks(spans))))),
  ..block.rows.map(row => row.map(spans => breakable(looks(spans)))).flatten(),
)
#let body(blocks) = {
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
      body(block.blocks)
      align(right, std.block[以上])
    }
  }
}
#let lines(list) = list.map(words).join(linebreak())

// The largest size that fits; what is too full for the smallest is cut at the window's edge.
#let fitted(width, height, content) = {
  layout(_ => {
    let sizes = if fax { (11pt, 10.5pt) } else { (11pt, 10pt, 9pt, 8pt, 7pt, 6pt, 5pt) }
    let fits = sizes.filter(size => measure(block(width: width, content(size))).height <= height)
    block(width: width, height: height, clip: true, content(fits.at(0, default: sizes.last())))
  })
}
#let address(office) = fitted(data.window.width * 1mm - 6mm, data.window.height * 1mm - 4mm, size => {
  set text(size)
  set par(leading: 0.4em, spacing: 0.6em, justify: false)
  if office.postalCode != "" { par(office.postalCode) }
  if office.address != "" { par(words(office.address)) }
  par(text(size * 1.1, weight: "bold", lines(office.addressee)))
})

// The square code of the slip, drawn from rows of 0 and 1.
#let code-image(rows, width) = {
  let unit = width / rows.len()
  let parts = ()
  for (y, row) in rows.enumerate() {
    for run in row {
      // Each run is a hair longer than it should be: seams would print as white lines.
      let (left, right) = (run.at(0) * unit, (run.at(0) + run.at(1)) * unit + 0.05pt)
      let (top, bottom) = (y * unit, (y + 1) * unit + 0.05pt)
      parts += (curve.move((left, top)), curve.line((right, top)), curve.line((right, bottom)), curve.line((left, bottom)), curve.close())
    }
  }
  box(width: width, height: width, place(top + left, curve(fill: black, ..parts)))
}
#let tick = box(width: 0.9em, height: 0.9em, stroke: 0.8pt, baseline: 0.1em)
#let blank(width) = box(width: width, height: 1.2em, stroke: (bottom: 0.6pt))
#let slip(office) = {
  set text(10.5pt)
  set par(leading: 0.6em, spacing: 0.8em, justify: false)
  grid(
    columns: (1fr, auto), column-gutter: 5mm,
    {
      text(15pt, weight: "bold")[受領確認書]
      v(2mm, weak: true)
      [#data.label#if data.documentNumber != "" [　#data.documentNumber]]
      v(2.5mm, weak: true)
      [事業所番号　#breakable(office.code)]
      v(2.5mm, weak: true)
      fitted(125mm, if fax { 24mm } else { 14mm }, size => { set text(size); set par(leading: 0.3em); strong(breakable(office.name)) })
      text(if fax { 10.5pt } else { 9pt })[確認番号]
      h(0.6em)
      text(19pt, weight: "bold")[#office.slipCode]
    },
    code-image(office.modules, 28mm),
  )
  v(3mm, weak: true)
  grid(
    columns: (1fr, 1fr), row-gutter: 3.2mm,
    [#tick 確認しました], [#tick 至急の手続きがあります],
    [連名報告に　#tick 同意する　#tick 同意しない], [#tick 担当者が変わりました],
  )
  v(4.5mm, weak: true)
  [確認日　#blank(10mm)年#blank(8mm)月#blank(8mm)日　　職・氏名　#blank(62mm)]
  v(4.5mm, weak: true)
  if data.returnFax != "" { [返信先FAX　#text(20pt, weight: "bold", data.returnFax)] }
  if data.replyBy != "" { h(1fr); [返信期限　#text(13pt, weight: "bold", data.replyBy)] }
}
#let has-slip(office) = data.slip != "none" and office.slipCode != ""
#let slip-part(office) = if has-slip(office) {
  if data.slip == "sheet" { pagebreak(); slip(office) } else {
    v(1fr)
    block(breakable: false, width: 100%, {
      box(width: 1fr, line(length: 100%, stroke: (paint: black, thickness: 0.6pt, dash: "dashed")))
      text(if fax { 10.5pt } else { 8pt })[　切り取り線　]
      box(width: 1fr, line(length: 100%, stroke: (paint: black, thickness: 0.6pt, dash: "dashed")))
      v(3mm, weak: true)
      slip(office)
    })
  }
}
#let margin-top = 18mm
#let margin-left = 22mm
`;

/** How the house sets a letter and a FAX sheet; an association's own template says the same two in its own way. */
export const houseSource = `#let letter(office) = {
  let place-of = data.window
  let beside = place-of.left + place-of.width <= 140
  let head = {
    set par(spacing: 0.6em)
    if data.documentNumber != "" { par(data.documentNumber) }
    par(data.date)
  }
  block(width: 100%, height: calc.max(0mm, (place-of.top + place-of.height) * 1mm - margin-top) + 4mm, {
    place(top + left, dx: place-of.left * 1mm - margin-left + 3mm, dy: place-of.top * 1mm - margin-top + 2mm, address(office))
    if beside { place(top + right, align(right, head)) }
  })
  if not beside { align(right, head) }
  if data.sender.len() > 0 { align(right, block(align(left, lines(data.sender)))) }
  v(8mm, weak: true)
  align(center, text(13pt, weight: "bold", office.title))
  v(8mm, weak: true)
  body(office.blocks)
}

#let fax-sheet(office, pages) = {
  align(center, text(20pt, weight: "bold", tracking: 0.4em)[ＦＡＸ送付状])
  v(3mm, weak: true)
  table(
    columns: (26mm, 1fr), stroke: 0.7pt, inset: 2mm,
    [日付], [#data.date#if data.documentNumber != "" [　（#data.documentNumber）]],
    [宛先], [#lines(office.addressee) \\ FAX　#text(14pt, weight: "bold", office.fax)],
    [差出人], lines(data.sender),
    [件名], strong(office.title),
    [枚数], [#pages 枚（本紙を含みます）],
    [返信], if has-slip(office) [#strong[要返信]#if data.replyBy != "" [　#data.replyBy まで]] else [返信は要りません],
  )
  v(5mm, weak: true)
  body(office.blocks)
}
`;

const DRIVER = `
// Each sheet has labels of its own: to look through those of all, on every page, would take longer than all else.
#let first-page(at) = locate(label("first-" + str(at))).page()
#let last-page(at) = locate(label("last-" + str(at))).page()
#let count-of(at) = last-page(at) - first-page(at) + 1
#for (at, office) in data.offices.enumerate() {
  page(
    paper: "a4", margin: (left: margin-left, right: 20mm, top: margin-top, bottom: 18mm), footer-descent: 5mm,
    footer: context {
      let pages = count-of(at)
      if pages > 1 { align(center, text(if fax { 10.5pt } else { 9pt })[#(here().page() - first-page(at) + 1) / #pages]) }
    },
    {
      place(top + left, [#metadata(at) #label("first-" + str(at))])
      if fax { fax-sheet(office, context count-of(at)) } else { letter(office) }
      slip-part(office)
      [#metadata(at) #label("last-" + str(at))]
    },
  )
}
#if data.checkList {
  set text(9pt)
  page(
    paper: "a4", margin: 15mm, footer: none,
    {
      text(13pt, weight: "bold")[点検表　#data.label]
      h(1fr)
      [#data.offices.len() 事業所　#data.date]
      v(3mm, weak: true)
      context {
        let firsts = range(data.offices.len()).map(first-page)
        let lasts = range(data.offices.len()).map(last-page)
        table(
          columns: (9mm, 30mm, 1fr, 30mm, 12mm), stroke: (x: none, y: 0.3pt), inset: (x: 1mm, y: 1mm),
          table.header([*順*], [*事業所番号*], [*事業所名*], [*ページ*], [*点検*]),
          ..data.offices.enumerate().map(((at, office)) => (
            [#(at + 1)], breakable(office.code), breakable(office.name),
            if firsts.at(at) == lasts.at(at) [#firsts.at(at)] else [#firsts.at(at)–#lasts.at(at)], tick,
          )).flatten(),
        )
      }
    },
  )
}
`;

/** The Typst source of sheets, by the house's template or an association's own. */
export function sheetSource(own = ''): string {
  return `${PARTS}${own === '' ? houseSource : own}\n${DRIVER}`;
}

/** Lines that stand before an own template, to tell an error's line in it. */
export const linesBeforeTemplate = PARTS.split('\n').length - 1;

export const testPrintSource = `${COMMON}
#set document(title: "窓の位置の試し刷り")
#set page(paper: "a4", margin: 0mm)
#let mark(n) = if calc.rem(n, 10) == 0 { 5mm } else if calc.rem(n, 5) == 0 { 3.5mm } else { 2mm }
#for n in range(5, 206) {
  place(top + left, dx: n * 1mm, line(length: mark(n), angle: 90deg, stroke: 0.3pt))
  if calc.rem(n, 10) == 0 { place(top + left, dx: n * 1mm + 0.5mm, dy: 3.5mm, text(6pt)[#n]) }
}
#for n in range(5, 292) {
  place(top + left, dy: n * 1mm, line(length: mark(n), stroke: 0.3pt))
  if calc.rem(n, 10) == 0 { place(top + left, dx: 5.5mm, dy: n * 1mm - 1mm, text(6pt)[#n]) }
}
#let w = data.window
#place(top + left, dx: w.left * 1mm, dy: w.top * 1mm, rect(width: w.width * 1mm, height: w.height * 1mm, stroke: 0.8pt, inset: (x: 3mm, y: 2mm), {
  set text(10pt)
  data.lines.join(linebreak())
}))
#for y in (99, 198) { place(top + left, dy: y * 1mm, line(length: 100%, stroke: (thickness: 0.4pt, dash: "dotted"))) }
#place(top + left, dx: 25mm, dy: 130mm, block(width: 160mm, {
  set text(10.5pt)
  [窓の位置の試し刷り \\ \\ 左 #w.left mm　上 #w.top mm　幅 #w.width mm　高さ #w.height mm \\ \\ 倍率100％で印刷し、点線で三つに折って封筒に入れます。四角が窓から外れるときは、外れた分だけ左と上の数字を直してください。]
}))
`;
