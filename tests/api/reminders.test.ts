import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices, manyOffices, setMail } from '../support/builders.ts';
import { givePhones } from '../support/calls.ts';
import { brokenPromises, hastyMailer, mailBy } from '../support/sending.ts';
import { DROP, type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const MAIL = '2-business-mail';
const FAX = '4-business-fax';

describe.each(['sqlite', 'postgres'] as const)('reminders on %s', (engine) => {
  let test: TestApp;
  let server: SmtpServer;
  let incidentId: number;
  /** An address the server no longer knows. */
  let refused: string;
  /** The server takes mails and hangs up before it says so. */
  let dropping: boolean;
  let versionId: number;
  beforeEach(async () => {
    refused = '';
    dropping = false;
    server = await startSmtpServer({
      at: (point, address) => {
        if (point === 'dot' && dropping) return DROP;
        return point === 'RCPT' && address === refused ? '550 no such user' : undefined;
      },
    });
    test = await createTestApp({ engine, createMailer: hastyMailer() });
    await setMail(test.client, server.port);
    await importOffices(test, [...manyOffices(3), { code: '0009', name: '宛先なし商店' }]);
    incidentId = await createIncident(test.client);
    ({ versionId } = await approveVersion(test.client, incidentId));
    await test.client.deliveries.queue({ versionId });
    await test.client.deliveries.run({});
  });
  afterEach(async () => {
    await test.close();
    await server.close();
  });

  const counts = async (step: string) => {
    const { rows } = await test.client.reminders.proposals({ versionId });
    const row = rows.find((each) => each.step === step);
    return row && [row.offices, row.undeliverable, row.inDoubt, row.reminded];
  };
  const mailsTo = async (address: string) =>
    Promise.all(server.accepted().flatMap((mail) => (mail.to.includes(address) ? simpleParser(mail.source) : [])));
  const states = async () => {
    const { rows } = await test.client.deliveries.list({ versionId });
    return Object.fromEntries(rows.map((row) => [row.officeCode, row.state]));
  };

  it('are proposed step by step as the days pass, and nothing goes out by itself', async () => {
    const { steps, own } = await test.client.reminders.ladder({ versionId });
    expect(own).toBe(false);
    expect(steps.map((step) => `${step.days} ${step.channel}`)).toEqual(['2 mail', '4 fax', '6 phone']);
    expect(await counts(MAIL)).toEqual([0, 0, 0, 0]);
    expect(await test.client.calls.due({})).toMatchObject({ reminders: 0 });
    test.clock.set('2026-06-10T01:00:00.000Z');
    expect(await counts(MAIL)).toEqual([3, 1, 0, 0]);
    expect(await counts(FAX)).toEqual([0, 0, 0, 0]);
    expect(await test.client.calls.due({})).toMatchObject({ reminders: 1 });
    const { rows, total } = await test.client.reminders.list({ versionId, step: MAIL });
    expect(total).toBe(3);
    expect(rows[0]).toMatchObject({ officeCode: '0001', address: 'office0001@example.jp' });
    await test.client.deliveries.run({});
    expect(server.accepted()).toHaveLength(3);
  });

  it('say their own words in front of the very text that was frozen, under a hash of their own', async () => {
    test.clock.set('2026-06-10T01:00:00.000Z');
    const covering = '{{事業所名}} 御中　先のお知らせ（{{件名}}）をご確認ください。';
    const shown = await test.client.reminders.preview({
      versionId,
      officeCode: '0001',
      subject: '再送：{{件名}}',
      covering,
    });
    expect(shown.subject).toBe('再送：障害のお知らせ');
    const done = await test.client.reminders.release({ versionId, step: MAIL, subject: '再送：{{件名}}', covering });
    expect(done).toMatchObject({ offices: 3, queued: 3 });
    await test.client.deliveries.run({});
    const [first, reminder] = await mailsTo('office0001@example.jp');
    expect(first?.subject).toBe('障害のお知らせ');
    expect(reminder?.subject).toBe('再送：障害のお知らせ');
    expect(reminder?.text).toMatch(
      /事業所0001 御中　先のお知らせ（障害のお知らせ）をご確認ください。[\s\S]*本文です。/,
    );
    expect(reminder?.messageId).not.toBe(first?.messageId);
    const before = await test.client.notices.get({ versionId });
    expect(done.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(done.sha256).not.toBe(before.sha256);
    await expect(test.store.write((tx) => sql`update reminders set covering = 'anders'`.execute(tx))).rejects.toThrow(
      /frozen/,
    );
    await expect(test.store.write((tx) => sql`delete from reminders`.execute(tx))).rejects.toThrow(/frozen/);
    const { rows } = await test.client.reminders.history({ versionId });
    expect(rows).toMatchObject([{ step: MAIL, offices: 3, sent: 3, waiting: 0, confirmed: 0, sha256: done.sha256 }]);
  });

  it('nobody is asked twice by one step, and the proof of the first notice is not touched', async () => {
    test.clock.set('2026-06-10T01:00:00.000Z');
    await test.client.reminders.release({ versionId, step: MAIL });
    refused = 'office0002@example.jp';
    await test.client.deliveries.run({});
    expect(await counts(MAIL)).toEqual([0, 1, 0, 3]);
    expect(await states()).toEqual({ '0001': 'sent', '0002': 'sent', '0003': 'sent', '0009': 'no_address' });
    expect((await test.client.reminders.history({ versionId })).rows[0]).toMatchObject({ sent: 2, failed: 1 });
    await expect(test.client.reminders.release({ versionId, step: MAIL })).rejects.toMatchObject({
      code: 'nothing_to_remind',
    });
    expect((await test.client.reminders.history({ versionId })).rows).toHaveLength(1);
    expect(await brokenPromises(test).then((broken) => broken.filter((each) => each.startsWith('counters')))).toEqual(
      [],
    );
  });

  it('stop by themselves at a confirmation, also between release and sending', async () => {
    test.clock.set('2026-06-10T01:00:00.000Z');
    await test.client.acknowledgements.record({ versionId, officeCode: '0001', method: 'mail' });
    expect(await counts(MAIL)).toEqual([2, 1, 0, 0]);
    await test.client.reminders.release({ versionId, step: MAIL, offices: 2 });
    await test.client.acknowledgements.record({ versionId, officeCode: '0002', method: 'fax' });
    await test.client.deliveries.run({});
    expect(await mailsTo('office0001@example.jp')).toHaveLength(1);
    expect(await mailsTo('office0002@example.jp')).toHaveLength(1);
    expect(await mailsTo('office0003@example.jp')).toHaveLength(2);
    expect((await test.client.reminders.history({ versionId })).rows[0]).toMatchObject({
      sent: 1,
      stopped: 1,
      confirmed: 1,
    });
  });

  it('in doubt are decided by a person: sent again with their own words, not to whoever has confirmed', async () => {
    test.clock.set('2026-06-10T01:00:00.000Z');
    const words = { subject: '再送：{{件名}}', covering: '先のお知らせをご確認ください。' };
    await test.client.reminders.release({ versionId, step: MAIL, ...words });
    dropping = true;
    await test.client.deliveries.run({});
    dropping = false;
    const accepted = server.accepted().length;
    const doubts = async () => (await test.client.deliveries.inDoubt({ versionId })).rows;
    expect((await doubts()).map((row) => [row.officeCode, row.reminder])).toEqual([
      ['0001', true],
      ['0002', true],
      ['0003', true],
    ]);
    expect(await test.client.deliveries.status({ versionId })).toMatchObject({ doubts: 3, byState: { in_doubt: 0 } });
    await test.client.acknowledgements.record({ versionId, officeCode: '0002', method: 'fax' });
    await test.client.acknowledgements.record({ versionId, officeCode: '0003', method: 'fax' });
    const [first, second, third] = (await doubts()).map((row) => row.id);
    const decide = (deliveryId = 0, outcome: 'queued' | 'sent') =>
      test.client.deliveries.decide({ deliveryId, outcome });
    expect(await decide(first, 'queued')).toEqual({ state: 'queued' });
    expect(await decide(second, 'queued')).toEqual({ state: 'cancelled' });
    expect(await decide(third, 'sent')).toEqual({ state: 'sent' });
    expect((await test.client.reminders.history({ versionId })).rows[0]).toMatchObject({
      ...{ waiting: 1, sent: 1, failed: 1, inDoubt: 0 },
    });
    expect(await states()).toMatchObject({ '0001': 'sent', '0002': 'sent', '0003': 'sent' });
    await test.client.deliveries.run({});
    expect(server.accepted()).toHaveLength(accepted + 1);
    const again = (await mailsTo('office0001@example.jp')).at(-1);
    expect(again?.subject).toBe('再送：障害のお知らせ');
    expect(again?.text).toMatch(/先のお知らせをご確認ください。[\s\S]*本文です。/);
    expect(await doubts()).toEqual([]);
    expect((await test.client.reminders.history({ versionId })).rows[0]).toMatchObject({ waiting: 0, sent: 2 });
    expect((await brokenPromises(test)).filter((each) => each.startsWith('counters'))).toEqual([]);
  });

  it('a decision on one in doubt is taken back; once it was sent again, it stands', async () => {
    test.clock.set('2026-06-10T01:00:00.000Z');
    await test.client.reminders.release({ versionId, step: MAIL });
    dropping = true;
    await test.client.deliveries.run({});
    dropping = false;
    const doubts = async () => (await test.client.deliveries.inDoubt({ versionId })).rows;
    const lastTries = async () => (await doubts()).map(({ id, tries }) => [id, tries.at(-1)]);
    const before = await lastTries();
    const [slip = 0, again = 0] = (await doubts()).map((row) => row.id);
    await test.client.deliveries.decide({ deliveryId: slip, outcome: 'sent' });
    const takeBack = { deliveryId: slip, outcome: 'in_doubt' } as const;
    expect(await test.client.deliveries.decide(takeBack)).toEqual({ state: 'in_doubt' });
    expect(await lastTries()).toEqual(before);
    expect((await test.client.reminders.history({ versionId })).rows[0]).toMatchObject({ sent: 0, inDoubt: 3 });
    await test.client.deliveries.decide({ deliveryId: again, outcome: 'queued' });
    const tooLate = test.client.deliveries.decide({ deliveryId: again, outcome: 'in_doubt' });
    await expect(tooLate).rejects.toMatchObject({ code: 'not_found' });
    expect(await states()).toMatchObject({ '0001': 'sent', '0002': 'sent', '0003': 'sent' });
    expect((await brokenPromises(test)).filter((each) => each.startsWith('counters'))).toEqual([]);
  });

  it('sent again after a doubt are stopped by a confirmation like any', async () => {
    test.clock.set('2026-06-10T01:00:00.000Z');
    await test.client.reminders.release({ versionId, step: MAIL });
    dropping = true;
    await test.client.deliveries.run({});
    dropping = false;
    const accepted = server.accepted().length;
    const { rows } = await test.client.deliveries.inDoubt({ versionId });
    await test.client.deliveries.decide({ deliveryId: rows[0]?.id ?? 0, outcome: 'queued' });
    await test.client.acknowledgements.record({ versionId, officeCode: '0001', method: 'fax' });
    await test.client.deliveries.run({});
    expect(server.accepted()).toHaveLength(accepted);
    expect((await test.client.reminders.history({ versionId })).rows[0]).toMatchObject({ stopped: 1, inDoubt: 2 });
  });

  it('are not released for others than the clerk was shown, nor with words that do not hold', async () => {
    test.clock.set('2026-06-10T01:00:00.000Z');
    const release = (more: object) => test.client.reminders.release({ versionId, step: MAIL, ...more });
    await test.client.acknowledgements.record({ versionId, officeCode: '0001', method: 'mail' });
    await expect(release({ offices: 3 })).rejects.toMatchObject({
      code: 'reminder_changed',
      data: { shown: 3, found: 2 },
    });
    await expect(release({ covering: '{{なまえ}}' })).rejects.toMatchObject({ code: 'notice_invalid' });
    await expect(release({ step: '9-calendar-mail' })).rejects.toMatchObject({ code: 'not_found' });
    await test.client.deliveries.run({});
    expect(server.accepted()).toHaveLength(3);
  });

  it('leave out whom nobody knows to have been reached', async () => {
    await test.store.write((tx) =>
      sql`update recipients set delivery_state = 'in_doubt' where office_id in (select id from offices where code = '0003')`.execute(
        tx,
      ),
    );
    test.clock.set('2026-06-10T01:00:00.000Z');
    expect(await counts(MAIL)).toEqual([2, 1, 1, 0]);
    expect((await test.client.reminders.release({ versionId, step: MAIL })).queued).toBe(2);
  });

  it('by FAX go out by the gateway where one is set, with the words in front, and stop at a confirmation', async () => {
    await test.store.write((tx) => sql`update offices set fax = '03-0000-' || code where code < '0009'`.execute(tx));
    await test.client.settings.update({ mail: mailBy(server.port, { faxAddress: '{fax}@fax.example.jp' }) });
    test.clock.set('2026-06-12T01:00:00.000Z');
    const { reminderId, queued } = await test.client.reminders.release({ versionId, step: FAX });
    expect(queued).toBe(3);
    await test.client.acknowledgements.record({ versionId, officeCode: '0002', method: 'fax' });
    await test.client.deliveries.run({});
    const faxed = server.accepted().filter((mail) => mail.to[0]?.endsWith('@fax.example.jp'));
    expect(faxed.map((mail) => mail.to[0]).sort()).toEqual(['0300000001@fax.example.jp', '0300000003@fax.example.jp']);
    const { attachments } = await simpleParser(faxed[0]?.source ?? '');
    expect(attachments[0]?.content.subarray(0, 5).toString()).toBe('%PDF-');
    const { rows } = await test.client.reminders.history({ versionId });
    expect(rows[0]).toMatchObject({ id: reminderId, channel: 'fax', sent: 2, stopped: 1, confirmed: 1 });
    expect(await states()).toMatchObject({ '0001': 'sent', '0002': 'sent', '0003': 'sent' });
  });

  it('by FAX are sheets to send by hand, without those who confirmed meanwhile', async () => {
    await test.store.write((tx) =>
      sql`update offices set fax = '03-0000-9999' where code in ('0001', '0009')`.execute(tx),
    );
    test.clock.set('2026-06-12T01:00:00.000Z');
    expect(await counts(FAX)).toEqual([2, 2, 0, 0]);
    const { reminderId, queued } = await test.client.reminders.release({ versionId, step: FAX });
    expect(queued).toBe(0);
    await test.client.acknowledgements.record({ versionId, officeCode: '0001', method: 'fax' });
    const sheet = await test.client.reminders.sheets({ reminderId, file: join(test.folder, 'fax.pdf') });
    expect(sheet.offices).toBe(1);
    expect((await readFile(sheet.file)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('by phone put the offices on the call desk, before the others', async () => {
    await givePhones(test, ['0003', '0009']);
    await test.client.reminders.saveLadder({ steps: [{ days: 1, counting: 'calendar', channel: 'phone' }] });
    test.clock.set('2026-06-09T01:00:00.000Z');
    await test.client.acknowledgements.record({ versionId, officeCode: '0009', method: 'visit' });
    await test.client.reminders.release({ versionId, step: '1-calendar-phone' });
    const { call } = await test.client.calls.next({ clerk: '山本' });
    expect(call).toMatchObject({
      office: { code: '0003' },
      reasons: [{ why: 'asked' }, { why: 'unconfirmed', days: 1 }],
    });
  });

  it('follow the version’s own ladder where it has one, else the house’s; words are kept', async () => {
    const steps = [
      { days: 5, counting: 'calendar' as const, channel: 'phone' as const },
      { days: 1, counting: 'business' as const, channel: 'mail' as const },
    ];
    await test.client.reminders.saveLadder({ versionId, steps });
    const own = await test.client.reminders.ladder({ versionId });
    expect(own.own).toBe(true);
    expect(own.steps.map((step) => step.days)).toEqual([1, 5]);
    expect(own.house).toHaveLength(3);
    await test.client.reminders.saveLadder({ versionId, steps: null });
    expect((await test.client.reminders.ladder({ versionId })).own).toBe(false);
    await test.client.reminders.saveText({ subject: '再度のお願い', covering: 'お読みください。' });
    expect((await test.client.reminders.ladder({ versionId })).text.subject).toBe('再度のお願い');
    const twice = [steps[0], steps[0]].flatMap((step) => step ?? []);
    await expect(test.client.reminders.saveLadder({ steps: twice })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
