import { useState } from 'react';
import { randomName } from '../../../electron/contract/common.ts';

// What this very window remembers until it is closed: which desk it is, and notes not recorded yet.

const DESK = 'todoke.desk';
const CLERK = 'todoke.deskClerk';
const noteKey = (recipientId: number) => `todoke.callNote.${recipientId}`;

/** Tells the windows of one clerk apart. */
export function deskName(): string {
  const known = sessionStorage.getItem(DESK) ?? randomName();
  sessionStorage.setItem(DESK, known);
  return known;
}

/** The clerk at this window's phone. @param usual the clerk of the settings */
export function useDeskClerk(usual: string): [string, (clerk: string) => void] {
  const [typed, setTyped] = useState(() => sessionStorage.getItem(CLERK));
  const set = (clerk: string) => {
    sessionStorage.setItem(CLERK, clerk);
    setTyped(clerk);
  };
  return [typed ?? usual, set];
}

export interface Jotted {
  name: string;
  note: string;
}

const NOTHING: Jotted = { name: '', note: '' };

/** What was jotted down about an office and not recorded yet; a reload loses none of it. */
export function jottedOf(recipientId: number): Jotted {
  const kept = sessionStorage.getItem(noteKey(recipientId));
  return kept === null ? NOTHING : { ...NOTHING, ...JSON.parse(kept) };
}

export function jot(recipientId: number, jotted: Jotted): void {
  if (jotted.name === '' && jotted.note === '') sessionStorage.removeItem(noteKey(recipientId));
  else sessionStorage.setItem(noteKey(recipientId), JSON.stringify(jotted));
}
