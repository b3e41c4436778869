import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../db/store.ts';
import { importOffices, manyOffices } from '../support/builders.ts';
import {
  brokenPromises,
  HOUR,
  MINUTE,
  mailBy,
  mailRows,
  onlyMail,
  queueVersion,
  statesOf,
} from '../support/sending.ts';
import { DROP, type Point, type SmtpOptions, type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const sent = (count: number) => ({ sent: count, retry: 0, failed: 0, inDoubt: 0 });
const addressesIn = (text: string) => [...new Set(text.match(/[\w.+-]+@[\w.-]+/g))];

describe.each<Engine>(['sqlite', 'postgres'])('the outbox on %s', (engine) => {
  let app: TestApp;
  let server: SmtpServer;
  const script: SmtpOptions = {};

  beforeEach(async () => {
    script.at = undefined;
    app = await createTestApp({ engine });
    server = await startSmtpServer({ at: (point, address) => script.at?.(point, address) });
  });
  afterEach(async () => {
    expect(await brokenPromises(app)).toEqual([]);
    await app.close();
    await server.close();
  });
  const run = () => app.client.deliveries.run({});

  test('one office, one mail, one transaction: no other office is named anywhere in it', async () => {
    const offices = manyOffices(30);
    await queueVersion(app, server.port, offices);
    expect(await run()).toEqual(sent(30));
    expect(server.accepted().map((mail) => mail.to)).toEqual(
      expect.arrayContaining(offices.map((office) => [office.mail])),
    );
    for (const mail of server.transactions) {
      const [head = ''] = mail.source.split('\r\n\r\n');
      const { text, html } = await simpleParser(mail.source);
      const named = new Set(addressesIn(`${head}\n${text}\n${html}`));
      expect(named).toEqual(new Set(['kumiai@example.jp', mail.to[0], mail.messageId.slice(1, -1)]));
    }
    expect(new Set(server.transactions.map((mail) => mail.messageId)).size).toBe(30);
    expect(await run()).toEqual(sent(0));
    expect(server.transactions).toHaveLength(30);
  });

  test('answers go to the address that is set for them, in the head and in the line that acknowledges', async () => {
    await queueVersion(app, server.port, manyOffices(1));
    await app.client.settings.update({ mail: mailBy(server.port, { replyTo: 'kakunin@example.jp' }) });
    expect(await run()).toEqual(sent(1));
    const { from, replyTo, html } = await simpleParser(server.transactions[0]?.source ?? '');
    expect(from?.value[0]?.address).toBe('kumiai@example.jp');
    expect(replyTo?.value[0]?.address).toBe('kakunin@example.jp');
    expect(html).toContain('mailto:kakunin@example.jp');
    expect(html).not.toContain('mailto:kumiai@example.jp');
    for (const replyTo of ['a@example.jp, b@example.jp', 'a@example.jp\r\nBcc: b@example.jp', '']) {
      const mail = mailBy(server.port, { replyTo });
      await expect(app.client.settings.update({ mail })).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });

  test('a mail is handed only after the server said "go ahead", and before the final dot', async () => {
    const seen: [Point, string | undefined][] = [];
    script.at = async (point) => {
      seen.push([point, (await mailRows(app))[0]?.state]);
      return undefined;
    };
    await queueVersion(app, server.port, manyOffices(1));
    await run();
    expect(seen.filter(([point]) => !['body', 'text', 'answered'].includes(point))).toEqual([
      ['greeting', 'sending'],
      ['EHLO', 'sending'],
      ['MAIL', 'sending'],
      ['RCPT', 'sending'],
      ['DATA', 'sending'],
      ['dot', 'handed'],
    ]);
    expect((await onlyMail(app)).state).toBe('sent');
  });

  test('a mail that cannot be marked as handed gets no final dot', async () => {
    const versionId = await queueVersion(app, server.port, manyOffices(1));
    script.at = async (point) => {
      if (point === 'DATA') expect(await app.client.deliveries.cancel({ versionId })).toEqual({ cancelled: 1 });
      return undefined;
    };
    expect(await run()).toEqual(sent(0));
    expect(server.transactions).toEqual([]);
    expect(await onlyMail(app)).toMatchObject({ state: 'cancelled', attempts: 1 });
  });

  test('a refusal for now is tried again when its time has come, under the same Message-ID', async () => {
    const answers = ['451 4.7.1 Greylisted', '452 4.2.2 Full'];
    script.at = (point) => (point === 'dot' ? answers.shift() : undefined);
    await queueVersion(app, server.port, manyOffices(1));
    expect(await run()).toEqual({ ...sent(0), retry: 1 });
    const first = await onlyMail(app);
    expect(first).toMatchObject({ state: 'retry', response: '451 4.7.1 Greylisted', attempts: 1 });
    expect(Date.parse(first.next_at) - app.clock.now().getTime()).toBe(5 * MINUTE);
    app.clock.forward(5 * MINUTE - 1);
    expect(await run()).toEqual(sent(0));
    app.clock.forward(1);
    expect(await run()).toEqual({ ...sent(0), retry: 1 });
    app.clock.forward(15 * MINUTE);
    expect(await run()).toEqual(sent(1));
    expect(server.transactions.map((mail) => mail.messageId)).toEqual(Array(3).fill(first.message_id));
    expect(server.accepted()).toHaveLength(1);
  });

  test('refused for now again and again: hourly in the end, and given up 48 hours after the first try', async () => {
    script.at = (point) => (point === 'RCPT' ? '450 4.2.1 Later' : undefined);
    await queueVersion(app, server.port, manyOffices(1));
    // A long weekend before the first try takes nothing away from the two days.
    app.clock.forward(80 * HOUR);
    const began = app.clock.now().getTime();
    const tried: number[] = [];
    for (let left = 60; left > 0; left -= 1) {
      tried.push((app.clock.now().getTime() - began) / MINUTE);
      await run();
      const mail = await onlyMail(app);
      if (mail.state !== 'retry') break;
      app.clock.set(mail.next_at);
    }
    expect(tried.slice(0, 7)).toEqual([0, 5, 20, 50, 110, 170, 230]);
    expect(tried.at(-1)).toBeLessThanOrEqual(48 * 60);
    expect(tried.at(-1)).toBeGreaterThan(46 * 60);
    expect(await onlyMail(app)).toMatchObject({ state: 'failed', response: '450 4.2.1 Later' });
    expect(server.transactions).toEqual([]);
  });

  test.each<Point>(['RCPT', 'DATA', 'dot'])(
    'refused for good at %s: failed, with the words of the server',
    async (where) => {
      script.at = (point) => (point === where ? '550 5.1.1 User unknown' : undefined);
      await queueVersion(app, server.port, manyOffices(1));
      expect(await run()).toEqual({ ...sent(0), failed: 1 });
      expect(await onlyMail(app)).toMatchObject({ state: 'failed', response: '550 5.1.1 User unknown' });
      app.clock.forward(HOUR);
      expect(await run()).toEqual(sent(0));
      expect(server.accepted()).toEqual([]);
    },
  );

  test('one refused recipient does not hold up the others, over the same connections', async () => {
    script.at = (point, address) => (point === 'RCPT' && address.startsWith('office000') ? '550 No' : undefined);
    await queueVersion(app, server.port, manyOffices(40));
    expect(await run()).toEqual({ ...sent(31), failed: 9 });
    expect(server.connections()).toBe(5);
  });

  test('no answer to the final dot: in doubt, and never sent again by the program', async () => {
    script.at = (point) => (point === 'dot' ? DROP : undefined);
    const versionId = await queueVersion(app, server.port, manyOffices(1));
    expect(await run()).toEqual({ ...sent(0), inDoubt: 1 });
    script.at = undefined;
    for (const hours of [1, 47, 1000]) {
      app.clock.forward(hours * HOUR);
      expect(await run()).toEqual(sent(0));
    }
    expect(await app.client.deliveries.retry({ versionId })).toEqual({ queued: 0 });
    expect(await app.client.deliveries.cancel({ versionId })).toEqual({ cancelled: 0 });
    expect(await onlyMail(app)).toMatchObject({ state: 'in_doubt', attempts: 1 });
    expect(server.transactions).toHaveLength(1);
  });

  test.each(['sent', 'failed'] as const)(
    'a person decides that a doubtful mail is %s: nothing is sent',
    async (outcome) => {
      script.at = (point) => (point === 'dot' ? DROP : undefined);
      await queueVersion(app, server.port, manyOffices(1));
      await run();
      const { id } = await onlyMail(app);
      expect(await app.client.deliveries.decide({ deliveryId: id, outcome })).toEqual({ state: outcome });
      expect(await run()).toEqual(sent(0));
      expect(await onlyMail(app)).toMatchObject({ id, state: outcome });
      expect(server.transactions).toHaveLength(1);
      await expect(app.client.deliveries.decide({ deliveryId: id, outcome: 'queued' })).rejects.toMatchObject({
        code: 'not_found',
      });
    },
  );

  test('a person sends a doubtful mail again: once, however often it is decided, under a new Message-ID', async () => {
    script.at = (point) => (point === 'dot' ? DROP : undefined);
    await queueVersion(app, server.port, manyOffices(1));
    await run();
    script.at = undefined;
    const { id } = await onlyMail(app);
    const decide = () => app.client.deliveries.decide({ deliveryId: id, outcome: 'queued' });
    const decisions = await Promise.allSettled([decide(), decide(), decide()]);
    expect(decisions.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    expect(await run()).toEqual(sent(1));
    const [doubtful, again] = server.transactions;
    expect(again?.to).toEqual(doubtful?.to);
    expect(again?.messageId).not.toBe(doubtful?.messageId);
    expect(server.transactions).toHaveLength(2);
  });

  test('failed and taken back mails are queued again once, under a new Message-ID, to the present address', async () => {
    script.at = (point, address) => (point === 'RCPT' && address === 'office0001@example.jp' ? '550 No' : undefined);
    const versionId = await queueVersion(app, server.port, manyOffices(3));
    await run();
    await importOffices(app, [{ code: '0001', mail: 'right@example.jp' }]);
    const retry = () => app.client.deliveries.retry({ versionId });
    const both = await Promise.all([retry(), retry()]);
    expect(both.map(({ queued }) => queued).sort()).toEqual([0, 1]);
    expect(await run()).toEqual(sent(1));
    expect(server.accepted().map((mail) => mail.to[0])).toContain('right@example.jp');
    const ids = (await mailRows(app)).map((mail) => mail.message_id);
    expect(new Set(ids).size).toBe(4);
    expect(await statesOf(app)).toEqual({ failed: 1, sent: 3 });
  });
});
