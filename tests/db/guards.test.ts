import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestStore } from '../support/engines.ts';

/** Each row of this table is a change that not even hand-written SQL may make. */
const forbidden: [rule: string, statement: string][] = [
  ['an approved text', `update notice_versions set body = '別の文面' where id = 1`],
  ['an approved subject', `update notice_versions set subject = '別の件名' where id = 1`],
  ['the hash of an approved text', `update notice_versions set sha256 = 'ff' where id = 1`],
  ['the approval itself', `update notice_versions set sha256 = null, approved_at = null where id = 1`],
  ['the number of an approved version', `update notice_versions set number = 9 where id = 1`],
  ['an approved version by deleting it', `delete from notice_versions where id = 1`],
  ['an audit row', `update audit_events set detail = '{}' where seq = 1`],
  ['an audit row by deleting it', `delete from audit_events`],
  ['who confirmed', `update acknowledgements set name = '別人' where id = 1`],
  ['a confirmation by deleting it', `delete from acknowledgements where id = 1`],
  ['the address of a queued mail', `update deliveries set address = 'other@example.jp' where id = 1`],
  ['the Message-ID of a queued mail', `update deliveries set message_id = '<x@example.jp>' where id = 1`],
  ['a recorded attempt', `update delivery_attempts set outcome = 'sent'`],
  ['a recorded attempt by deleting it', `delete from delivery_attempts`],
];

const seed = [
  `insert into offices (code, name, kana, branch, postal_code, address, phone, fax, mail, contact_name, labor_number, status, updated_at)
   values ('1', '甲', '', '', '', '', '', '', 'a@example.jp', '', '', 'entrusted', '2026-06-08T00:00:00.000Z')`,
  `insert into incidents (title, provider, known_on, narrowed, created_at) values ('障害', '某社', '2026-06-05', 0, '2026-06-05T00:00:00.000Z')`,
  `insert into notices (incident_id, title, created_at) values (1, 'お知らせ', '2026-06-05T00:00:00.000Z')`,
  `insert into notice_versions (notice_id, number, label, subject, body, sha256, updated_at, approved_at, sent_at)
   values (1, 1, '第1報', '件名', '本文', 'aa', '2026-06-05T00:00:00.000Z', '2026-06-05T00:00:00.000Z', null)`,
  `insert into recipients (version_id, office_id, branch, delivery_state, acknowledgement_state, confirmed_number) values (1, 1, '', 'queued', 'open', null)`,
  `insert into deliveries (recipient_id, version_id, channel, address, message_id, state, attempts, response, queued_at, next_at, finished_at)
   values (1, 1, 'mail', 'a@example.jp', '<1@example.jp>', 'queued', 0, '', '2026-06-05T00:00:00.000Z', '2026-06-05T00:00:00.000Z', null)`,
  `insert into delivery_attempts (delivery_id, at, outcome, response) values (1, '2026-06-05T00:00:00.000Z', 'retry', '450')`,
  `insert into acknowledgements (recipient_id, version_id, office_id, method, name, note, at, recorded_at, clerk, withdrawn_at, withdrawn_reason)
   values (1, 1, 1, 'phone', '中村', '', '2026-06-06T00:00:00.000Z', '2026-06-06T00:00:00.000Z', 'c', null, null)`,
  `insert into audit_events (at, clerk, action, entity, entity_id, detail, prev_hash, hash)
   values ('2026-06-05T00:00:00.000Z', 'c', 'x', 'y', 1, '{}', '0', '1')`,
];

describe.each(engines)('what $engine itself refuses', ({ open }) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await open();
    await opened.store.write(async (tx) => {
      for (const statement of seed) await sql.raw(statement).execute(tx);
    });
  });
  afterAll(() => opened.close());

  it.each(forbidden)('refuses to change %s', async (_rule, statement) => {
    const change = opened.store.write((tx) => sql.raw(statement).execute(tx));
    await expect(change).rejects.toThrow(/frozen|append-only|withdrawn|deleted|keeps/);
  });

  it('lets an acknowledgement be withdrawn once, and not again', async () => {
    const withdraw = `update acknowledgements set withdrawn_at = '2026-06-07T00:00:00.000Z', withdrawn_reason = '誤り' where id = 1`;
    await opened.store.write((tx) => sql.raw(withdraw).execute(tx));
    await expect(opened.store.write((tx) => sql.raw(withdraw).execute(tx))).rejects.toThrow('withdrawn');
  });

  it('lets an acknowledgement go to no office but that of its recipient', async () => {
    const astray = 'update acknowledgements set office_id = office_id + 1 where id = 1';
    await expect(opened.store.write((tx) => sql.raw(astray).execute(tx))).rejects.toThrow('withdrawn');
  });

  it('keeps references: a delivery of nobody is refused', async () => {
    const orphan = `insert into delivery_attempts (delivery_id, at, outcome, response) values (99, '', '', '')`;
    await expect(opened.store.write((tx) => sql.raw(orphan).execute(tx))).rejects.toThrow();
  });

  it('rolls a failing change back whole', async () => {
    const half = opened.store.write(async (tx) => {
      await sql`insert into settings (key, value) values ('half', '1')`.execute(tx);
      throw new Error('stop');
    });
    await expect(half).rejects.toThrow('stop');
    expect(await opened.store.read.selectFrom('settings').selectAll().execute()).toEqual([]);
  });
});
