import { type HistoryField, officeStatus } from '../../../electron/contract/offices.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

const date = /^\d{4}-\d{2}-\d{2}$/;

/** The channels a notice can take. */
export const channels = ['mail', 'fax', 'post', 'phone'] as const;
const isChannel = (word: string): word is (typeof channels)[number] => channels.some((channel) => channel === word);

/** A field's value as the clerk reads it: status and channels in words, dates in the chosen form, an empty one named. */
export function useShownValue(): (field: HistoryField, value: string) => string {
  const text = useText().offices;
  const format = useFormat();
  const nameOf = (channel: string) => (isChannel(channel) ? text.channel[channel] : channel);
  return (field, value) => {
    if (value === '') return text.emptyValue;
    const status = field === 'status' ? officeStatus.safeParse(value).data : undefined;
    if (status) return text.status[status];
    if (field === 'channels') return value.split(',').map(nameOf).join(' → ');
    const dated = (field === 'entrustedOn' || field === 'releasedOn') && date.test(value);
    return dated ? format.date(value) : value;
  };
}
