import { readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { type Bench, type Timing, timed } from './measure.ts';
import { emptyRegister, type Register, type Registers } from './registers.ts';

const OFFICES = 100_000;

/** A CP932 list of 100,000 offices in, and the register out again. */
export async function fileBenches(registers: Registers): Promise<Bench[]> {
  return [importBench(await registers.list(OFFICES)), exportBench(await registers.of(OFFICES))];
}

function importBench(file: string): Bench {
  return {
    name: 'offices.import of 100,000, CP932',
    limit: 'decode, parse, insert',
    goal: 1.5,
    product: () =>
      inFreshRegister(async (register) => {
        const timing = await timed(() => register.client.offices.import({ file, commit: true }));
        return [timing, register];
      }),
    bare: () =>
      inFreshRegister(async (register) => {
        const timing = await timed(() => importBare(register, file));
        return [timing, register];
      }),
  };
}

async function inFreshRegister(work: (register: Register) => Promise<[Timing, Register]>): Promise<Timing> {
  const register = await emptyRegister();
  try {
    const [timing] = await work(register);
    const rows = register.bare.prepare('select count(*) from offices').pluck().get();
    if (rows !== OFFICES) throw new Error(`${rows} of ${OFFICES} offices came in`);
    return timing;
  } finally {
    await register.close();
  }
}

/** The same rows into the same tables and indexes in one durable transaction; nothing is checked or compared. */
function importBare({ bare }: Register, file: string): void {
  const text = new TextDecoder('shift_jis').decode(readFileSync(file));
  const [, ...rows] = Papa.parse<string[]>(text).data;
  const office = bare.prepare(
    `insert or ignore into offices (code, name, kana, branch, postal_code, address, phone, fax, mail, contact_name,
      labor_number, status, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'entrusted', '2026-06-08T00:00:00Z')`,
  );
  const key = bare.prepare('insert into office_search (code, key) values (?, ?)');
  bare.transaction(() => {
    for (const cells of rows) {
      // The list's few broken rows: without code or name, with a column missing, or with a bad number or address.
      if (cells.length < 12 || !cells[0] || !cells[1] || cells[10]?.includes('E+')) continue;
      if (cells[8] && !cells[8].includes('@')) continue;
      if (office.run(...cells.slice(0, 11)).changes > 0) key.run(cells[0], cells.join('\n'));
    }
  })();
}

function exportBench(register: Register): Bench {
  const files = { product: join(register.folder, 'product.csv'), bare: join(register.folder, 'bare.csv') };
  return {
    name: 'reports.export of 100,000, CP932',
    limit: 'select, join, encode, write',
    goal: 1.3,
    product: async () => {
      const report = { report: 'offices', file: files.product, encoding: 'cp932' } as const;
      return timed(async () => requireRows((await register.client.reports.export(report)).rows));
    },
    bare: async () => {
      const timing = await timed(() => exportBare(register, files.bare));
      if (statSync(files.bare).size === 0) throw new Error('nothing was written');
      return timing;
    },
  };
}

function requireRows(rows: number): void {
  if (rows !== OFFICES) throw new Error(`${rows} of ${OFFICES} offices went out`);
}

/** The same columns with every field quoted, 500 rows at a time, made durable at the end. */
async function exportBare({ bare }: Register, file: string): Promise<void> {
  const handle = await open(file, 'w');
  const rows = bare.prepare<[], string[]>(
    `select code, name, kana, branch, postal_code, address, phone, fax, mail, contact_name, labor_number,
      employment_number, pension_symbol, pension_number, corporate_number, status, entrusted_on, released_on
      from offices order by code`,
  );
  let lines: string[] = [];
  const write = async () => {
    await handle.write(iconv.encode(lines.join(''), 'cp932'));
    lines = [];
  };
  for (const cells of rows.raw().iterate()) {
    lines.push(`"${cells.map((cell) => cell.replaceAll('"', '""')).join('","')}"\r\n`);
    if (lines.length === 500) await write();
  }
  await write();
  await handle.sync();
  await handle.close();
}
