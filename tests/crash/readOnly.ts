import { createHash } from 'node:crypto';
import { chmodSync, chownSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../electron/host.ts';
import { toListedError } from '../../electron/listedErrors.ts';
import { corruptIn, fill, openIn, registerIn, rowsOf, withClient } from './laidOut.ts';

// The program on a register, or in a folder, that may only be read. `naive` takes no notice of errors.

/** What came of it; printed as JSON. */
export interface ReadOnly {
  cases: { what: string; told: string; wanted: string }[];
  /** Registers that are not byte for byte what they were while they could only be read. */
  changed: number;
  corrupt: number;
  lost: number;
  half: number;
  stuck: number;
}

const [folder = '', naive = ''] = process.argv.slice(2);
const register = registerIn(folder);
const NOBODY = 65534;

await withClient(folder, (client) => fill(client, folder, 50));
// Modes mean nothing to root.
if (process.getuid?.() === 0) {
  for (const name of ['', ...readdirSync(folder)]) chownSync(join(folder, name), NOBODY, NOBODY);
  process.setgroups?.([]);
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}

const result: ReadOnly = { cases: [], changed: 0, corrupt: 0, lost: 0, half: 0, stuck: 0 };
const said: string[] = [];
const hash = () => createHash('sha256').update(readFileSync(register)).digest('hex');

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    return toListedError(error).code;
  }
}

async function create(host: Host, title: string): Promise<void> {
  await host.client('script').incidents.create({ title, provider: '例示社', knownOn: '2026-06-05' });
  said.push(title);
}

/** Opens and writes while only reading is allowed; and again once writing is. */
async function opening(what: string, forbid: () => void, allow: () => void): Promise<void> {
  const title = `${what} 1`;
  forbid();
  const before = hash();
  const told = await codeOf(async () => {
    const host = await openIn(folder);
    await create(host, title).finally(() => host.close());
  });
  if (naive && told !== 'done') said.push(title);
  if (hash() !== before) result.changed += 1;
  allow();
  result.cases.push({ what, told, wanted: 'read_only' });
  const again = await codeOf(async () => {
    const host = await openIn(folder);
    await create(host, `${what} 2`).finally(() => host.close());
  });
  if (again !== 'done') result.stuck += 1;
  result.corrupt += corruptIn(register);
}

/** The folder is closed to a running program: what is in the register goes on, what needs a new file is told. */
async function running(): Promise<void> {
  const host = await openIn(folder);
  const client = host.client('script');
  await create(host, 'before');
  chmodSync(folder, 0o555);
  result.cases.push(
    { what: 'folder closed while running: a change', told: await codeOf(() => create(host, 'while')), wanted: 'done' },
    {
      what: 'folder closed while running: a backup',
      told: await codeOf(() => client.backups.create({})),
      wanted: 'read_only',
    },
    {
      what: 'folder closed while running: a report into it',
      told: await codeOf(() => client.reports.export({ report: 'offices', file: join(folder, 'r.csv') })),
      wanted: 'file_unwritable',
    },
  );
  chmodSync(folder, 0o755);
  const again = [
    await codeOf(() => client.backups.create({})),
    await codeOf(() => client.reports.export({ report: 'offices', file: join(folder, 'r.csv') })),
    await codeOf(() => create(host, 'after')),
  ];
  result.stuck += again.filter((code) => code !== 'done').length;
  await host.close();
}

const file = (mode: number) => () => chmodSync(register, mode);
const place = (mode: number) => () => chmodSync(folder, mode);
await opening('file that may only be read (0444)', file(0o444), file(0o644));
await opening('folder that may only be read (0555)', place(0o555), place(0o755));
await opening(
  'both',
  () => [file(0o444)(), place(0o555)()],
  () => [place(0o755)(), file(0o644)()],
);
await running();
const there = rowsOf<{ title: string }>(register, 'select title from incidents').map((row) => row.title);
result.lost = said.filter((title) => !there.includes(title)).length;
result.half = there.filter((title) => !said.includes(title)).length;
process.stdout.write(JSON.stringify(result));
