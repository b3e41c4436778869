import type { EntryValues } from '../../../electron/contract/chronology.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

/** When something happened, in the clerk's words. Empty for what has no date by its kind. */
export function useWhen() {
  const text = useText().chronology;
  const format = useFormat();
  return ({ date, dateTo, time, precision }: EntryValues): string => {
    if (date === null) return precision === 'undated' ? text.unknownWhen : '';
    const day = format.date(date);
    if (dateTo !== null) return text.between(day, format.date(dateTo));
    if (precision === 'open_ended_from') return text.since(day);
    if (precision === 'date_inferred') return text.inferred(day);
    if (time === '') return day;
    return `${day} ${precision === 'approx_time' ? text.around(time) : time}`;
  };
}
