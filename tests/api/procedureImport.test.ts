import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';
import { makeWorkbook } from '../support/workbook.ts';

const header = '事業所番号,手続き,対象者,基準日,状態,提出方法,到達番号,理由,見込み日,担当';

describe('a list of filings', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
    test.clock.set('2026-06-08T01:00:00.000Z');
    await importOffices(test, manyOffices(3));
  });
  afterEach(() => test.close());

  const write = async (lines: readonly string[], name = 'filings.csv') => {
    const file = join(test.folder, name);
    await writeFile(file, [header, ...lines, ''].join('\r\n'));
    return file;
  };
  const total = async () => (await test.client.procedures.list({})).total;

  it('keeps the columns a clerk chose for lists with the same headings, once one is written', async () => {
    const odd = async (row: string) => {
      const file = join(test.folder, 'odd.csv');
      await writeFile(file, `番号,届,日,氏名,担当\r\n${row}\r\n`);
      return file;
    };
    const mapping = { officeCode: '番号', type: '届', baseDate: '日', person: '氏名' };
    const first = await odd('0001,離職票,2026-06-01,K.N.,山本');
    await expect(test.client.procedures.import({ file: first, commit: false })).rejects.toMatchObject({
      code: 'csv_header',
    });
    const choosing = await test.client.procedures.import({ file: first, mapping: {}, commit: false });
    expect(choosing.columns.map(({ header, field }) => [header, field])).toEqual(
      ['番号', '届', '日', '氏名', '担当'].map((name) => [name, null]),
    );
    // Looking keeps nothing.
    expect(await test.client.procedures.import({ file: first, mapping, commit: false })).toMatchObject({ created: 1 });
    await expect(test.client.procedures.import({ file: first, commit: false })).rejects.toMatchObject({
      code: 'csv_header',
    });
    await test.client.procedures.import({ file: first, mapping, commit: true });

    const next = await odd('0002,離職票,2026-06-02,S.T.,山本');
    const seen = await test.client.procedures.import({ file: next, commit: false });
    expect(seen).toMatchObject({ created: 1, remembered: true });
    expect(seen.columns.find(({ header }) => header === '担当')).toMatchObject({ field: null });
    await expect(test.client.procedures.import({ file: next, remembered: false, commit: false })).rejects.toMatchObject(
      { code: 'csv_header' },
    );
    await test.client.procedures.import({ file: next, mapping: { ...mapping, clerk: '担当' }, commit: true });
    const { columns } = await test.client.procedures.import({ file: next, commit: false });
    expect(columns.find(({ header }) => header === '担当')).toMatchObject({ field: 'clerk' });
    expect(await total()).toBe(2);
  });

  it('that is stopped while it comes in leaves nothing behind', async () => {
    const lines = Array.from({ length: 600 }, (_, at) => `0001,離職票,P${at},2026-06-01,,,,,,`);
    const file = await write(lines);
    const stopping = new AbortController();
    const running = test.client.procedures.import({ file, commit: true }, { signal: stopping.signal });
    setTimeout(() => stopping.abort(), 30);
    await expect(running).rejects.toThrow();
    expect(await total()).toBe(0);
  });

  it('is shown before anything is written, comes in as one act, and goes again', async () => {
    const file = await write([
      '0001,離職票,K.N.,2026/6/1,準備,紙,,障害のため,R8.6.20,山本',
      '0002,健康保険・厚生年金保険 被保険者資格取得届,１２３,令和8年6月2日,,,,,,',
      '0003,koyo-shutoku,T.S.,2026-05-11,提出済,電子申請,202606010900001234,,,',
    ]);
    const seen = await test.client.procedures.import({ file, commit: false });
    expect(seen).toMatchObject({ changeId: null, rows: 3, created: 3, updated: 0, rejected: [], encoding: 'utf-8' });
    expect(seen.sample[0]).toEqual({
      line: 2,
      officeCode: '0001',
      typeName: '雇用保険 被保険者離職証明書（離職票）',
      person: 'K.N.',
      dueOn: '2026-06-11',
      change: 'created',
    });
    expect(await total()).toBe(0);
    const done = await test.client.procedures.import({ file, commit: true });
    expect(done).toMatchObject({ created: 3, updated: 0, unchanged: 0 });
    const { rows } = await test.client.procedures.list({});
    expect(rows.find((row) => row.officeCode === '0001')).toMatchObject({
      type: 'rishoku',
      state: 'preparing',
      route: 'paper',
      reason: '障害のため',
      expectedOn: '2026-06-20',
      clerk: '山本',
      misses: true,
    });
    const again = await test.client.procedures.import({ file, commit: true });
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    expect(await test.client.procedures.undo({ changeId: done.changeId ?? 0 })).toEqual({ restored: 3, kept: 0 });
    expect(await total()).toBe(0);
  });

  it('brings what is there up to date; an empty cell clears nothing', async () => {
    const noted = { officeCode: '0001', type: 'rishoku', baseDate: '2026-06-01', person: 'K.N.', clerk: '山本' };
    const { id } = await test.client.procedures.create(noted);
    const file = await write(['0001,離職票,K.N.,2026-06-01,提出待ち,,,,,']);
    const done = await test.client.procedures.import({ file, commit: true });
    expect(done).toMatchObject({ created: 0, updated: 1 });
    expect(await test.client.procedures.get({ id })).toMatchObject({ state: 'waiting', clerk: '山本' });
  });

  it('never puts back what has gone further in the register', async () => {
    const noted = { officeCode: '0001', type: 'rishoku', baseDate: '2026-06-01', person: 'K.N.' };
    const { id } = await test.client.procedures.create(noted);
    await test.client.procedures.update({ id, state: 'filed' });
    const file = await write(['0001,離職票,K.N.,2026-06-01,提出待ち,,,,,']);
    const { rejected, updated } = await test.client.procedures.import({ file, commit: true });
    expect([updated, rejected]).toMatchObject([0, [{ line: 2, code: 'state_reason', value: '提出待ち' }]]);
    expect((await test.client.procedures.get({ id })).state).toBe('filed');
  });

  it('gives nothing back that was never filed, and does not say that it had gone further', async () => {
    const { id } = await test.client.procedures.create({ officeCode: '0001', type: 'rishoku', baseDate: '2026-06-01' });
    const file = await write(['0001,離職票,,2026-06-01,返戻,,,,,']);
    const { rejected } = await test.client.procedures.import({ file, commit: true });
    expect(rejected).toMatchObject([{ line: 2, code: 'state_reason', value: '返戻' }]);
    expect(rejected[0]?.message).toContain('「返戻」');
    expect(rejected[0]?.message).not.toContain('進んで');
    expect((await test.client.procedures.get({ id })).state).toBe('received');
  });

  it('names every refused row by line, column and reason, and takes the others', async () => {
    const file = await write([
      '0001,離職票,K.N.,2026-06-01,,,,,,',
      '9999,離職票,A,2026-06-01,,,,,,',
      '0001,謎の届,A,2026-06-01,,,,,,',
      '0001,離職票,A,6月1日頃,,,,,,',
      '0001,離職票,A,2026-06-01,ほぼ完了,,,,,',
      '0001,離職票,A,2026-06-01,,伝書鳩,,,,',
      '0001,離職票,A,2026-06-01,提出済,電子申請,2.02606E+17,,,',
      '0001,離職票,123456789018,2026-06-01,,,,,,',
      '0001,離職票,K.N.,2026-06-01,,,,,,',
      '0001,,A,2026-06-01,,,,,,',
      '0001,離職票,A,,,,,,,',
      '0001,離職票,A,2026-06-01,,,,,',
      `0001,離職票,A,2026-06-01,,,,${'あ'.repeat(201)},,`,
      ',離職票,A,2026-06-01,,,,,,',
    ]);
    const { rejected, created } = await test.client.procedures.import({ file, commit: true });
    expect(created).toBe(1);
    expect(rejected.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, '事業所番号', 'unknown_office'],
      [4, '手続き', 'unknown_kind'],
      [5, '基準日', 'bad_date'],
      [6, '状態', 'unknown_filing_state'],
      [7, '提出方法', 'unknown_route'],
      [8, '到達番号', 'excel_damaged'],
      [9, '対象者', 'my_number'],
      [10, '対象者', 'duplicate_filing'],
      [11, '手続き', 'missing_kind'],
      [12, '基準日', 'missing_base_date'],
      [13, '', 'column_count'],
      [14, '理由', 'too_long'],
      [15, '事業所番号', 'missing_code'],
    ]);
    expect(JSON.stringify(rejected)).not.toContain('123456789018');
    expect(await total()).toBe(1);
  });

  it('without the columns it cannot do without is refused as a whole, and can be read with a mapping', async () => {
    const file = join(test.folder, 'other.csv');
    await writeFile(file, 'どこ,なに,いつ\r\n0001,離職票,2026-06-01\r\n');
    const guessed = test.client.procedures.import({ file, commit: false });
    await expect(guessed).rejects.toMatchObject({
      code: 'csv_header',
      data: { missing: '事業所番号・手続き・基準日' },
    });
    const half = await test.client.procedures.import({ file, commit: false, mapping: { officeCode: 'どこ' } });
    expect(half.columns.map(({ header, field }) => [header, field])).toEqual([
      ['どこ', 'officeCode'],
      ['なに', null],
      ['いつ', null],
    ]);
    const mapping = { officeCode: 'どこ', type: 'なに', baseDate: 'いつ' };
    expect(await test.client.procedures.import({ file, commit: true, mapping })).toMatchObject({ created: 1 });
  });

  it('of another kind than text comes in the same: an Excel workbook, Shift_JIS, and broken ones with a word', async () => {
    const workbook = join(test.folder, 'filings.xlsx');
    await writeFile(
      workbook,
      makeWorkbook([header.split(','), ['0002', '年度更新', 'S-01', '2026-06-01', '', '', '', '', '', '']]),
    );
    expect(await test.client.procedures.import({ file: workbook, commit: true })).toMatchObject({
      created: 1,
      encoding: 'xlsx',
    });
    const iconv = await import('iconv-lite');
    const sjis = join(test.folder, 'sjis.csv');
    await writeFile(sjis, iconv.default.encode(`${header}\r\n0001,離職票,K,2026-06-01,,,,,,\r\n`, 'cp932'));
    expect(await test.client.procedures.import({ file: sjis, commit: true })).toMatchObject({ encoding: 'cp932' });
    const empty = await test.client.procedures
      .import({ file: await write([], 'none.csv'), commit: true })
      .catch((error) => error.code);
    expect(empty).toMatchObject({ rows: 0, created: 0 });
    const blank = join(test.folder, 'blank.csv');
    await writeFile(blank, '\r\n\r\n');
    await expect(test.client.procedures.import({ file: blank, commit: true })).rejects.toMatchObject({
      code: 'csv_empty',
    });
  });

  it('keeps a due date the authority named, and one that is the rule’s own follows the rule', async () => {
    const file = join(test.folder, 'due.csv');
    await writeFile(
      file,
      '事業所番号,手続き,対象者,基準日,期限\r\n0001,離職票,A,2026-06-01,2026-06-11\r\n0001,離職票,B,2026-06-01,2026-06-30\r\n',
    );
    await test.client.procedures.import({ file, commit: true });
    const { rows } = await test.client.procedures.list({});
    expect(rows.map(({ person, dueOn, dueGiven }) => [person, dueOn, dueGiven])).toEqual([
      ['A', '2026-06-11', false],
      ['B', '2026-06-30', true],
    ]);
  });
});
