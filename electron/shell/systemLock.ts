import { powerMonitor } from 'electron';
import { decideLock } from './policies.ts';

/** What the system tells of itself: https://www.electronjs.org/docs/latest/api/power-monitor */
const EVENTS = ['lock-screen', 'unlock-screen', 'suspend', 'resume', 'shutdown', 'user-did-resign-active'] as const;

/** Locks the window with the system. Call once Electron is ready. */
export function lockWithSystem(lock: () => void): void {
  for (const event of EVENTS) {
    // Of one name out of a list, though each has an overload of its own.
    (powerMonitor as NodeJS.EventEmitter).on(event, () => decideLock(event) && lock());
  }
}
