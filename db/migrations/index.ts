import type { Kysely } from 'kysely';
import { up as register } from './0001_register.ts';
import { up as officeDetails } from './0002_office_details.ts';
import { up as registerKeptClean } from './0003_register_kept_clean.ts';
import { up as notices } from './0004_notices.ts';

export interface Migration {
  number: number;
  name: string;
  up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void>;
}

/** The explicit list, in order. A released step is never edited; a new step gets the next number. */
export const migrations: readonly Migration[] = [
  { number: 1, name: '0001_register', up: register },
  { number: 2, name: '0002_office_details', up: officeDetails },
  { number: 3, name: '0003_register_kept_clean', up: registerKeptClean },
  { number: 4, name: '0004_notices', up: notices },
];
