import type { EntryCategory, EntryKind, EntryPrecision, EntryValues } from '../contract/chronology.ts';
import { weekdayJa } from './dates.ts';

/** The words of the chronology on paper and in lists; a list is read by the same words. */
export const kindWords: Record<EntryKind, string> = {
  event: '出来事',
  impact: '影響',
  promise: '約束',
  instruction: '指示',
  outlook: '見通し',
  gap: '不足',
  party: '関係者',
  system: 'システム',
};

export const categoryWords: Record<EntryCategory, string> = {
  discovery: '発覚',
  investigation: '調査',
  response: '対応',
  authority_report: '当局への報告',
  disclosure: '公表',
  recovery: '復旧',
  other: 'その他',
};

export const precisionWords: Record<EntryPrecision, string> = {
  exact_time: '時刻まで',
  approx_time: 'およその時刻',
  day: '日まで',
  date_inferred: '推定',
  range: '期間',
  open_ended_from: 'この日から',
  undated: '不明',
};

const short = (date: string) =>
  `${date.slice(0, 4)}/${Number(date.slice(5, 7))}/${Number(date.slice(8))}(${weekdayJa(date)})`;

/** When something happened, as a clerk writes it: 2026/6/5(金) 6:00ごろ. Empty for what has no date by its kind. */
export function whenWords({ date, dateTo, time, precision }: EntryValues): string {
  if (date === null) return precision === 'undated' ? '日時不明' : '';
  const clock =
    time === '' ? '' : ` ${Number(time.slice(0, 2))}:${time.slice(3)}${precision === 'approx_time' ? 'ごろ' : ''}`;
  if (dateTo !== null) return `${short(date)}〜${short(dateTo)}`;
  if (precision === 'open_ended_from') return `${short(date)}から`;
  return `${short(date)}${clock}${precision === 'date_inferred' ? '（推定）' : ''}`;
}

/** What the chronology sorts by: dated before undated, a day's timed entries before its others. */
export function chronologySortKey({ date, time, precision }: EntryValues): string {
  if (date !== null) return `1 ${date} ${time || '24:00'}`;
  return precision === 'undated' ? '2' : '3';
}
