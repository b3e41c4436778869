import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCatcher } from './catcher.ts';
import type { PracticeClock } from './clock.ts';
import { practiceFile } from './csv.ts';
import { playPractice, type TodokeClient } from './scenario.ts';
import { practiceSender } from './texts.ts';

const OFFICES = 1200;
const SEED = 1;
/** Written when the story is told to its end; a practice folder without it was left half filled. */
const COMPLETE = 'practice-complete';

/** Takes away a practice register whose filling was cut short, so that the next opening starts afresh. */
export async function discardUnfinished(folder: string): Promise<void> {
  const complete = await access(join(folder, COMPLETE)).then(
    () => true,
    () => false,
  );
  if (!complete) await rm(folder, { recursive: true, force: true });
}

/**
 * Makes a register fit to practise on: fictional data at first use, and as long as it is open a mail server that
 * delivers nothing. Whatever is sent from the practice register ends there.
 */
export async function openPractice(client: TodokeClient, folder: string, clock: PracticeClock) {
  const catcher = await startCatcher();
  const mail = { host: catcher.host, port: catcher.port };
  try {
    const { fresh } = await client.settings.frame({});
    if (fresh) {
      const file = join(folder, 'practice-offices.csv');
      await writeFile(file, practiceFile(OFFICES, SEED));
      await playPractice(client, { file, seed: SEED, mail, clock });
      await writeFile(join(folder, COMPLETE), '');
    } else {
      await client.settings.update({ mail: { ...mail, security: 'none', from: practiceSender, perMinute: 0 } });
    }
  } catch (error) {
    await catcher.close();
    throw error;
  }
  return { close: () => catcher.close() };
}
