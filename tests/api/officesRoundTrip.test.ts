import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headings, hostileList, ONLY_UNICODE, WORDS, type Words } from '../support/hostileOffices.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const OFFICES = 2000;
describe('what the register writes it reads back', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  const fill = async (words: Words, seed: number) => {
    const file = join(test.folder, 'old list.csv');
    await writeFile(file, hostileList(OFFICES, words, seed));
    return test.client.offices.import({ file, commit: true });
  };

  it.each([
    { encoding: 'utf-8', spreadsheet: false },
    { encoding: 'utf-8', spreadsheet: true },
    { encoding: 'cp932', spreadsheet: false },
    { encoding: 'cp932', spreadsheet: true },
  ] as const)('$encoding, spreadsheet $spreadsheet: hostile offices come back unchanged', async (choice) => {
    const words: Words = choice.encoding === 'utf-8' ? [...WORDS, ...ONLY_UNICODE] : WORDS;
    const { created } = await fill(words, choice.spreadsheet ? 1 : 2);
    expect(created).toBeGreaterThan(OFFICES / 2);
    const file = join(test.folder, 'export.csv');
    const written = await test.client.reports.export({ report: 'offices', file, ...choice });
    expect(written).toMatchObject({ rows: created, unwritable: [] });
    const again = await test.client.offices.import({ file, commit: true });
    expect(again.rejected).toEqual([]);
    expect(again.changed).toEqual([]);
    expect(again).toMatchObject({
      rows: created,
      unchanged: created,
      updated: 0,
      created: 0,
      encoding: choice.encoding,
    });
    expect(again.columns.map((column) => column.field)).not.toContain(null);
    expect(again.columns).toHaveLength(Object.keys(headings).length);
  });

  it('an exported register fills an empty one with the same offices', async () => {
    const { created } = await fill([...WORDS, ...ONLY_UNICODE], 3);
    const file = join(test.folder, 'export.csv');
    await test.client.reports.export({ report: 'offices', file });
    const other = await createTestApp();
    try {
      await other.client.offices.import({ file, commit: true });
      const read = async (client: TestApp['client']) => (await client.offices.list({ limit: 1000 })).rows;
      const digitsOnly = (number: string) => number.replace(/\D/g, '');
      const plain = (rows: Awaited<ReturnType<typeof read>>) =>
        rows.map(({ id: _id, ...row }) => ({ ...row, laborNumber: digitsOnly(row.laborNumber) }));
      expect(plain(await read(other.client))).toEqual(plain(await read(test.client)));
      expect((await other.client.offices.list({})).total).toBe(created);
    } finally {
      await other.close();
    }
  });
});
