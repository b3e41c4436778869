import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices, manyOffices, setMail } from '../support/builders.ts';
import { brokenPromises, HOUR, MINUTE, mailBy, statesOf } from '../support/sending.ts';
import { type SmtpOptions, type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

let test: TestApp;
let server: SmtpServer;
let at: SmtpOptions['at'];
beforeEach(async () => {
  at = undefined;
  test = await createTestApp();
  server = await startSmtpServer({ at: (point, address) => at?.(point, address) });
  await setMail(test.client, server.port);
});
afterEach(async () => {
  expect(await brokenPromises(test)).toEqual([]);
  await test.close();
  await server.close();
});

async function version(offices = 3): Promise<number> {
  await importOffices(test, manyOffices(offices));
  return (await approveVersion(test.client, await createIncident(test.client))).versionId;
}
const run = () => test.client.deliveries.run({});
const status = (versionId: number) => test.client.deliveries.status({ versionId });

describe('an order that is held', () => {
  it('goes when its hold has ended, and says until then when that is', async () => {
    const versionId = await version();
    const order = await test.client.deliveries.queue({ versionId, holdSeconds: 300 });
    expect(order).toMatchObject({ queued: 3, goesAt: '2026-06-08T01:05:00.000Z' });
    expect(await run()).toMatchObject({ sent: 0 });
    const { held, waiting } = await status(versionId);
    expect([held, waiting]).toMatchObject([
      [{ id: order.sendingId, goesAt: order.goesAt, mails: 3, state: 'held', kind: 'first' }],
      3,
    ]);
    test.clock.forward(5 * MINUTE);
    expect(await run()).toMatchObject({ sent: 3 });
    expect((await status(versionId)).held).toEqual([]);
  });

  it('is taken back as a whole, and cannot be any more once it goes', async () => {
    const versionId = await version();
    const { sendingId } = await test.client.deliveries.queue({ versionId, holdSeconds: 300 });
    expect(await test.client.deliveries.takeBack({ sendingId })).toEqual({ cancelled: 3 });
    await expect(test.client.deliveries.takeBack({ sendingId })).rejects.toMatchObject({ code: 'sending_gone' });
    await expect(test.client.deliveries.release({ sendingId })).rejects.toMatchObject({ code: 'not_found' });
    test.clock.forward(HOUR);
    expect(await run()).toMatchObject({ sent: 0 });
    expect(server.transactions).toEqual([]);
    expect(await test.client.deliveries.retry({ versionId })).toEqual({ queued: 3 });
    expect(await run()).toMatchObject({ sent: 3 });
  });

  it('goes at once when a clerk says so', async () => {
    const versionId = await version();
    const { sendingId } = await test.client.deliveries.queue({ versionId, holdSeconds: 300 });
    await test.client.deliveries.release({ sendingId });
    expect(await run()).toMatchObject({ sent: 3 });
    await expect(test.client.deliveries.takeBack({ sendingId })).rejects.toMatchObject({ code: 'sending_gone' });
  });

  it('put to an hour goes at that hour; when nobody sent then, it asks first', async () => {
    const versionId = await version();
    const { goesAt, sendingId } = await test.client.deliveries.queue({
      versionId,
      sendAt: '2026-06-09T09:00:00+09:00',
    });
    expect(goesAt).toBe('2026-06-09T00:00:00.000Z');
    test.clock.set('2026-06-08T23:59:00.000Z');
    expect(await run()).toMatchObject({ sent: 0 });
    test.clock.set('2026-06-09T03:00:00.000Z');
    expect(await run()).toMatchObject({ sent: 0 });
    expect((await status(versionId)).held).toMatchObject([{ state: 'overdue', mails: 3 }]);
    await test.client.deliveries.release({ sendingId });
    expect(await run()).toMatchObject({ sent: 3 });
  });

  it('a script that waits until all is drained waits for the hold, and no longer than it says', async () => {
    const clock = { ...test.clock, now: () => new Date() };
    const own = await createTestApp({ clock: { ...clock, set: () => undefined, forward: () => undefined } });
    await setMail(own.client, server.port);
    await importOffices(own, manyOffices(2));
    const { versionId } = await approveVersion(own.client, await createIncident(own.client));
    await own.client.deliveries.queue({ versionId, holdSeconds: 1 });
    expect(await own.client.deliveries.run({ until: 'drained', maxSeconds: 30 })).toMatchObject({ sent: 2 });
    at = (point) => (point === 'RCPT' ? '451 4.3.0 Later' : undefined);
    await own.client.deliveries.resend({ versionId, officeCodes: ['0001'], reason: '届いていないとの電話' });
    expect(await own.client.deliveries.run({ until: 'drained', maxSeconds: 0.5 })).toMatchObject({ sent: 0, retry: 1 });
    await own.close();
  });
});

describe('the limits of a contract', () => {
  it('no more mails in 24 hours than allowed: the rest waits for its day, and the screen says until when', async () => {
    const versionId = await version(8);
    await test.client.settings.update({ mail: mailBy(server.port, { perDay: 5 }) });
    await test.client.deliveries.queue({ versionId });
    expect(await run()).toMatchObject({ sent: 5 });
    expect(server.accepted()).toHaveLength(5);
    const { resting, waiting } = await status(versionId);
    expect([resting?.why, resting?.until.slice(0, 19), waiting]).toEqual(['day_limit', '2026-06-09T01:00:00', 3]);
    test.clock.forward(23 * HOUR);
    expect(await run()).toMatchObject({ sent: 0 });
    test.clock.forward(HOUR + MINUTE);
    expect(await run()).toMatchObject({ sent: 3 });
  });

  it('mail leaves only in the hours that are set, on business days', async () => {
    const versionId = await version();
    const hours = { from: '09:00', to: '18:00', businessDays: true };
    await test.client.settings.update({ mail: mailBy(server.port, { hours }) });
    // Friday 19:00 in Japan.
    test.clock.set('2026-06-12T10:00:00.000Z');
    await test.client.deliveries.queue({ versionId });
    expect(await run()).toMatchObject({ sent: 0 });
    expect((await status(versionId)).resting).toMatchObject({ why: 'closed_hours', until: '2026-06-15T00:00:00.000Z' });
    test.clock.set('2026-06-15T00:00:00.000Z');
    expect(await run()).toMatchObject({ sent: 3 });
  });

  it('a provider that refuses everything we say stops the sending after five, with its words and the way on', async () => {
    const versionId = await version(20);
    at = (point) => (point === 'dot' ? '554 5.7.1 Message rejected as spam' : undefined);
    await test.client.deliveries.queue({ versionId });
    const { failed } = await run();
    expect(failed).toBeGreaterThanOrEqual(5);
    expect(failed).toBeLessThan(11);
    expect(await status(versionId)).toMatchObject({
      paused: true,
      pausedBy: { cause: 'content_refused', response: '554 5.7.1 Message rejected as spam' },
    });
    at = undefined;
    expect(await run()).toMatchObject({ sent: 0 });
    await test.client.deliveries.resume({});
    expect((await status(versionId)).pausedBy).toBeNull();
    expect(await run()).toMatchObject({ sent: 20 - failed });
    expect(await test.client.deliveries.retry({ versionId, cause: 'content_refused' })).toEqual({ queued: failed });
    expect(await run()).toMatchObject({ sent: failed });
  });

  it('five mailboxes in a row that do not exist stop nothing', async () => {
    const versionId = await version(20);
    at = (point) => (point === 'RCPT' ? '550 5.1.1 User unknown' : undefined);
    await test.client.deliveries.queue({ versionId });
    expect(await run()).toMatchObject({ failed: 20 });
    expect((await status(versionId)).paused).toBe(false);
  });

  it.each([
    { words: '451 4.7.26 Unauthenticated mail', cause: 'sender_refused', stops: true },
    { words: '452 4.2.2 Mailbox full', cause: 'mailbox_full', stops: false },
  ])('mails given up count by what the server had said: $words, stops: $stops', async ({ words, cause, stops }) => {
    const versionId = await version(20);
    at = (point) => (point === 'RCPT' ? words : undefined);
    await test.client.deliveries.queue({ versionId });
    expect(await run()).toMatchObject({ retry: 20, failed: 0 });
    expect((await status(versionId)).paused).toBe(false);
    test.clock.forward(49 * HOUR);
    const { failed } = await run();
    expect(await status(versionId)).toMatchObject({
      paused: stops,
      pausedBy: stops ? { cause, response: words } : null,
    });
    expect(failed).toBeGreaterThanOrEqual(5);
    expect(failed < 20).toBe(stops);
    // What is counted and shown of them is that they were given up.
    await test.client.deliveries.resume({});
    expect(await test.client.deliveries.retry({ versionId, cause: 'gave_up' })).toEqual({ queued: failed });
  });
});

describe('a mail to oneself', () => {
  it('says that the settings work, and is kept with no version', async () => {
    const { response } = await test.client.deliveries.test({ to: 'me@example.jp' });
    expect(response).toContain('250');
    expect(server.accepted().map((mail) => mail.to)).toEqual([['me@example.jp']]);
    expect(await statesOf(test)).toEqual({});
  });

  it('of a version is what an office would get, without the number that would make an answer count', async () => {
    const versionId = await version();
    await test.client.deliveries.test({ to: 'me@example.jp', versionId, officeCode: '0002' });
    const mail = await simpleParser(server.accepted()[0]?.source ?? '');
    expect(mail.subject).toBe('【試し】障害のお知らせ');
    expect(mail.text).toContain('事業所0002 御中');
    expect(mail.text).not.toContain('確認番号');
    expect(await statesOf(test)).toEqual({});
  });

  it('that is refused says so in the server’s words', async () => {
    at = (point) => (point === 'RCPT' ? '550 5.1.1 User unknown' : undefined);
    await expect(test.client.deliveries.test({ to: 'me@example.jp' })).rejects.toMatchObject({
      code: 'mail_refused',
      data: { response: expect.stringContaining('5.1.1') },
    });
  });
});

describe('once more', () => {
  it('to a chosen few with a reason: each a new mail, nobody else any', async () => {
    const versionId = await version(4);
    await test.client.deliveries.queue({ versionId });
    await run();
    const again = { versionId, officeCodes: ['0002', '0003'], reason: '届いていないとの電話' };
    expect(await test.client.deliveries.resend(again)).toEqual({ queued: 2 });
    expect(await run()).toMatchObject({ sent: 2 });
    const to = server.accepted().map((mail) => mail.to[0]);
    expect(to.filter((address) => address === 'office0002@example.jp')).toHaveLength(2);
    expect(to.filter((address) => address === 'office0001@example.jp')).toHaveLength(1);
    expect(new Set(server.accepted().map((mail) => mail.messageId)).size).toBe(6);
    const orders = await test.store.read.selectFrom('sendings').select(['kind', 'reason']).execute();
    expect(orders).toContainEqual({ kind: 'resend', reason: '届いていないとの電話' });
    const unknown = { ...again, officeCodes: ['0002', '9999'] };
    await expect(test.client.deliveries.resend(unknown)).rejects.toMatchObject({ code: 'unknown_office' });
  });
});
