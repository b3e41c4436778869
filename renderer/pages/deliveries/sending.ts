import type { SendingStatus } from '../../api/client.ts';

/** Mails of a version that are still to go out or on their way. */
export function waitingOf({ byState }: SendingStatus): number {
  return byState.queued + byState.sending + byState.handed + byState.retry;
}
