import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { containsMyNumber } from '../../electron/rules/myNumber.ts';
import { deskName } from '../../renderer/pages/calls/deskMemory.ts';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

// What the program makes up itself may hold twelve digits in a row, and each call that names it was refused as holding a
// My Number: one evidence file in 400 could never be opened, one window in some thousands never showed whom to call.

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await test.close();
});

/** A text whose hash looks as if it held a My Number. */
function unlucky(): string {
  for (let n = 0; ; n += 1) {
    const text = `%PDF-1.7 ${n}`;
    if (containsMyNumber(createHash('sha256').update(text).digest('hex'))) return text;
  }
}

it('evidence opens whatever its hash looks like', async () => {
  await importOffices(test, manyOffices(1));
  const { versionId } = await approveVersion(test.client, await createIncident(test.client));
  await test.client.deliveries.queue({ versionId });
  const scan = join(test.folder, 'scan.pdf');
  await writeFile(scan, unlucky());
  const { id } = await test.client.acknowledgements.record({ officeCode: '0001', method: 'fax' });
  const { sha256 } = await test.client.acknowledgements.addEvidence({ id, evidence: scan });
  expect(containsMyNumber(sha256)).toBe(true);
  const { file } = await test.client.acknowledgements.evidence({ sha256 });
  expect(await readFile(file, 'utf8')).toBe(unlucky());
});

it('the guard still looks at what only calls itself a hash', async () => {
  const typed = test.client.acknowledgements.evidence({ sha256: '123456789018' });
  await expect(typed).rejects.toMatchObject({ code: 'my_number' });
});

it('the name of a desk is refused by nobody, and stays the same in its window', async () => {
  await importOffices(test, manyOffices(1));
  const { versionId } = await approveVersion(test.client, await createIncident(test.client));
  await test.client.deliveries.queue({ versionId });
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  vi.stubGlobal('crypto', { randomUUID: () => '0a1b2c3d-4e5f-4a6b-8c7d-123456789018' });
  const desk = deskName();
  expect(deskName()).toBe(desk);
  await expect(test.client.calls.desk({ versionId, desk })).resolves.toBeTypeOf('object');
});
