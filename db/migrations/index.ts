import type { Kysely } from 'kysely';
import { up as register } from './0001_register.ts';
import { up as officeDetails } from './0002_office_details.ts';
import { up as registerKeptClean } from './0003_register_kept_clean.ts';
import { up as notices } from './0004_notices.ts';
import { up as sending } from './0005_sending.ts';
import { up as mailbox } from './0006_mailbox.ts';
import { up as acknowledgements } from './0007_acknowledgements.ts';
import { up as calls } from './0008_calls.ts';
import { up as procedures } from './0009_procedures.ts';
import { up as ledger } from './0010_ledger.ts';
import { up as safety } from './0011_safety.ts';

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
  { number: 5, name: '0005_sending', up: sending },
  { number: 6, name: '0006_mailbox', up: mailbox },
  { number: 7, name: '0007_acknowledgements', up: acknowledgements },
  { number: 8, name: '0008_calls', up: calls },
  { number: 9, name: '0009_procedures', up: procedures },
  { number: 10, name: '0010_ledger', up: ledger },
  { number: 11, name: '0011_safety', up: safety },
];
