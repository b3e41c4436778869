import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../../electron/practice/random.ts';
import { sendVersion } from '../support/replies.ts';
import { createTestApp } from '../support/testApp.ts';
import { mutated, offices, wholeMails } from './mutatedMails.ts';
import { figure, type Section } from './section.ts';

export interface MailsResult {
  mails: number;
  /** Of those, the ones no answer came for, or one outside the closed list. */
  crashes: number;
  /** Longest time one mail took, in milliseconds. */
  slowestMs: number;
  /** Most memory in bytes: what was in use, and what the program held beyond what it held before the first mail. */
  inUseBytes: number;
  heldBytes: number;
  /** Mails that were taken in, each once, and what was decided. */
  taken: number;
  decisions: Record<string, number>;
}

/**
 * Broken mails, one after the other, into a real register by `acknowledgements.readMail`, as the mailbox reader takes them.
 * @param read in place of the application, to see that a fault is found
 */
export async function readMutated(options: {
  mails: number;
  seed: number;
  read?: (bytes: Buffer) => Promise<unknown>;
}): Promise<MailsResult> {
  const random = createRandom(options.seed);
  const test = await createTestApp();
  try {
    const whole = await wholeMails(await sendVersion(test, offices), random);
    const result: MailsResult = {
      mails: 0,
      crashes: 0,
      slowestMs: 0,
      inUseBytes: 0,
      heldBytes: 0,
      taken: 0,
      decisions: {},
    };
    const before = process.memoryUsage().rss;
    const file = join(test.folder, 'mutated.eml');
    const take = async (bytes: Buffer) => {
      await writeFile(file, bytes);
      return test.client.acknowledgements.readMail({ file });
    };
    for (; result.mails < options.mails; result.mails += 1) {
      const bytes = mutated(whole[result.mails % whole.length] ?? Buffer.alloc(0), random);
      const began = performance.now();
      try {
        if (options.read) await options.read(bytes);
        else {
          const { decision } = await take(bytes);
          result.decisions[decision] = (result.decisions[decision] ?? 0) + 1;
        }
      } catch {
        result.crashes += 1;
      }
      result.slowestMs = Math.max(result.slowestMs, performance.now() - began);
      if (result.mails % 50 > 0) continue;
      const { rss, heapUsed, external } = process.memoryUsage();
      result.heldBytes = Math.max(result.heldBytes, rss - before);
      result.inUseBytes = Math.max(result.inUseBytes, heapUsed + external);
    }
    const { n } = await test.store.read
      .selectFrom('incoming_mails')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return { ...result, taken: Number(n) };
  } finally {
    await test.close();
  }
}

const MOST_MS = 10_000;
const MOST_BYTES = 300 * 1024 * 1024;
/** Most mutations leave a mail a mail: a reader that takes nothing in has judged nothing. */
const LEAST_TAKEN = 0.5;

/** 10,000 mutated mails: none brings the reader down, takes long, or fills the memory. */
export const mails: Section = async ({ seed, long, say }) => {
  const wanted = long ? 100_000 : 10_000;
  const found = await readMutated({ mails: wanted, seed });
  say(figure('mutated mails', found.mails, String(wanted), found.mails === wanted));
  say(figure('without an answer of the closed list', found.crashes, '0', found.crashes === 0));
  say(figure('slowest mail, ms', Math.round(found.slowestMs), `< ${MOST_MS}`, found.slowestMs < MOST_MS));
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  say(figure('most memory in use, MB', megabytes(found.inUseBytes), '< 300', found.inUseBytes < MOST_BYTES));
  // What V8 has and does not give back while nobody else asks for it: to be told, but no measure of what is needed.
  say(`  held beyond the beginning at most: ${megabytes(found.heldBytes)} MB`);
  say(`  decided: ${JSON.stringify(found.decisions)}`);
  const taken = found.taken >= LEAST_TAKEN * wanted;
  say(figure('taken in', found.taken, `>= ${LEAST_TAKEN * wanted}`, taken));
  const naive = await readMutated({ mails: 500, seed, read: strictReader });
  say(figure('mails that break a reader that trusts them', naive.crashes, '> 0', naive.crashes > 0));
  const safe = found.crashes === 0 && found.slowestMs < MOST_MS && found.inUseBytes < MOST_BYTES;
  return safe && found.mails === wanted && taken && naive.crashes > 0;
};

/** A reader that trusts what it gets: takes every mail for UTF-8. */
export async function strictReader(bytes: Buffer): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
