import { powerMonitor } from 'electron';
import { LOCKING } from './policies.ts';

/**
 * Locks the window with the system. Call once Electron is ready.
 * https://www.electronjs.org/docs/latest/api/power-monitor
 */
export function lockWithSystem(lock: () => void): void {
  // Of one name out of a list, though each has an overload of its own.
  for (const event of LOCKING) (powerMonitor as NodeJS.EventEmitter).on(event, lock);
}
