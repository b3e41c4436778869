import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { countersAndTruth } from '../support/counters.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';
import { makeWorkbook, type WorkbookCell } from '../support/workbook.ts';

describe.each(['sqlite', 'postgres'] as const)('a list of form answers on %s', (engine) => {
  let test: TestApp;
  let first: { noticeId: number; versionId: number };
  let incidentId: number;
  beforeEach(async () => {
    test = await createTestApp({ engine });
    await importOffices(test, manyOffices(6));
    incidentId = await createIncident(test.client);
    first = await approveVersion(test.client, incidentId);
    await test.client.deliveries.queue({ versionId: first.versionId });
  });
  afterEach(() => test.close());

  const slips = async (versionId: number) => {
    const rows = await test.store.read
      .selectFrom('audience_members')
      .innerJoin('offices', 'offices.id', 'audience_members.office_id')
      .select(['audience_members.code as slip', 'offices.code'])
      .where('version_id', '=', versionId)
      .execute();
    return new Map(rows.map((row) => [row.code, row.slip]));
  };
  const file = async (lines: string[], encode: (text: string) => Uint8Array = (text) => Buffer.from(text)) => {
    const path = join(test.folder, 'answers.csv');
    await writeFile(path, encode([...lines, ''].join('\r\n')));
    return path;
  };
  const states = async () => {
    const { rows } = await test.client.acknowledgements.list({ versionId: first.versionId });
    return rows.map((row) => row.acknowledgementState);
  };

  it('as Google Forms writes it comes in by the prefilled code, after a preview that writes nothing', async () => {
    const codes = await slips(first.versionId);
    const path = await file([
      'タイムスタンプ,確認番号,ご担当者名,ご回答,ご質問・ご意見',
      `2026/06/08 9:05:12 午前 GMT+9,${codes.get('0001')},中村,確認しました,`,
      `2026/06/08 9:15:00 午前 GMT+9,${codes.get('0002')?.toLowerCase()},佐藤,連名報告に同意します,`,
      `2026/06/08 9:20:00 午前 GMT+9,${codes.get('0003')},鈴木,質問があります,いつ復旧しますか`,
    ]);
    const seen = await test.client.acknowledgements.import({ file: path, commit: false });
    expect(seen).toMatchObject({ committed: false, rows: 3, recorded: 3, known: 0, rejected: [], older: 0 });
    expect(seen.mapping).toEqual({
      ...{ at: 'タイムスタンプ', code: '確認番号', name: 'ご担当者名', answer: 'ご回答', note: 'ご質問・ご意見' },
    });
    expect(seen.preview[0]).toMatchObject({ officeCode: '0001', label: '第1報', at: '2026-06-08T00:05:12.000Z' });
    expect(await states()).toEqual(Array.from({ length: 6 }, () => 'open'));

    const done = await test.client.acknowledgements.import({ file: path, commit: true });
    expect(done).toMatchObject({ committed: true, recorded: 3 });
    expect(await states()).toEqual(['confirmed', 'confirmed', 'confirmed', 'open', 'open', 'open']);
    const { rows } = await test.client.acknowledgements.list({ versionId: first.versionId });
    expect(rows.slice(0, 3).map((row) => [row.acknowledgement?.answer, row.acknowledgement?.method])).toEqual([
      ['confirmed', 'form'],
      ['agreed', 'form'],
      ['question', 'form'],
    ]);
    const { counters, truth } = await countersAndTruth(test.store.read);
    expect(counters).toEqual(truth);
    const audit = await test.client.audit.list({});
    expect(audit.rows[0]?.action).toBe('acknowledgements.import');
    expect(JSON.stringify(audit.rows[0])).not.toMatch(/中村|復旧/);
  });

  it('brought in twice records nothing twice', async () => {
    const path = await file(['完了時刻,事業所番号', '2026-06-08 09:00,0001', '2026-06-08 09:01,0002']);
    await test.client.acknowledgements.import({ file: path, commit: true });
    const again = await test.client.acknowledgements.import({ file: path, commit: true });
    expect(again).toMatchObject({ recorded: 0, known: 2 });
    expect(await test.store.read.selectFrom('acknowledgements').selectAll().execute()).toHaveLength(2);
  });

  it('with one bad row writes nothing, names every bad row by line and reason, and can leave them out', async () => {
    const codes = await slips(first.versionId);
    const good = codes.get('0001') ?? '';
    const misread = `${good.slice(0, 8)}${good.endsWith('7') ? '8' : '7'}`;
    const path = await file([
      '確認番号,事業所番号,回答,日時',
      `${good},,確認,2026-06-08 09:00`,
      `${misread},,確認,`,
      `${codes.get('0002')},0003,確認,`,
      ',9999,確認,',
      ',,確認,',
      ',0004,まだです,',
      ',0004,確認,昨日',
      ',0004,確認,2026-06-09 09:00',
    ]);
    const refused = await test.client.acknowledgements.import({ file: path, commit: true });
    expect(refused.committed).toBe(false);
    expect(refused.rejected.map((row) => [row.line, row.code])).toEqual([
      [3, 'slip_misread'],
      [4, 'slip_other_office'],
      [5, 'unknown_office'],
      [6, 'missing_target'],
      [7, 'unknown_answer'],
      [8, 'bad_moment'],
      [9, 'future_moment'],
    ]);
    expect(refused.rejectedRows).toBe(7);
    expect(await test.store.read.selectFrom('acknowledgements').selectAll().execute()).toEqual([]);
    const done = await test.client.acknowledgements.import({ file: path, commit: true, skipRefused: true });
    expect(done).toMatchObject({ committed: true, recorded: 1 });
    expect((await states()).filter((state) => state === 'confirmed')).toHaveLength(1);
  });

  it('of an older version is told as such and confirms that one only', async () => {
    const old = await slips(first.versionId);
    const second = await approveVersion(test.client, incidentId, first.noticeId);
    await test.client.deliveries.queue({ versionId: second.versionId });
    const path = await file(['確認番号', old.get('0001') ?? '', old.get('0002') ?? '']);
    expect(await test.client.acknowledgements.import({ file: path, commit: true })).toMatchObject({ older: 2 });
    const { rows } = await test.client.acknowledgements.list({ versionId: second.versionId });
    expect(rows.map((row) => row.acknowledgementState)).toEqual([
      'outdated',
      'outdated',
      'open',
      'open',
      'open',
      'open',
    ]);
  });

  it('by the office’s number alone is about the newest version that office was sent; one that was sent none is refused', async () => {
    const second = await approveVersion(test.client, incidentId, first.noticeId);
    await test.client.deliveries.queue({ versionId: second.versionId });
    await importOffices(test, [...manyOffices(6), { ...manyOffices(1)[0], code: '9999' }]);
    const path = await file(['事業所番号', '0001', '0002', '9999']);
    const seen = await test.client.acknowledgements.import({ file: path, commit: true, skipRefused: true });
    expect(seen).toMatchObject({ recorded: 2, older: 0, rejected: [{ line: 4, code: 'not_recipient' }] });
    const { rows } = await test.client.acknowledgements.list({ versionId: second.versionId });
    expect(rows.map((row) => row.acknowledgementState)).toEqual([
      ...['confirmed', 'confirmed'],
      ...['open', 'open', 'open', 'open'],
    ]);
    expect((await states()).slice(0, 3)).toEqual(['superseded', 'superseded', 'open']);
  });

  it('in CP932 with headings of its own is read by the clerk’s mapping; without a code or an office it is refused', async () => {
    const path = await file(['会員,どなたが', '0001,髙橋'], (text) => iconv.encode(text, 'cp932'));
    await expect(test.client.acknowledgements.import({ file: path, commit: false })).rejects.toMatchObject({
      code: 'csv_header',
    });
    const mapping = { officeCode: '会員', name: 'どなたが' };
    const { versionId } = first;
    const done = await test.client.acknowledgements.import({ file: path, commit: true, mapping, versionId });
    expect(done.preview).toMatchObject([{ officeCode: '0001', name: '髙橋' }]);
    expect(done.columns.map((column) => column.field)).toEqual(['officeCode', 'name']);
  });

  it('as Microsoft Forms gives it out, a workbook with its moments as dates, comes in the same way', async () => {
    const codes = await slips(first.versionId);
    const path = join(test.folder, 'answers.xlsx');
    const rows: WorkbookCell[][] = [
      ['ID', '完了時刻', '確認番号', 'お名前', 'ご回答', 'ご質問'],
      [{ number: '1' }, { days: 46181.375 }, codes.get('0001') ?? '', '中村', '確認しました', ''],
      [{ number: '2' }, { days: 46181.5 }, codes.get('0004') ?? '', '佐藤', '質問あり', '離職票はいつ出ますか'],
      [{ number: '3' }, { days: 46181.5 }, 'ABCD-2345-Z', '鈴木', '確認しました', ''],
    ];
    await writeFile(path, makeWorkbook(rows));
    const seen = await test.client.acknowledgements.import({ file: path, commit: true });
    expect(seen).toMatchObject({ committed: false, recorded: 2, rejected: [{ line: 4, code: 'slip_misread' }] });
    const done = await test.client.acknowledgements.import({ file: path, commit: true, skipRefused: true });
    expect(done).toMatchObject({ committed: true, recorded: 2 });
    expect(done.preview.map((row) => [row.officeCode, row.at])).toEqual([
      ['0001', '2026-06-08T00:00:00.000Z'],
      ['0004', '2026-06-08T03:00:00.000Z'],
    ]);
    expect(await states()).toEqual(['confirmed', 'open', 'open', 'confirmed', 'open', 'open']);
    expect((await test.client.questions.list({ incidentId })).rows).toMatchObject([
      { officeCode: '0004', question: '離職票はいつ出ますか' },
    ]);
  });

  it('never brings in a My Number', async () => {
    const path = await file(['事業所番号,備考', '0001,番号は123456789018です']);
    const seen = await test.client.acknowledgements.import({ file: path, commit: true });
    expect(seen.rejected).toMatchObject([{ line: 2, code: 'my_number' }]);
    expect(JSON.stringify(seen)).not.toContain('123456789018');
  });
});
