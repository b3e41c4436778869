import type { lock as ja } from '../ja/lock.ts';

export const lock: typeof ja = {
  title: 'Screen lock',
  locked: 'The screen is locked',
  lockedNote: 'Enter the PIN to go on. Whatever you were typing is still there.',
  pin: 'PIN',
  open: 'Unlock',
  note: 'The screen locks after 10 minutes without use, and shows nothing until it is unlocked. The guide tells what to do when the PIN is forgotten.',
  now: 'Lock now',
  none: 'There is no PIN yet, so nothing is locked.',
  present: 'Present PIN',
  newPin: 'New PIN (4 to 12 digits)',
  set: 'Set the PIN',
  remove: 'Stop using the lock',
  done: 'Saved',
};
