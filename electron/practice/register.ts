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

/** What makes a register one to practise on. */
export interface Practice {
  clock: PracticeClock;
  /** Where mail goes, whatever the settings of the practice register say: nothing ever leaves this computer. */
  mailTo(settings: MailSettings): MailSettings;
  /** Throws: nothing of this computer's mailboxes is read in practice. */
  noMailbox(): never;
  /** Tells the story in a fresh register. */
  fill(client: TodokeClient): Promise<void>;
  close(): Promise<void>;
}

/** Starts the mail catcher of the practice register in `folder`. */
export async function startPractice(folder: string): Promise<Practice> {
  const catcher = await startCatcher();
  const clock = createPracticeClock();
  return {
    clock,
    mailTo: ({ from, perMinute }) => ({ from, perMinute, host: catcher.host, port: catcher.port, security: 'none' }),
    noMailbox: () => {
      throw fail('mailbox_in_practice');
    },
    fill: async (client) => {
      if (!(await client.settings.frame({})).fresh) return;
      const file = join(folder, 'practice-offices.csv');
      await writeFile(file, practiceFile(OFFICES, SEED));
      await playPractice(client, { file, seed: SEED, mail: practiceMail, clock });
      await writeFile(join(folder, COMPLETE), '');
    },
    close: () => catcher.close(),
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
