import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manyOffices } from '../support/builders.ts';
import {
  brokenPromises,
  dwellingMailer,
  HOUR,
  hastyMailer,
  mailBy,
  mailRows,
  onlyMail,
  queueVersion,
  statesOf,
} from '../support/sending.ts';
import {
  DROP,
  type Point,
  SILENCE,
  type SmtpOptions,
  type SmtpServer,
  startSmtpServer,
  type Turn,
} from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const nothing = { sent: 0, retry: 0, failed: 0, inDoubt: 0 };

let app: TestApp;
let server: SmtpServer;
let at: SmtpOptions['at'];

beforeEach(async () => {
  at = undefined;
  app = await createTestApp({ createMailer: dwellingMailer(100) });
  server = await startSmtpServer({ at: (point, address) => at?.(point, address) });
});
afterEach(async () => {
  expect(await brokenPromises(app)).toEqual([]);
  await app.close();
  await server.close();
});
const run = () => app.client.deliveries.run({});

const retry = { ...nothing, retry: 1 };
const before: Point[] = ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body'];
const CLOSING = '421 4.3.2 Going down';
const cases: [string, Point, Turn, typeof nothing][] = [
  ...before.map((point): [string, Point, Turn, typeof nothing] => ['drops the line', point, DROP, retry]),
  ...before.map((point): [string, Point, Turn, typeof nothing] => [
    'falls silent',
    point,
    SILENCE,
    // To the client a silence in the text is a silence after it.
    point === 'body' ? { ...nothing, inDoubt: 1 } : retry,
  ]),
  ...before.map((point): [string, Point, Turn, typeof nothing] => ['says 421', point, CLOSING, retry]),
  ...before.map((point): [string, Point, Turn, typeof nothing] => ['talks nonsense', point, 'hello', retry]),
  ['drops the line', 'dot', DROP, { ...nothing, inDoubt: 1 }],
  ['falls silent', 'dot', SILENCE, { ...nothing, inDoubt: 1 }],
  ['talks nonsense', 'dot', 'hello', { ...nothing, inDoubt: 1 }],
  ['says 421', 'dot', CLOSING, retry],
  ['drops the line', 'answered', DROP, { ...nothing, sent: 1 }],
  ['falls silent', 'answered', SILENCE, { ...nothing, sent: 1 }],
  ['refuses in the middle of the text', 'body', '552 5.3.4 Too big', { ...nothing, failed: 1 }],
  ['accepts before the text has ended', 'body', '250 Ok', retry],
];

describe('a server that fails half-way', () => {
  test.each(cases)('%s at %s: %s', async (_what, where, turn, expected) => {
    at = (point) => (point === where ? turn : undefined);
    await queueVersion(app, server.port, manyOffices(1));
    expect(await run()).toEqual(expected);
    expect(server.transactions).toHaveLength(where === 'dot' || where === 'answered' ? 1 : 0);
    // Only the outbox decides about a second try.
    expect(server.connections()).toBe(1);

    // The server is well again: what it cannot have is sent once, all else stays as it is.
    at = undefined;
    app.clock.forward(HOUR);
    expect((await run()).sent).toBe(expected.retry);
    app.clock.forward(HOUR);
    expect(await run()).toEqual(nothing);
    expect(server.accepted()).toHaveLength(expected.retry + expected.sent);
    const { state } = await onlyMail(app);
    expect(state).toBe(expected.inDoubt ? 'in_doubt' : expected.failed ? 'failed' : 'sent');
  });

  test('a mail whose failure is known gets no final dot, even if its text could still end', async () => {
    at = (point) => (point === 'body' ? '552 5.3.4 Too big' : undefined);
    const failed = Promise.withResolvers<void>();
    const mailer = hastyMailer()(mailBy(server.port), null);
    const mail = { to: 'one@example.jp', subject: '件名', text: '本文', messageId: '<1@example.jp>' };
    const sending = mailer.send({ ...mail, beforeFinalDot: () => failed.promise });
    await expect(sending).rejects.toMatchObject({ code: 552, ofSession: false });
    failed.resolve();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(server.transactions).toEqual([]);
    mailer.close();
  });

  test('one connection in three is lost: nothing is sent twice, nothing is lost', async () => {
    // Counted per point: which connection comes first is chance, how often each point is lost is not.
    const seen = new Map<Point, number>();
    at = (point) => {
      const times = (seen.get(point) ?? 0) + 1;
      seen.set(point, times);
      return times % 20 === 0 ? DROP : undefined;
    };
    await queueVersion(app, server.port, manyOffices(60));
    for (let left = 60; left > 0 && (await waiting()) > 0; left -= 1) {
      await run();
      app.clock.forward(HOUR);
    }
    const mails = await mailRows(app);
    const accepted = server.accepted().map((mail) => mail.messageId);
    expect(new Set(accepted).size).toBe(accepted.length);
    const sent = mails.filter((mail) => mail.state === 'sent').map((mail) => mail.message_id);
    const doubtful = mails.filter((mail) => mail.state === 'in_doubt').map((mail) => mail.message_id);
    expect(sent.length + doubtful.length).toBe(60);
    expect(doubtful.length).toBeGreaterThan(0);
    expect(accepted.sort()).toEqual(sent.sort());
  });
});

describe('a slow server', () => {
  test('answers in crumbs: every mail arrives once', async () => {
    const patient = await createTestApp();
    const slow = await startSmtpServer({ crumbsMs: 50 });
    await queueVersion(patient, slow.port, manyOffices(5));
    expect(await patient.client.deliveries.run({})).toEqual({ ...nothing, sent: 5 });
    expect(slow.accepted()).toHaveLength(5);
    await patient.close();
    await slow.close();
  });

  test('answers in crumbs without end: the mail is given back after a while', async () => {
    const impatient = await createTestApp({
      createMailer: hastyMailer({ whole: 1500, greeting: 5000, connect: 5000 }),
    });
    const slow = await startSmtpServer({
      crumbsMs: 20,
      at: (point) => (point === 'MAIL' ? '2'.repeat(200) : undefined),
    });
    await queueVersion(impatient, slow.port, manyOffices(1));
    expect(await impatient.client.deliveries.run({})).toEqual(retry);
    expect((await onlyMail(impatient)).response).toMatch(/too long/);
    await impatient.close();
    await slow.close();
  });

  test('one mail that hangs does not hold up the others', async () => {
    const answered: string[] = [];
    at = async (point, address) => {
      if (point === 'dot') answered.push(address);
      if (point === 'RCPT' && address === 'office0001@example.jp') await until(() => answered.length === 29);
      return undefined;
    };
    const patient = await createTestApp();
    await queueVersion(patient, server.port, manyOffices(30));
    expect(await patient.client.deliveries.run({})).toEqual({ ...nothing, sent: 30 });
    expect(answered.at(-1)).toBe('office0001@example.jp');
    await patient.close();
  });
});

describe('a server that fails every mail alike', () => {
  test('nothing listens: after five tries the outbox rests, and the others keep waiting untouched', async () => {
    const { port } = server;
    await server.close();
    const versionId = await queueVersion(app, port, manyOffices(30));
    expect(await run()).toEqual({ ...nothing, retry: 5 });
    expect(await statesOf(app)).toEqual({ retry: 5, queued: 25 });
    expect((await mailRows(app)).map((mail) => mail.attempts).sort()).toEqual([
      ...Array(25).fill(0),
      ...Array(5).fill(1),
    ]);
    const { resting } = await app.client.deliveries.status({ versionId });
    expect(resting?.reason).toMatch(/ECONNREFUSED/);

    server = await startSmtpServer({}, port);
    expect(await run()).toEqual({ ...nothing, sent: 25 });
    app.clock.forward(HOUR);
    expect(await run()).toEqual({ ...nothing, sent: 5 });
    expect(server.accepted()).toHaveLength(30);
  });

  test('the login is refused: mails wait, however long it takes, and go once it is mended', async () => {
    const guarded = await startSmtpServer({ login: { user: 'clerk', password: 'right' } });
    await queueVersion(app, guarded.port, manyOffices(3));
    const mail = mailBy(guarded.port, { user: 'clerk' });
    await app.client.settings.update({ mail, password: 'wrong' });
    for (let day = 0; day < 4; day += 1) {
      expect(await run()).toEqual({ ...nothing, retry: 3 });
      expect((await mailRows(app))[0]?.response).toBe('535 5.7.8 Bad credentials');
      app.clock.forward(24 * HOUR);
    }
    await app.client.settings.update({ password: 'right' });
    expect(await run()).toEqual({ ...nothing, sent: 3 });
    await guarded.close();
  });

  test('a login is asked for and none is set: mails wait', async () => {
    const guarded = await startSmtpServer({ login: { user: 'clerk', password: 'right' } });
    await queueVersion(app, guarded.port, manyOffices(8));
    expect((await run()).failed).toBe(0);
    expect((await mailRows(app))[0]?.response).toBe('530 5.7.0 Log in');
    expect(guarded.transactions).toEqual([]);
    await guarded.close();
  });
});

async function waiting(): Promise<number> {
  const states = await statesOf(app);
  return (states.queued ?? 0) + (states.retry ?? 0);
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
}
