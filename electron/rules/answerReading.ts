import type { AnswerField, AnswerMapping } from '../contract/acknowledgementImport.ts';
import { answerField } from '../contract/acknowledgementImport.ts';
import type { AcknowledgementAnswer, AcknowledgementMethod } from '../contract/acknowledgementWords.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import { readDate } from './dates.ts';
import { containsMyNumber } from './myNumber.ts';
import { parseSlipCode } from './slipCode.ts';

/** One answer of a list, as far as the list goes. */
export interface AnswerDraft {
  line: number;
  /** The stored form; empty without one. */
  code: string;
  officeCode: string;
  answer: AcknowledgementAnswer;
  method: AcknowledgementMethod;
  name: string;
  note: string;
  /** UTC instant; null where the list does not say. */
  at: string | null;
}

/** Headings of our own lists, and of what Microsoft and Google Forms export; small signs do not count. */
const SYNONYMS: Readonly<Record<AnswerField, readonly string[]>> = {
  code: ['確認番号', '受領番号', '番号(確認番号)', '確認コード', 'slipcode', 'confirmationnumber', 'code'],
  officeCode: ['事業所番号', '事業所コード', '会員番号', '顧問先番号', 'officecode'],
  answer: ['回答', 'ご回答', '確認', '確認結果', '受領確認', '連名報告', '連名報告への同意', 'answer'],
  name: ['氏名', 'お名前', 'ご担当者名', '担当者名', '担当者', '確認者', '確認者氏名', '回答者', '名前', 'name'],
  at: [
    '完了時刻',
    'タイムスタンプ',
    '回答日時',
    '確認日時',
    '日時',
    '送信日時',
    '確認日',
    'timestamp',
    'completiontime',
  ],
  note: ['備考', 'メモ', 'ご質問', '質問', 'ご質問・ご意見', '自由記入', 'コメント', 'note', 'comment'],
  method: ['確認方法', '方法', '回答方法', 'method'],
};

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_.・:「」【】*]/g, '');

/** Which heading holds which field: a synonym as it stands first, then a heading that begins with one. */
export function guessAnswerMapping(header: readonly string[]): AnswerMapping {
  const mapping: AnswerMapping = {};
  const free = new Set(header);
  const ways = [
    (heading: string, word: string) => plain(heading) === plain(word),
    (heading: string, word: string) => plain(heading).startsWith(plain(word)),
  ];
  for (const isOne of ways) {
    for (const field of answerField.options) {
      if (mapping[field] !== undefined) continue;
      const found = SYNONYMS[field].flatMap((word) => [...free].find((heading) => isOne(heading, word)) ?? [])[0];
      if (found === undefined) continue;
      mapping[field] = found;
      free.delete(found);
    }
  }
  return mapping;
}

/** The first word that occurs decides; what denies stands before what it denies. */
const ANSWERS: readonly (readonly [AcknowledgementAnswer, RegExp])[] = [
  ['declined', /不同意|同意し(?:ない|ません)|同意できません|declin/],
  ['left', /退会|解約|委託解除|脱退|left/],
  ['contact_changed', /担当者?(?:の)?変更|異動|contactchanged/],
  ['question', /質問(?:あり|があ)|question/],
  ['agreed', /同意|agree/],
  ['confirmed', /確認|受領|了解|承知|済|はい|ok|yes|confirm|^○$|^✓$|^1$|^true$/],
];

/** What a cell answers; an empty one confirms, for the row itself is the answer. Null when it says something else. */
export function readAnswer(cell: string): AcknowledgementAnswer | null {
  const words = plain(cell);
  if (words === '') return 'confirmed';
  if (/未確認|確認していません|いいえ|no$/.test(words)) return null;
  return ANSWERS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

const METHODS: readonly (readonly [AcknowledgementMethod, RegExp])[] = [
  ['phone', /電話|tel|phone/],
  ['fax', /fax|ファ[ック]/],
  ['mail', /メール|mail/],
  ['visit', /来訪|来所|訪問|窓口|visit/],
  ['post', /郵送|郵便|post/],
  ['form', /フォーム|form|web/],
  ['slip', /用紙|slip/],
];

const readMethod = (cell: string): AcknowledgementMethod | null =>
  cell === '' ? 'form' : (METHODS.find(([, pattern]) => pattern.test(plain(cell)))?.[0] ?? null);

/**
 * A moment as forms write it, by Japan's clock, as UTC: a date alone, `2026/06/08 10:05(:12)`, `2026/06/08 午後 1:05`,
 * Google's `2026/06/08 1:05:12 午後 GMT+9`, or ISO 8601 with an offset. Null when it is none.
 */
export function readMoment(cell: string): string | null {
  const text = cell.normalize('NFKC').trim();
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? null : new Date(at).toISOString();
  }
  const [, dayText = '', rest = ''] = /^(\S+?)(?:[ T]+(.*))?$/.exec(text) ?? [];
  const day = readDate(dayText);
  if (day === null) return null;
  const clock =
    /^(午前|午後|am|pm)?\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(午前|午後|am|pm)?(?:\s*(?:GMT|JST|UTC)?\+?0?9?(?::?00)?)?$/i;
  const [, before = '', hours, minutes = '00', seconds = '00', after = ''] =
    clock.exec(rest === '' ? '0:00' : rest) ?? [];
  if (hours === undefined) return null;
  const half = /午後|pm/i.test(before + after) ? 12 : 0;
  const hour = before + after === '' ? Number(hours) : (Number(hours) % 12) + half;
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return new Date(`${day}T${String(hour).padStart(2, '0')}:${minutes}:${seconds}+09:00`).toISOString();
}

/** Reads rows of a table with these headings, by a mapping. */
export function answerReader(mapping: AnswerMapping, header: readonly string[]) {
  const column = (field: AnswerField) => header.indexOf(mapping[field] ?? '\u0000');
  const at = Object.fromEntries(answerField.options.map((field) => [field, column(field)])) as Record<
    AnswerField,
    number
  >;
  return ({ line, cells }: { line: number; cells: readonly string[] }): AnswerDraft | RowProblem => {
    const cell = (field: AnswerField) => (at[field] < 0 ? '' : (cells[at[field]] ?? '').replace(/^\t|\t$/g, '').trim());
    const refuse = (field: AnswerField, code: Parameters<typeof problem>[2]) =>
      problem(line, mapping[field] ?? '', code, cell(field));
    const secret = answerField.options.find((field) => containsMyNumber(cell(field)));
    if (secret) return problem(line, mapping[secret] ?? '', 'my_number');
    const typed = cell('code');
    const officeCode = cell('officeCode').normalize('NFKC');
    if (typed === '' && officeCode === '')
      return problem(line, mapping.code ?? mapping.officeCode ?? '', 'missing_target');
    const code = typed === '' ? '' : parseSlipCode(typed);
    if (code === null) return refuse('code', 'slip_misread');
    const answer = readAnswer(cell('answer'));
    if (answer === null) return refuse('answer', 'unknown_answer');
    const method = readMethod(cell('method'));
    if (method === null) return refuse('method', 'unknown_method');
    const moment = cell('at') === '' ? null : readMoment(cell('at'));
    if (moment === null && cell('at') !== '') return refuse('at', 'bad_moment');
    if (cell('name').length > 80) return refuse('name', 'too_long');
    if (cell('note').length > 1000) return refuse('note', 'too_long');
    return { line, code, officeCode, answer, method, name: cell('name'), note: cell('note'), at: moment };
  };
}
