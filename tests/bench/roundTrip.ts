import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../electron/host.ts';
import { openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { createRandom, type Random } from '../../electron/practice/random.ts';

const FORMS = [
  { format: 'csv', encoding: 'utf-8', spreadsheet: false },
  { format: 'csv', encoding: 'utf-8', spreadsheet: true },
  { format: 'csv', encoding: 'cp932', spreadsheet: false },
  { format: 'csv', encoding: 'cp932', spreadsheet: true },
  { format: 'xlsx', encoding: 'utf-8', spreadsheet: false },
] as const;

const SIGNS = [
  '=',
  '+',
  '-',
  '@',
  '＝',
  '＋',
  "'",
  "''=",
  "'''@",
  '"',
  ',',
  ';',
  '\n',
  '|',
  '%',
  '<',
  '&',
  ']]>',
  '_x0041_',
] as const;
const WORDS = [
  '東雲',
  '㈱',
  '髙﨑',
  'ｼﾉﾉﾒ',
  '①',
  'cmd()',
  '1-2',
  '0012',
  '商店',
  '～',
  '6/5',
  'E+10',
  'true',
  '〓',
] as const;
const UNICODE = ['𠮷野', '鷗', 'é', '한', '😀'] as const;

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
    await writeFile(file, hostileList(rows, encoding === 'utf-8' ? [...WORDS, ...UNICODE] : WORDS));
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

function hostileList(rows: number, words: readonly [string, ...string[]]): string {
  const random = createRandom(20_260_605);
  const lines = Array.from({ length: rows }, (_, at) => hostileOffice(random, at, words).map(quoted).join(','));
  const headings = '事業所番号,事業所名,フリガナ,支部,住所,担当者,労働保険番号,事業所整理記号,委託開始日,タグ,連絡方法';
  return [headings, ...lines, ''].join('\r\n');
}

function hostileOffice(random: Random, at: number, words: readonly [string, ...string[]]): string[] {
  const text = () => {
    const front = random.chance(0.4) ? random.pick(SIGNS) : '';
    const middle = Array.from({ length: random.int(1, 3) }, () => random.pick(words)).join(random.pick(SIGNS));
    return front + middle + (random.chance(0.2) ? random.pick(SIGNS) : '');
  };
  const maybe = (value: string) => (random.chance(0.7) ? value : '');
  const digits = (count: number) => Array.from({ length: count }, () => random.int(0, 9)).join('');
  return [
    String(at).padStart(random.pick([1, 5, 8]), '0') + random.pick(['', '-a', 'の2']),
    `${text()}甲`,
    maybe(text()),
    maybe(random.pick(['東支部', '西支部', '=支部'])),
    maybe(`${text()}\n${text()}`),
    maybe(text()),
    maybe(digits(14)),
    maybe(random.pick(['01-イロハ', '=ア', '0012'])),
    maybe(random.pick(['2015-04-01', '平成27年4月1日', '2015/4/1'])),
    maybe(random.pick(['建設', '重点; 建設', '=重点'])),
    maybe(random.pick(['メール、FAX', 'FAX', '郵送、電話'])),
  ];
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
