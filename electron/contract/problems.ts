import { z } from 'zod';
import { answerProblems } from './answerProblems.ts';
import { chronologyProblems } from './chronologyProblems.ts';

type Sentence = (value: string) => string;

/** Why a row of a file is refused: the closed list, each with what the clerk should do. */
export const problems = {
  missing_code: {
    ja: () => '事業所番号が空です。番号を入れてください。',
    en: () => 'The office code is empty. Please enter it.',
  },
  merged_code: {
    ja: (v) => `この番号の事業所は「${v}」に統合してあります。一覧からこの行を除くか、統合を取り消してください。`,
    en: (v) => `The office with this code was merged into "${v}". Remove the row, or take the merge back.`,
  },
  unknown_channel: {
    ja: (v) => `連絡方法「${v}」が分かりません。メール・FAX・郵送・電話を、使う順に「、」で区切って入れてください。`,
    en: (v) => `The way "${v}" is not known. Write mail, FAX, post, phone in the order they are used, with commas.`,
  },
  missing_name: {
    ja: () => '事業所名が空です。名称を入れてください。',
    en: () => 'The office name is empty. Please enter it.',
  },
  duplicate_code: {
    ja: (v) => `同じ事業所番号「${v}」の行が前にあります。どちらが正しいかを確かめて、一行にしてください。`,
    en: (v) => `The office code "${v}" already appeared on an earlier line. Keep one of them.`,
  },
  excel_damaged: {
    ja: (v) => `値が「${v}」になっています。Excelで保存したときに桁が失われています。元の一覧から入れ直してください。`,
    en: (v) => `The value is "${v}": Excel lost its digits when saving. Enter it again from the original list.`,
  },
  labor_number: {
    ja: (v) => `労働保険番号「${v}」は14桁ではありません。先頭の0が落ちていないかを確かめてください。`,
    en: (v) => `The labour insurance number "${v}" does not have 14 digits. Check for a lost leading zero.`,
  },
  labor_number_zero: {
    ja: (v) => `労働保険番号「${v}」は14桁に足りません。先頭の0が落ちたと思われます。0を戻して取り込むこともできます。`,
    en: (v) => `The labour insurance number "${v}" lacks digits: a leading zero seems lost. It can be put back.`,
  },
  employment_number: {
    ja: (v) => `雇用保険事業所番号「${v}」は4桁-6桁-1桁（11桁）ではありません。元の一覧を確かめてください。`,
    en: (v) => `The employment insurance number "${v}" does not have 11 digits (4-6-1). Check the original list.`,
  },
  corporate_number: {
    ja: (v) => `法人番号「${v}」の検査数字が合いません。13桁を打ち直してください。`,
    en: (v) => `The check digit of the corporate number "${v}" does not fit. Type its 13 digits again.`,
  },
  date_in_code: {
    ja: (v) => `番号が日付「${v}」になっています。Excelが日付に変えたものです。元の番号を入れ直してください。`,
    en: (v) => `The code has become the date "${v}": Excel turned it into one. Enter the original code.`,
  },
  bad_date: {
    ja: (v) => `日付「${v}」が読めません。2026-06-05 や 令和8年6月5日 のように入れてください。`,
    en: (v) => `The date "${v}" cannot be read. Write it like 2026-06-05.`,
  },
  bad_mail: {
    ja: (v) => `メールアドレス「${v}」の形が正しくありません。`,
    en: (v) => `The mail address "${v}" is not well formed.`,
  },
  several_mails: {
    ja: (v) => `メールアドレスが二つ以上あります（${v}）。お知らせを送るアドレスを一つだけ残してください。`,
    en: (v) => `There is more than one mail address ("${v}"). Keep the one that notices go to.`,
  },
  my_number: {
    ja: () => 'マイナンバーと思われる12桁の数字があります。マイナンバーは保存できません。消してください。',
    en: () => 'A 12-digit number looks like an Individual Number, which is never stored. Remove it.',
  },
  masked_value: {
    ja: () => '伏せ字のセルがあります。伏せ字の写しの行は取り込めません。元の一覧から入れ直してください。',
    en: () => 'A cell is masked. A row of a masked copy cannot come in. Enter it again from the original list.',
  },
  broken_quote: {
    ja: () => '引用符（"）の使い方が壊れています。セルを直してください。',
    en: () => 'A quotation mark (") is misplaced. Correct the cell.',
  },
  column_count: {
    ja: (v) => `列の数が見出しと違います（${v}）。区切りのコンマが余っていないかを確かめてください。`,
    en: (v) => `The number of columns differs from the headings (${v}). Look for a stray comma.`,
  },
  too_long: {
    ja: (v) => `文字数が多すぎます（${v}）。短くしてください。`,
    en: (v) => `The text is too long (${v}). Please shorten it.`,
  },
  control_character: {
    ja: () => '見えない制御文字が入っています。セルを打ち直してください。',
    en: () => 'The cell contains an invisible control character. Type it again.',
  },
  ...chronologyProblems,
  ...answerProblems,
  unknown_status: {
    ja: (v) => `状態「${v}」が分かりません。「委託中」か「委託解除」にしてください。`,
    en: (v) => `The status "${v}" is not known. Use 委託中 or 委託解除.`,
  },
  unknown_yes_no: {
    ja: (v) => `「${v}」が、はいかいいえか分かりません。「はい」か「いいえ」にしてください。`,
    en: (v) => `"${v}" is neither yes nor no. Use はい or いいえ.`,
  },
  unknown_office: {
    ja: (v) => `事業所番号「${v}」は台帳にありません。番号を確かめるか、先に事業所を登録してください。`,
    en: (v) => `There is no office "${v}" in the register. Check the code, or enter the office first.`,
  },
  missing_kind: {
    ja: () => '手続きの種類が空です。種類を入れてください。',
    en: () => 'The kind of filing is empty. Please enter it.',
  },
  unknown_kind: {
    ja: (v) => `手続き「${v}」が分かりません。「手続きの種類」の一覧にある名前で入れてください。`,
    en: (v) => `The kind of filing "${v}" is not known. Use a name from the list of kinds.`,
  },
  state_reason: {
    ja: (v) =>
      `台帳の状態を「${v}」に変えるのは、ふつうの順と違います。変えるときは、手続きの画面で理由を入れてください。`,
    en: (v) =>
      `The state in the register does not lead to "${v}". To set it all the same, open the filing and give a reason.`,
  },
  missing_base_date: {
    ja: () => '基準日が空です。資格取得日や離職日の翌日など、期限を数え始める日を入れてください。',
    en: () => 'The base date is empty. Enter the day the deadline is counted from.',
  },
  unknown_filing_state: {
    ja: (v) =>
      `状態「${v}」が分かりません。受付・準備・提出待ち・提出済・到達・審査中・完了・補正・返戻から選んでください。`,
    en: (v) => `The state "${v}" is not known. Use 受付, 準備, 提出待ち, 提出済, 到達, 審査中, 完了, 補正 or 返戻.`,
  },
  unknown_route: {
    ja: (v) => `提出方法「${v}」が分かりません。電子申請・紙・媒体・e-Gov直接から選んでください。`,
    en: (v) => `The way of filing "${v}" is not known. Use 電子申請, 紙, 媒体 or e-Gov直接.`,
  },
  duplicate_filing: {
    ja: (v) => `同じ事業所・種類・対象者・基準日の行（${v}行目）が前にあります。別の人なら対象者を書き分けてください。`,
    en: (v) => `Line ${v} is about the same office, kind, person and base date. Tell the persons apart if they differ.`,
  },
} as const satisfies Record<string, { ja: Sentence; en: Sentence }>;

export type ProblemCode = keyof typeof problems;
const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** A refused row: the line in the file (first line is 1), the heading of the column, why. */
export const rowProblem = z.object({
  line: z.int(),
  column: z.string(),
  code: z.enum(codes),
  message: z.string(),
  value: z.string(),
});
export type RowProblem = z.infer<typeof rowProblem>;

/** Names a problem of one cell. `value` is what stands there, shortened to 60 characters. */
export function problem(lineNumber: number, column: string, code: ProblemCode, value = ''): RowProblem {
  const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return { line: lineNumber, column, code, message: (problems[code].ja as Sentence)(shown), value: shown };
}
