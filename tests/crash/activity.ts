import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Kysely, SqliteDialect } from 'kysely';
import { connect } from '../../db/connect.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openSqlite } from '../../db/open.ts';
import { markOf, setMark } from '../../db/queries/mailbox.ts';
import type { Client, Host } from '../../electron/host.ts';
import { createImapMailbox } from '../../electron/ports/mailbox.ts';
import type { Order } from './activities.ts';
import { MIGRATED, OLD } from './copyActivities.ts';
import { forgetDoubt } from './killedSender.ts';
import { openIn, registerIn } from './laidOut.ts';
import { confirmation, EXPORTED, longList } from './registerActivities.ts';

// The program that is killed: says `opening`, opens a real register as the application does, and says `ready` with the
// milliseconds of computing it took; told to go on, it does one thing over and over, and says `ok N` once N is
// confirmed. `naive` is the usual design in our design's place, which the harness must find out.

const order: Order = JSON.parse(process.argv[2] ?? '{}');
const { folder, naive, from } = order;
const say = (text: string) => process.stdout.write(`${text}\n`);

type Act = (host: Host) => Promise<unknown>;

/** Does `act` for one number after the other. The naive one says so before it is true. */
const repeat =
  (act: (client: Client, n: number) => Promise<unknown>): Act =>
  async (host) => {
    for (let n = from; n < from + 100_000; n += 1) {
      const done = act(host.client('script'), n);
      if (naive) say(`ok ${n}`);
      await done;
      if (!naive) say(`ok ${n}`);
    }
  };

const acts: Record<Order['activity'], Act> = {
  acknowledge: repeat((client, n) =>
    client.acknowledgements.record({ versionId: 1, ...confirmation(n), method: 'phone' }),
  ),

  import: repeat(async (client, n) => {
    const codes = longList(n);
    if (naive) {
      for (const code of codes.slice(0, 300)) await client.offices.create({ values: { code, name: code } });
      return;
    }
    const file = join(folder, `list-${n}.csv`);
    // Every other list is so long that it is written in a thread, on a connection of its own.
    const filling = n % 2 === 0 ? '読まれない覚え書き'.repeat(160) : '';
    const lines = codes.map((code) => `${code},架空商店,${filling}`);
    writeFileSync(file, ['事業所番号,事業所名,覚え', ...lines].join('\r\n'));
    await client.offices.import({ file, commit: true });
    rmSync(file);
  }),

  send: async (host) => {
    if (naive) await forgetDoubt(folder);
    await host.client('script').deliveries.run({});
  },

  mailbox: async (host) => {
    if (naive) await readNaively(host.client('script'));
    else await host.client('script').mailbox.fetch({});
  },

  backup: repeat(async (client, n) => {
    await client.settings.update({ clerk: `担当${n}` });
    if (naive) {
      const name = `register-20300101T${String(n).padStart(6, '0')}Z.sqlite`;
      copySlowly(registerIn(folder), join(folder, 'backups', name));
    } else await client.backups.create({});
  }),

  export: repeat(async (client, n) => {
    const file = join(folder, `report-${n}.csv`);
    if (!naive) return client.reports.export({ report: 'offices', file, encoding: 'utf-8' });
    for (let row = 0; row <= EXPORTED; row += 1) writeFileSync(file, `${row}\r\n`, { flag: 'a' });
  }),

  restore: async (host) => {
    const { rows } = await host.client('script').backups.list({});
    const made = rows.filter((row) => row.kind === 'made');
    for (let n = from; n < from + 1000; n += 1) {
      const name = made[n % made.length]?.name ?? '';
      if (naive) {
        await host.close();
        for (;;) {
          rmSync(registerIn(folder));
          copySlowly(join(folder, 'backups', name), registerIn(folder));
        }
      }
      await host.client('script').backups.restore({ name });
      say(`ok ${n}`);
    }
  },

  migration: async () => {
    for (let n = from; n < from + 1000; n += 1) {
      const own = layOutOld(n);
      if (naive) await stepByStep(registerIn(own));
      const host = await openIn(own);
      await host.close();
      say(`ok ${n}`);
    }
  },
};

/** Reads as a program does that keeps where it was before it has what was there. */
async function readNaively(client: Client): Promise<void> {
  const { mailbox: settings } = await client.settings.get({});
  if (!settings) throw new Error('no mailbox');
  const store = await openSqlite(registerIn(folder), folder);
  const name = `${settings.user}@${settings.host}/${settings.folder}`;
  const mark = await markOf(store.read, name);
  await createImapMailbox(settings, 'secret').readNew(mark, new Date(0), async ({ uidValidity, uid, raw }) => {
    await store.write((tx) => setMark(tx, { mailbox: name, uidValidity, uid }, new Date().toISOString()));
    const file = join(folder, 'mail.eml');
    writeFileSync(file, raw);
    await client.acknowledgements.readMail({ file });
  });
}

/** A register of the old format in a folder of its own, which is there whole or not at all. */
function layOutOld(n: number): string {
  const own = join(folder, `${MIGRATED}${n}`);
  rmSync(join(folder, 'next'), { recursive: true, force: true });
  mkdirSync(join(folder, 'next'));
  copyFileSync(join(folder, OLD), registerIn(join(folder, 'next')));
  renameSync(join(folder, 'next'), own);
  return own;
}

/** As a program does that keeps each step of a new format as it is made. */
async function stepByStep(register: string): Promise<void> {
  const database = connect(register);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  for (const step of migrations.slice(3)) await db.transaction().execute((tx) => step.up(tx, 'sqlite'));
  database.pragma(`user_version = ${migrations.length}`);
  await db.destroy();
}

/** As a program does that writes straight to the final name. */
function copySlowly(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, `${target}.whole`);
  const pieces = 200;
  for (let n = 0; n < pieces; n += 1) writeFileSync(target, Buffer.alloc(4096), { flag: 'a' });
  copyFileSync(`${target}.whole`, target);
}

/** The newest folder that was laid out: what a killed migration left is opened first. */
function folderToOpen(): string {
  if (order.activity !== 'migration') return folder;
  const numbers = readdirSync(folder).flatMap((name) => /^migrated-(\d+)$/.exec(name)?.[1] ?? []);
  return numbers.length > 0 ? join(folder, `${MIGRATED}${Math.max(...numbers.map(Number))}`) : layOutOld(0);
}

void main();

async function main(): Promise<void> {
  say('opening');
  const host = await openIn(folderToOpen());
  const { damaged } = await host.client('script').settings.frame({});
  if (damaged) throw new Error('the register opened as damaged');
  const { user, system } = process.cpuUsage();
  say(`ready ${Math.round((user + system) / 1000)}`);
  // What is compiled is otherwise kept at the end of a program, which these never reach.
  flushCompileCache();
  const input = createInterface(process.stdin);
  // Whoever was to kill it is gone.
  input.once('close', () => process.exit(1));
  await once(input, 'line');
  say('go');
  await acts[order.activity](host);
  // Until it is killed: the open input keeps it going.
}
