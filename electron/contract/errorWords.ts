import type { Language } from './common.ts';
import { type ProblemCode, problems } from './problems.ts';

/** Values that fill the gaps of an error's sentence. Never personal data of a member office's people. */
export type ErrorParams = Record<string, string | number>;

type Sentence = (p: ErrorParams) => string;
/** An error of the closed list, in both languages. */
export interface ErrorEntry {
  /** HTTP status the loopback host answers with. */
  status: number;
  ja: Sentence;
  en: Sentence;
}

/** What can be looked for and not be there. */
const things = {
  office: { ja: '事業所', en: 'The office' },
  incident: { ja: '事案', en: 'The incident' },
  import: { ja: '取り消せる取り込み', en: 'An import that can be taken back' },
  notice: { ja: 'お知らせ', en: 'The notice' },
  attachment: { ja: '添付ファイル', en: 'The attachment' },
  sentVersion: { ja: '送付済みのお知らせ', en: 'A notice that was sent' },
  evidence: { ja: '証拠の書類', en: 'The paper' },
  acknowledgement: { ja: '確認の記録', en: 'The confirmation' },
  incomingMail: { ja: '届いたメール', en: 'The mail' },
  mailInDoubt: { ja: '判断待ちのメール', en: 'The mail in doubt' },
  sending: { ja: '待っている送付', en: 'A sending that waits' },
  delivery: { ja: '結果を待っている配信', en: 'A delivery that waits for its result' },
  call: { ja: '取り消せる電話の記録', en: 'A call that can be taken back' },
  reminder: { ja: '督促の段', en: 'The reminder' },
  question: { ja: '質問', en: 'The question' },
  answer: { ja: '想定問答', en: 'The prepared answer' },
  procedure: { ja: '手続き', en: 'The procedure' },
  procedureChange: { ja: '取り消せる変更', en: 'A change that can be taken back' },
  procedureRule: { ja: '手続きの決まり', en: 'The rule of the filing' },
  contact: { ja: '連絡先', en: 'The contact' },
  conflict: { ja: '食い違い', en: 'The conflict' },
  merge: { ja: '取り消せる統合', en: 'A merge that can be taken back' },
  fact: { ja: '事実', en: 'The fact' },
  entry: { ja: '記録の項目', en: 'The entry' },
  bulletin: { ja: '提供元の報', en: 'The bulletin' },
  change: { ja: '取り消せる変更', en: 'A change that can be taken back' },
  authorityReport: { ja: '当局への報告', en: 'The report to an authority' },
  closing: { ja: '終了の記録', en: 'The closing' },
  template: { ja: 'ひな形', en: 'The template' },
  backup: { ja: '控え', en: 'The backup' },
  erasable: { ja: '消去できるもの', en: 'Anything that may be erased' },
  filter: { ja: '保存した条件', en: 'The saved filter' },
};
const isThing = (what: unknown): what is keyof typeof things => typeof what === 'string' && what in things;
/** The word for what was not found. */
export const thing = (what: unknown) => (isThing(what) ? things[what] : { ja: '対象', en: 'The item' });

/** Why a value is refused, in the words an import has for it. */
const reasons: Record<ProblemCode, Record<Language, (value: string) => string>> = problems;
const isProblem = (code: unknown): code is ProblemCode => typeof code === 'string' && code in reasons;
/** Why a value is refused, as an import says it. */
export const reason = (language: Language, { code, value }: ErrorParams) =>
  isProblem(code) ? reasons[code][language](String(value)) : String(code);
