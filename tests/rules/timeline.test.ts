import { describe, expect, it } from 'vitest';
import { type EntryValues, entryValues } from '../../electron/contract/chronology.ts';
import { timelineOf } from '../../electron/rules/timeline.ts';

const event = (values: Partial<EntryValues>) => entryValues.parse({ kind: 'event', text: 'x', ...values });
const told = (events: EntryValues[]) => events.map((values, at) => ({ id: 100 + at, values }));

describe('the line of time', () => {
  it('places days by their share of the whole, hours within a day, and keeps the numbers of the list', () => {
    const line = timelineOf(
      told([
        event({ date: '2026-06-01', time: '12:00', precision: 'approx_time', category: 'discovery' }),
        event({ precision: 'undated' }),
        event({ date: '2026-06-03', precision: 'date_inferred', category: 'discovery' }),
        event({ date: '2026-06-02', dateTo: '2026-06-04', precision: 'range', category: 'investigation' }),
      ]),
      '2026-07-30',
    );
    expect(line).toMatchObject({ from: '2026-06-01', to: '2026-06-04', undated: [{ entryId: 101, number: 2 }] });
    expect(line.lanes.map(({ category }) => category)).toEqual(['discovery', 'investigation']);
    expect(line.lanes[0]?.marks).toMatchObject([
      { number: 1, x: 0.125, width: 0, shape: 'point' },
      { number: 3, x: 0.5, shape: 'inferred' },
    ]);
    expect(line.lanes[1]?.marks[0]).toMatchObject({ x: 0.25, width: 0.75, shape: 'range' });
    expect(line.ticks.map(({ on }) => on)).toEqual(['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04']);
  });

  it('what goes on is drawn to today, and marks that would cover each other go below', () => {
    const same = event({ date: '2026-06-01', precision: 'day' });
    const line = timelineOf(
      told([same, same, event({ date: '2026-06-01', precision: 'open_ended_from' })]),
      '2026-06-20',
    );
    expect(line.to).toBe('2026-06-20');
    expect(line.lanes[0]?.marks.map(({ row }) => row)).toEqual([0, 1, 2]);
    expect(line.lanes[0]).toMatchObject({ category: null, rows: 3 });
    expect(line.lanes[0]?.marks[2]).toMatchObject({ width: 1, shape: 'open' });
  });

  it('has at most a dozen ticks, however long it is, and none without a date', () => {
    const years = timelineOf(told([event({ date: '2024-01-01' }), event({ date: '2026-12-31' })]), '2026-12-31');
    expect(years.ticks.length).toBeLessThanOrEqual(12);
    expect(timelineOf(told([event({ precision: 'undated' })]), '2026-01-01')).toMatchObject({ from: null, ticks: [] });
  });
});
