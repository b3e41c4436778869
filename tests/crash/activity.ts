import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import { connect } from '../../db/connect.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openSqlite } from '../../db/open.ts';
import { type Client, openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { longList, type Order } from './activities.ts';

// The program that is killed: does one thing over and over on a real register, and says `ok N` once N is confirmed.
// Started with an order; `naive` is the usual design in our design's place, which the harness must find out.

const order: Order = JSON.parse(process.argv[2] ?? '{}');
const { folder, naive, from } = order;
const register = join(folder, 'register.sqlite');
const say = (text: string) => process.stdout.write(`${text}\n`);

const open = () => openHost({ dataFolder: folder, register: 'main', secrets: memorySecrets(), log: () => undefined });

/** Does `act` for one number after the other. The naive one says so before it is true. */
async function repeat(act: (client: Client, n: number) => Promise<unknown>): Promise<void> {
  const host = await open();
  say('go');
  for (let n = from; n < from + 100_000; n += 1) {
    const done = act(host.client('script'), n);
    if (naive) say(`ok ${n}`);
    await done;
    if (!naive) say(`ok ${n}`);
  }
}

const activities: Record<Order['activity'], () => Promise<void>> = {
  acknowledge: () =>
    repeat((client, n) =>
      client.acknowledgements.record({ versionId: 1, officeCode: String(n).padStart(4, '0'), method: 'phone' }),
    ),

  import: () =>
    repeat(async (client, n) => {
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

  backup: () =>
    repeat(async (client, n) => {
      await client.settings.update({ clerk: `担当${n}` });
      if (naive)
        copySlowly(register, join(folder, 'backups', `register-20300101T${String(n).padStart(6, '0')}Z.sqlite`));
      else await client.backups.create({});
    }),

  export: () =>
    repeat(async (client, n) => {
      const file = join(folder, `report-${n}.csv`);
      if (!naive) return client.reports.export({ report: 'offices', file, encoding: 'utf-8' });
      for (let row = 0; row < 400; row += 1) writeFileSync(file, `${row}\r\n`, { flag: 'a' });
    }),

  restore: async () => {
    const host = await open();
    const { rows } = await host.client('script').backups.list({});
    const made = rows.filter((row) => row.kind === 'made');
    say('go');
    for (let n = from; n < from + 1000; n += 1) {
      const name = made[n % made.length]?.name ?? '';
      if (naive) {
        await host.close();
        for (;;) {
          rmSync(register);
          copySlowly(join(folder, 'backups', name), register);
        }
      }
      await host.client('script').backups.restore({ name });
      say(`ok ${n}`);
    }
  },

  migration: async () => {
    say('go');
    for (let n = from; n < from + 1000; n += 1) {
      copyFileSync(join(folder, 'old.sqlite'), `${register}.new`);
      for (const ending of ['-wal', '-shm', '-journal']) rmSync(register + ending, { force: true });
      copyFileSync(`${register}.new`, register);
      if (naive) await stepByStep();
      const store = await openSqlite(register, join(folder, 'backups'));
      await store.close();
      say(`ok ${n}`);
    }
  },
};

/** As a program does that keeps each step of a new format as it is made. */
async function stepByStep(): Promise<void> {
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

await activities[order.activity]();
