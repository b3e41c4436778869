import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Activity, NOTHING_WRONG } from './ground.ts';
import { corruptIn, fill, layOutNotice, lostOf, registerIn, rowsOf, withClient } from './laidOut.ts';

const OFFICES = 2_000;
/** The office and the name of a confirmation: the offices come again, the names do not. */
export const confirmation = (n: number) => ({
  officeCode: String((n % OFFICES) + 1).padStart(4, '0'),
  name: `確認者${n}`,
});

/** Confirmations of one office after the other. */
export const acknowledge: Activity = {
  lifeMs: 250,
  prepare: async (folder) => {
    await layOutNotice(folder, OFFICES);
    const file = registerIn(folder);
    return {
      judge: async (confirmed) => {
        const rows = rowsOf<{ n: number }>(file, 'select cast(substr(name, 4) as integer) as n from acknowledgements');
        // A confirmation without its row of the audit, or the other way round, is half a write.
        const [audit] = rowsOf<{ n: number }>(
          file,
          `select count(*) as n from audit_events where action = 'acknowledgements.record'`,
        );
        const there = new Set(rows.map((row) => row.n));
        return {
          corrupt: corruptIn(file),
          lost: lostOf(confirmed, there),
          half: Math.abs((audit?.n ?? 0) - rows.length),
          twice: rows.length - there.size,
        };
      },
    };
  },
};

const LIST = 600;
/** Office codes of the list with this number. */
export const longList = (n: number): string[] => Array.from({ length: LIST }, (_, row) => `L${n}-${row}`);

/** Lists of new offices, one after the other. */
export const importing: Activity = {
  lifeMs: 800,
  prepare: async (folder) => {
    await withClient(folder, (client) => fill(client, folder, 10));
    const file = registerIn(folder);
    return {
      judge: async (confirmed) => {
        const lists = rowsOf<{ list: string; n: number }>(
          file,
          `select substr(code, 2, instr(code, '-') - 2) as list, count(*) as n from offices
            where code like 'L%' group by 1`,
        );
        const whole = lists.filter(({ n }) => n === LIST);
        for (const name of readdirSync(folder).filter((each) => each.startsWith('list-'))) rmSync(join(folder, name));
        return {
          ...NOTHING_WRONG,
          corrupt: corruptIn(file),
          half: lists.length - whole.length,
          lost: lostOf(confirmed, new Set(whole.map(({ list }) => Number(list)))),
        };
      },
    };
  },
};

/** Offices of the register that is written to files: one line each, under a head. */
export const EXPORTED = 399;

/** The list of offices, written to one file after the other. */
export const exporting: Activity = {
  lifeMs: 250,
  prepare: async (folder) => {
    await withClient(folder, (client) => fill(client, folder, EXPORTED));
    return {
      judge: async (confirmed) => {
        const names = readdirSync(folder).filter((name) => /^report-\d+\.csv$/.test(name));
        const half = names.filter(
          (name) => readFileSync(join(folder, name), 'utf8').split('\r\n').length !== EXPORTED + 2,
        ).length;
        const lost = lostOf(confirmed, new Set(names.map((name) => Number(/\d+/.exec(name)?.[0]))));
        for (const name of names) rmSync(join(folder, name));
        return { ...NOTHING_WRONG, corrupt: corruptIn(registerIn(folder)), half, lost };
      },
    };
  },
};
