import { COMMON } from './sheetParts.ts';

/** A sheet with rulers and the window drawn on it, in Typst. */
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
