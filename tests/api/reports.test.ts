import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportName } from '../../electron/contract/reports.ts';
import { parseCsv } from '../../electron/rules/csvRead.ts';
import { approveVersion, createIncident, importOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('reports', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
    await importOffices(test, [
      { code: '00001', name: '髙﨑①㈱', mail: 'a@example.jp' },
      { code: '00002', name: '𠮷野〜商店' },
      { code: '00003', name: '"=cmd()"' },
    ]);
  });
  afterEach(() => test.close());

  const exported = async (encoding: 'utf-8' | 'cp932', report: 'offices' | 'unacknowledged' = 'offices') => {
    const file = join(test.folder, `${report}.csv`);
    const result = await test.client.reports.export({ report, file, encoding });
    return { ...result, bytes: await readFile(file) };
  };

  it('UTF-8 carries a BOM, every field is quoted, lines end in CRLF, codes stay text', async () => {
    const { bytes, rows, unwritable } = await exported('utf-8');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.subarray(3).toString('utf8');
    expect(text).toContain('"00001","髙﨑①㈱"');
    expect(text.split('\r\n')).toHaveLength(5);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect({ rows, unwritable }).toEqual({ rows: 3, unwritable: [] });
  });

  it('CP932 lists what it cannot hold by cell and code point, and writes 〓 there', async () => {
    const { bytes, unwritable } = await exported('cp932');
    expect(unwritable).toEqual([{ row: 3, column: '事業所名', character: '𠮷', codePoint: 'U+20BB7' }]);
    const text = iconv.decode(bytes, 'cp932');
    expect(text).toContain('髙﨑①㈱');
    expect(text).toContain('〓野～商店');
    expect(text).not.toContain('?');
  });

  it('no cell is a formula, and our own import takes the guard off again', async () => {
    const { bytes, file } = await exported('utf-8');
    expect(bytes.toString('utf8')).toContain(`"'=cmd()"`);
    const again = await test.client.offices.import({ file, commit: false });
    expect(again).toMatchObject({ rows: 3, unchanged: 3, updated: 0, rejected: [] });
  });

  it('for a spreadsheet, codes carry an unseen tab that the import takes off; for programs they do not', async () => {
    const file = join(test.folder, 'sheet.csv');
    await test.client.reports.export({ report: 'offices', file, spreadsheet: true });
    expect(await readFile(file, 'utf8')).toContain('"00001\t","髙﨑①㈱"');
    expect(await test.client.offices.import({ file, commit: false })).toMatchObject({ rows: 3, unchanged: 3 });
    await test.client.reports.export({ report: 'offices', file });
    expect(await readFile(file, 'utf8')).toContain('"00001","髙﨑①㈱"');
  });

  it('contain what the window shows', async () => {
    const incidentId = await createIncident(test.client);
    const { versionId } = await approveVersion(test.client, incidentId);
    await test.client.deliveries.queue({ versionId });
    await test.client.acknowledgements.record({ versionId, officeCode: '00001', method: 'fax', name: '総務' });
    const { bytes, rows } = await exported('utf-8', 'unacknowledged');
    const listed = await test.client.acknowledgements.list({ versionId, states: ['open', 'outdated'] });
    expect(rows).toBe(listed.total);
    const csv = parseCsv(bytes.subarray(3).toString('utf8'));
    expect(csv.rows.map((row) => row.cells[1])).toEqual(listed.rows.map((row) => row.officeCode));
    const preview = await test.client.reports.preview({ report: 'acknowledgements' });
    expect(preview.total).toBe(3);
    expect(preview.rows[0]).toEqual(expect.arrayContaining(['00001', '確認', 'FAX', '総務']));
  });

  it('are listed with what each can be narrowed by and the forms it has', async () => {
    const { rows } = await test.client.reports.list({});
    expect(rows.map(({ report }) => report)).toEqual(reportName.options);
    expect(rows.find(({ report }) => report === 'deliveries')).toMatchObject({
      name: '送付の記録',
      filters: ['incident', 'version'],
      formats: ['csv', 'xlsx', 'pdf'],
    });
    expect(rows.filter(({ formats }) => formats.includes('labels')).map(({ report }) => report)).toEqual(['offices']);
  });

  it.each(['late', 'toString'])('a choice that a report does not have is refused: %s', async (only) => {
    await expect(test.client.reports.preview({ report: 'offices', only })).rejects.toMatchObject({
      code: 'invalid_input',
      data: { field: 'only' },
    });
  });

  it('of a version need one that was sent', async () => {
    await expect(test.client.reports.preview({ report: 'deliveries' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a file that cannot be written is named and leaves nothing behind', async () => {
    const file = join(test.folder, 'offices.csv', 'x.csv');
    await expect(test.client.reports.export({ report: 'offices', file })).rejects.toMatchObject({
      code: 'file_unwritable',
    });
  });

  it('reach the window in pieces', async () => {
    const window = test.as('window');
    const { file, sha256 } = await window.reports.export({ report: 'offices' });
    const piece = await window.files.get({ file, offset: 0 });
    expect(piece.next).toBe(null);
    expect(piece.name).toMatch(/^offices-.*\.csv$/);
    expect(Buffer.from(piece.base64, 'base64').equals(await readFile(file))).toBe(true);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    await expect(window.files.get({ file: '/etc/hostname', offset: 0 })).rejects.toMatchObject({
      code: 'file_not_allowed',
    });
    await expect(window.files.get({ file: '../secrets.json', offset: 0 })).rejects.toMatchObject({
      code: 'file_not_allowed',
    });
  });

  it('uploads arrive whole from their pieces, and only inside the app', async () => {
    const window = test.as('window');
    const half = (text: string) => Buffer.from(text).toString('base64');
    const first = await window.files.put({ name: '../../名簿.csv', base64: half('事業所番号,事業所名\r\n') });
    const second = await window.files.put({ name: '名簿.csv', file: first.file, base64: half('9,丙\r\n') });
    expect(second.file).toBe(first.file);
    expect(first.file.startsWith(test.folder)).toBe(true);
    expect(await window.offices.import({ file: first.file, commit: false })).toMatchObject({ rows: 1, created: 1 });
  });
});
