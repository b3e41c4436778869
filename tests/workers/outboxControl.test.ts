import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginTerm } from '../../db/queries/sending.ts';
import { systemClock } from '../../electron/ports/clock.ts';
import { CONNECTIONS } from '../../electron/ports/mailer.ts';
import { createPace } from '../../electron/workers/limits.ts';
import { manyOffices } from '../support/builders.ts';
import { temporaryFolder } from '../support/engines.ts';
import { brokenPromises, HOUR, mailBy, mailRows, queueVersion, statesOf } from '../support/sending.ts';
import { type SmtpOptions, type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const nothing = { sent: 0, retry: 0, failed: 0, inDoubt: 0 };

let app: TestApp;
let server: SmtpServer;
let at: SmtpOptions['at'];
/** Times (ms) at which the server took a mail. */
let times: number[];
const others: (() => Promise<void>)[] = [];

beforeEach(async () => {
  at = undefined;
  times = [];
  app = await createTestApp();
  server = await startSmtpServer({
    at: (point, address) => {
      if (point === 'dot') times.push(performance.now());
      return at?.(point, address);
    },
  });
});
afterEach(async () => {
  expect(await brokenPromises(app)).toEqual([]);
  await app.close();
  for (const close of others.splice(0).reverse()) await close();
  await server.close();
});
const run = () => app.client.deliveries.run({});

describe('the clerk at the wheel', () => {
  test('paused: nothing more is claimed until resumed', async () => {
    const versionId = await queueVersion(app, server.port, manyOffices(40));
    at = async (point) => {
      if (point === 'dot' && server.transactions.length === 10) await app.client.deliveries.pause({});
      return undefined;
    };
    const { sent } = await run();
    expect(sent).toBeGreaterThanOrEqual(10);
    // What is under way still goes; what was only claimed waits again.
    expect(sent).toBeLessThanOrEqual(10 + CONNECTIONS);
    expect(await statesOf(app)).toEqual({ sent, queued: 40 - sent });
    expect((await app.client.deliveries.status({ versionId })).paused).toBe(true);
    expect(await run()).toEqual(nothing);
    await app.client.deliveries.resume({});
    expect(await run()).toEqual({ ...nothing, sent: 40 - sent });
    expect(server.accepted()).toHaveLength(40);
  });

  test('cancelled: what the server does not have is taken back, also the mails under way', async () => {
    const versionId = await queueVersion(app, server.port, manyOffices(40));
    let cancelled = 0;
    at = async (point) => {
      if (point === 'dot' && server.transactions.length === 10) {
        ({ cancelled } = await app.client.deliveries.cancel({ versionId }));
      }
      return undefined;
    };
    const report = await run();
    expect(report).toEqual({ ...nothing, sent: 40 - cancelled });
    expect(await statesOf(app)).toEqual({ sent: 40 - cancelled, cancelled });
    expect(cancelled).toBeGreaterThanOrEqual(26);
    expect(server.transactions).toHaveLength(40 - cancelled);
    const { rows, total } = await app.client.deliveries.list({ versionId, states: ['cancelled'] });
    expect([rows.length, total]).toEqual([cancelled, cancelled]);
    expect(await run()).toEqual(nothing);
  });

  test('600 a minute leave evenly, one every tenth of a second', async () => {
    await queueVersion(app, server.port, manyOffices(16));
    await app.client.settings.update({ mail: mailBy(server.port, { perMinute: 600 }) });
    expect(await run()).toEqual({ ...nothing, sent: 16 });
    const whole = (times.at(-1) ?? 0) - (times[0] ?? 0);
    // Fifteen gaps; on a busy machine the first mail may come late.
    expect(whole).toBeGreaterThan(1000);
  });

  test('after a wait that was too long nothing is made up for in a burst', async () => {
    const pace = createPace();
    const began: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      await pace.wait(1200, new AbortController().signal);
      began.push(performance.now());
      if (n === 2) await new Promise((resolve) => setTimeout(resolve, 200));
    }
    // One every twentieth of a second; a timer may fire a little early.
    const gaps = began.slice(1).map((time, i) => time - (began[i] ?? 0));
    expect(gaps.filter((gap) => gap < 48)).toEqual([]);
  });

  test('a server changed in the middle: the rest goes by the new one', async () => {
    const second = await startSmtpServer();
    others.push(second.close);
    await queueVersion(app, server.port, manyOffices(40));
    at = async (point) => {
      if (point === 'dot' && server.transactions.length === 10) {
        await app.client.settings.update({ mail: mailBy(second.port) });
      }
      return undefined;
    };
    expect(await run()).toEqual({ ...nothing, sent: 40 });
    expect(second.accepted().length).toBeGreaterThan(15);
    expect(server.accepted().length + second.accepted().length).toBe(40);
  });

  test('in the window the outbox goes by itself, and what is queued later goes at once', async () => {
    await app.app.start();
    await queueVersion(app, server.port, manyOffices(3));
    await until(async () => (await statesOf(app)).sent === 3);
    expect(server.accepted()).toHaveLength(3);
    expect(app.log).toEqual([]);
  });
});

describe('a stop and a start', () => {
  async function second(folder: string): Promise<TestApp> {
    const opened = await createTestApp({ folder });
    others.push(opened.close);
    return opened;
  }
  async function inFolder(count: number) {
    const { folder, remove } = await temporaryFolder();
    others.push(remove);
    const first = await createTestApp({ folder });
    const versionId = await queueVersion(first, server.port, manyOffices(count));
    return { folder, first, versionId };
  }

  test('after a crash "sending" waits again, "handed" is in doubt, all else stays', async () => {
    const { folder, first } = await inFolder(9);
    const states = ['sending', 'handed', 'sent', 'retry', 'failed', 'in_doubt', 'cancelled', 'sending', 'handed'];
    await first.store.write(async (tx) => {
      for (const [i, state] of states.entries()) {
        const { recipient_id } = await tx
          .updateTable('deliveries')
          .set({ state, attempts: 1, next_at: '2027-01-01T00:00:00.000Z' })
          .where('id', '=', i + 1)
          .returning('recipient_id')
          .executeTakeFirstOrThrow();
        await tx.updateTable('recipients').set({ delivery_state: state }).where('id', '=', recipient_id).execute();
      }
    });
    await first.close();
    const again = await second(folder);
    expect(await again.client.deliveries.run({})).toEqual(nothing);
    const after = ['queued', 'in_doubt', 'sent', 'retry', 'failed', 'in_doubt', 'cancelled', 'queued', 'in_doubt'];
    expect((await mailRows(again)).map((mail) => mail.state)).toEqual(after);
    expect(again.log).toEqual(['after a stop: 2 queued, 2 in doubt']);
    const { rows } = await again.client.audit.list({});
    expect(rows.map((row) => row.action)).toContain('deliveries.recover');
    expect(server.transactions).toEqual([]);
    expect(await brokenPromises(again)).toEqual([]);
  });

  test('closed in the middle: within seconds, mails not handed over wait again, those without answer are in doubt', async () => {
    const { folder, first } = await inFolder(8);
    at = async (point, address) => {
      const stuck = address === 'office0001@example.jp' ? 'RCPT' : address === 'office0002@example.jp' ? 'dot' : '';
      if (point === stuck) await new Promise(() => undefined);
      return undefined;
    };
    await first.app.start();
    await until(async () => (await statesOf(first)).sent === 6);
    await until(async () => (await statesOf(first)).handed === 1);
    const began = performance.now();
    await first.close();
    expect(performance.now() - began).toBeLessThan(8000);
    at = undefined;
    const again = await second(folder);
    expect(await statesOf(again)).toEqual({ sent: 6, queued: 1, in_doubt: 1 });
    expect(again.log).toEqual([]);
    expect(await again.client.deliveries.run({})).toEqual({ ...nothing, sent: 1 });
  });

  test('two programs on one register: only one sends, and the other takes over when it has gone', async () => {
    const { folder, first } = await inFolder(20);
    const other = await second(folder);
    at = async (point) => {
      if (point === 'dot' && server.transactions.length === 5) {
        await expect(other.client.deliveries.run({})).rejects.toMatchObject({ code: 'sender_elsewhere' });
      }
      return undefined;
    };
    expect(await first.client.deliveries.run({})).toEqual({ ...nothing, sent: 20 });
    expect(server.accepted()).toHaveLength(20);
    await first.app.start();
    await until(async () => (await refusedBy(other)) === 'sender_elsewhere');
    await first.close();
    expect(await other.client.deliveries.run({})).toEqual(nothing);
  });

  test('a mail another sender has claimed anew can neither be handed over nor recorded by the first', async () => {
    await queueVersion(app, server.port, manyOffices(1));
    at = async (point) => {
      // What a second sender does that took this one for dead: recover, and claim again.
      if (point === 'DATA') {
        await app.store.write((tx) => tx.updateTable('deliveries').set({ state: 'sending', attempts: 2 }).execute());
      }
      return undefined;
    };
    expect(await run()).toEqual(nothing);
    expect(server.transactions).toEqual([]);
    expect((await mailRows(app))[0]).toMatchObject({ state: 'sending', attempts: 2 });
  });

  test('a sender that was overtaken hands nothing more over and claims nothing more', async () => {
    await queueVersion(app, server.port, manyOffices(60));
    let terms = 0;
    at = async (point) => {
      // Another program became the sender while the line to the register was cut; this one has not heard of it.
      if (point === 'DATA' && terms === 0) {
        terms = await app.store.write((tx) => beginTerm(tx, 'other-pc', app.clock.now().toISOString()));
      }
      return undefined;
    };
    await expect(run()).rejects.toMatchObject({ code: 'sender_elsewhere', data: { owner: 'other-pc' } });
    const before = server.transactions.length;
    expect(before).toBeLessThan(60);
    expect(server.accepted()).toHaveLength((await statesOf(app)).sent ?? 0);
    // The lock is its own again: a new term, and the rest goes, each once.
    expect((await run()).sent).toBeGreaterThan(0);
    app.clock.forward(HOUR);
    await run();
    expect(await statesOf(app)).toEqual({ sent: 60 });
    expect(new Set(server.accepted().map((mail) => mail.messageId)).size).toBe(server.accepted().length);
  });

  test('the clock port is not what paces: mails go out also while it stands still', async () => {
    expect(app.clock.now()).not.toEqual(systemClock.now());
    await queueVersion(app, server.port, manyOffices(2));
    await app.client.settings.update({ mail: mailBy(server.port, { perMinute: 6000 }) });
    expect(await run()).toEqual({ ...nothing, sent: 2 });
    app.clock.forward(HOUR);
    expect(await run()).toEqual(nothing);
  });
});

async function refusedBy(test: TestApp): Promise<string | null> {
  return test.client.deliveries.run({}).then(
    () => null,
    (error: { code: string }) => error.code,
  );
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it never came true');
}
