import { type CallSheet, callSheetSource } from './callSheet.ts';
import { sheetSource } from './noticeSheets.ts';
import { type BoardStatus, boardSource, type TimelinePaper, timelineSource } from './reportSheets.ts';
import type { NoticeSheets, TestPrint } from './sheetData.ts';
import { COMMON } from './sheetParts.ts';
import { testPrintSource } from './testPrint.ts';

/** A list to print: A4 landscape, the heading repeated on every page. Widths are shares of the paper's width. */
export interface PrintedList {
  title: string;
  /** As it is to stand on the paper: 令和8年6月5日. */
  date: string;
  /** Right of the title: how many rows, what was chosen. */
  note: string;
  columns: { heading: string; width: number }[];
  rows: string[][];
}

/** Address labels on A4. Lengths in millimetres. */
export interface Labels {
  columns: number;
  rows: number;
  width: number;
  height: number;
  top: number;
  left: number;
  /** Labels already used at the front of the first sheet. */
  skip: number;
  labels: { postalCode: string; address: string; name: string; person: string }[];
}

/** A letter: which template, and what it is about. To add one: its shape here, its source below. */
export type Letter =
  | { template: 'list'; data: PrintedList }
  | { template: 'labels'; data: Labels }
  | { template: 'callSheet'; data: CallSheet }
  /** `own`: an association's own template, in place of the house's. */
  | { template: 'sheets'; data: NoticeSheets; own?: string }
  | { template: 'timeline'; data: TimelinePaper }
  | { template: 'board'; data: BoardStatus }
  | { template: 'testPrint'; data: TestPrint };

/** The sources, in Typst (https://typst.app/docs/reference/). */
export const templates: Record<Letter['template'], string> = {
  list: `${COMMON}
#set document(title: data.title)
#let size = if data.columns.len() > 12 { 6.5pt } else if data.columns.len() > 7 { 7.5pt } else { 9pt }
#set page(
  paper: "a4", flipped: true, margin: (x: 12mm, top: 22mm, bottom: 14mm), header-ascent: 4mm, footer-descent: 4mm,
  header: [
    #text(13pt, weight: "bold")[#data.title]
    #h(1fr)
    #text(9pt)[#data.note #h(1em) #data.date]
  ],
  footer: context align(center, text(9pt)[#counter(page).display() / #counter(page).final().first()]),
)
#set text(size)
#set par(leading: 0.45em)
// A long mail address may break anywhere rather than run into its neighbour.
#let words(cell) = {
  show regex("[!-~]{19,}"): it => it.text.clusters().join(sym.zws)
  cell
}
#table(
  columns: data.columns.map(column => column.width * 1fr),
  inset: (x: 1.2mm, y: 1.1mm),
  stroke: (x: none, y: 0.3pt + luma(60%)),
  table.header(..data.columns.map(column => text(weight: "bold", words(column.heading)))),
  ..data.rows.flatten().map(words),
)
`,
  labels: `${COMMON}
#set document(title: "宛名")
#set page(paper: "a4", margin: 0mm)
#set text(top-edge: "ascender", bottom-edge: "descender")
#let content(label, size) = {
  set text(size)
  set par(leading: 0.2em)
  set block(spacing: 0.4em)
  if label.postalCode != "" { block(text(label.postalCode)) }
  block(text(label.address))
  if label.person == "" {
    block(text(size * 1.15, weight: "bold", label.name + "　御中"))
  } else {
    block(text(label.name))
    block(text(size * 1.15, weight: "bold", label.person + "　様"))
  }
}
// The largest size that fits; a label too full for the smallest is cut at its edge, not printed over the next.
#let fitted(label) = layout(room => {
  let sizes = (10.5pt, 9.5pt, 8.5pt, 7.5pt, 6.5pt, 5.5pt)
  let fits = sizes.filter(size => measure(block(width: room.width, content(label, size))).height <= room.height)
  block(width: room.width, height: room.height, clip: true, content(label, fits.at(0, default: 5pt)))
})
#let on-sheet = data.columns * data.rows
#let places = range(data.skip).map(_ => none) + data.labels
#for sheet in places.chunks(on-sheet) {
  page({
    for (at, label) in sheet.enumerate() {
      if label == none { continue }
      place(
        top + left,
        dx: (data.left + calc.rem(at, data.columns) * data.width) * 1mm,
        dy: (data.top + calc.quo(at, data.columns) * data.height) * 1mm,
        box(width: data.width * 1mm, height: data.height * 1mm, inset: (x: 6mm, y: 4mm), fitted(label)),
      )
    }
  })
}
`,
  callSheet: callSheetSource,
  sheets: sheetSource(),
  timeline: `${COMMON}${timelineSource}`,
  board: `${COMMON}${boardSource}`,
  testPrint: testPrintSource,
};
