import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportName } from '../../electron/contract/reports.ts';
import { parseCsv } from '../../electron/rules/csvRead.ts';
import { unguardFormula } from '../../electron/rules/csvWrite.ts';
import { fillRegister, HARD_CODES } from '../support/fullRegister.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

// Character sets and languages by LibreOffice's numbers, in the options of its CSV filter:
// https://wiki.documentfoundation.org/Documentation/DevGuide/Spreadsheet_Documents
const characters = { 'utf-8': 76, cp932: 60 } as const;
const languages = { Japanese: 1041, English: 1033 } as const;

const forms = [
  { name: 'CSV in UTF-8', format: 'csv', encoding: 'utf-8', language: 'Japanese' },
  { name: 'CSV in UTF-8, opened in English', format: 'csv', encoding: 'utf-8', language: 'English' },
  { name: 'CSV in CP932', format: 'csv', encoding: 'cp932', language: 'Japanese' },
  { name: 'workbook', format: 'xlsx', encoding: 'utf-8', language: 'Japanese' },
] as const;
type Form = (typeof forms)[number];

let test: TestApp;
let known: Awaited<ReturnType<typeof fillRegister>>;
beforeAll(async () => {
  test = await createTestApp();
  known = await fillRegister(test);
});
afterAll(() => test.close());

describe.each(forms)('every report as $name, opened in LibreOffice and saved again', (form) => {
  const saved = new Map<string, string[][]>();
  beforeAll(async () => {
    const folder = join(test.folder, `${form.format}-${form.encoding}-${form.language}`);
    for (const report of reportName.options) {
      const { format, encoding } = form;
      const file = join(folder, `${report}.${format}`);
      await test.client.reports.export({ report, file, format, encoding, spreadsheet: true, ...known });
    }
    saveAgain(folder, form);
    for (const report of reportName.options) saved.set(report, await cellsOf(join(folder, 'saved', `${report}.csv`)));
  });

  it.each(reportName.options)('%s: not a cell has changed', async (report) => {
    const plain = join(test.folder, `${report}-plain.csv`);
    await test.client.reports.export({ report, file: plain, encoding: form.encoding, ...known });
    const cells = await cellsOf(plain, form.encoding);
    expect(cells.length).toBeGreaterThan(1);
    // Writing a report is itself noted.
    const before = report === 'audit' ? cells.slice(0, saved.get(report)?.length) : cells;
    expect(saved.get(report)?.map((row) => row.map(asKept))).toEqual(before.map((row) => row.map(asKept)));
  });

  it('every code is there as it was', () => {
    const [, ...offices] = saved.get('offices') ?? [];
    const codes = offices.map(([code = '']) => asKept(code));
    expect(codes.toSorted()).toEqual(HARD_CODES.toSorted());
  });
});

/** Opens each report as its user would, in a profile of its own, and writes what the sheet holds as CSV in UTF-8. */
function saveAgain(folder: string, { format, encoding, language }: Form): void {
  const files = reportName.options.map((report) => join(folder, `${report}.${format}`));
  const open = `--infilter=CSV:44,34,${characters[encoding]},1,,${languages[language]}`;
  const save = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true';
  const profile = `-env:UserInstallation=${pathToFileURL(join(test.folder, 'profile'))}`;
  const args = ['--headless', ...(format === 'csv' ? [open] : []), '--convert-to', save];
  execFileSync('soffice', [profile, ...args, '--outdir', join(folder, 'saved'), ...files], { stdio: 'pipe' });
}

async function cellsOf(file: string, encoding: 'utf-8' | 'cp932' = 'utf-8'): Promise<string[][]> {
  const text = new TextDecoder(encoding === 'cp932' ? 'shift_jis' : 'utf-8').decode(await readFile(file));
  const { header, rows } = parseCsv(text);
  return [header, ...rows.map(({ cells }) => cells)];
}

/** A cell without the tab and the apostrophe that keep it text; a workbook needs neither. A day is a day, however the sheet shows it: its digits are compared. */
function asKept(cell: string): string {
  const [, year, month = '', day = '', time = ''] =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}:\d{2})(?::00)?)?$/.exec(cell) ?? [];
  if (year === undefined) return unguardFormula(cell.replace(/\t$/, ''));
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time.padStart(5, '0')}`;
}
