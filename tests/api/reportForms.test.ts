import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readWorkbook } from '../../electron/ports/workbooks.ts';
import { unpackZip } from '../../electron/ports/zip.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const LIMITS = { entries: 20, unpacked: 10_000_000, ratio: 1000 };

const REGISTER = `事業所番号,事業所名,郵便番号,住所,労働保険番号,委託開始日
00001,髙﨑①㈱,0000001,例示県例示市1-2-3,,
00002,𠮷野〜商店,,例示県例示市4,,
00003,''=cmd(),,,13101912345001,2015-04-01
`;

describe('a report in the form the clerk chose', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
    const file = join(test.folder, 'register.csv');
    await writeFile(file, REGISTER);
    expect(await test.client.offices.import({ file, commit: true })).toMatchObject({ created: 3, rejected: [] });
  });
  afterEach(() => test.close());

  const columns = ['事業所名', '事業所番号'];

  it('holds the chosen columns in the chosen order, and no others', async () => {
    const file = join(test.folder, 'two.csv');
    await test.client.reports.export({ report: 'offices', file, columns });
    expect((await readFile(file, 'utf8')).slice(1).split('\r\n').slice(0, 2)).toEqual([
      '"事業所名","事業所番号"',
      '"髙﨑①㈱","00001"',
    ]);
    const preview = await test.client.reports.preview({ report: 'offices', columns });
    expect(preview.columns.slice(0, 3)).toEqual([...columns, 'フリガナ']);
    expect(preview.columns).toHaveLength(20);
    expect(preview.rows[0]).toEqual(['髙﨑①㈱', '00001']);
  });

  it.each([['事業所名', '未知'], ['事業所名', '事業所名'], ['toString']])(
    'a heading it does not have, or twice, is refused: %s',
    async (...headings) => {
      await expect(
        test.client.reports.preview({ report: 'offices', columns: headings.filter((each) => each !== undefined) }),
      ).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'columns' } });
    },
  );

  it('only the offices of the filter are written', async () => {
    const filter = { search: '髙﨑' };
    expect(await test.client.reports.preview({ report: 'offices', filter })).toMatchObject({ total: 1 });
    const file = join(test.folder, 'one.csv');
    expect(await test.client.reports.export({ report: 'offices', file, filter })).toMatchObject({ rows: 1 });
  });

  it('contacts are a report of their own, after the line of their office', async () => {
    const { rows } = await test.client.offices.list({ search: '00001' });
    const values = {
      role: '経理',
      name: '例示 花子',
      mail: '',
      phone: '',
      fax: '03-0000-5001',
      getsNotices: true,
      note: '',
    };
    await test.client.contacts.create({ officeId: rows[0]?.id ?? 0, values });
    const preview = await test.client.reports.preview({
      report: 'contacts',
      columns: ['事業所番号', '氏名', 'FAX番号'],
    });
    const { total: offices } = await test.client.offices.list({});
    expect(preview.total).toBe(offices + 1);
    expect(preview.rows[0]?.[0]).toBe('00001');
    expect(preview.rows[1]).toEqual(['00001', '例示 花子', '03-0000-5001']);
    const narrowed = await test.client.reports.preview({
      report: 'contacts',
      filter: { search: '00001' },
      columns: ['事業所番号', '氏名'],
    });
    expect(narrowed.total).toBe(2);
    expect(narrowed.rows.map((row) => row[0])).toEqual(['00001', '00001']);
  });

  it('what the form cannot hold is listed by row, column and code point before anything is written', async () => {
    const lost = { row: 3, column: '事業所名', character: '𠮷', codePoint: 'U+20BB7' };
    const ask = (choice: { encoding?: 'utf-8' | 'cp932'; format?: 'csv' | 'xlsx' | 'pdf' | 'labels' }) =>
      test.client.reports.unwritable({ report: 'offices', ...choice });
    expect(await ask({ encoding: 'cp932' })).toEqual({ rows: [lost], total: 1 });
    expect(await ask({ encoding: 'utf-8' })).toEqual({ rows: [], total: 0 });
    expect(await ask({ format: 'xlsx' })).toEqual({ rows: [], total: 0 });
    // The typeface has no 𠮷 either: the paper must not show an empty box.
    expect(await ask({ format: 'pdf' })).toEqual({ rows: [lost], total: 1 });
  });

  it('a workbook holds every cell as text, bold and frozen headings, no formula, and comes back unchanged', async () => {
    const file = join(test.folder, 'list.xlsx');
    expect(await test.client.reports.export({ report: 'offices', file, format: 'xlsx' })).toMatchObject({ rows: 3 });
    const bytes = await readFile(file);
    let sheet = '';
    for await (const { name, content } of unpackZip(bytes, LIMITS)) {
      if (name === 'xl/worksheets/sheet1.xml') sheet = content.toString('utf8');
    }
    expect(sheet).not.toMatch(/<f[ >]|<v>|t="n"/);
    expect(sheet.match(/<c /g)?.length).toBe(sheet.match(/t="inlineStr"/g)?.length);
    expect(sheet).toContain('state="frozen"');
    const cells = await readWorkbook(bytes, 'list.xlsx');
    expect(cells[3]).toEqual(expect.arrayContaining(['00003', "''=cmd()", '13-1-01-912345-001', '2015-04-01']));
    const again = await test.client.offices.import({ file, commit: true });
    expect(again).toMatchObject({ rows: 3, unchanged: 3, updated: 0, rejected: [], changed: [] });
  });

  it('signs that XML cannot hold, and what looks like their code, come back from a workbook', async () => {
    const { workbook } = test.app.context('script').files;
    const hostile = [
      '\u0001a\u001f',
      '_x0041_',
      '_x005F_',
      'a<b>&"c"',
      ' space ',
      'two\nlines',
      '\u{1f600}',
      '\ud800',
      '',
    ];
    async function* pages() {
      yield [hostile];
    }
    const pieces: Uint8Array[] = [];
    const widths = hostile.map(() => 10);
    for await (const piece of workbook({ heading: hostile.map((_, at) => `列${at}`), widths, pages: pages() })) {
      pieces.push(piece);
    }
    const cells = await readWorkbook(Buffer.concat(pieces), 'x.xlsx');
    expect(cells[1]?.map((cell) => cell ?? '')).toEqual(hostile);
  });

  it('a list to print and labels are PDF; who has no address is named and gets no label', async () => {
    const pdf = join(test.folder, 'list.pdf');
    const listed = await test.client.reports.export({ report: 'offices', file: pdf, format: 'pdf' });
    expect(listed).toMatchObject({ rows: 3, unwritable: [{ row: 3, character: '𠮷' }] });
    expect((await readFile(pdf)).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const labels = await test.client.reports.export({ report: 'offices', format: 'labels', labels: { startAt: 12 } });
    expect(labels.withoutAddress).toEqual({ total: 1, offices: [{ code: '00003', name: "'=cmd()" }] });
    expect(labels.file).toMatch(/labels-.*\.pdf$/);
    // The second label lies on a second sheet: the first had one place left.
    expect((await readFile(labels.file)).toString('latin1')).toMatch(/\/Count 2\b/);
  });

  it('labels begin on the sheet, and are of offices', async () => {
    const start = { sheet: '2x5', startAt: 11 } as const;
    await expect(
      test.client.reports.export({ report: 'offices', format: 'labels', labels: start }),
    ).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'labels.startAt' } });
    await expect(test.client.reports.export({ report: 'contacts', format: 'labels' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
