import type { EntryCategory, EntryValues, Timeline } from '../contract/chronology.ts';
import { addDays, daysBetween } from './dates.ts';

/** The least share of the width a mark with its number takes. */
const MARK = 0.03;
/** Days between two ticks, by how long the whole is: at most a dozen ticks. */
const STEPS = [1, 2, 7, 14, 30, 91, 182, 365];
const MOST_TICKS = 12;

const order: (EntryCategory | null)[] = [
  'discovery',
  'investigation',
  'response',
  'authority_report',
  'disclosure',
  'recovery',
  'other',
  null,
];

interface Told {
  id: number;
  values: EntryValues;
}

/**
 * Where things stand on a line of time: x from 0 to 1, a lane for each category, rows in a lane where marks would
 * cover each other. Numbers are those of the events in their order, from 1; events without a date have no place.
 * @param events in the order of the chronology
 * @param until the day to which what goes on is drawn
 */
export function timelineOf(events: readonly Told[], until: string): Timeline {
  const numbered = events.map((event, at) => ({ ...event, number: at + 1 }));
  const dated = numbered.flatMap(({ id, number, values }) =>
    values.date === null ? [] : [{ id, number, values, on: values.date }],
  );
  const undated = numbered
    .filter(({ values }) => values.date === null)
    .map(({ id, number }) => ({ entryId: id, number }));
  const [first] = dated;
  if (!first) return { from: null, to: null, ticks: [], lanes: [], undated };
  const ends = dated.flatMap(({ on, values }) => [on, values.dateTo ?? on]);
  const from = ends.reduce((least, day) => (day < least ? day : least), first.on);
  const last = ends.reduce((most, day) => (day > most ? day : most), first.on);
  const isOpen = dated.some(({ values }) => values.precision === 'open_ended_from');
  const to = isOpen && until > last && daysBetween(last, until) <= 60 ? until : last;
  // A day is a stretch, not a point: the last one has its width too.
  const days = daysBetween(from, to) + 1;
  const place = (day: string, time = '') => (daysBetween(from, day) + hourOf(time)) / days;
  const lanes = order.flatMap((category) => {
    const mine = dated.filter(({ values }) => values.category === category);
    if (mine.length === 0) return [];
    const ends_: number[] = [];
    const marks = mine.map(({ id, number, values, on }) => {
      const x = place(on, values.time);
      const lasting = values.dateTo ?? (values.precision === 'open_ended_from' ? to : null);
      const width = lasting === null ? 0 : place(addDays(lasting, 1)) - x;
      const free = ends_.findIndex((end) => end <= x);
      const row = free < 0 ? ends_.length : free;
      ends_[row] = x + Math.max(MARK, width);
      return { entryId: id, number, x, width, row, shape: shapeOf(values) };
    });
    return [{ category, rows: ends_.length, marks }];
  });
  return { from, to, ticks: ticksOf(from, days), lanes, undated };
}

const hourOf = (time: string) => (time === '' ? 0 : (Number(time.slice(0, 2)) + Number(time.slice(3)) / 60) / 24);

function shapeOf({ dateTo, precision }: EntryValues): 'point' | 'inferred' | 'range' | 'open' {
  if (dateTo !== null) return 'range';
  if (precision === 'open_ended_from') return 'open';
  return precision === 'date_inferred' ? 'inferred' : 'point';
}

function ticksOf(from: string, days: number) {
  const step = STEPS.find((each) => days / each <= MOST_TICKS) ?? 365;
  const ticks: { on: string; x: number }[] = [];
  for (let at = 0; at < days; at += step) ticks.push({ on: addDays(from, at), x: at / days });
  return ticks;
}
