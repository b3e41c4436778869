import { type ErrorEntry, reason } from './errorWords.ts';

/** The fields of an entry of the chronology that can be wrong by themselves. */
const entryFields = {
  text: { ja: '内容', en: 'What happened' },
  time: { ja: '時刻', en: 'Time' },
  date: { ja: '日付', en: 'Date' },
  dateTo: { ja: '終わりの日', en: 'Last day' },
};
const entryField = (field: unknown) =>
  entryFields[String(field) as keyof typeof entryFields] ?? { ja: String(field), en: String(field) };

/** What can be wrong with an incident's record and its reports. */
export const ledgerErrors = {
  entry_invalid: {
    status: 422,
    ja: (p) => `「${entryField(p.field).ja}」を直してください：${reason('ja', p)}`,
    en: (p) => `Please correct "${entryField(p.field).en}": ${reason('en', p)}`,
  },
  incident_closed: {
    status: 409,
    ja: () => 'この事案は終了しています。書き加えるときは、「事案の記録」で事案をもう一度開いてください。',
    en: () => 'This incident is closed. To add to it, open it again under Incident record.',
  },
  bulletin_taken: {
    status: 409,
    ja: (p) => `提供元の第${p.number}報は、もう記録してあります。番号を確かめてください。`,
    en: (p) => `Bulletin ${p.number} of the provider is already recorded. Please check the number.`,
  },
  report_filed: {
    status: 409,
    ja: () => '提出した報告は変えられません。直すときは、次の報告（続報）を作ってください。',
    en: () => 'A report that was filed cannot be changed. To correct it, write the next one.',
  },
  roster_empty: {
    status: 409,
    ja: () => '連名に加わる事業所がありません。事業所の同意を確かめてから提出してください。',
    en: () => 'No office is to be named in this joint report. Please check who agreed, then file it.',
  },
  chronology_unreadable: {
    status: 422,
    ja: (p) =>
      `ファイル「${p.name}」を経過の一覧として読めません。CSV・Excel か、この画面で書き出した JSON を選んでください。何も取り込んでいません。`,
    en: (p) =>
      `The file "${p.name}" is no chronology. Choose a CSV, an Excel file, or JSON written by this screen. Nothing was imported.`,
  },
} as const satisfies Record<string, ErrorEntry>;
