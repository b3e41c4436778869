import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportName } from '../../electron/contract/reports.ts';
import { parseCsv } from '../../electron/rules/csvRead.ts';
import { MASK, MASKED_HEADING, maskOf } from '../../electron/rules/masking.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const LIST = [
  '事業所番号,事業所名,フリガナ,支部,住所,電話番号,メール,担当者,労働保険番号',
  '001,株式会社東雲運送,シノノメウンソウ,東支部,東京都架空区1-2,03-0000-0417,soumu@shinonome.example.jp,中村花子,13-1-01-123456-000',
  '002,林,ハヤシ,西支部,大阪府架空市3,06-0000-1234,hayashi@example.jp,林 太郎,27-1-01-654321-000',
];

describe('masked exports', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
    const file = join(test.folder, 'list.csv');
    await writeFile(file, LIST.join('\r\n'));
    await test.client.offices.import({ file, commit: true });
  });
  afterEach(() => test.close());

  const file = () => join(test.folder, 'out.csv');
  const written = async (profile: 'masked' | 'statistics') => {
    await test.client.reports.export({ report: 'offices', profile, file: file() });
    return parseTable(await readFile(file(), 'utf8'));
  };

  it('keep the initial, the last four digits, the domain and the prefecture, and the code to find it again', async () => {
    const [first, second] = await written('masked');
    expect(first).toMatchObject({
      事業所番号: '001',
      事業所名: `東${MASK}`,
      フリガナ: `シ${MASK}`,
      支部: '東支部',
      住所: `東京都${MASK}`,
      電話番号: `${MASK}0417`,
      メールアドレス: `${MASK}@shinonome.example.jp`,
      担当者: `中${MASK}`,
      労働保険番号: `${MASK}6000`,
    });
    // A name of one sign would be whole with its initial.
    expect(second?.事業所名).toBe(MASK);
  });

  it('as counts there is nobody in them', async () => {
    const rows = await written('statistics');
    expect(rows).toContainEqual({ 項目: '支部', 内容: '東支部', 件数: '1' });
    expect(rows[0]).toEqual({ 項目: '全体', 内容: '', 件数: '2' });
    expect(await readFile(file(), 'utf8')).not.toMatch(/東雲|001|0417|example/);
  });

  it('leave their purpose and how much they tell in the audit and in the list of exports', async () => {
    await test.client.reports.export({ report: 'offices', profile: 'masked', purpose: 'outside', file: file() });
    await test.client.reports.export({ report: 'offices', file: file() });
    const { rows } = await test.client.audit.list({});
    expect(rows.slice(0, 2).map(({ detail }) => JSON.parse(detail))).toMatchObject([
      { profile: 'full', purpose: 'desk' },
      { profile: 'masked', purpose: 'outside' },
    ]);
    const past = (await test.client.reports.exports({})).rows;
    expect(past).toMatchObject([
      { profile: 'full', purpose: 'desk' },
      { profile: 'masked', purpose: 'outside' },
    ]);
  });

  it('come into no register again: neither whole, nor with the mark cut off', async () => {
    await written('masked');
    const before = await test.client.offices.list({});
    const refused = test.client.offices.import({ file: file(), commit: true });
    await expect(refused).rejects.toMatchObject({ code: 'masked_list' });
    const text = await readFile(file(), 'utf8');
    await writeFile(file(), text.replace(`"${MASKED_HEADING}",`, '').replaceAll('"○",', ''));
    const cut = await test.client.offices.import({ file: file(), commit: true });
    expect(cut.rejected.map(({ code }) => code)).toEqual(['masked_value', 'masked_value']);
    expect(cut).toMatchObject({ created: 0, updated: 0 });
    expect(await test.client.offices.list({})).toEqual(before);
  });

  it('no other list takes one in either', async () => {
    const incidentId = (await test.client.incidents.create({ title: '障害', provider: '社', knownOn: '2026-06-05' }))
      .id;
    await writeFile(file(), `内容,だれが\r\n${MASK},${MASK}\r\n`);
    const chronology = test.client.incidents.importChronology({ incidentId, file: file(), commit: true });
    await expect(chronology).rejects.toMatchObject({ code: 'masked_list' });
    await writeFile(file(), `${MASKED_HEADING},事業所番号,手続き,基準日\r\n○,001,離職,2026-06-01\r\n`);
    const filings = test.client.procedures.import({ file: file(), commit: true });
    await expect(filings).rejects.toMatchObject({ code: 'masked_list' });
  });

  it('are no address labels', async () => {
    const labels = test.client.reports.export({ report: 'offices', format: 'labels', profile: 'masked' });
    await expect(labels).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'profile' } });
  });

  it('know every heading of every report', async () => {
    const incidentId = (await test.client.incidents.create({ title: '障害', provider: '社', knownOn: '2026-06-05' }))
      .id;
    const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
    const { id: versionId } = await test.client.notices.draft({ noticeId, subject: '件名', body: '本文' });
    await test.client.notices.approve({ versionId });
    await test.client.deliveries.queue({ versionId });
    await test.client.duties.start({ incidentId, authority: 'ppc', kind: 'preliminary', joint: true });
    const unknown: string[] = [];
    for (const report of reportName.options) {
      const { columns } = await test.client.reports.preview({ report, incidentId, officeCode: '001' });
      expect(columns.length, report).toBeGreaterThan(2);
      unknown.push(...columns.filter((heading) => maskOf(report, heading) === null).map((name) => `${report} ${name}`));
    }
    expect(unknown).toEqual([]);
  });
});

function parseTable(text: string): Record<string, string>[] {
  // Read as a spreadsheet would: our own reader refuses it.
  const { header, rows } = parseCsv(text.replace(MASKED_HEADING, '印').replaceAll(MASK, '[M]'));
  return rows.map(({ cells }) =>
    Object.fromEntries(cells.map((cell, at) => [header[at] ?? '', cell.replaceAll('[M]', MASK)])),
  );
}
