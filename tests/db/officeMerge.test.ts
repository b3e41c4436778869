import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seeded } from '../rules/random.ts';
import { approveVersion, createIncident, importOffices } from '../support/builders.ts';
import { countersAndTruth, officeCountsAndTruth } from '../support/counters.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

/** Everything a merge may touch. What tells of the merge itself is left out: the trail, the audit, when it was. */
const TABLES = [
  'offices',
  'office_search',
  'office_counts',
  'contacts',
  'procedures',
  'calls',
  'questions',
  'incoming_mails',
  'office_duties',
  'recipients',
  'acknowledgements',
  'deliveries',
  'counters',
] as const;

describe.each(engines)('merging two offices on $engine', ({ engine }) => {
  let test: TestApp;
  let noticeId: number;
  let first: number;
  let incident: number;
  beforeEach(async () => {
    test = await createTestApp({ engine });
    await importOffices(test, [
      { code: '1', name: '甲建設', branch: '東' },
      { code: '2', name: '㈱甲建設', branch: '西' },
      { code: '3', name: '乙食品', branch: '東' },
      { code: '4', name: '甲建設㈱', branch: '東' },
    ]);
    const incidentId = await createIncident(test.client);
    ({ noticeId, versionId: first } = await approveVersion(test.client, incidentId));
    await test.client.deliveries.queue({ versionId: first });
    for (const officeCode of ['1', '2'])
      await test.client.procedures.create({ officeCode, type: await anyProcedure(), baseDate: '2026-06-01' });
    await test.client.contacts.create({
      officeId: await idOf('2'),
      values: { role: '経理', name: '森田', mail: '', phone: '03-0000-7777', fax: '', getsNotices: false, note: '' },
    });
    const file = join(test.folder, 'reply.eml');
    await writeFile(file, 'From: office@example.jp\r\nSubject: 質問\r\n\r\nいつ直りますか。\r\n');
    await test.client.acknowledgements.readMail({ file });
    const officeId = await idOf('2');
    await test.store.write((tx) => tx.updateTable('incoming_mails').set({ office_id: officeId }).execute());
    incident = incidentId;
  });
  afterEach(() => test.close());

  const anyProcedure = async () => (await test.client.procedures.catalogue({})).rows[0]?.id ?? '';
  const idOf = async (code: string) => {
    const row = await test.store.read.selectFrom('offices').select('id').where('code', '=', code).executeTakeFirst();
    return row?.id ?? 0;
  };
  const merge = async (kept: string, dropped: string, values = {}) =>
    (await test.client.duplicates.merge({ keptId: await idOf(kept), droppedId: await idOf(dropped), values })).mergeId;
  const undo = (mergeId: number) => test.client.duplicates.undo({ mergeId });
  const confirm = (officeCode: string, versionId = first) =>
    test.client.acknowledgements.record({ versionId, officeCode, method: 'phone' });
  const states = async (versionId = first) =>
    (await test.client.acknowledgements.list({ versionId })).rows.map(
      (row) => `${row.officeCode} ${row.acknowledgementState}`,
    );

  async function dump(): Promise<Record<string, string[]>> {
    const tables: Record<string, string[]> = {};
    for (const table of TABLES) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(test.store.read);
      const counted = table === 'counters' || table === 'office_counts';
      tables[table] = rows
        .filter((row) => !counted || Number(row.count) !== 0)
        .map(({ updated_at: _, ...row }) => JSON.stringify(row))
        .sort();
    }
    return tables;
  }
  const expectRightCounts = async () => {
    const { counters, truth } = await countersAndTruth(test.store.read);
    expect(counters).toEqual(truth);
    const offices = await officeCountsAndTruth(test.store.read);
    expect(offices.counters).toEqual(offices.truth);
  };

  it('a mail that came from the double is read at the kept office, and goes back with it', async () => {
    const mailOf = async () =>
      (await test.store.read.selectFrom('incoming_mails').select('office_id as officeId').execute()).map(
        ({ officeId }) => officeId,
      );
    const mergeId = await merge('1', '2');
    expect(await mailOf()).toEqual([await idOf('1')]);
    await undo(mergeId);
    expect(await mailOf()).toEqual([await idOf('2')]);
  });

  it('and taking it back leaves every table as it was, and every count right at every point', async () => {
    await confirm('2');
    const { id } = await confirm('2');
    await test.client.acknowledgements.withdraw({ id, reason: '二重に記録したため' });
    const before = await dump();
    const mergeId = await merge('1', '2', { name: '甲建設株式会社', branch: '西' });
    await expectRightCounts();
    expect(await undo(mergeId)).toEqual({ kept: 0 });
    await expectRightCounts();
    expect(await dump()).toEqual(before);
  });

  it('counts no office twice: the version has one recipient less, and the confirmation of the double stands', async () => {
    await confirm('2');
    await merge('1', '2');
    expect(await states()).toEqual(['1 confirmed', '3 open', '4 open']);
    const { total, byState } = await test.client.deliveries.status({ versionId: first });
    expect([total, byState.no_address]).toEqual([3, 3]);
    expect((await test.client.offices.list({})).total).toBe(3);
    expect((await test.client.incidents.list({})).rows[0]?.affected).toBe(3);
    expect((await test.client.deliveries.list({ versionId: first })).total).toBe(3);
  });

  it('brings along what only the double was sent, with what it confirmed', async () => {
    await test.client.incidents.narrow({ id: incident, branches: ['西'] });
    const { versionId } = await approveVersion(test.client, incident, noticeId);
    await test.client.deliveries.queue({ versionId });
    await confirm('2', versionId);
    const before = await dump();
    const mergeId = await merge('1', '2');
    expect(await states(versionId)).toEqual(['1 confirmed']);
    expect(await states()).toEqual(['1 superseded', '3 open', '4 open']);
    const file = await test.client.offices.file({ id: await idOf('1') });
    expect([file.versions.length, file.procedures.length]).toEqual([2, 2]);
    expect((await test.client.contacts.list({ officeId: await idOf('1') })).rows).toHaveLength(1);
    await undo(mergeId);
    expect(await dump()).toEqual(before);
  });

  it('leads the code of the double to the kept office: searches, slips of paper, filings, imports', async () => {
    await merge('1', '2');
    expect((await test.client.offices.list({ search: '㈱甲建設' })).rows.map((row) => row.code)).toEqual(['1', '4']);
    const { rows } = await test.client.offices.list({ search: '2' });
    expect(rows.map((row) => row.code)).toEqual(['1']);
    await confirm('2');
    expect(await states()).toEqual(['1 confirmed', '3 open', '4 open']);
    await expect(importOffices(test, [{ code: '2', name: '甲' }])).rejects.toThrow('merged_code');
  });

  it('is told in the history of both, and the double cannot be edited any more', async () => {
    const [kept, dropped] = [await idOf('1'), await idOf('2')];
    await test.client.offices.update({ id: dropped, base: { phone: '' }, values: { phone: '03-0000-0002' } });
    const mergeId = await merge('1', '2', { phone: '03-0000-0002' });
    const told = async () =>
      (await test.client.offices.history({ id: kept })).rows.map(({ field, from, to }) => [field, from, to]);
    // The kept office's own line of the phone, then the double's.
    expect((await told()).filter(([field]) => field !== 'contact').slice(0, 3)).toEqual([
      ['merged', '2 ㈱甲建設', ''],
      ['phone', '', '03-0000-0002'],
      ['phone', '', '03-0000-0002'],
    ]);
    expect((await test.client.offices.get({ id: dropped })).mergedInto).toMatchObject({ id: kept, code: '1' });
    const edit = test.client.offices.update({ id: dropped, base: { fax: '' }, values: { fax: '03-0000-0003' } });
    await expect(edit).rejects.toMatchObject({ code: 'not_found' });
    await undo(mergeId);
    expect((await told())[0]).toEqual(['merged', '', '2 ㈱甲建設']);
    expect((await test.client.offices.get({ id: dropped })).mergedInto).toBeNull();
  });

  it('keeps the tags of both unless others are chosen, and parts them again', async () => {
    const tags = async () => (await test.client.offices.get({ id: await idOf('1') })).tags;
    const edit = async (code: string, value: string) =>
      test.client.offices.update({ id: await idOf(code), base: { tags: '' }, values: { tags: value } });
    await edit('1', '建設');
    await edit('2', '建設; 東');
    const mergeId = await merge('1', '2');
    expect(await tags()).toBe('建設; 東');
    await undo(mergeId);
    expect(await tags()).toBe('建設');
    await merge('1', '2', { tags: '東' });
    expect(await tags()).toBe('東');
  });

  it('is refused while a mail to the double is under way, and nothing changes', async () => {
    await test.client.offices.update({ id: await idOf('3'), base: { mail: '' }, values: { mail: 'b@example.jp' } });
    const { versionId } = await approveVersion(test.client, incident, noticeId);
    await test.client.deliveries.queue({ versionId });
    const before = await dump();
    await expect(merge('1', '3')).rejects.toMatchObject({ code: 'office_busy', data: { code: '3' } });
    expect(await dump()).toEqual(before);
  });

  it('keeps what was changed since when it is taken back, and says how much', async () => {
    const mergeId = await merge('1', '2', { phone: '03-0000-0001', fax: '03-0000-0002' });
    const id = await idOf('1');
    await test.client.offices.update({ id, base: { phone: '03-0000-0001' }, values: { phone: '03-0000-0009' } });
    await confirm('1');
    expect(await undo(mergeId)).toEqual({ kept: 1 });
    expect(await test.client.offices.get({ id })).toMatchObject({ phone: '03-0000-0009', fax: '' });
    expect(await states()).toEqual(['1 confirmed', '2 open', '3 open', '4 open']);
  });

  it('goes back from the newest to the oldest only, and once', async () => {
    await confirm('4');
    const before = await dump();
    const one = await merge('1', '4');
    const two = await merge('2', '1');
    expect((await test.client.offices.list({ search: '4' })).rows.map((row) => row.code)).toEqual(['2']);
    expect((await test.client.offices.get({ id: await idOf('4') })).mergedInto?.code).toBe('2');
    expect(await states()).toEqual(['2 confirmed', '3 open']);
    await expect(undo(one)).rejects.toMatchObject({ code: 'merge_not_last' });
    await expectRightCounts();
    await undo(two);
    await undo(one);
    await expect(undo(one)).rejects.toMatchObject({ code: 'not_found', data: { what: 'merge' } });
    expect(await dump()).toEqual(before);
  });

  it('makes the import that brought one of them in keep it', async () => {
    await merge('1', '2');
    const { rows } = await test.client.offices.imports({});
    const { kept } = await test.client.offices.undoImport({ id: rows[0]?.id ?? 0 });
    expect(kept.map((each) => `${each.code} ${each.reason}`)).toEqual(expect.arrayContaining(['1 used', '2 used']));
  });

  it('holds over random histories: counts are right at every point, and all merges taken back leave no trace', async () => {
    const random = seeded(20260605);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const { versionId: second } = await approveVersion(test.client, incident, noticeId);
    await test.client.deliveries.queue({ versionId: second });
    for (let round = 0; round < 6; round += 1) {
      for (const code of ['1', '2', '3', '4']) if (random() < 0.4) await confirm(code, pick([first, second]));
      const before = await dump();
      const merges: number[] = [];
      const standing = new Set(['1', '2', '3', '4']);
      while (standing.size > 1 && random() < 0.85) {
        const dropped = pick([...standing]);
        standing.delete(dropped);
        merges.push(await merge(pick([...standing]), dropped));
        await expectRightCounts();
        expect(await states()).toHaveLength(standing.size);
      }
      for (const mergeId of merges.reverse()) await undo(mergeId);
      await expectRightCounts();
      expect(await dump(), `round ${round}`).toEqual(before);
    }
  });
});
