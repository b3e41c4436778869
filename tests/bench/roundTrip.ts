import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../electron/host.ts';
import { openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { hostileList, ONLY_UNICODE, WORDS } from '../support/hostileOffices.ts';

const FORMS = [
  { format: 'csv', encoding: 'utf-8', spreadsheet: false },
  { format: 'csv', encoding: 'utf-8', spreadsheet: true },
  { format: 'csv', encoding: 'cp932', spreadsheet: false },
  { format: 'csv', encoding: 'cp932', spreadsheet: true },
  { format: 'xlsx', encoding: 'utf-8', spreadsheet: false },
] as const;
const SEED = 20_260_605;

/**
 * Fills a register with so many hostile offices, writes it in every form the import reads, reads each back, and prints
 * what would change. Answers whether nothing would. That it finds a broken writer was tried by letting `guardFormula`
 * and `guardText` of the rules give back the cell as it is.
 */
export async function roundTrip(rows: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'todoke-round-'));
  try {
    let all = 0;
    // CP932 holds a part of the characters only, so it has a register of its own.
    for (const encoding of ['utf-8', 'cp932'] as const) all += await differencesIn(encoding, folder, rows);
    return all === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function differencesIn(encoding: 'utf-8' | 'cp932', folder: string, rows: number): Promise<number> {
  const dataFolder = join(folder, encoding);
  const host = await openHost({ dataFolder, register: 'main', secrets: memorySecrets(), log: () => undefined });
  try {
    const client = host.client('script');
    const file = join(folder, `${encoding}.csv`);
    await writeFile(file, hostileList(rows, encoding === 'utf-8' ? [...WORDS, ...ONLY_UNICODE] : WORDS, SEED));
    const { created, rejected } = await client.offices.import({ file, commit: true });
    process.stdout.write(`${encoding}: ${created} offices, ${rejected.length} refused at the start\n`);
    let all = 0;
    for (const form of FORMS.filter((each) => each.encoding === encoding)) {
      all += await differences(client, form, folder, created);
    }
    return all;
  } finally {
    await host.close();
  }
}

/** Rows that would not come back as they are. */
async function differences(
  client: Client,
  form: (typeof FORMS)[number],
  folder: string,
  rows: number,
): Promise<number> {
  const file = join(folder, `export.${form.format}`);
  const start = performance.now();
  const written = await client.reports.export({ report: 'offices', file, ...form });
  const half = performance.now();
  const again = await client.offices.import({ file, commit: false });
  const end = performance.now();
  const different = rows - again.unchanged + again.created + again.rejected.length + written.unwritable.length;
  const name = `${form.format} ${form.encoding}${form.spreadsheet ? ' for spreadsheets' : ''}`;
  const times = `written in ${Math.round(half - start)} ms, read in ${Math.round(end - half)} ms`;
  process.stdout.write(`${name}: ${written.rows} rows, ${different} differences, ${times}\n`);
  return different;
}
