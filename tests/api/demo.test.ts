import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportName } from '../../electron/contract/reports.ts';
import type { CaughtMail } from '../../electron/practice/catcher.ts';
import { type DemoResult, strangers } from '../../electron/practice/demoRun.ts';
import { temporaryFolder } from '../support/engines.ts';

const demo = join(import.meta.dirname, '../../electron/practice/demo.ts');
const run = promisify(execFile);
const node = (...args: string[]) => run(process.execPath, [demo, ...args], { maxBuffer: 10_000_000 });

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let result: DemoResult;

beforeAll(async () => {
  home = await temporaryFolder();
  const { stdout, stderr } = await node('--json', '--data', home.folder);
  expect(stderr).toBe('');
  result = JSON.parse(stdout);
}, 120_000);
afterAll(() => home.remove());

const counts = () => Object.fromEntries(result.counts.map(({ what, found }) => [what.trim(), found]));
const read = async (report: string, encoding: string) => {
  const written = result.reports.find((each) => each.report === report && each.encoding === encoding);
  return readFile(written?.file ?? '');
};
const rowsOf = (text: string) => {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',', newline: '\r\n', skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
};

describe('the demo', () => {
  test('finds exactly the numbers the story promises', () => {
    expect(counts()).toMatchObject({
      'rows in the list': 1208,
      'offices imported': 1200,
      'rows rejected': 8,
      duplicate_code: 3,
      missing_code: 1,
      missing_name: 1,
      excel_damaged: 1,
      column_count: 1,
      bad_mail: 1,
      'version 1: mails sent': 1100,
      'version 1: mails refused': 11,
      'version 1: offices without mail': 89,
      'version 2: mails sent': 1100,
      'version 2: mails refused': 11,
      'version 2: offices without mail': 89,
      'mails accepted by the catcher': 2200,
      'with more than one recipient': 0,
      "showing another office's address": 0,
      'addresses with a mail too few or too many': 0,
      'duplicates by Message-ID': 0,
      'acknowledgements entered': 700,
      'answered "outdated" at once': 20,
      'version 2: recipients': 1200,
      'version 2: confirmed': 200,
      'version 2: outdated': 380,
      'version 2: open': 620,
      'procedures entered': 60,
      'procedures in the register': 60,
      'procedures late': 18,
      'audit rows outside the chain': 0,
      'rows of offices, utf-8': 1200,
      'rows of contacts, utf-8': 1260,
      'rows of contacts, cp932': 1260,
      'rows of offices, cp932': 1200,
      'rows of acknowledgements, utf-8': 1200,
      'rows of acknowledgements, cp932': 1200,
      'rows of unacknowledged, utf-8': 1000,
      'rows of unacknowledged, cp932': 1000,
      'rows of deliveries, utf-8': 1200,
      'rows of deliveries, cp932': 1200,
      'rows of procedures-delayed, utf-8': 18,
      'rows of procedures-delayed, cp932': 18,
      'characters not writable, utf-8': 0,
      'characters not writable, cp932': 1,
    });
    expect(result.counts.filter(({ found, promised }) => found !== promised)).toEqual([]);
  });

  test('refuses a folder that already holds a register, and leaves it alone', async () => {
    const before = await readFile(join(home.folder, 'register.sqlite'));
    await expect(node('--json', '--data', home.folder)).rejects.toMatchObject({ code: 1, stdout: '' });
    expect(await readFile(join(home.folder, 'register.sqlite'))).toEqual(before);
  });

  test.each(['--seed x', '--seed 1.5', '--unknown'])('refuses %s and says how it is meant', async (line) => {
    const refused = node(...line.split(' '));
    await expect(refused).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('--seed NUMBER'),
    });
  });
});

const reports = reportName.options;

describe('the CSV reports of the demo', () => {
  test('are all there are, each in two encodings', () => {
    const names = result.reports.map(({ report, encoding }) => `${report} ${encoding}`);
    expect(names).toEqual(reports.flatMap((report) => [`${report} utf-8`, `${report} cp932`]));
  });

  test.each(reports)('%s: UTF-8 has a BOM, CP932 none, and row by row both say the same', async (report) => {
    const utf8 = await read(report, 'utf-8');
    const cp932 = await read(report, 'cp932');
    expect([...utf8.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(utf8);
    // What CP932 lacks: the wave dash is written in Windows' form, 𠮷 as 〓. Everything else is the same.
    const mapped = text.replaceAll('〜', '～').replaceAll('𠮷', '〓');
    const decoded = iconv.decode(cp932, 'cp932');
    expect(decoded).not.toContain('\ufffd');
    expect(rowsOf(decoded)).toEqual(rowsOf(mapped));
  });

  test.each(reports)('%s: every field is quoted, every row ends with CRLF and has all columns', async (report) => {
    const text = (await read(report, 'utf-8')).toString('utf8').replace(/^\ufeff/, '');
    expect(text).toMatch(/^(?:"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*\r\n)+$/);
    const rows = rowsOf(text);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  });

  test('keep ㈱ 髙 﨑 ①, leading zeros and 14 digits', async () => {
    const [, ...rows] = rowsOf(iconv.decode(await read('offices', 'cp932'), 'cp932'));
    const names = rows.map((row) => row[1] ?? '').join('\n');
    for (const sign of ['㈱', '髙', '﨑', '①']) expect(names).toContain(sign);
    // The tab is what makes a spreadsheet keep the zeros; the import takes it off.
    expect(rows.map((row) => row[0])).toEqual(
      Array.from({ length: 1200 }, (_, index) => `${String(index + 1).padStart(5, '0')}\t`),
    );
    for (const row of rows) expect((row[10] ?? '').replace(/\D/g, '')).toMatch(/^131019123[45]0\d{3}$/);
  });

  test('name the one character CP932 cannot hold', () => {
    const lost = result.reports.flatMap(({ report, encoding, unwritable }) =>
      unwritable.map((codePoint) => `${report} ${encoding} ${codePoint}`),
    );
    expect(lost).toEqual(['acknowledgements cp932 U+20BB7']);
  });

  test('list as unacknowledged exactly those the full list does not call confirmed', async () => {
    const [heading = [], ...all] = rowsOf((await read('acknowledgements', 'utf-8')).toString('utf8'));
    const [, ...open] = rowsOf((await read('unacknowledged', 'utf-8')).toString('utf8'));
    const state = heading.indexOf('確認状況');
    expect(open).toEqual(all.filter((row) => row[state] !== '確認'));
    expect(new Set(open.map((row) => row[state]))).toEqual(new Set(['未確認', '旧版のみ']));
  });
});

describe('the look for foreign addresses in a mail', () => {
  const mail = (headers: string, text: string): CaughtMail => ({
    from: 'jimu@example.jp',
    to: ['office00001@example.jp'],
    messageId: '<one@example.jp>',
    subject: '',
    text,
    source: Buffer.from(`${headers}\r\n\r\n`),
  });
  const own = 'From: 事務局 <jimu@example.jp>\r\nTo: office00001@example.jp\r\nMessage-ID: <one@example.jp>';

  test('finds none in a mail between two', () => {
    expect(strangers(mail(own, 'お問い合わせは jimu@example.jp へ'))).toEqual([]);
  });

  test.each(['To', 'Cc', 'Bcc', 'X-Other'])('finds one in the header %s', (name) => {
    expect(strangers(mail(`${own}\r\n${name}: <office00002@example.jp>`, ''))).toEqual(['office00002@example.jp']);
  });

  test('finds one in the text', () => {
    expect(strangers(mail(own, '宛先：office00003@example.jp'))).toHaveLength(1);
  });
});
