import { describe, expect, it } from 'vitest';
import { guessAnswerMapping, readAnswer, readMoment } from '../../electron/rules/answerReading.ts';

describe('answers of forms', () => {
  it.each([
    ['', 'confirmed'],
    ['確認しました', 'confirmed'],
    ['受領', 'confirmed'],
    ['はい', 'confirmed'],
    ['連名報告に同意する', 'agreed'],
    ['同意しない', 'declined'],
    ['連名への不同意', 'declined'],
    ['質問あり', 'question'],
    ['担当者が変更', null],
    ['担当者変更', 'contact_changed'],
    ['退会済み', 'left'],
    ['未確認', null],
    ['いいえ', null],
    ['まだ', null],
  ])('%s is read as %s', (cell, answer) => {
    expect(readAnswer(cell)).toBe(answer);
  });

  it.each([
    ['2026-06-08', '2026-06-07T15:00:00.000Z'],
    ['2026/06/08 10:05', '2026-06-08T01:05:00.000Z'],
    ['2026/06/08 10:05:12', '2026-06-08T01:05:12.000Z'],
    ['2026/06/08 1:05:12 午後 GMT+9', '2026-06-08T04:05:12.000Z'],
    ['2026/06/08 午前 12:30', '2026-06-07T15:30:00.000Z'],
    ['令和8年6月8日 9:00', '2026-06-08T00:00:00.000Z'],
    ['2026-06-08T01:00:00Z', '2026-06-08T01:00:00.000Z'],
    ['6/8/26 10:05:12', null],
    ['2026-06-31 10:00', null],
    ['2026-06-08 25:00', null],
    ['昨日', null],
    ['46181.42', null],
  ])('the moment %s is %s', (cell, moment) => {
    expect(readMoment(cell)).toBe(moment);
  });

  it('finds the columns of Microsoft’s and of Google’s forms', () => {
    const microsoft = ['ID', '開始時刻', '完了時刻', 'メール', '名前', '確認番号', '連名報告への同意'];
    expect(guessAnswerMapping(microsoft)).toEqual({
      ...{ at: '完了時刻', name: '名前', code: '確認番号', answer: '連名報告への同意' },
    });
    const google = ['タイムスタンプ', '事業所番号', 'お名前', '備考（あれば）'];
    expect(guessAnswerMapping(google)).toEqual({
      ...{ at: 'タイムスタンプ', officeCode: '事業所番号', name: 'お名前', note: '備考（あれば）' },
    });
  });
});
