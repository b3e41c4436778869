import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkRegister } from '../../db/check.ts';
import { connect } from '../../db/connect.ts';
import { migrateSqlite } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { type Activity, NOTHING_WRONG } from './ground.ts';
import { corruptIn, fill, registerIn, rowsOf, withClient } from './laidOut.ts';

const backupsIn = (folder: string, start: string): string[] => {
  const backups = join(folder, 'backups');
  const names = existsSync(backups) ? readdirSync(backups) : [];
  return names.filter((name) => name.startsWith(start) && name.endsWith('.sqlite')).map((name) => join(backups, name));
};

/** The number of the change that a register holds as its newest. */
const newestIn = (file: string): number => {
  const [row] = rowsOf<{ value: string }>(file, `select value from settings where key = 'clerk'`);
  return Number(/\d+/.exec(row?.value ?? '')?.[0] ?? 0);
};

/** A change and a copy that holds it, one after the other. */
export const backup: Activity = {
  lifeMs: 1000,
  prepare: async (folder) => {
    await withClient(folder, (client) => fill(client, folder, 500));
    return {
      judge: async (confirmed) => {
        const names = backupsIn(folder, 'register-');
        const good = names.filter((name) => checkRegister(name).damage.length === 0);
        const newest = Math.max(0, ...good.map(newestIn));
        const last = confirmed.at(-1) ?? 0;
        for (const name of names) for (const ending of ['', '.json']) rmSync(name + ending, { force: true });
        return {
          corrupt: corruptIn(registerIn(folder)),
          // What the newest copy was said to hold.
          lost: newest < last || newestIn(registerIn(folder)) < last ? 1 : 0,
          half: names.length - good.length,
          twice: 0,
        };
      },
    };
  },
};

const TITLES = ['甲', '乙', '丙'];
/** What the register holds after the restoring of this number: the copies go from the newest to the oldest. */
const restoredBy = (n: number): string => TITLES.slice(0, TITLES.length - (n % TITLES.length)).join('');

/** Three copies, put back in turn. */
export const restore: Activity = {
  lifeMs: 1500,
  prepare: async (folder) => {
    await withClient(folder, async (client) => {
      for (const title of TITLES) {
        await client.incidents.create({ title, provider: '例示社', knownOn: '2026-06-05' });
        await client.backups.create({});
      }
    });
    return {
      judge: async (confirmed) => {
        const file = registerIn(folder);
        const kept = backupsIn(folder, 'before-restore-');
        const titles = rowsOf<{ title: string }>(file, 'select title from incidents order by id')
          .map((row) => row.title)
          .join('');
        // The one it was killed at may be there or not; with none confirmed, any of them may have been.
        const last = confirmed.at(-1);
        const expected = last === undefined ? TITLES.map((_, n) => restoredBy(n)) : [last, last + 1].map(restoredBy);
        const broken = kept.filter((name) => corruptIn(name) > 0).length;
        for (const name of kept) for (const ending of ['', '.json']) rmSync(name + ending, { force: true });
        return {
          ...NOTHING_WRONG,
          corrupt: corruptIn(file) + broken,
          half: expected.includes(titles) ? 0 : 1,
          // What stood there before is kept each time.
          lost: Math.max(0, confirmed.length - kept.length),
        };
      },
    };
  },
};

/** Where the registers of an older format lie, each in a folder of its own. */
export const MIGRATED = 'migrated-';
export const OLD = 'old.sqlite';

/** Registers of an older format, opened one after the other. */
export const migration: Activity = {
  lifeMs: 800,
  prepare: async (folder) => {
    await mkdir(folder, { recursive: true });
    const file = join(folder, OLD);
    const db = connect(file);
    await migrateSqlite(db, file, folder, migrations.slice(0, 3));
    db.prepare(`insert into settings (key, value) values ('association', '"試験組合"')`).run();
    db.pragma('journal_mode = DELETE');
    db.close();
    return {
      judge: async (confirmed) => {
        const found = { ...NOTHING_WRONG };
        const names = readdirSync(folder).filter((name) => name.startsWith(MIGRATED));
        const numbers = new Set(names.map((name) => Number(name.slice(MIGRATED.length))));
        for (const name of names) {
          const register = registerIn(join(folder, name));
          found.corrupt += corruptIn(register);
          const [kept] = rowsOf<{ value: string }>(register, `select value from settings where key = 'association'`);
          if (kept?.value !== '"試験組合"') found.lost += 1;
        }
        found.lost += confirmed.filter((n) => !numbers.has(n)).length;
        // The newest is open in the program that goes on.
        const newest = Math.max(...numbers);
        for (const n of numbers) if (n !== newest) rmSync(join(folder, `${MIGRATED}${n}`), { recursive: true });
        return found;
      },
    };
  },
};
