import { describe, expect, it } from 'vitest';
import { catalogue } from '../../electron/rules/catalogue.ts';
import { computeDue } from '../../electron/rules/deadlines.ts';
import { lawInEnglish } from '../../electron/rules/lawNames.ts';
import { houseRules } from '../../electron/rules/ruleBook.ts';
import { authorities as en } from '../../renderer/text/en/authorities.ts';
import { authorities as ja } from '../../renderer/text/ja/authorities.ts';

const bases = ['2026-01-01', '2026-04-30', '2026-06-10', '2026-12-20', '2027-02-27'];
const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

describe('the way to a due date in English', () => {
  it('leads to the same days by the same steps, in English but for the citation of the law', () => {
    for (const { id, law } of catalogue) {
      for (const base of bases) {
        const told = computeDue(id, base, { language: 'en' });
        const asEver = computeDue(id, base);
        expect(told.dueOn).toBe(asEver.dueOn);
        expect(told.steps.map(({ on }) => on)).toEqual(asEver.steps.map(({ on }) => on));
        const named = lawInEnglish(law);
        expect(named, law).not.toMatch(japanese);
        expect(told.steps.at(-1)).toEqual({ on: null, text: `Law: ${named} (${law})` });
        for (const { text } of told.steps.slice(0, -1)) expect(text, id).not.toMatch(japanese);
      }
    }
  });

  it('reads as a clerk would say it', () => {
    expect(computeDue('shaho-shutoku', '2023-06-12', { language: 'en' }).steps.map(({ text }) => text)).toEqual([
      'day the insurance began 6/12 (Mon)',
      '+5 days = 6/17 (Sat)',
      'closed (Saturday), so the next open day: 6/19 (Mon)',
      expect.stringMatching(/^Law: /),
    ]);
  });

  it('names every authority of the catalogue in English', () => {
    const names = [...new Set(catalogue.map(({ authority }) => authority))].toSorted();
    expect(Object.keys(ja).toSorted()).toEqual(names);
    for (const name of Object.values(en)) expect(name).not.toMatch(japanese);
  });

  it('tells every deadline, proof and note of the catalogue in English', () => {
    for (const { id, ruleEn, lawEn, evidenceEn, noteEn, baseEventEn } of houseRules.all('2026-06-10')) {
      for (const text of [ruleEn, lawEn, evidenceEn, noteEn, baseEventEn]) expect(text, id).not.toMatch(japanese);
    }
  });

  it.each([
    [
      '健保則24条1項、厚年則15条',
      "Health Insurance Act Regulation Art. 24(1); Employees' Pension Insurance Act Regulation Art. 15",
    ],
    ['健保則135条の3ほか', 'Health Insurance Act Regulation Art. 135-3 and others'],
    ['個情法規則8条2項・7条3号', 'Personal Information Protection Act Regulation Art. 8(2), Art. 7, item 3'],
    ['個情法26条2項、規則10条', 'Personal Information Protection Act Art. 26(2); its Regulation Art. 10'],
    ['当会との委託契約5条', '当会との委託契約5条'],
  ])('cites %s', (law, english) => {
    expect(lawInEnglish(law)).toBe(english);
  });
});
