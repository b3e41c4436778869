import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { checkRegister } from '../../db/check.ts';
import { connect } from '../../db/connect.ts';
import { migrateSqlite } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openSqlite } from '../../db/open.ts';
import { type Client, openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';

/** What a killed program is told to do. */
export interface Order {
  activity: 'acknowledge' | 'import' | 'backup' | 'export' | 'restore' | 'migration';
  folder: string;
  /** Number of the first thing to do. */
  from: number;
  naive: boolean;
}

/** What is wrong after a kill. */
export interface Wrong {
  corrupt: number;
  lost: number;
  half: number;
}

/** An activity's register before it, and what must hold after each kill. */
export interface Activity {
  prepare(folder: string): Promise<void>;
  /** `confirmed`: the numbers the killed program had said to be done. Answers what is wrong. */
  judge(folder: string, confirmed: readonly number[]): Promise<Wrong>;
}

const OFFICES = 4_000;
const LIST = 600;
/** Office codes of the list with this number. */
export const longList = (n: number): string[] => Array.from({ length: LIST }, (_, row) => `L${n}-${row}`);

async function withClient(folder: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const secrets = memorySecrets();
  const host = await openHost({ dataFolder: folder, register: 'main', secrets, log: () => undefined });
  await work(host.client('script')).finally(() => host.close());
}

async function fill(client: Client, folder: string, count: number): Promise<void> {
  const file = join(folder, 'offices.csv');
  const lines = Array.from(
    { length: count },
    (_, n) => `${String(n + 1).padStart(4, '0')},架空商店${n},office${n}@example.jp`,
  );
  await writeFile(file, ['事業所番号,事業所名,メール', ...lines].join('\r\n'));
  await client.offices.import({ file, commit: true });
}

async function queueVersion(client: Client): Promise<void> {
  const mail = { host: '127.0.0.1', port: 9, security: 'none', from: 'kumiai@example.jp' } as const;
  await client.settings.update({ association: '試験組合', mail });
  const { id: incidentId } = await client.incidents.create({
    title: '障害',
    provider: '例示社',
    knownOn: '2026-06-05',
  });
  const { id: noticeId } = await client.notices.create({ incidentId, title: 'お知らせ' });
  const { id: versionId } = await client.notices.draft({ noticeId, subject: '件名', body: '本文です。' });
  await client.notices.approve({ versionId });
  await client.deliveries.queue({ versionId });
}

/** Opens the register as the program does after a kill, and reads it whole. */
async function reopened(folder: string): Promise<{ corrupt: number; read<T>(query: string): T[] }> {
  const file = join(folder, 'register.sqlite');
  try {
    const store = await openSqlite(file, join(folder, 'backups'));
    await store.close();
  } catch {
    return { corrupt: 1, read: () => [] };
  }
  const { damage } = checkRegister(file);
  const read = <T>(query: string): T[] => {
    const db = connect(file, { readonly: true });
    try {
      return db.prepare<[], T>(query).all();
    } finally {
      db.close();
    }
  };
  return { corrupt: damage.length > 0 ? 1 : 0, read };
}

const lostOf = (confirmed: readonly number[], there: ReadonlySet<number>) =>
  confirmed.filter((n) => !there.has(n)).length;

export const activities: Record<Order['activity'], Activity> = {
  acknowledge: {
    prepare: (folder) =>
      withClient(folder, async (client) => {
        await fill(client, folder, OFFICES);
        await queueVersion(client);
      }),
    judge: async (folder, confirmed) => {
      const { corrupt, read } = await reopened(folder);
      const rows = read<{ code: string }>(
        'select code from acknowledgements join offices on offices.id = acknowledgements.office_id',
      );
      // A confirmation without its row of the audit, or the other way round, is half a write.
      const [audit] = read<{ n: number }>(
        `select count(*) as n from audit_events where action = 'acknowledgements.record'`,
      );
      const half = corrupt ? 0 : Math.abs((audit?.n ?? 0) - rows.length);
      return { corrupt, half, lost: lostOf(confirmed, new Set(rows.map((row) => Number(row.code)))) };
    },
  },
  import: {
    prepare: (folder) => withClient(folder, (client) => fill(client, folder, 10)),
    judge: async (folder, confirmed) => {
      const { corrupt, read } = await reopened(folder);
      const lists = read<{ list: string; n: number }>(
        `select substr(code, 2, instr(code, '-') - 2) as list, count(*) as n from offices where code like 'L%' group by 1`,
      );
      const whole = lists.filter(({ n }) => n === LIST);
      for (const name of readdirSync(folder).filter((each) => each.startsWith('list-'))) rmSync(join(folder, name));
      return {
        corrupt,
        half: lists.length - whole.length,
        lost: lostOf(confirmed, new Set(whole.map(({ list }) => Number(list)))),
      };
    },
  },
  backup: {
    prepare: (folder) => withClient(folder, (client) => fill(client, folder, 500)),
    judge: async (folder) => {
      const { corrupt } = await reopened(folder);
      const backups = join(folder, 'backups');
      const names = existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith('Z.sqlite')) : [];
      const half = names.filter((name) => checkRegister(join(backups, name)).damage.length > 0).length;
      for (const name of names) rmSync(join(backups, name), { force: true });
      return { corrupt, half, lost: 0 };
    },
  },
  export: {
    prepare: (folder) => withClient(folder, (client) => fill(client, folder, 399)),
    judge: async (folder, confirmed) => {
      const { corrupt } = await reopened(folder);
      const names = readdirSync(folder).filter((name) => /^report-\d+\.csv$/.test(name));
      const half = names.filter((name) => readFileSync(join(folder, name), 'utf8').split('\r\n').length !== 401).length;
      const lost = lostOf(confirmed, new Set(names.map((name) => Number(/\d+/.exec(name)?.[0]))));
      for (const name of names) rmSync(join(folder, name));
      return { corrupt, half, lost };
    },
  },
  restore: {
    prepare: (folder) =>
      withClient(folder, async (client) => {
        for (const title of ['甲', '乙', '丙']) {
          await client.incidents.create({ title, provider: '例示社', knownOn: '2026-06-05' });
          await client.backups.create({});
          await new Promise((later) => setTimeout(later, 1100));
        }
      }),
    judge: async (folder) => {
      const { corrupt, read } = await reopened(folder);
      const titles = read<{ title: string }>('select title from incidents order by id').map((row) => row.title);
      const half = ['甲', '甲乙', '甲乙丙'].includes(titles.join('')) ? 0 : 1;
      const backups = join(folder, 'backups');
      for (const name of readdirSync(backups).filter((each) => each.startsWith('before-restore'))) {
        rmSync(join(backups, name));
      }
      return { corrupt, half, lost: 0 };
    },
  },
  migration: {
    prepare: async (folder) => {
      const file = join(folder, 'old.sqlite');
      const db = connect(file);
      await migrateSqlite(db, file, folder, migrations.slice(0, 3));
      db.prepare(`insert into settings (key, value) values ('association', '"試験組合"')`).run();
      db.pragma('journal_mode = DELETE');
      db.close();
    },
    judge: async (folder) => {
      const file = join(folder, 'register.sqlite');
      if (existsSync(file) && !isOurs(file)) return { corrupt: 0, half: 0, lost: 0 };
      const { corrupt, read } = await reopened(folder);
      const kept = read<{ value: string }>(`select value from settings where key = 'association'`);
      return { corrupt, half: 0, lost: corrupt || kept[0]?.value === '"試験組合"' ? 0 : 1 };
    },
  },
};

/** False while the harness itself was still laying out the old file when it was killed. */
function isOurs(file: string): boolean {
  const db = new Database(file, { readonly: true });
  try {
    return Number(db.pragma('user_version', { simple: true })) > 0;
  } catch {
    return false;
  } finally {
    db.close();
  }
}
