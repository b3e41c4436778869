import { describe, expect, it } from 'vitest';
import { dutyClocks, metBy } from '../../electron/rules/duties.ts';

/** The table of the facts sheet: the day it became known, the last day of 30, the last day of 60. */
const TABLE = [
  ['2023-06-05', '2023-07-04', '2023-08-03'],
  ['2023-06-06', '2023-07-05', '2023-08-04'],
  ['2023-06-13', '2023-07-12', '2023-08-14'],
  ['2023-06-14', '2023-07-13', '2023-08-14'],
  ['2023-06-19', '2023-07-18', '2023-08-17'],
  ['2026-04-01', '2026-04-30', '2026-06-01'],
  ['2026-11-04', '2026-12-03', '2027-01-04'],
  ['2026-12-01', '2027-01-04', '2027-01-29'],
  ['2027-03-06', '2027-04-05', '2027-05-06'],
] as const;

const assessed = (knownOn: string, wrongful: 'yes' | 'no' | 'open' = 'open', special: 'yes' | 'no' | 'open' = 'no') =>
  dutyClocks({ knownOn, wrongful, special, reason: '' });
const dueOn = (knownOn: string, kind: string) => assessed(knownOn).find((clock) => clock.kind === kind)?.dueOn;

describe('the clocks of a report to the commission', () => {
  it.each(TABLE)(
    'known on %s, the final report is due on %s, or on %s with a wrongful purpose',
    (known, thirty, sixty) => {
      expect(dueOn(known, 'ppc-kakuho-30')).toBe(thirty);
      expect(dueOn(known, 'ppc-kakuho-60')).toBe(sixty);
    },
  );

  it('the preliminary report has guidance for days 3 to 5, which no holiday moves', () => {
    const [preliminary] = assessed('2026-05-01');
    expect(preliminary).toMatchObject({ kind: 'ppc-sokuho', dueOn: '2026-05-05', guidance: true });
    expect(preliminary?.steps.map(({ on }) => on)).toContain('2026-05-03');
    expect(assessed('2026-05-01').filter(({ guidance }) => guidance)).toHaveLength(1);
  });

  it('say how they were computed, and end with the law', () => {
    for (const { steps, kind } of assessed('2023-06-13', 'yes', 'yes')) {
      if (kind !== 'police') expect(steps.at(-1)?.text).toMatch(/^根拠: /);
    }
    const sixty = assessed('2023-06-13').find(({ kind }) => kind === 'ppc-kakuho-60');
    expect(sixty?.steps.map(({ text }) => text).join()).toContain('山の日');
  });

  it('are told in English with the same dates, the law by its name in both', () => {
    const said = { knownOn: '2023-06-13', wrongful: 'yes', special: 'yes', reason: '' } as const;
    const japanese = dutyClocks(said);
    const english = dutyClocks(said, 'en');
    expect(english.map(({ kind, dueOn }) => [kind, dueOn])).toEqual(japanese.map(({ kind, dueOn }) => [kind, dueOn]));
    const words = english.flatMap(({ name, steps }) => [name, ...steps.map(({ text }) => text)]);
    expect(words.filter((text) => !text.startsWith('Law: ')).join()).not.toMatch(
      /[\p{Script=Han}\p{Script=Hiragana}]/u,
    );
    for (const text of words.filter((word) => word.startsWith('Law: ')))
      expect(text).toMatch(/^Law: .* Art\. .*\(.*条/);
  });

  it('a wrongful purpose decides between 30 and 60 days; while nobody has said, both are open', () => {
    const kakuho = (wrongful: 'yes' | 'no' | 'open') =>
      assessed('2026-06-05', wrongful)
        .filter(({ kind }) => kind.includes('kakuho'))
        .map(({ applies }) => applies);
    expect(kakuho('yes')).toEqual(['no', 'yes']);
    expect(kakuho('no')).toEqual(['yes', 'no']);
    expect(kakuho('open')).toEqual(['open', 'open']);
  });

  it('specific personal information has clocks of its own under its own law, unless it is not concerned', () => {
    const kinds = (special: 'yes' | 'no' | 'open') =>
      assessed('2026-06-05', 'yes', special).filter(({ kind }) => kind.startsWith('special-'));
    expect(kinds('no')).toEqual([]);
    expect(kinds('yes').map(({ applies }) => applies)).toEqual(['yes', 'no', 'yes']);
    expect(kinds('open').map(({ applies }) => applies)).toEqual(['open', 'no', 'open']);
    expect(kinds('yes')[0]?.steps.at(-1)?.text).toContain('番号法29条の4');
    expect(kinds('yes')[0]?.dueOn).toBe(dueOn('2026-06-05', 'ppc-sokuho'));
  });

  it('only reports to the commission and the police meet a duty; the notice to persons none', () => {
    expect(metBy('special-ppc-kakuho-60')).toEqual({ kind: 'final', special: true, authority: 'ppc' });
    expect(metBy('police')).toMatchObject({ authority: 'police' });
    expect(metBy('ppc-honnin')).toBe(null);
  });
});
