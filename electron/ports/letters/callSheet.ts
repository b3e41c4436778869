/** The list to call on a day without a network. */
export interface CallSheet {
  /** 第3報. */
  label: string;
  subject: string;
  /** As it is to stand on the paper: 令和8年6月5日. */
  date: string;
  association: string;
  points: string[];
  answers: { question: string; answer: string }[];
  offices: CallSheetOffice[];
  /** Offices that are to be called; the sheet may hold the first of them only. */
  total: number;
}

export interface CallSheetOffice {
  code: string;
  name: string;
  branch: string;
  contact: string;
  phones: string[];
  /** Why it is called: 4日未確認, メール未達. */
  reasons: string[];
  late: string[];
}

/** Its source in Typst: A4, the points and answers first, then the offices in the order of the desk. */
export const callSheetSource = `
#let data = json(bytes(sys.inputs.data))
#set text(font: "BIZ UDPGothic", fallback: false, lang: "ja", region: "jp", cjk-latin-spacing: none, 9.5pt)
#set document(title: data.label + " 電話連絡票")
#set par(leading: 0.5em, spacing: 0.6em)
#set page(
  paper: "a4", margin: (x: 13mm, top: 20mm, bottom: 15mm), header-ascent: 4mm, footer-descent: 4mm,
  header: [
    #text(13pt, weight: "bold")[電話連絡票]
    #h(0.8em) #data.label
    #h(1fr)
    #text(9pt)[#data.association #h(1em) #data.date #h(1em) #if data.offices.len() < data.total [全#data.total\u{200b}事業所のうち、急ぐ順に#data.offices.len()事業所] else [全#data.total\u{200b}事業所]]
  ],
  footer: context align(center, text(9pt)[#counter(page).display() / #counter(page).final().first()]),
)
// A long code or address may break anywhere rather than run over the edge.
#let breakable(cell) = {
  show regex("[!-~]{16,}"): it => it.text.clusters().join(sym.zws)
  cell
}
#let tick = box(width: 0.95em, height: 0.95em, stroke: 0.7pt, baseline: 0.12em)
#let blank(width) = box(width: width, height: 1.1em, stroke: (bottom: 0.5pt))

#block(stroke: 0.7pt, inset: 3mm, width: 100%, {
  strong[お伝えすること]
  h(0.8em)
  data.subject
  v(1mm)
  if data.points.len() == 0 { [文面を手元に置いてお話しください。] }
  for (at, point) in data.points.enumerate() { par(hanging-indent: 1.6em)[#(at + 1). #breakable(point)] }
  if data.answers.len() > 0 {
    v(1.5mm)
    strong[想定問答]
    for entry in data.answers {
      par(hanging-indent: 1.6em)[問　#breakable(entry.question)]
      par(hanging-indent: 1.6em)[答　#breakable(entry.answer)]
      v(0.6mm)
    }
  }
})
#v(2mm)
#for (at, office) in data.offices.enumerate() {
  block(breakable: false, width: 100%, above: 0mm, below: 0mm, inset: (y: 2.2mm), stroke: (top: 0.5pt), {
    grid(
      columns: (8mm, 1fr, 62mm), column-gutter: 2mm,
      text(11pt, weight: "bold")[#(at + 1)],
      {
        text(11pt, weight: "bold", breakable(office.name))
        linebreak()
        [#office.code#if office.branch != "" [　#office.branch]#if office.contact != "" [　担当 #office.contact 様]]
        if office.reasons.len() > 0 { linebreak(); text(8.5pt, office.reasons.join("・")) }
        if office.late.len() > 0 { linebreak(); text(8.5pt)[遅延手続　#office.late.join("、")] }
      },
      align(right, {
        for phone in office.phones { text(13pt, weight: "bold", breakable(phone)); linebreak() }
      }),
    )
    v(1.2mm)
    [#h(10mm)#tick 話せた・確認　#tick 不在　#tick 折返し #blank(8mm)日#blank(8mm)時　#tick 番号違い　#tick 断られた　#tick 質問]
    v(1.4mm)
    [#h(10mm)話した方 #blank(32mm)　時刻 #blank(18mm)　メモ #box(width: 1fr, height: 1.1em, stroke: (bottom: 0.5pt))]
  })
}
`;
