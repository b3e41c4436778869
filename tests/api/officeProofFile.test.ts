import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('the file of one office', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
    await importOffices(test, [...manyOffices(2), { code: '0009', name: '宛先のない事業所' }]);
    const { versionId } = await approveVersion(test.client, await createIncident(test.client));
    await test.client.deliveries.queue({ versionId });
  });
  afterEach(() => test.close());

  it('has every version sent to it, every answer with its paper, every call, and nothing of any other office', async () => {
    const scan = join(test.folder, 'slip.pdf');
    await writeFile(scan, '%PDF-1.7');
    const record = test.client.acknowledgements.record;
    test.clock.forward(60_000);
    const wrong = await record({ officeCode: '0001', method: 'phone', name: '中村' });
    await test.client.acknowledgements.withdraw({ id: wrong.id, reason: '番号違い' });
    await record({ officeCode: '0001', method: 'fax', answer: 'agreed', evidence: scan });
    await record({ officeCode: '0002', method: 'fax', name: '別の事業所の人' });
    const { file, rows } = await test.client.reports.export({ report: 'office-file', officeCode: '0001' });
    const text = await readFile(file, 'utf8');
    expect(rows).toBe(3);
    expect(text).toContain('office0001@example.jp');
    expect(text).toContain('連名に同意');
    expect(text).toContain('取り消し（番号違い）');
    expect(text).toContain('slip.pdf');
    expect(text).not.toMatch(/office0002|別の事業所の人/);
  });

  it('says of a version that could not be sent that there was no address', async () => {
    const { rows } = await test.client.reports.preview({ report: 'office-file', officeCode: '0009' });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.join(' ')).toContain('送る宛先がありません');
  });

  it('is a PDF too, and needs an office there is', async () => {
    const { file } = await test.client.reports.export({ report: 'office-file', officeCode: '0001', format: 'pdf' });
    expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-');
    const none = test.client.reports.export({ report: 'office-file' });
    await expect(none).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'officeCode' } });
    const unknown = test.client.reports.export({ report: 'office-file', officeCode: '9999' });
    await expect(unknown).rejects.toMatchObject({ code: 'unknown_office' });
  });
});
