import { describe, expect, it } from 'vitest';
import { askedIn, categoryOf } from '../../electron/rules/questionReading.ts';

describe('what a mail asks', () => {
  it.each([
    ['お世話になっております。\n復旧はいつですか。\nよろしくお願いいたします。', '復旧はいつですか。'],
    ['確認しました。離職票は出せますか？それとも待ちますか？', '離職票は出せますか？ それとも待ちますか？'],
    ['Confirmed. When will it be back?', 'When will it be back?'],
    // Nothing in it sounds like a question: a clerk said it is one, so nothing of it is left out.
    ['困っています。\n総務 中村', '困っています。 総務 中村'],
    ['', ''],
  ])('%j: %j', (words, asked) => {
    expect(askedIn(words)).toBe(asked);
  });

  it('is never longer than the list takes', () => {
    expect(askedIn('あ'.repeat(2000)).length).toBe(500);
  });
});

describe('what a question is about', () => {
  it.each([
    ['マイナンバーは漏れていませんか', 'my_number'],
    ['情報は漏えいしましたか', 'leak'],
    ['当社も委員会に報告しますか', 'report'],
    ['離職票はいつ出ますか', 'procedure'],
    ['いつから使えますか', 'restoration'],
    ['請求書の件です', 'other'],
    ['', 'other'],
  ])('%s: %s', (words, category) => {
    expect(categoryOf(words)).toBe(category);
  });
});
