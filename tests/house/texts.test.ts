import { describe, expect, test } from 'vitest';
import { errors } from '../../electron/contract/errors.ts';
import { problems } from '../../electron/contract/problems.ts';
import { en } from '../../renderer/text/en.ts';
import { ja } from '../../renderer/text/ja.ts';

const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Words of the English window that are Japanese on purpose, with the reason. */
const japaneseOnPurpose: Record<string, string> = {
  'settings.languages.ja': 'a language is listed by its own name',
  'settings.dateForms.era': 'there is no English for it',
  'notices.addressee': 'part of the mail, which is Japanese',
  'notices.templateSubject': 'part of the mail, which is Japanese',
  'notices.templateBody': 'part of the mail, which is Japanese',
};

/** Words a clerk should not need to know. */
const jargon = /キュー|トークン|バリデーション|デフォルト|インポート|エクスポート|サーバエラー|例外/;

/** Every sentence by its way, e.g. `notices.state.draft`; those with gaps filled with `x`. */
function sentencesOf(words: object, way = ''): Map<string, { text: string; gaps: number }> {
  const found = new Map<string, { text: string; gaps: number }>();
  for (const [key, value] of Object.entries(words)) {
    const here = way === '' ? key : `${way}.${key}`;
    if (typeof value === 'string') found.set(here, { text: value, gaps: 0 });
    else if (typeof value === 'function') found.set(here, { text: filled(value), gaps: value.length });
    else for (const [inner, sentence] of sentencesOf(value, here)) found.set(inner, sentence);
  }
  return found;
}

function filled(sentence: (...gaps: unknown[]) => string): string {
  return sentence(...Array.from({ length: sentence.length }, () => 'x'));
}

const japaneseWords = sentencesOf(ja);
const englishWords = sentencesOf(en);

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
    const sentences = [...japaneseWords.values(), ...sentencesOf(errors).values(), ...sentencesOf(problems).values()];
    expect(sentences.map(({ text }) => text).filter((text) => jargon.test(text))).toEqual([]);
  });
});
