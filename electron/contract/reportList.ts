/** What a report is for: its group on the reports page. */
export const reportPurposes = ['board', 'commission', 'offices', 'desk'] as const;
export type ReportPurpose = (typeof reportPurposes)[number];

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
  /** Name and use, as on its tile; the Japanese name is also its title on paper. */
  ja: readonly [name: string, use: string];
  en: readonly [name: string, use: string];
}

/**
 * Every report there is, in the order of the page. To add one: its entry here, its columns in
 * `features/reports/<name>.ts`, one line in `features/reports/index.ts`; the compiler lists what is missing.
 */
export const reportList = {
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
  calls: {
    for: 'commission',
    filters: ['incident', 'version'],
    ja: ['電話連絡の記録', 'いつ誰に話したかの証し'],
    en: ['Calls', 'proof of who was spoken to when'],
  },
  deliveries: {
    for: 'commission',
    filters: ['incident', 'version'],
    ja: ['送付の記録', 'いつ誰に送ったかの証し'],
    en: ['Deliveries', 'proof of what was sent when'],
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
} as const satisfies Record<string, ReportEntry>;

export type ReportName = keyof typeof reportList;

/** What the list says of a report, with all its optional parts. */
export function reportEntry(report: ReportName): ReportEntry {
  return reportList[report];
}
