import type { QuestionCategory } from '../contract/questionWords.ts';
import { asks } from './mailReading/tone.ts';

/** The first that fits is what a question is about: the words that mean one thing only stand in front. */
const SIGNS: readonly (readonly [QuestionCategory, RegExp])[] = [
  ['my_number', /マイナンバー|個人番号|my ?number/i],
  ['leak', /漏|流出|盗|悪用|leak|breach/i],
  ['report', /報告|個人情報保護委員会|連名|委員会|report/i],
  [
    'procedure',
    /手続|届|申請|申告|離職票|資格|年度更新|算定|給付|労災|雇用保険|電子申請|期限|procedure|filing|deadline/i,
  ],
  ['restoration', /復旧|再開|直り|直る|使え|いつから|いつまで|いつ頃|restor|resum/i],
];

/** What a question is about, by its words: a proposal that a clerk may change. */
export function categoryOf(words: string): QuestionCategory {
  const plain = words.normalize('NFKC');
  return SIGNS.find(([, sign]) => sign.test(plain))?.[0] ?? 'other';
}

const LONGEST = 500;

/** The sentences of a mail that ask something, without greeting and thanks; all of it where none stands out. */
export function askedIn(words: string): string {
  const sentences = words
    .split(/(?<=[。．？！?!]|\.\s)|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
  const asking = sentences.filter(asks);
  return (asking.length > 0 ? asking : sentences).join(' ').slice(0, LONGEST);
}
