import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { countersAndTruth } from '../support/counters.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(['sqlite', 'postgres'] as const)('answers of offices on %s', (engine) => {
  let test: TestApp;
  let incidentId: number;
  let first: { noticeId: number; versionId: number };
  beforeEach(async () => {
    test = await createTestApp({ engine });
    await importOffices(test, manyOffices(4));
    incidentId = await createIncident(test.client);
    first = await approveVersion(test.client, incidentId);
    await test.client.deliveries.queue({ versionId: first.versionId });
  });
  afterEach(() => test.close());

  const sendSecond = async () => {
    const second = await approveVersion(test.client, incidentId, first.noticeId);
    await test.client.deliveries.queue({ versionId: second.versionId });
    return second.versionId;
  };
  const slipOf = async (versionId: number, officeCode: string) => {
    const row = await test.store.read
      .selectFrom('audience_members')
      .innerJoin('offices', 'offices.id', 'audience_members.office_id')
      .select('audience_members.code')
      .where('version_id', '=', versionId)
      .where('offices.code', '=', officeCode)
      .executeTakeFirstOrThrow();
    return row.code;
  };
  const stateOf = async (versionId: number, officeCode: string) => {
    const { rows } = await test.client.acknowledgements.list({ versionId, search: officeCode });
    return rows.find((row) => row.officeCode === officeCode)?.acknowledgementState;
  };

  it('a slip says itself which office and which version it is about, however it is typed', async () => {
    const code = await slipOf(first.versionId, '0002');
    const typed = ` ${code.slice(0, 4)}-${code.slice(4, 8)}－${code.slice(8)} `.toLowerCase();
    const done = await test.client.acknowledgements.record({ code: typed, method: 'fax' });
    expect(done).toMatchObject({ officeCode: '0002', versionId: first.versionId, number: 1, state: 'confirmed' });
    expect(done.repeated).toBe(false);
    const again = await test.client.acknowledgements.record({ code, method: 'fax' });
    expect(again.repeated).toBe(true);
  });

  it('a slip of an older version confirms that one only, whatever version is being worked on', async () => {
    const old = await slipOf(first.versionId, '0001');
    const second = await sendSecond();
    const done = await test.client.acknowledgements.record({ code: old, versionId: second, method: 'post' });
    expect(done).toMatchObject({ versionId: first.versionId, number: 1, label: '第1報', state: 'outdated' });
    expect(await stateOf(second, '0001')).toBe('outdated');
    expect(await stateOf(first.versionId, '0001')).toBe('confirmed');
  });

  it('a misread, a foreign or another office’s slip is refused by name, and nothing is recorded', async () => {
    const code = await slipOf(first.versionId, '0001');
    const wrong = `${code.slice(0, 8)}${code.endsWith('7') ? '8' : '7'}`;
    const record = (slip: string, officeCode?: string) =>
      test.client.acknowledgements.record({ code: slip, officeCode, method: 'fax' });
    await expect(record(wrong)).rejects.toMatchObject({ code: 'slip_misread' });
    await expect(record('000000000')).rejects.toMatchObject({ code: 'slip_unknown' });
    await expect(record(code, '0002')).rejects.toMatchObject({
      code: 'slip_other_office',
      data: { found: '0001', expected: '0002' },
    });
    await expect(test.client.acknowledgements.record({ method: 'fax' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(await test.store.read.selectFrom('acknowledgements').selectAll().execute()).toEqual([]);
  });

  it('without a version an office is taken to answer to the newest it was sent', async () => {
    const second = await sendSecond();
    const done = await test.client.acknowledgements.record({ officeCode: '0003', method: 'phone' });
    expect(done).toMatchObject({ versionId: second, state: 'confirmed' });
  });

  it('every kind of answer is kept, and says what it says: who left owes nothing, a new contact confirms nothing', async () => {
    const { versionId } = first;
    const answer = async (officeCode: string, given: 'question' | 'contact_changed' | 'left' | 'declined') =>
      (await test.client.acknowledgements.record({ versionId, officeCode, method: 'mail', answer: given })).state;
    expect(await answer('0001', 'question')).toBe('confirmed');
    expect(await answer('0002', 'contact_changed')).toBe('open');
    expect(await answer('0003', 'left')).toBe('exempt');
    expect(await answer('0004', 'declined')).toBe('confirmed');
    const second = await sendSecond();
    expect(await stateOf(second, '0003')).toBe('exempt');
    expect(await stateOf(second, '0002')).toBe('open');
    // It was a mistake: they are still members.
    expect(
      (await test.client.acknowledgements.record({ versionId: second, officeCode: '0003', method: 'phone' })).state,
    ).toBe('confirmed');
    const { counters, truth } = await countersAndTruth(test.store.read);
    expect(counters).toEqual(truth);
  });

  it('an answer that changes shows the one told last, not the one typed last', async () => {
    const { versionId } = first;
    const officeCode = '0001';
    const record = test.client.acknowledgements.record;
    await record({ versionId, officeCode, method: 'phone', answer: 'declined', at: '2026-06-08T00:30:00Z' });
    await record({ versionId, officeCode, method: 'fax', answer: 'agreed', at: '2026-06-07' });
    const { rows } = await test.client.acknowledgements.list({ versionId, search: officeCode });
    expect(rows[0]?.acknowledgement?.answer).toBe('declined');
  });

  it('nobody confirms tomorrow', async () => {
    const wrong = test.client.acknowledgements.record({ officeCode: '0001', method: 'phone', at: '2026-06-09' });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'at' } });
  });

  it('evidence is kept once under its hash, and is no place for other files', async () => {
    const scan = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200, 0x20)]);
    const file = join(test.folder, 'scan.pdf');
    await writeFile(file, scan);
    const record = (officeCode: string) =>
      test.client.acknowledgements.record({ officeCode, method: 'fax', evidence: file });
    await record('0001');
    await record('0002');
    const kept = await test.store.read.selectFrom('evidence_files').selectAll().execute();
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({
      sha256: createHash('sha256').update(scan).digest('hex'),
      file_name: 'scan.pdf',
      media_type: 'application/pdf',
    });
    expect(await test.store.read.selectFrom('acknowledgement_evidence').selectAll().execute()).toHaveLength(2);
    await writeFile(file, 'MZ program');
    await expect(record('0003')).rejects.toMatchObject({ code: 'evidence_refused' });
    expect(await stateOf(first.versionId, '0003')).toBe('open');
  });

  it('evidence found later is added to the answer that stands, once, and never to one taken back', async () => {
    const { id } = await test.client.acknowledgements.record({ officeCode: '0001', method: 'fax' });
    const file = join(test.folder, 'late.eml');
    await writeFile(file, 'From: a@example.jp\r\nSubject: x\r\n\r\nx');
    const { sha256 } = await test.client.acknowledgements.addEvidence({ id, evidence: file });
    await test.client.acknowledgements.addEvidence({ id, evidence: file });
    const proof = () => test.client.acknowledgements.proof({ versionId: first.versionId, officeId: 1 });
    expect((await proof()).answers[0]?.evidence).toMatchObject([{ sha256, fileName: 'late.eml' }]);
    await writeFile(file, '');
    const empty = test.client.acknowledgements.addEvidence({ id, evidence: file });
    await expect(empty).rejects.toMatchObject({ code: 'evidence_refused' });
    await test.client.acknowledgements.withdraw({ id, reason: '誤り' });
    await writeFile(file, 'Subject: y\r\n\r\ny');
    const late = test.client.acknowledgements.addEvidence({ id, evidence: file });
    await expect(late).rejects.toMatchObject({ code: 'not_found' });
    expect((await proof()).answers[0]?.evidence).toHaveLength(1);
  });

  it('not even hand-written SQL changes an answer or takes its evidence away', async () => {
    const file = join(test.folder, 'scan.pdf');
    await writeFile(file, '%PDF-1.7');
    await test.client.acknowledgements.record({ officeCode: '0001', method: 'fax', evidence: file });
    const changes = [
      `update acknowledgements set answer = 'agreed'`,
      `update acknowledgements set door = 'mail'`,
      `update evidence_files set file_name = 'x'`,
      'delete from acknowledgement_evidence',
      'delete from evidence_files',
    ];
    if (engine === 'sqlite') changes.push('insert or replace into acknowledgements select * from acknowledgements');
    for (const change of changes) {
      await expect(test.store.write((tx) => sql.raw(change).execute(tx))).rejects.toThrow(/append-only|never/);
    }
  });
});
