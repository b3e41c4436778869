/** What a report is for: its group on the reports page. */
export const reportPurposes = ['board', 'commission', 'offices', 'desk'] as const;
export type ReportPurpose = (typeof reportPurposes)[number];

/** What a file is written for. A closed list: it stands in the audit, where nobody's name may. */
export const exportPurposes = [...reportPurposes, 'authority', 'outside', 'check', 'other'] as const;
export type ExportPurpose = (typeof exportPurposes)[number];

/** How much a file tells: all of it; persons and offices masked; numbers alone. */
export const reportProfiles = ['full', 'masked', 'statistics'] as const;
export type ReportProfile = (typeof reportProfiles)[number];

/**
 * What a report can be narrowed by, each a field of the call: `filter` (offices), `incidentId`, `versionId`,
 * `officeCode`, `from` and `to`. A report about an incident or a version takes the newest when none is named.
 */
export const reportFilters = ['offices', 'incident', 'version', 'office', 'period'] as const;
export type ReportFilter = (typeof reportFilters)[number];

interface ReportEntry {
  for: ReportPurpose;
  filters: readonly ReportFilter[];
  /** Its own choices for `only`; without one it gives all. */
  only?: Readonly<Record<string, { ja: string; en: string }>>;
  /** Its columns follow the incident, so that no choice of them can be kept. */
  ownColumns?: true;
  /** Name and use, as on its tile; the Japanese name is also its title on paper. */
  ja: readonly [name: string, use: string];
  en: readonly [name: string, use: string];
}

/**
 * Every report there is, in the order of the page. To add one: its entry here, its columns in
 * `features/reports/<name>.ts`, one line in `features/reports/index.ts`; the compiler lists what is missing.
 */
export const reportList = {
  'board-status': {
    for: 'board',
    filters: ['incident'],
    ja: ['状況の一枚', '役員会で配る一枚：数・図・次にすること'],
    en: ['Status on one page', 'for the board: numbers, chart, next steps'],
  },
  offices: {
    for: 'desk',
    filters: ['offices'],
    ja: ['事業所の一覧', '台帳の控え'],
    en: ['Offices', 'a copy of the register'],
  },
  contacts: {
    for: 'desk',
    filters: ['offices'],
    ja: ['連絡先の一覧', '事業所ごとの担当者と連絡先'],
    en: ['Contacts', 'the people of every office'],
  },
  acknowledgements: {
    for: 'board',
    filters: ['incident', 'version'],
    ja: ['確認の一覧', '役員会・委員会への報告'],
    en: ['Confirmations', 'for the board and the commission'],
  },
  unacknowledged: {
    for: 'desk',
    filters: ['incident', 'version'],
    ja: ['未確認の一覧', '電話や FAX の手分け'],
    en: ['Not confirmed', 'to share out calls and faxes'],
  },
  matrix: {
    for: 'desk',
    filters: ['incident'],
    only: {
      open: { ja: '最新の報が未確認', en: 'Newest not confirmed' },
      outdated: { ja: '旧版のみ', en: 'Older text only' },
      undelivered: { ja: '最新の報が未達', en: 'Newest not delivered' },
      confirmed: { ja: '最新の報を確認', en: 'Newest confirmed' },
    },
    ownColumns: true,
    ja: ['確認状況の表', '事業所と報ごとの一覧。誰がどの報まで確認したか'],
    en: ['Matrix', 'offices by versions: who confirmed up to where'],
  },
  calls: {
    for: 'commission',
    filters: ['incident', 'version'],
    ja: ['電話連絡の記録', 'いつ誰に話したかの証し'],
    en: ['Calls', 'proof of who was spoken to when'],
  },
  questions: {
    for: 'desk',
    filters: ['incident'],
    only: {
      open: { ja: '未回答', en: 'Open' },
      drafted: { ja: '次の報に記載', en: 'In the next draft' },
      answered: { ja: '回答済', en: 'Answered' },
    },
    ja: ['質問の一覧', '何を聞かれ、何で答えたか'],
    en: ['Questions', 'what was asked and what answers it'],
  },
  deliveries: {
    for: 'commission',
    filters: ['incident', 'version'],
    ja: ['送付の記録', 'いつ誰に送ったかの証し'],
    en: ['Deliveries', 'proof of what was sent when'],
  },
  bounces: {
    for: 'desk',
    filters: [],
    ja: ['戻ったメールの一覧', '届かなかった宛先と理由。宛先を直す手がかり'],
    en: ['Returned mails', 'addresses nothing reached, and why'],
  },
  'procedures-pending': {
    for: 'desk',
    filters: [],
    ja: ['これから出す手続き', '期限の順の手もと一覧'],
    en: ['Filings to be made', 'the list of the desk, by due date'],
  },
  'procedures-delayed': {
    for: 'desk',
    filters: [],
    ja: ['遅延している手続き', '提出の段取り'],
    en: ['Late filings', 'to plan the filing'],
  },
  'procedures-refile': {
    for: 'desk',
    filters: ['incident'],
    ja: ['復旧後に出す手続き', '二重に出さないための照らし合わせ'],
    en: ['To file after recovery', 'so that nothing is filed twice'],
  },
  'procedures-incident': {
    for: 'commission',
    filters: ['incident'],
    ja: ['事案に関わる手続き', '止まった・遅れた手続きと、知らせた報'],
    en: ['Filings of the incident', 'what it stopped or delayed, and which notice told of it'],
  },
  chronology: {
    for: 'commission',
    filters: ['incident'],
    only: {
      event: { ja: '出来事', en: 'Events' },
      impact: { ja: '影響', en: 'Impact' },
      promise: { ja: '約束', en: 'Promises' },
      instruction: { ja: '指示', en: 'Instructions' },
      outlook: { ja: '見通し', en: 'Outlook' },
      gap: { ja: '不足', en: 'Gaps' },
      party: { ja: '関係者', en: 'Parties' },
      system: { ja: 'システム', en: 'Systems' },
    },
    ja: ['経過の一覧', '何がいつ起きたか。PDFには年表の図が付きます'],
    en: ['Chronology', 'what happened when; the PDF has a time line'],
  },
  facts: {
    for: 'board',
    filters: ['incident'],
    ja: ['事実の一覧', '何が分かっているか。時点と出どころつき'],
    en: ['Facts', 'what is known, as of when and from whom'],
  },
  bulletins: {
    for: 'commission',
    filters: ['incident'],
    ja: ['提供元の報の一覧', '届いた日と、当会のどの報で伝えたか'],
    en: ['Provider bulletins', 'when they came and which notice passed them on'],
  },
  versions: {
    for: 'commission',
    filters: ['incident'],
    ja: ['お知らせの版', '承認・送付の日時と照合値、確認の数'],
    en: ['Notice versions', 'approved and sent when, with hashes and counts'],
  },
  duties: {
    for: 'commission',
    filters: ['incident'],
    ja: ['報告義務の一覧', '期限とその数え方、提出の記録'],
    en: ['Duties', 'due dates, how they were counted, what was filed'],
  },
  'authority-reports': {
    for: 'commission',
    filters: ['incident'],
    ja: ['当局への報告の控え', '報告ごとの九つの項目：判明・不明・変更'],
    en: ['Reports to authorities', 'the nine items of each: known, unknown, changed'],
  },
  'office-file': {
    for: 'offices',
    filters: ['office'],
    ja: ['事業所の控え', '送付・回答・電話のすべての証し'],
    en: ['File of one office', 'everything sent, answered and said'],
  },
  'office-duties': {
    for: 'offices',
    filters: ['incident'],
    only: {
      opposite: { ja: '逆を伝えた事業所', en: 'Told the opposite' },
      required: { ja: '要報告・要通知', en: 'Required' },
      undecided: { ja: '未定', en: 'Undecided' },
    },
    ja: ['事業所ごとの報告義務', '不要・連名済・自社報告・要報告と、伝えた報'],
    en: ['Duties of the offices', 'none, joint, own, required, and who was told so'],
  },
  'joint-annex': {
    for: 'commission',
    filters: ['incident'],
    only: {
      declined: { ja: '不同意', en: 'Declined' },
      silent: { ja: '返答なし', en: 'No answer' },
      late: { ja: '提出後の同意', en: 'Agreed since' },
    },
    ja: ['連名報告の別紙', '連名の事業所。提出した時のまま'],
    en: ['Annex of the joint report', 'the offices named, as they were filed'],
  },
  audit: {
    for: 'commission',
    filters: ['period'],
    ja: ['操作の記録', 'だれがいつ何をしたか。照合値の鎖つき'],
    en: ['Audit extract', 'who did what and when, with the hash chain'],
  },
} as const satisfies Record<string, ReportEntry>;

export type ReportName = keyof typeof reportList;

/** What the list says of a report, with all its optional parts. */
export function reportEntry(report: ReportName): ReportEntry {
  return reportList[report];
}
