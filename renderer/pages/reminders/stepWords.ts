import type { ReminderStep } from '../../../electron/contract/reminders.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

/** A step in words, as it stands or by its key (`2-business-mail`). */
export function useStepWords(): (step: Pick<ReminderStep, 'days' | 'counting' | 'channel'> | string) => string {
  const text = useText().reminders;
  const format = useFormat();
  return (step) => {
    if (typeof step !== 'string') {
      return text.step(format.number(step.days), text.counting[step.counting], text.channels[step.channel]);
    }
    const [days = '', counting = '', channel = ''] = step.split('-');
    const counted = counting === 'calendar' ? text.counting.calendar : text.counting.business;
    const way = channel === 'fax' || channel === 'phone' ? channel : 'mail';
    return text.step(days, counted, text.channels[way]);
  };
}
