import { readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { type Bench, type Timing, timed } from './measure.ts';
import { emptyRegister, type Register, type Registers } from './registers.ts';

const SIZES = [1_000, 10_000, 100_000];

/** A CP932 list of offices in, and the register out again, growing. */
export async function fileBenches(registers: Registers): Promise<Bench[]> {
  const benches: Bench[] = [];
  for (const size of SIZES) benches.push(importBench(await registers.list(size), size));
  for (const size of SIZES) benches.push(exportBench(await registers.of(size), size));
  return benches;
}

function importBench(file: string, offices: number): Bench {
  return {
    name: `offices.import of ${offices.toLocaleString('en')}, CP932`,
    limit: 'decode, parse, insert',
    goal: 1.5,
    mostBlockMs: 50,
    product: () =>
      inFreshRegister(offices, async (register) => {
        return timed(() => register.client.offices.import({ file, commit: true }));
      }),
    bare: () =>
      inFreshRegister(offices, async (register) => {
        return timed(() => importBare(register, file));
      }),
  };
}

async function inFreshRegister(offices: number, work: (register: Register) => Promise<Timing>): Promise<Timing> {
  const register = await emptyRegister();
  try {
    const timing = await work(register);
    const rows = register.bare.prepare('select count(*) from offices').pluck().get();
    if (rows !== offices) throw new Error(`${rows} of ${offices} offices came in`);
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

function exportBench(register: Register, offices: number): Bench {
  const files = { product: join(register.folder, 'product.csv'), bare: join(register.folder, 'bare.csv') };
  return {
    name: `reports.export of ${offices.toLocaleString('en')}, CP932`,
    limit: 'select, join, encode, write',
    goal: 1.3,
    product: async () => {
      const report = { report: 'offices', file: files.product, encoding: 'cp932' } as const;
      return timed(async () => requireRows((await register.client.reports.export(report)).rows, offices));
    },
    bare: async () => {
      const timing = await timed(() => exportBare(register, files.bare));
      if (statSync(files.bare).size === 0) throw new Error('nothing was written');
      return timing;
    },
  };
}

function requireRows(rows: number, offices: number): void {
  if (rows !== offices) throw new Error(`${rows} of ${offices} offices went out`);
}

/** The same columns with every field quoted, 500 rows at a time, made durable at the end. */
async function exportBare({ bare }: Register, file: string): Promise<void> {
  const handle = await open(file, 'w');
  const rows = bare.prepare<[], string[]>(
    `select code, name, kana, branch, postal_code, address, phone, fax, mail, contact_name, labor_number,
      employment_number, pension_symbol, pension_number, corporate_number, status, entrusted_on, released_on,
      channels, tags
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
