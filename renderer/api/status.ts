import { useSyncExternalStore } from 'react';

/** The errors that meet every change alike, whatever was to be changed. */
export type Unwritable = 'read_only' | 'disk_full';

/** How the window stands towards the application. */
interface Status {
  connection: 'open' | 'reconnecting' | 'signed_out';
  /** Why the last change could not be written; null since one was. */
  unwritable: Unwritable | null;
  /** How far long work has come, by the procedure's name. */
  progress: Record<string, { done: number; total: number }>;
}

let status: Status = { connection: 'open', unwritable: null, progress: {} };
const listeners = new Set<() => void>();

function publish(next: Status) {
  status = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setConnection(connection: Status['connection']): void {
  // Being signed out is final for this page: only opening Todoke again helps.
  if (status.connection !== connection && status.connection !== 'signed_out') publish({ ...status, connection });
}

export function setUnwritable(unwritable: Unwritable | null): void {
  if (status.unwritable !== unwritable) publish({ ...status, unwritable });
}

export function setProgress(work: string, done: number, total: number): void {
  publish({ ...status, progress: { ...status.progress, [work]: { done, total } } });
}

export function clearProgress(work: string): void {
  const { [work]: _finished, ...others } = status.progress;
  publish({ ...status, progress: others });
}

export function useStatus(): Status {
  return useSyncExternalStore(subscribe, () => status);
}
