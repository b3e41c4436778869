import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp();
  await importOffices(test, [
    { code: '0001', mail: 'one@example.jp' },
    { code: '0002', mail: '' },
  ]);
});
afterEach(() => test.close());

const HEAD = '事業所番号,役割,氏名,メールアドレス,電話番号,FAX番号,お知らせを受け取る,備考';
async function listOf(...rows: string[]): Promise<string> {
  const file = join(test.folder, 'contacts.csv');
  await writeFile(file, [HEAD, ...rows, ''].join('\r\n'));
  return file;
}
const people = async (code: string) => {
  const [office] = (await test.client.offices.list({ search: code })).rows;
  return (await test.client.contacts.list({ officeId: office?.id ?? 0 })).rows;
};

describe('contacts.import', () => {
  it('enters who is new, names who differs, refuses by line and column, and is taken back as a whole', async () => {
    const file = await listOf(
      '0001,経理,森 一,mori@example.jp,03-0000-0001,,はい,月末は不在',
      '0001,経理,森 一,mori@example.jp,03-0000-0001,,はい,月末は不在',
      '0002,顧問税理士,林 二,hayashi@example.jp,,03-0000-0009,いいえ,',
      '0009,,だれか,x@example.jp,,,はい,',
      '0002,,次郎,jiro@,,,はい,',
      '0002,,三郎,saburo@example.jp,,,たぶん,',
      '0002,,,,,,,',
    );
    const seen = await test.client.contacts.import({ file, commit: false });
    expect(seen).toMatchObject({ importId: null, rows: 7, created: 2, known: 1, rejectedCount: 3 });
    expect(seen.rejected.map(({ line, column, code }) => [line, column, code])).toEqual([
      [5, '', 'unknown_office'],
      [6, 'メールアドレス', 'bad_mail'],
      [7, 'お知らせを受け取る', 'unknown_yes_no'],
    ]);
    expect(await people('0001')).toEqual([]);

    const { importId } = await test.client.contacts.import({ file, commit: true });
    expect(await people('0001')).toMatchObject([
      { name: '森 一', role: '経理', getsNotices: true, note: '月末は不在' },
    ]);
    expect(await people('0002')).toMatchObject([{ name: '林 二', getsNotices: false, fax: '03-0000-0009' }]);
    expect((await test.client.offices.list({ search: '林 二' })).rows.map(({ code }) => code)).toEqual(['0002']);

    const other = await listOf('0001,総務,森 一,MORI@example.jp,,,はい,');
    expect(await test.client.contacts.import({ file: other, commit: true })).toMatchObject({
      ...{ importId: null, created: 0, differingCount: 1 },
      differing: [{ line: 2, code: '0001' }],
    });
    expect((await people('0001'))[0]?.role).toBe('経理');
    await test.client.offices.undoImport({ id: importId ?? 0 });
    expect([await people('0001'), await people('0002')]).toEqual([[], []]);
    expect((await test.client.offices.list({})).total).toBe(2);
  });

  it.each([
    ['csv', 'utf-8'],
    ['csv', 'cp932'],
    ['xlsx', 'utf-8'],
  ] as const)(
    'what the report of contacts writes (%s, %s) comes in unchanged, and whole elsewhere',
    async (format, encoding) => {
      const listed = [
        '0001,経理,=森,mori@example.jp,03-0000-0001,,はい,"a, ""b"""',
        '0002,,林,,090-0000-0000,,いいえ,',
      ];
      await test.client.contacts.import({ file: await listOf(...listed), commit: true });
      const file = join(test.folder, `report.${format}`);
      const { rows } = await test.client.reports.export({ report: 'contacts', file, format, encoding });
      const again = await test.client.contacts.import({ file, commit: true });
      expect(again).toMatchObject({ rows, created: 0, differingCount: 0, rejected: [] });

      const other = await createTestApp();
      await importOffices(other, [
        { code: '0001', mail: 'one@example.jp' },
        { code: '0002', mail: '' },
      ]);
      expect(await other.client.contacts.import({ file, commit: true })).toMatchObject({ created: 2, rejected: [] });
      const target = join(test.folder, 'again.csv');
      const source = join(test.folder, 'first.csv');
      await test.client.reports.export({ report: 'contacts', file: source });
      await other.client.reports.export({ report: 'contacts', file: target });
      expect(await readFile(target, 'utf8')).toBe(await readFile(source, 'utf8'));
      await other.close();
    },
  );

  it('people of an office that became part of another are refused, with the code to use', async () => {
    const [one, two] = (await test.client.offices.list({})).rows;
    await test.client.duplicates.merge({ keptId: one?.id ?? 0, droppedId: two?.id ?? 0, values: {} });
    const file = await listOf('0002,,林,hayashi@example.jp,,,はい,');
    const seen = await test.client.contacts.import({ file, commit: true });
    expect(seen).toMatchObject({ created: 0, rejected: [{ line: 2, code: 'merged_code', value: '0001' }] });
  });

  it('a list that does not say whose people they are is refused by its heading', async () => {
    const file = join(test.folder, 'x.csv');
    await writeFile(file, '氏名,メール\r\n森,mori@example.jp\r\n');
    await expect(test.client.contacts.import({ file, commit: false })).rejects.toMatchObject({ code: 'csv_header' });
  });
});
