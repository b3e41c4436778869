import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp();
});
afterEach(() => test.close());

// On a full disk the report was written, its row in the audit was not: refused, and yet there with every office in it.
it('a file whose row in the audit cannot be written does not stay', async () => {
  await importOffices(test, manyOffices(3));
  const { id } = await test.client.incidents.create({ title: '障害', provider: '某社', knownOn: '2026-06-05' });
  const writeAll = () =>
    Promise.allSettled([
      test.client.reports.export({ report: 'offices', file: join(test.folder, 'out/offices.csv') }),
      test.client.chronology.export({ incidentId: id, file: join(test.folder, 'out/chronology.json') }),
      test.client.incidents.finalFile({ id, file: join(test.folder, 'out/final.zip') }),
    ]);
  const outcomes = async () => (await writeAll()).map(({ status }) => status);

  const { store } = test;
  await store.write((tx) =>
    sql`create trigger full before insert on audit_events begin select raise(abort, 'full'); end`.execute(tx),
  );
  expect(await outcomes()).toEqual(Array(3).fill('rejected'));
  expect(await readdir(join(test.folder, 'out'))).toEqual([]);

  await store.write((tx) => sql`drop trigger full`.execute(tx));
  expect(await outcomes()).toEqual(Array(3).fill('fulfilled'));
  expect(await readdir(join(test.folder, 'out'))).toEqual(['chronology.json', 'final.zip', 'offices.csv']);
});
