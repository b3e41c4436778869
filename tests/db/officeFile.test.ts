import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(engines)('the file of an office on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(() => test.close());

  it('holds the versions it was sent, what it confirmed of them, and its own filings only', async () => {
    await importOffices(test, [{ code: '1', mail: 'a@example.jp' }, { code: '2' }]);
    const [first, second] = (await test.client.offices.list({})).rows;
    const incidentId = await createIncident(test.client);
    const { noticeId, versionId } = await approveVersion(test.client, incidentId);
    await test.client.deliveries.queue({ versionId });
    const wrong = await test.client.acknowledgements.record({
      versionId,
      officeCode: '1',
      method: 'phone',
      name: '誤り',
    });
    await test.client.acknowledgements.withdraw({ id: wrong.id, reason: '別の事業所' });
    await test.client.acknowledgements.record({ versionId, officeCode: '1', method: 'fax', name: '総務' });
    const later = await approveVersion(test.client, incidentId, noticeId);
    await test.client.deliveries.queue({ versionId: later.versionId });
    const type = (await test.client.procedures.catalogue({})).rows[0]?.id ?? '';
    await test.client.procedures.create({ officeCode: '1', type, baseDate: '2026-05-01' });
    await test.client.procedures.create({ officeCode: '2', type, baseDate: '2026-05-02' });

    const file = await test.client.offices.file({ id: first?.id ?? 0 });
    expect(file.versions).toMatchObject([
      { versionId: later.versionId, acknowledgementState: 'outdated', method: null, name: '', acknowledgedAt: null },
      { versionId, incidentTitle: '障害', deliveryState: 'queued', method: 'fax', name: '総務' },
    ]);
    expect(file.procedures).toMatchObject([{ officeCode: '1', baseDate: '2026-05-01' }]);
    const other = await test.client.offices.file({ id: second?.id ?? 0 });
    expect(other.versions.map((row) => [row.versionId, row.deliveryState, row.acknowledgementState])).toEqual([
      [later.versionId, 'no_address', 'open'],
      [versionId, 'no_address', 'open'],
    ]);
    await expect(test.client.offices.file({ id: 999 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(test.client.offices.history({ id: 999 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a search tells in which fields its words stand', async () => {
    const file = join(test.folder, 'list.csv');
    await writeFile(file, '番号,会社名,担当者,法人番号\r\n1,東雲運送,東雲 花子,\r\n2,甲,乙,8700110005901\r\n');
    await test.client.offices.import({ file, commit: true });
    const matched = async (search: string) =>
      (await test.client.offices.list({ search })).rows.map((row) => row.matched);
    expect(await matched('東雲')).toEqual([['name', 'contactName']]);
    expect(await matched('8700-1100')).toEqual([['corporateNumber']]);
    expect((await test.client.offices.list({})).rows.map((row) => row.matched)).toEqual([[], []]);
  });

  it('numbers that lost their zeros are offered back, and come in only when the clerk says so', async () => {
    const file = join(test.folder, 'list.csv');
    await writeFile(file, '番号,会社名,労働保険番号\r\n1,甲,1101912345001\r\n2,乙,13101912345002\r\n');
    const offers = [{ line: 2, code: '1', from: '1101912345001', to: '01101912345001' }];
    const refused = await test.client.offices.import({ file, commit: true });
    expect(refused).toMatchObject({ created: 1, offers });
    expect(refused.rejected.map((each) => each.code)).toEqual(['labor_number_zero']);
    const taken = await test.client.offices.import({ file, commit: true, restoreZeros: true });
    expect(taken).toMatchObject({ created: 1, unchanged: 1, rejected: [], offers });
    expect((await test.client.offices.list({})).rows[0]?.laborNumber).toBe('01101912345001');
  });

  it('several addresses in one cell are offered: the first for the office, the others for contacts; and go with the import', async () => {
    const file = join(test.folder, 'list.csv');
    const cells = ['a@example.jp、b@example.jp; A@example.jp', 'c@example.jp', 'd@example.jp, だれか'];
    await test.client.offices.create({ values: { code: '2', name: '乙', mail: 'c@example.jp' } });
    const rows = cells.map((cell, at) => `${at + 1},社${at + 1},"${cell}"`);
    await writeFile(file, ['番号,会社名,メール', ...rows, '2b,丙,"c@example.jp e@example.jp"', ''].join('\r\n'));
    const mailOffers = [
      { line: 2, code: '1', first: 'a@example.jp', others: ['b@example.jp'] },
      { line: 5, code: '2b', first: 'c@example.jp', others: ['e@example.jp'] },
    ];
    const refused = await test.client.offices.import({ file, commit: false });
    expect(refused).toMatchObject({ created: 0, mailOffers });
    expect(refused.rejected.map(({ line, code }) => [line, code])).toEqual([
      [2, 'several_mails'],
      [4, 'bad_mail'],
      [5, 'several_mails'],
    ]);
    const taken = await test.client.offices.import({ file, commit: true, splitMails: true });
    expect(taken).toMatchObject({ created: 2, updated: 1, mailOffers });
    expect(await addressesOf('1')).toEqual(['a@example.jp', 'b@example.jp +']);
    expect(await addressesOf('2b')).toEqual(['c@example.jp', 'e@example.jp +']);
    expect((await test.client.offices.list({ search: 'b@example.jp' })).rows.map(({ code }) => code)).toEqual(['1']);

    // The same list again adds nobody; a list for an office that is there adds only who is new, and tells it.
    await test.client.offices.import({ file, commit: true, splitMails: true });
    expect(await addressesOf('1')).toHaveLength(2);
    await writeFile(file, '番号,会社名,メール\r\n1,社1,a@example.jp B@example.jp f@example.jp\r\n');
    const { importId } = await test.client.offices.import({ file, commit: true, splitMails: true });
    expect(await addressesOf('1')).toEqual(['a@example.jp', 'b@example.jp +', 'f@example.jp +']);
    await test.client.offices.undoImport({ id: importId ?? 0 });
    expect(await addressesOf('1')).toEqual(['a@example.jp', 'b@example.jp +']);
    expect((await test.client.offices.list({ search: 'f@example.jp' })).total).toBe(0);
    expect(await test.client.offices.undoImport({ id: taken.importId ?? 0 })).toMatchObject({ removed: 2, kept: [] });
    expect((await test.client.offices.list({})).rows.map(({ code }) => code)).toEqual(['2']);
  });

  /** An office's own address and those of its contacts, with a plus where notices go. */
  async function addressesOf(code: string): Promise<string[]> {
    const [office] = (await test.client.offices.list({ search: code })).rows.filter((row) => row.code === code);
    const { rows } = await test.client.contacts.list({ officeId: office?.id ?? 0 });
    return [office?.mail ?? '', ...rows.map(({ mail, getsNotices }) => `${mail}${getsNotices ? ' +' : ''}`)];
  }
});
