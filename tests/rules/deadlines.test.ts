import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ProcedureState } from '../../electron/contract/procedureShapes.ts';
import { catalogue } from '../../electron/rules/catalogue.ts';
import { computeDue } from '../../electron/rules/deadlines.ts';
import { daysLeft, isDelayed } from '../../electron/rules/procedureStates.ts';

// Annual and quarterly kinds: a base date inside the year or the quarter.
const vectors: readonly (readonly [type: string, base: string, due: string])[] = [
  ['shaho-shutoku', '2023-06-01', '2023-06-06'],
  ['shaho-shutoku', '2023-06-12', '2023-06-19'],
  ['shaho-soshitsu', '2023-07-01', '2023-07-06'],
  ['santei', '2022-07-01', '2022-07-11'],
  ['santei', '2023-01-01', '2023-07-10'],
  ['santei', '2023-12-31', '2023-07-10'],
  ['santei', '2027-07-01', '2027-07-12'],
  ['shoyo', '2023-06-30', '2023-07-05'],
  ['shoyo', '2023-07-10', '2023-07-18'],
  ['koyo-shutoku', '2023-05-01', '2023-06-12'],
  ['koyo-shutoku', '2023-06-15', '2023-07-10'],
  ['koyo-shutoku', '2023-11-01', '2023-12-11'],
  ['koyo-shutoku', '2023-12-31', '2024-01-10'],
  ['koyo-soshitsu', '2023-07-01', '2023-07-11'],
  ['koyo-soshitsu', '2023-06-16', '2023-06-26'],
  ['rishoku', '2023-07-01', '2023-07-11'],
  ['konen-kyufu', '2023-06-01', '2023-10-02'],
  ['ikuji-kyufu', '2023-06-10', '2023-10-31'],
  ['ikuji-kyufu', '2023-06-01', '2023-10-02'],
  ['rouho-seiritsu', '2023-06-01', '2023-06-12'],
  ['rouho-gaisan', '2023-08-20', '2023-10-10'],
  ['rouho-gaisan', '2023-06-10', '2023-07-31'],
  ['nendo-koshin', '2023-06-01', '2023-07-10'],
  ['nendo-koshin', '2027-06-01', '2027-07-12'],
  ['shishobyo-4under', '2023-04-01', '2023-07-31'],
  ['shishobyo-4under', '2023-06-30', '2023-07-31'],
  ['shishobyo-4under', '2023-11-15', '2024-01-31'],
  ['koreisha-shogaisha', '2024-06-01', '2024-07-16'],
  ['ppc-kakuho-30', '2026-04-01', '2026-04-30'],
  ['ppc-kakuho-30', '2023-06-05', '2023-07-04'],
  ['ppc-kakuho-30', '2023-06-06', '2023-07-05'],
  ['ppc-kakuho-30', '2023-06-13', '2023-07-12'],
  ['ppc-kakuho-30', '2023-06-14', '2023-07-13'],
  ['ppc-kakuho-30', '2023-06-19', '2023-07-18'],
  ['ppc-kakuho-30', '2026-11-04', '2026-12-03'],
  ['ppc-kakuho-30', '2026-12-01', '2027-01-04'],
  ['ppc-kakuho-30', '2027-03-06', '2027-04-05'],
  ['ppc-kakuho-60', '2023-06-05', '2023-08-03'],
  ['ppc-kakuho-60', '2023-06-06', '2023-08-04'],
  ['ppc-kakuho-60', '2023-06-13', '2023-08-14'],
  ['ppc-kakuho-60', '2023-06-14', '2023-08-14'],
  ['ppc-kakuho-60', '2023-06-19', '2023-08-17'],
  ['ppc-kakuho-60', '2026-04-01', '2026-06-01'],
  ['ppc-kakuho-60', '2026-11-04', '2027-01-04'],
  ['ppc-kakuho-60', '2026-12-01', '2027-01-29'],
  ['ppc-kakuho-60', '2027-03-06', '2027-05-06'],
  // Not in the published examples: worked out by hand from the rule.
  ['kaigo-kyufu', '2023-06-10', '2023-08-31'],
  ['kaigo-kyufu', '2023-06-30', '2023-08-31'],
  ['sankyu', '2023-06-10', '2023-07-10'],
  ['sankyu', '2024-01-30', '2024-02-29'],
  ['ikukyu-shaho', '2023-01-31', '2023-02-28'],
  ['enno-2', '2026-06-01', '2026-11-16'],
  ['enno-3', '2026-06-01', '2027-02-15'],
  ['enno-3', '2027-02-01', '2027-02-15'],
];

describe('due dates', () => {
  it.each(vectors)('%s from %s is due on %s', (type, base, due) => {
    expect(computeDue(type, base).dueOn).toBe(due);
  });

  it('never falls on a closed day where the law moves it on, for any kind and any day of two years', () => {
    for (const { id, rollover } of catalogue) {
      if (rollover === 'none') continue;
      for (let n = 0; n < 730; n += 7) {
        const base = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
        const { dueOn } = computeDue(id, base);
        if (dueOn === null) continue;
        const weekday = new Date(`${dueOn}T00:00:00Z`).getUTCDay();
        expect([0, 6], `${id} ${base}`).not.toContain(weekday);
        expect(dueOn.slice(5), `${id} ${base}`).not.toMatch(/^(?:12-(?:29|30|31)|01-0[123])$/);
      }
    }
  });

  it('gives no date where the law gives none', () => {
    const dateless = catalogue.filter(({ id }) => computeDue(id, '2026-06-10').dueOn === null).map(({ id }) => id);
    expect(dateless.toSorted()).toEqual(
      [
        'geppen',
        'rousai-5',
        'rousai-8',
        'shishobyo-4over',
        'tokubetsu-henko',
        'kyufu-kiso',
        'shugyo-kisoku',
        'ppc-honnin',
      ].toSorted(),
    );
  });

  it('wants what must precede a start on the day before, closed or not', () => {
    expect(computeDue('36kyotei', '2026-04-01').dueOn).toBe('2026-03-31');
    const monday = computeDue('tokubetsu-kanyu', '2026-06-15');
    expect(monday.dueOn).toBe('2026-06-14');
    expect(monday.steps).toContainEqual({ on: '2026-05-16', text: '出せるのは30日前の 5/16(土) から' });
    expect(monday.steps).toContainEqual({
      on: '2026-06-12',
      text: '閉庁日でも延びません。窓口なら直前の開庁日 6/12(金) まで',
    });
  });

  it('calls the 3 to 5 days of the preliminary report guidance and does not move them over a weekend', () => {
    const due = computeDue('ppc-sokuho', '2026-06-10');
    expect(due.dueOn).toBe('2026-06-14');
    expect(due.steps.map(({ on }) => on)).toEqual(['2026-06-10', '2026-06-12', '2026-06-14', null, null]);
    expect(due.steps.map(({ text }) => text).join('\n')).toContain('法律の期限ではありません');
  });

  it('moves on over days the clerk added', () => {
    expect(computeDue('shaho-shutoku', '2023-06-12', { closedDays: new Set(['2023-06-19']) }).dueOn).toBe('2023-06-20');
  });

  it('refuses a kind that is not in the catalogue', () => {
    expect(() => computeDue('toString', '2026-06-10')).toThrow(
      expect.objectContaining({ code: 'unknown_procedure', data: { type: 'toString' } }),
    );
  });
});

describe('the way to a due date', () => {
  it('goes from the base date over the count and the closed days to the law', () => {
    expect(computeDue('shaho-shutoku', '2023-06-12').steps).toEqual([
      { on: '2023-06-12', text: '資格取得日 6/12(月)' },
      { on: '2023-06-17', text: '+5日 = 6/17(土)' },
      { on: '2023-06-19', text: '閉庁日（土曜日）のため次の開庁日 6/19(月)' },
      { on: null, text: '根拠: 健保則24条1項、厚年則15条' },
    ]);
  });

  it('says nothing of closed days when the last day is open', () => {
    expect(computeDue('rishoku', '2023-07-01').steps.map(({ text }) => text)).toEqual([
      '被保険者でなくなった日（離職日の翌日） 7/1(土)',
      '+10日 = 7/11(火)',
      '根拠: 雇保則7条',
    ]);
  });

  it('shows the year where it is another than the base date has', () => {
    const { steps } = computeDue('ppc-kakuho-30', '2026-12-01');
    expect(steps[1]?.text).toBe('この日を1日目として30日目 = 12/30(水)');
    expect(steps[2]?.text).toBe('閉庁日（年末年始）のため次の開庁日 2027/1/4(月)');
  });

  it('starts at the base date, names the due date and ends with the law, for every kind', () => {
    for (const { id, law } of catalogue) {
      const { dueOn, steps } = computeDue(id, '2026-06-10');
      expect(steps[0]?.on, id).toBe('2026-06-10');
      expect(steps.at(-1), id).toEqual({ on: null, text: `根拠: ${law}` });
      if (dueOn !== null)
        expect(
          steps.map(({ on }) => on),
          id,
        ).toContain(dueOn);
    }
  });
});

describe('the time zone of the machine', () => {
  const script = `
    const { catalogue } = await import('./electron/rules/catalogue.ts');
    const { computeDue } = await import('./electron/rules/deadlines.ts');
    const { japanDate } = await import('./electron/rules/dates.ts');
    const bases = ['2026-01-01', '2026-03-08', '2026-04-01', '2026-10-31', '2026-12-01', '2027-03-06'];
    const all = catalogue.flatMap(({ id }) => bases.map((base) => computeDue(id, base)));
    console.log(JSON.stringify([new Date(0).getTimezoneOffset(), all, japanDate('2026-03-31T15:00:00Z')]));`;
  const runIn = (zone: string): [number, unknown, string] =>
    JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      }),
    );

  it('makes no difference to any due date', () => {
    const [utc, tokyo, newYork] = ['UTC', 'Asia/Tokyo', 'America/New_York'].map(runIn);
    expect([utc?.[0], tokyo?.[0], newYork?.[0]]).toEqual([0, -540, 300]);
    expect(tokyo?.slice(1)).toEqual(utc?.slice(1));
    expect(newYork?.slice(1)).toEqual(utc?.slice(1));
  });
});

describe('delay', () => {
  const late = (dueOn: string | null, state: ProcedureState, today: string) =>
    isDelayed({ dueOn, expectedOn: '', state }, today);

  it('begins the day after the due date', () => {
    expect(late('2026-06-10', 'waiting', '2026-06-10')).toBe(false);
    expect(late('2026-06-10', 'waiting', '2026-06-11')).toBe(true);
  });

  it('ends with filing, and comes back with a return', () => {
    for (const state of ['filed', 'arrived', 'examined', 'done'] as const) {
      expect(late('2026-06-10', state, '2026-07-01'), state).toBe(false);
    }
    for (const state of ['received', 'preparing', 'waiting', 'correcting', 'returned'] as const) {
      expect(late('2026-06-10', state, '2026-07-01'), state).toBe(true);
    }
  });

  it('does not exist without a due date', () => {
    expect(late(null, 'waiting', '2026-07-01')).toBe(false);
    expect(daysLeft(null, '2026-07-01')).toBeNull();
  });

  it('is counted in days, negative when past', () => {
    expect(daysLeft('2026-06-10', '2026-06-07')).toBe(3);
    expect(daysLeft('2026-06-10', '2026-06-10')).toBe(0);
    expect(daysLeft('2026-06-10', '2026-07-01')).toBe(-21);
  });
});
