import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../contract/errors.ts';
import type { MailSettings } from '../contract/settings.ts';
import { startCatcher } from './catcher.ts';
import { createPracticeClock, type PracticeClock } from './clock.ts';
import { practiceFile } from './csv.ts';
import { playPractice, type TodokeClient } from './scenario.ts';
import { practiceMail } from './texts.ts';

const OFFICES = 1200;
const SEED = 1;
/** Written when the story is told to its end; a practice folder without it was left half filled. */
const COMPLETE = 'practice-complete';

/** A mail server that keeps everything to itself. */
export interface Catching {
  /** Where mail goes, whatever the settings of the register say: nothing ever leaves this computer. */
  mailTo(settings: MailSettings): MailSettings;
  /** Throws: nothing of this computer's mailboxes is read in practice. */
  noMailbox(): never;
  close(): Promise<void>;
}

/** Lets the writes of a piece of work not wait for the disk; all is on it when this answers. */
type Hurry = (work: () => Promise<unknown>) => Promise<unknown>;

/** What makes a register one to practise on. */
export interface Practice extends Catching {
  clock: PracticeClock;
  /** Tells the story in a fresh register, which is thrown away when it is cut short: so it may hurry. */
  fill(client: TodokeClient, hurry: Hurry): Promise<void>;
}

/** Starts a mail catcher. Host, port and login of the settings are dropped: there is no way past it. */
export async function startCatching(): Promise<Catching> {
  const catcher = await startCatcher();
  return {
    mailTo: ({ from, perMinute, perDay, hours, faxAddress }) => ({
      ...{ from, perMinute, perDay, hours, faxAddress },
      ...{ host: catcher.host, port: catcher.port, security: 'none' },
    }),
    noMailbox: () => {
      throw fail('mailbox_in_practice');
    },
    close: () => catcher.close(),
  };
}

/** Starts the mail catcher of the practice register in `folder`. */
export async function startPractice(folder: string): Promise<Practice> {
  const catching = await startCatching();
  const clock = createPracticeClock();
  return {
    ...catching,
    clock,
    fill: async (client, hurry) => {
      if (!(await client.settings.frame({})).fresh) return;
      const file = join(folder, 'practice-offices.csv');
      await writeFile(file, practiceFile(OFFICES, SEED));
      await hurry(() => playPractice(client, { file, seed: SEED, mail: practiceMail, clock }));
      await writeFile(join(folder, COMPLETE), '');
    },
  };
}

/** Takes away a practice register whose filling was cut short, so that the next opening starts afresh. */
export async function discardUnfinished(folder: string): Promise<void> {
  const complete = await access(join(folder, COMPLETE)).then(
    () => true,
    () => false,
  );
  if (!complete) await rm(folder, { recursive: true, force: true });
}
