import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ErrorCode, errors, isErrorCode } from '../../electron/contract/errors.ts';
import { goodFiles, twentyOffices } from '../fixtures/lists/good.ts';
import { malformedFiles } from '../fixtures/lists/malformed.ts';
import { seeded } from '../rules/random.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

interface Outcome {
  error: string | null;
  message: string;
  rejected: { line: number; column: string; code: string; message: string }[];
}

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
  const [good] = goodFiles;
  await attempt(await fileOf('register.csv', good?.bytes ?? Buffer.alloc(0)), { commit: true });
});
afterAll(() => test.close());

async function fileOf(name: string, bytes: Buffer): Promise<string> {
  const file = join(test.folder, name);
  await writeFile(file, bytes);
  return file;
}

async function attempt(
  file: string,
  options: { commit: boolean; encoding?: 'auto' | 'utf-8' | 'cp932' },
): Promise<Outcome> {
  try {
    const { rejected } = await test.client.offices.import({ file, ...options });
    return { error: null, message: '', rejected };
  } catch (error) {
    const { code, message } = error as { code: ErrorCode; message: string };
    return { error: code, message, rejected: [] };
  }
}

/** Offices, and entries of the audit, which grows with everything that is written. */
async function figures() {
  const offices = await test.client.offices.list({ limit: 1 });
  const audit = await test.store.read
    .selectFrom('audit_events')
    .select(({ fn }) => fn.countAll<number>().as('entries'))
    .executeTakeFirstOrThrow();
  return { offices: offices.total, audit: audit.entries };
}

describe('a broken list', () => {
  it('there are at least thirty kinds, no title twice', () => {
    expect(malformedFiles.length).toBeGreaterThanOrEqual(30);
    expect(new Set(malformedFiles.map(({ title }) => title)).size).toBe(malformedFiles.length);
  });

  it.each(malformedFiles)(
    '$title: is named, and the register is unchanged',
    async ({ bytes, encoding, refused, name }) => {
      const before = await figures();
      const file = await fileOf(name ?? 'broken.csv', bytes);
      const outcome = await attempt(file, { commit: false, encoding: encoding ?? 'auto' });
      if (typeof refused === 'string') {
        expect(outcome.error).toBe(refused);
        expect(outcome.message.length).toBeGreaterThan(10);
        // With `commit` too: a file that is refused as a whole writes nothing.
        expect((await attempt(file, { commit: true, encoding: encoding ?? 'auto' })).error).toBe(refused);
      } else {
        expect(outcome.error).toBeNull();
        expect(outcome.rejected.map(({ line, code }) => [line, code])).toEqual(refused);
        for (const { message } of outcome.rejected) expect(message.length).toBeGreaterThan(10);
      }
      expect(await figures()).toEqual(before);
    },
  );

  it('a folder, a file that is gone and one that may not be read are unreadable', async () => {
    const before = await figures();
    const folder = join(test.folder, 'folder.csv');
    await mkdir(folder);
    const locked = await fileOf('locked.csv', Buffer.from('番号,名称\r\n1,甲\r\n'));
    await chmod(locked, 0);
    // The administrator may read everything.
    const isAdministrator = process.getuid?.() === 0 || process.platform === 'win32';
    for (const file of [folder, join(test.folder, 'gone.csv'), ...(isAdministrator ? [] : [locked])]) {
      expect((await attempt(file, { commit: true })).error, file).toBe('file_unreadable');
    }
    expect(await figures()).toEqual(before);
  });

  it('a file beyond 64 MB is refused before it is read', async () => {
    const file = await fileOf('large.csv', Buffer.alloc(64 * 1024 * 1024 + 1, 'x'));
    expect((await attempt(file, { commit: true })).error).toBe('file_too_large');
  });
});

describe('2,000 good lists with a few bytes changed', () => {
  it('are read or refused by name, never with an error nobody foresaw, and a look changes nothing', async () => {
    const before = await figures();
    const random = seeded(20_260_605);
    const seen = new Set<string>();
    for (let round = 0; round < 2_000; round += 1) {
      const good = goodFiles[round % goodFiles.length];
      const bytes = mutated(good?.bytes ?? Buffer.alloc(0), random);
      const outcome = await attempt(await fileOf('mutated.csv', bytes), { commit: false });
      const told = `round ${round}, ${good?.title}: ${outcome.error} ${outcome.message}`;
      if (outcome.error !== null) {
        expect(isErrorCode(outcome.error) && Object.hasOwn(errors, outcome.error), told).toBe(true);
        expect(outcome.error, told).not.toBe('internal');
      }
      expect(
        outcome.rejected.every(({ line, message }) => line >= 1 && message !== ''),
        told,
      ).toBe(true);
      seen.add(outcome.error ?? (outcome.rejected.length > 0 ? 'rows' : 'read'));
    }
    expect(await figures()).toEqual(before);
    // The loop has met all of the ways a list can go: it is not testing one of them two thousand times.
    expect([...seen]).toEqual(
      expect.arrayContaining(['read', 'rows', 'csv_header', 'encoding_wrong', 'sheet_unreadable']),
    );
    expect((await test.client.offices.list({})).rows.map(({ code }) => code)).toEqual(
      twentyOffices.map(({ code }) => code),
    );
  }, 120_000);
});

/** One to five changes: a byte overwritten, some left out, some repeated, or the end cut off. */
function mutated(good: Buffer, random: () => number): Buffer {
  let bytes = Buffer.from(good);
  const below = (most: number) => Math.floor(random() * most);
  const favourites = [...Buffer.from('",;\t\r\n\0\uFFFF0'), 0xff, 0x80];
  for (let changes = 1 + below(5); changes > 0; changes -= 1) {
    const at = below(bytes.length);
    const kind = below(10);
    if (kind < 6) bytes[at] = kind < 3 ? below(256) : (favourites[below(favourites.length)] ?? 0);
    else if (kind < 8) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(20))]);
    else if (kind < 9) bytes = Buffer.concat([bytes.subarray(0, at + below(20)), bytes.subarray(at)]);
    else if (below(4) === 0) bytes = bytes.subarray(0, at);
  }
  return bytes;
}
