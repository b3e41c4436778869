/** The chronology on paper: a picture, then the tables. x and width are shares of the picture's width. */
export interface TimelinePaper {
  title: string;
  date: string;
  lanes: {
    label: string;
    rows: number;
    marks: { number: number; x: number; width: number; row: number; shape: 'point' | 'inferred' | 'range' | 'open' }[];
  }[];
  ticks: { x: number; label: string }[];
  events: { number: string; when: string; actor: string; text: string; source: string }[];
  others: { kind: string; actor: string; text: string; source: string }[];
}

/** Where an incident stands, on one page. Shares run from 0 to 1. */
export interface BoardStatus {
  association: string;
  title: string;
  date: string;
  numbers: { label: string; value: string; note: string }[];
  versions: { label: string; sentOn: string; recipients: string; confirmed: string; share: number; percent: string }[];
  /** Confirmed over time, one line a version: points from left to right, as shares of the chart. */
  growth: { lines: { label: string; points: [x: number, y: number][] }[]; from: string; to: string; top: string };
  branches: { label: string; share: number; words: string }[];
  facts: { question: string; value: string; note: string }[];
  duties: { name: string; dueOn: string; state: string }[];
  next: string[];
}

/** Black on white, for a machine that prints no grey: shapes and words tell things apart. */
export const timelineSource = `
#set document(title: data.title)
#set page(
  paper: "a4", flipped: true, margin: (x: 12mm, top: 22mm, bottom: 14mm), header-ascent: 4mm, footer-descent: 4mm,
  header: [#text(13pt, weight: "bold")[経過：#data.title] #h(1fr) #text(9pt)[#data.date]],
  footer: context align(center, text(9pt)[#counter(page).display() / #counter(page).final().first()]),
)
#set text(8.5pt)
#set par(leading: 0.5em)
#let label-width = 30mm
#let row = 6mm
#let mark(each, width) = {
  let left = each.x * width
  let long = calc.max(each.width * width, 0mm)
  if each.shape == "range" or each.shape == "open" {
    let ending = if each.shape == "open" { (right: (dash: "dashed", thickness: 0.8pt)) } else { (right: 0.8pt) }
    place(dx: left, dy: each.row * row + 1mm, rect(
      width: calc.max(long, 5mm), height: 4mm, inset: 0pt, stroke: (left: 0.8pt, top: 0.8pt, bottom: 0.8pt, ..ending),
      align(center + horizon, text(7.5pt)[#each.number]),
    ))
  } else {
    let fill = if each.shape == "inferred" { none } else { black }
    place(dx: left, dy: each.row * row + 1mm, circle(
      radius: 2.2mm, inset: 0pt, stroke: 0.8pt, fill: fill,
      align(center + horizon, text(7pt, fill: if fill == none { black } else { white })[#each.number]),
    ))
  }
}
#if data.lanes.len() > 0 {
  layout(room => {
    let width = room.width - label-width
    let height = data.lanes.map(lane => lane.rows * row + 1mm).sum()
    block(width: room.width, height: height + 8mm, breakable: false, {
      for tick in data.ticks {
        place(dx: label-width + tick.x * width, dy: 5mm, line(angle: 90deg, length: height, stroke: 0.3pt + luma(65%)))
        place(dx: label-width + tick.x * width, dy: 0mm, text(7.5pt)[#tick.label])
      }
      let top = 6mm
      for lane in data.lanes {
        place(dx: 0mm, dy: top + 1.4mm, text(8.5pt, weight: "bold")[#lane.label])
        place(dx: label-width, dy: top, block(width: width, lane.marks.map(each => mark(each, width)).join()))
        top += lane.rows * row + 1mm
        place(dx: 0mm, dy: top - 0.5mm, line(length: room.width, stroke: 0.3pt + luma(65%)))
      }
    })
  })
  text(7.5pt)[● その日　○ 推定した日　□ 期間（点線の端は続いているもの）。数字は下の表の番号です。]
  v(2mm)
}
#let rule = (x: none, y: 0.3pt + luma(60%))
#table(
  columns: (9mm, 44mm, 46mm, 1fr, 42mm), inset: (x: 1.2mm, y: 1.1mm), stroke: rule,
  table.header(..("番号", "日時", "だれが", "内容", "出どころ").map(it => text(weight: "bold", it))),
  ..data.events.map(it => (it.number, it.when, it.actor, it.text, it.source)).flatten(),
)
#if data.others.len() > 0 [
  #v(3mm)
  #text(11pt, weight: "bold")[出来事のほかに記録したこと]
  #table(
    columns: (24mm, 46mm, 1fr, 42mm), inset: (x: 1.2mm, y: 1.1mm), stroke: rule,
    table.header(..("種別", "だれが", "内容", "出どころ").map(it => text(weight: "bold", it))),
    ..data.others.map(it => (it.kind, it.actor, it.text, it.source)).flatten(),
  )
]
`;

export const boardSource = `
#set document(title: data.title)
#set page(paper: "a4", margin: (x: 15mm, top: 14mm, bottom: 12mm))
#set text(9pt)
#set par(leading: 0.5em)
#let head(words) = block(above: 3.5mm, below: 1.8mm, text(10.5pt, weight: "bold", words))
#grid(columns: (1fr, auto), align: (left, right),
  text(15pt, weight: "bold")[#data.title], [#data.association \\ #data.date 現在])
#line(length: 100%, stroke: 0.8pt)
#grid(columns: (1fr,) * 4, gutter: 2mm, ..data.numbers.map(it => block(
  width: 100%, inset: 2mm, stroke: 0.5pt + luma(55%), radius: 1mm,
  [#text(8pt)[#it.label] \\ #text(15pt, weight: "bold")[#it.value] #text(7.5pt)[#it.note]])))
#let bar(share) = box(width: 100%, height: 3mm, stroke: 0.5pt,
  align(left, rect(width: share * 100%, height: 100%, fill: black, stroke: none)))
#head[報ごとの確認]
#table(columns: (1fr, 34mm, 16mm, 16mm, 42mm, 14mm), inset: (x: 1mm, y: 1mm), stroke: (x: none, y: 0.3pt + luma(60%)),
  align: (left, left, right, right, left, right),
  ..("報", "送付日", "宛先", "確認", "", "").map(it => text(weight: "bold", it)),
  ..data.versions.map(it => (it.label, it.sentOn, it.recipients, it.confirmed, bar(it.share), it.percent)).flatten())
#let dashes = ("solid", "dashed", "dotted", "dash-dotted")
#grid(columns: (1fr, 1fr), gutter: 6mm,
  [
    #head[確認の伸び]
    #if data.growth.lines.len() > 0 {
      layout(room => {
        let (w, h) = (room.width - 22mm, 34mm)
        block(width: room.width, height: h + 5mm, {
          place(rect(width: w, height: h, stroke: 0.4pt + luma(50%)))
          place(dx: 1mm, dy: 1mm, text(7pt, data.growth.top))
          for (at, each) in data.growth.lines.enumerate() {
            let to-place(point) = (point.at(0) * w, h - point.at(1) * h)
            let points = each.points.map(to-place)
            place(curve(stroke: (thickness: 1pt, dash: dashes.at(calc.rem(at, 4))),
              curve.move(points.first()), ..points.slice(1).map(it => curve.line(it))))
            let last = points.last()
            place(dx: w + 1mm, dy: calc.min(calc.max(last.at(1) - 1.4mm, 0mm), h - 3mm), text(7.5pt, each.label))
          }
          place(dx: 0mm, dy: h + 1mm, text(7pt, data.growth.from))
          place(dx: w - 12mm, dy: h + 1mm, box(width: 12mm, align(right, text(7pt, data.growth.to))))
        })
      })
    } else [確認はまだありません。]
  ],
  [
    #head[支部ごと]
    #grid(columns: (22mm, 1fr, 24mm), gutter: 1.4mm, align: (left + horizon, left + horizon, right + horizon),
      ..data.branches.map(it => (it.label, bar(it.share), text(8pt, it.words))).flatten())
  ])
#if data.facts.len() > 0 {
  head[分かっていること]
  table(columns: (44mm, 1fr, 52mm), inset: (x: 1mm, y: 1mm), stroke: (x: none, y: 0.3pt + luma(60%)),
    ..data.facts.map(it => (it.question, it.value, text(8pt, it.note))).flatten())
}
#if data.duties.len() > 0 {
  head[報告の期限]
  table(columns: (1fr, 34mm, 44mm), inset: (x: 1mm, y: 1mm), stroke: (x: none, y: 0.3pt + luma(60%)),
    ..data.duties.map(it => (it.name, it.dueOn, it.state)).flatten())
}
#head[次にすること]
#if data.next.len() > 0 { list(..data.next) } else [急ぐものはありません。]
`;
