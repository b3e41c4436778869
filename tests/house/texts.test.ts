import { describe, expect, test } from 'vitest';
import { errors } from '../../electron/contract/errors.ts';
import { problems } from '../../electron/contract/problems.ts';
import { reportList } from '../../electron/contract/reportList.ts';
import { en } from '../../renderer/text/en.ts';
import { ja } from '../../renderer/text/ja.ts';
import { filesLike, textOf } from './sources.ts';
import { japanese, sentencesOf } from './words.ts';

/** Words of the English window that are Japanese on purpose, with the reason. */
const japaneseOnPurpose: Record<string, string> = {
  'settings.languages.ja': 'a language is listed by its own name',
  'settings.dateForms.era': 'there is no English for it',
  'notices.templateSubject': 'part of the mail, which is Japanese',
  'notices.boldWords': 'part of the mail, which is Japanese',
  'notices.factField': 'part of the mail, which is Japanese',
  'notices.tableWords': 'part of the mail, which is Japanese',
  'notices.templateBody': 'part of the mail, which is Japanese',
};

/** Words a clerk should not need to know. */
const jargon = /キュー|トークン|バリデーション|デフォルト|インポート|エクスポート|サーバエラー|例外/;

/** Names of reports stand in the contract, for the paper has them too. */
const reportWords = (language: 'ja' | 'en') =>
  Object.fromEntries(Object.entries(reportList).map(([report, entry]) => [report, [...entry[language]]]));
const japaneseWords = sentencesOf({ ...ja, reportList: reportWords('ja') });
const englishWords = sentencesOf({ ...en, reportList: reportWords('en') });
/** Of errors and refused rows, in both languages. */
const errorSentences = [...sentencesOf(errors).values(), ...sentencesOf(problems).values()];

describe('the words of the window', () => {
  test('Japanese and English have the same keys', () => {
    expect([...englishWords.keys()].sort()).toEqual([...japaneseWords.keys()].sort());
  });

  test('no sentence is empty, and no gap stays open', () => {
    const bad = [...japaneseWords, ...englishWords].filter(
      ([, { text }]) => !text.trim() || /undefined|\[object/.test(text),
    );
    expect(bad).toEqual([]);
  });

  test('English takes no gap that Japanese does not have', () => {
    const more = [...englishWords].filter(([key, { gaps }]) => gaps > (japaneseWords.get(key)?.gaps ?? 0));
    expect(more).toEqual([]);
  });

  test('English is English, but for the words of the mail itself', () => {
    const found = [...englishWords].filter(([, { text }]) => japanese.test(text)).map(([key]) => key);
    expect(found.sort()).toEqual(Object.keys(japaneseOnPurpose).sort());
  });

  test('Japanese uses no jargon', () => {
    expect(
      [...japaneseWords.values(), ...errorSentences].map(({ text }) => text).filter((text) => jargon.test(text)),
    ).toEqual([]);
  });

  test.each(filesLike('docs/*.ja.md'))('what %s quotes is what the window says', (guide) => {
    const said = [...japaneseWords.values()].map(({ text }) => text).concat(errorSentences.map(({ text }) => text));
    const quoted = [...textOf(guide).matchAll(/「([^」]+)」/g)].map((match) => match[1] ?? '');
    expect(quoted.length).toBeGreaterThan(guide.endsWith('guide.ja.md') ? 40 : 0);
    expect(quoted.filter((words) => !said.some((text) => text.includes(words)))).toEqual([]);
  });
});
