import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('offices', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  const file = async (text: string | Buffer, name = 'list.csv') => {
    const path = join(test.folder, name);
    await writeFile(path, text);
    return path;
  };
  const count = async () => (await test.client.offices.list({})).total;

  it('are previewed without a write, then imported', async () => {
    const path = await file('事業所番号,事業所名\r\n001,甲\r\n002,乙\r\n');
    const preview = await test.client.offices.import({ file: path, commit: false });
    expect(preview).toMatchObject({ rows: 2, created: 2, updated: 0, unchanged: 0, rejected: [] });
    expect(await count()).toBe(0);
    expect((await test.client.audit.list({})).total).toBe(0);
    await test.client.offices.import({ file: path, commit: true });
    expect((await test.client.offices.list({})).rows.map((row) => row.code)).toEqual(['001', '002']);
  });

  it('keep their codes as text: leading zeros, hyphens, width', async () => {
    await test.client.offices.import({
      file: await file('番号,会社名,労働保険番号,TEL\r\n00017,甲,13-1-01-912345-001,０３－００００－０００１\r\n'),
      commit: true,
    });
    const { rows } = await test.client.offices.list({});
    expect(rows[0]).toMatchObject({
      code: '00017',
      laborNumber: '13-1-01-912345-001',
      phone: '０３－００００－０００１',
    });
  });

  it('come from CP932 with vendor characters as they are', async () => {
    const path = await file(iconv.encode('事業所番号,事業所名\r\n1,㈱髙﨑①ｶﾅ\r\n', 'cp932'));
    expect((await test.client.offices.import({ file: path, commit: true })).encoding).toBe('cp932');
    expect((await test.client.offices.list({})).rows[0]?.name).toBe('㈱髙﨑①ｶﾅ');
  });

  it('refused rows are named by line, column and reason, and the good ones come in', async () => {
    const path = await file(
      '事業所番号,事業所名,労働保険番号,備考\r\n1,"甲\n支店",,\r\n,乙,,\r\n3,,,\r\n4,丁,1.31E+13,\r\n1,戊,,\r\n6,己,,番号 123456789018\r\n',
    );
    const result = await test.client.offices.import({ file: path, commit: true });
    expect(result).toMatchObject({ rows: 6, created: 1 });
    expect(result.rejected.map(({ line, column, code }) => [line, column, code])).toEqual([
      [4, '事業所番号', 'missing_code'],
      [5, '事業所名', 'missing_name'],
      [6, '労働保険番号', 'excel_damaged'],
      [7, '事業所番号', 'duplicate_code'],
      [8, '備考', 'my_number'],
    ]);
    expect(JSON.stringify(result)).not.toContain('123456789018');
    expect(await count()).toBe(1);
  });

  it.each([
    ['csv_open_quote', '事業所番号,事業所名\r\n1,"甲\r\n2,乙\r\n'],
    ['csv_header', '番号?,名?\r\n1,甲\r\n'],
    ['csv_header_twice', '事業所番号,事業所名,事業所名\r\n1,甲,乙\r\n'],
    ['csv_empty', ' \r\n\r\n'],
  ])('a whole file is refused as %s and nothing is written', async (code, text) => {
    const path = await file(text);
    await expect(test.client.offices.import({ file: path, commit: true })).rejects.toMatchObject({ code });
    expect(await count()).toBe(0);
  });

  it('a wrong encoding is named with its line', async () => {
    const path = await file(iconv.encode('事業所番号,事業所名\r\n1,甲\r\n', 'cp932'));
    const refused = test.client.offices.import({ file: path, encoding: 'utf-8', commit: true });
    await expect(refused).rejects.toMatchObject({ code: 'encoding_wrong', data: { line: 1 } });
  });

  it('a missing file or a folder is unreadable, not a crash', async () => {
    for (const path of [join(test.folder, 'none.csv'), test.folder]) {
      const refused = test.client.offices.import({ file: path, commit: true });
      await expect(refused).rejects.toMatchObject({ code: 'file_unreadable' });
    }
  });

  it('a second import changes only what the file speaks of, and says so', async () => {
    await importOffices(test, [
      { code: '1', name: '甲', mail: 'a@example.jp' },
      { code: '2', name: '乙' },
    ]);
    const path = await file('事業所番号,事業所名\r\n1,甲\r\n2,乙商店\r\n');
    const result = await test.client.offices.import({ file: path, commit: true });
    expect(result).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    const { rows } = await test.client.offices.list({});
    expect(rows.map((row) => [row.name, row.mail])).toEqual([
      ['甲', 'a@example.jp'],
      ['乙商店', ''],
    ]);
  });

  it('the window may not read files outside its own folder', async () => {
    const path = await file('事業所番号,事業所名\r\n1,甲\r\n');
    const refused = test.as('window').offices.import({ file: path, commit: true });
    await expect(refused).rejects.toMatchObject({ code: 'file_not_allowed' });
  });

  it('an aborted import changes nothing', async () => {
    const path = await file(
      `事業所番号,事業所名\r\n${manyOffices(2000)
        .map((o) => `${o.code},甲`)
        .join('\r\n')}\r\n`,
    );
    const stop = new AbortController();
    const running = test.client.offices.import({ file: path, commit: true }, { signal: stop.signal });
    setImmediate(() => stop.abort());
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await count()).toBe(0);
  });

  it('are found as clerks type: kana of either kind, width, hyphens, two characters', async () => {
    await test.client.offices.import({
      file: await file(
        '番号,事業所名,フリガナ,電話番号\r\n1,株式会社東雲運送,ｼﾉﾉﾒｳﾝｿｳ,03-0000-0417\r\n2,髙﨑商店,タカサキショウテン,03-0000-9999\r\n',
      ),
      commit: true,
    });
    const found = async (search: string) => (await test.client.offices.list({ search })).rows.map((row) => row.code);
    for (const search of ['東雲', 'しののめ', 'シノ', 'ｼﾉﾉﾒ', '0417', '0300000417', '㈱東雲'])
      expect(await found(search)).toEqual(['1']);
    expect(await found('高崎')).toEqual(['2']);
    expect(await found('運送 0417')).toEqual(['1']);
    expect(await found('運送 9999')).toEqual([]);
    expect(await found('%')).toEqual([]);
  });

  it('are paged by keyset: every office once, in order, with the same total', async () => {
    await importOffices(test, manyOffices(250));
    const codes: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await test.client.offices.list({ limit: 100, cursor });
      expect(page.total).toBe(250);
      codes.push(...page.rows.map((row) => row.code));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(codes).toEqual(manyOffices(250).map((o) => o.code));
  });

  it('no page is larger than 1,000', async () => {
    await expect(test.client.offices.list({ limit: 1001 })).rejects.toMatchObject({
      code: 'invalid_input',
      data: { field: 'limit' },
    });
  });

  it('one office is read by id; branches are counted', async () => {
    await importOffices(test, manyOffices(3));
    const [first] = (await test.client.offices.list({})).rows;
    expect(await test.client.offices.get({ id: first?.id ?? 0 })).toMatchObject({
      code: '0001',
      updatedOn: '2026-06-08',
    });
    await expect(test.client.offices.get({ id: 999 })).rejects.toMatchObject({ code: 'not_found' });
    expect((await test.client.offices.branches({})).rows).toEqual([
      { branch: '東支部', offices: 2 },
      { branch: '西支部', offices: 1 },
    ]);
  });
});
