import { COMMON, PARTS } from './sheetParts.ts';

/** How the house sets a letter and a FAX sheet; an association's own template says the same two in its own way. */
export const houseSource = `#let head = {
  set par(spacing: 0.6em)
  if data.documentNumber != "" { par(data.documentNumber) }
  par(data.date)
}
#let sender = if data.sender.len() > 0 { align(right, block(align(left, lines(data.sender)))) }
#let letter(office) = {
  let place-of = data.window
  let beside = place-of.left + place-of.width <= 140
  block(width: 100%, height: calc.max(0mm, (place-of.top + place-of.height) * 1mm - margin-top) + 4mm, {
    place(top + left, dx: place-of.left * 1mm - margin-left + 3mm, dy: place-of.top * 1mm - margin-top + 2mm, address(office))
    if beside { place(top + right, align(right, head)) }
  })
  if not beside { align(right, head) }
  sender
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
// A sheet of text, and the slip on another: for most offices that is all, and the pages number themselves. Where a batch
// has more pages than that, it is laid out once more with "exact", which looks up where each office's pages are.
#let exact = sys.inputs.exact == "yes"
#let first-page(at) = locate(label("first-" + str(at))).page()
#let last-page(at) = locate(label("last-" + str(at))).page()
#let mark(name, at) = if exact {
  place([#metadata(at) #label(name + "-" + str(at))])
  if name == "last" and at == data.offices.len() - 1 {
    place(context [#metadata(range(at + 1).map(n => last-page(n) - first-page(n) + 1)) <pages>])
  }
}
#let counted(at, from, pages) = align(center, text(if fax { 10.5pt } else { 9pt })[#from / #pages])
#let footer(at, from, pages) = if exact {
  context {
    let all = last-page(at) - first-page(at) + 1
    if all > 1 { counted(at, here().page() - first-page(at) + 1, all) }
  }
} else if pages > 1 { counted(at, from, pages) }
#set page(paper: "a4", margin: (left: margin-left, right: 20mm, top: margin-top, bottom: 18mm), footer-descent: 5mm)
// In a picture of several pages Typst draws each page's ground over the page before: there it has none, but an edge.
#let edge = place(bottom, line(length: 100%, stroke: 0.5pt + luma(70%)))
#set page(..if sys.inputs.picture == "yes" { (fill: none, background: edge) })
#for (at, office) in data.offices.enumerate() {
  let apart = data.slip == "sheet" and has-slip(office)
  let pages = if apart { 2 } else { 1 }
  let all = if exact { context (last-page(at) - first-page(at) + 1) } else { pages }
  page(footer: footer(at, 1, pages), {
    mark("first", at)
    if fax { fax-sheet(office, all) } else { letter(office) }
    if not apart {
      if data.slip == "below" and has-slip(office) { slip-below(office) }
      mark("last", at)
    }
  })
  if apart { page(footer: footer(at, 2, pages), { slip(office); mark("last", at) }) }
}
`;

/** The Typst source of sheets, by the house's template or an association's own. */
export function sheetSource(own = ''): string {
  return `${PARTS}${own === '' ? houseSource : own}\n${DRIVER}`;
}

/** Lines that stand before an own template, to tell an error's line in it. */
export const linesBeforeTemplate = PARTS.split('\n').length - 1;

/** The list of all offices with their pages, to check the envelopes by, in Typst. */
export const checkListSource = `${COMMON}
#set document(title: data.label)
#set text(9pt)
#set page(paper: "a4", margin: 15mm)
#let tick = box(width: 0.9em, height: 0.9em, stroke: 0.8pt, baseline: 0.1em)
#text(13pt, weight: "bold")[点検表　#data.label]
#h(1fr)
#data.rows.len() 事業所　#data.date
#v(3mm, weak: true)
#table(
  columns: (12mm, 30mm, 1fr, 30mm, 12mm), stroke: (x: none, y: 0.3pt), inset: (x: 1mm, y: 1mm),
  rows: if data.oneLine { 5mm } else { auto },
  table.header([*順*], [*事業所番号*], [*事業所名*], [*ページ*], [*点検*]),
  ..data.rows.enumerate().map(((at, row)) => (
    [#(at + 1)], row.code, row.name,
    if row.first == row.last [#row.first] else [#row.first–#row.last], tick,
  )).flatten(),
)
`;
