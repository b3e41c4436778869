import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Host, openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';

// A list of more than 4 MB is read in one thread and written in another.
const OFFICES = 4_000;
const address = '東京都架空区架空町一丁目二番三号 架空第一ビルディング 四階';
const remark = '読まれない覚え書き'.repeat(40);
const line = (n: number, name = `架空商店${n}`) =>
  `K${n},${name},${address},03-0000-${String(n).padStart(4, '0')},${remark}`;

let folder: string;
let host: Host;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'todoke-threads-'));
  host = await openHost({
    dataFolder: folder,
    register: 'main',
    secrets: fileSecrets(join(folder, 'secrets.json')),
    log: (text) => process.stderr.write(`${text}\n`),
  });
});
afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

async function list(lines: string[], headings = '事業所番号,事業所名,住所,電話番号,覚え'): Promise<string> {
  const file = join(folder, 'list.csv');
  await writeFile(file, [headings, ...lines].join('\r\n'));
  return file;
}
const wholeList = () => Array.from({ length: OFFICES }, (_, n) => line(n + 1));

test('a large list comes in whole, its bad rows named, found at once, and can be taken back', async () => {
  const lines = wholeList();
  lines[2_999] = line(3_000, '');
  lines[3_999] = line(1);
  const client = host.client('script');
  const done = await client.offices.import({ file: await list(lines), commit: true });
  expect(done).toMatchObject({ rows: OFFICES, created: OFFICES - 2, encoding: 'utf-8' });
  expect(done.rejected).toMatchObject([
    { line: 3_001, column: '事業所名', code: 'missing_name' },
    { line: 4_001, column: '事業所番号', code: 'duplicate_code' },
  ]);
  expect((await client.offices.list({ search: '架空商店3999' })).rows).toMatchObject([{ code: 'K3999' }]);
  expect((await client.audit.list({})).rows.filter(({ action }) => action === 'offices.import')).toHaveLength(1);
  expect(await client.offices.undoImport({ id: done.importId ?? 0 })).toMatchObject({ removed: OFFICES - 2 });
  expect((await client.offices.list({})).total).toBe(0);
});

test('another write waits for a large import instead of failing beside it', async () => {
  const client = host.client('script');
  const importing = client.offices.import({ file: await list(wholeList()), commit: true });
  const incident = await client.incidents.create({ title: '試験', provider: '例示システム', knownOn: '2026-06-05' });
  expect(incident.id).toBe(1);
  expect((await importing).created).toBe(OFFICES);
});

test('a large import that is stopped halfway leaves nothing, and the register can be written at once', async () => {
  const client = host.client('script');
  const stop = new AbortController();
  const file = await list(wholeList());
  const watching = await client.events.watch({});
  const importing = client.offices.import({ file, commit: true }, { signal: stop.signal });
  for await (const event of watching) if (event.type === 'progress' && event.done >= 500) break;
  stop.abort();
  await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
  expect((await client.offices.list({})).total).toBe(0);
  expect((await client.offices.imports({})).rows).toEqual([]);
  expect((await client.offices.import({ file, commit: true })).created).toBe(OFFICES);
});

test('while a large import is taken back, other calls are answered, and none sees a half of it', async () => {
  const client = host.client('script');
  const { importId } = await client.offices.import({ file: await list(wholeList()), commit: true });
  const undoing = client.offices.undoImport({ id: importId ?? 0 });
  const seen: number[] = [];
  for (let going = true; going; ) {
    seen.push((await client.offices.list({})).total);
    going = await Promise.race([undoing.then(() => false), setTimeout(1, true)]);
  }
  expect(await undoing).toMatchObject({ removed: OFFICES, kept: [] });
  expect((await client.offices.list({})).total).toBe(0);
  expect(seen.filter((total) => total === OFFICES).length).toBeGreaterThan(5);
  expect(seen.filter((total) => total !== OFFICES && total !== 0)).toEqual([]);
});

test('while a large list of people comes in, other calls are answered; everybody of an office is found afterwards', async () => {
  const client = host.client('script');
  const offices = Array.from({ length: 50 }, (_, n) => `K${n},架空商店${n}`);
  await client.offices.import({ file: await list(offices, '事業所番号,事業所名'), commit: true });
  const people = Array.from({ length: 3_000 }, (_, n) => `K${n % 50},架空${n}子,person${n}@example.jp`);
  const importing = client.contacts.import({
    file: await list(people, '事業所番号,氏名,メールアドレス'),
    commit: true,
  });
  let answered = 0;
  for (let going = true; going; answered += 1) {
    await client.offices.list({});
    going = await Promise.race([importing.then(() => false), setTimeout(1, true)]);
  }
  expect(await importing).toMatchObject({ created: 3_000, rejected: [] });
  expect(answered).toBeGreaterThan(5);
  for (const n of [7, 1_507, 2_957]) {
    expect((await client.offices.list({ search: `person${n}@` })).rows).toMatchObject([{ code: 'K7' }]);
  }
});

test('what is wrong with a large list as a whole comes out of its thread as the listed error', async () => {
  const client = host.client('script');
  const file = await list(wholeList(), '名称,住所,電話,備考,覚え');
  await expect(client.offices.import({ file, commit: true })).rejects.toMatchObject({ code: 'csv_header' });
  const open = await list([...wholeList(), 'K9,"架空']);
  await expect(client.offices.import({ file: open, commit: true })).rejects.toMatchObject({
    code: 'csv_open_quote',
    data: { line: OFFICES + 2 },
  });
});
