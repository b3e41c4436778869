import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodFiles, twentyOffices } from '../fixtures/lists/good.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';
import { makeWorkbook, type WorkbookCell } from '../support/workbook.ts';

describe('the same list, however it was saved', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  const importBytes = async (name: string, bytes: Buffer) => {
    const file = join(test.folder, name);
    await writeFile(file, bytes);
    return test.client.offices.import({ file, commit: true });
  };
  const register = async () => {
    const { rows } = await test.client.offices.list({});
    return rows.map(({ id: _id, matched: _matched, ...office }) => office);
  };

  it.each(goodFiles)('$title: comes in without touching a setting', async ({ name, bytes }) => {
    expect(await importBytes(name, bytes)).toMatchObject({ rows: 20, created: 20, rejected: [] });
    expect(await register()).toEqual(twentyOffices);
  });

  it('each finds the offices of the first unchanged', async () => {
    for (const [at, { title, name, bytes }] of goodFiles.entries()) {
      const result = await importBytes(name, bytes);
      expect([result.created, result.updated, result.unchanged], title).toEqual(at === 0 ? [20, 0, 0] : [0, 0, 20]);
    }
  });

  it('the cells of a workbook are read as they are shown: numbers whole, dates as dates', async () => {
    const row: WorkbookCell[] = [{ number: '417' }, '東雲', { number: '1.3101912345001E+13' }, { days: 43_556 }, ''];
    const bytes = makeWorkbook([['番号', '名称', '労働保険番号', '委託開始日', '備考'], row]);
    expect(await importBytes('k.xlsx', bytes)).toMatchObject({ created: 1, rejected: [], encoding: 'xlsx' });
    expect(await register()).toMatchObject([{ code: '417', laborNumber: '13101912345001', entrustedOn: '2019-04-01' }]);
  });

  it('a code that a workbook holds as a date is refused with its row', async () => {
    const bytes = makeWorkbook([
      ['番号', '名称'],
      [{ days: 46_024 }, '東雲'],
    ]);
    expect((await importBytes('l.xlsx', bytes)).rejected).toMatchObject([
      { line: 2, column: '番号', code: 'date_in_code', value: '2026-01-02' },
    ]);
  });
});
