import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jobs } from '../../electron/jobs.ts';
import { MailError, type Mailer, type OutgoingMail } from '../../electron/ports/mailer.ts';
import { createThreadMailers, type ThreadMailers } from '../../electron/ports/mailThread.ts';
import { createThreads, type Threads } from '../../electron/ports/threads.ts';
import { mailBy } from '../support/sending.ts';
import { type SmtpOptions, type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';

let server: SmtpServer;
let at: SmtpOptions['at'];
let mailers: ThreadMailers;
let mailer: Mailer;
/** Ends the thread as if it had crashed. */
let crash: AbortController;

beforeEach(async () => {
  at = undefined;
  server = await startSmtpServer({ at: (point, address) => at?.(point, address) });
  crash = new AbortController();
  const threads = createThreads(jobs);
  const frail: Threads<typeof jobs> = {
    run: (name, input, options) => threads.run(name, input, { ...options, signal: crash.signal }),
  };
  mailers = createThreadMailers(frail);
  mailer = mailers.createMailer(mailBy(server.port), null);
});
afterEach(async () => {
  mailer.close();
  mailers.close();
  await server.close();
});

function mail(n: number, more: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    to: `office${n}@example.jp`,
    subject: `第1報 ${n}`,
    text: '障害のお知らせ',
    messageId: `<m${n}@example.jp>`,
    beforeFinalDot: async () => undefined,
    ...more,
  };
}

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a mailer on a thread of its own', () => {
  test('asks before each final dot, and brings every byte of every file', async () => {
    const content = new Uint8Array(300_000).map((_, i) => (i * 31) % 251);
    const attachments = [{ name: '様式.pdf', mediaType: 'application/pdf', content }];
    const order: string[] = [];
    at = (point, address) => void (point === 'dot' && order.push(`dot ${address}`));
    const send = (n: number) =>
      mailer.send(mail(n, { attachments, beforeFinalDot: async () => void order.push(`asked office${n}@example.jp`) }));
    const numbers = Array.from({ length: 12 }, (_, n) => n);
    const answers = await Promise.all(numbers.map(send));
    expect(answers.every((words) => words.startsWith('250'))).toBe(true);
    for (const n of numbers) {
      const address = `office${n}@example.jp`;
      expect(order.filter((line) => line.endsWith(address))).toEqual([`asked ${address}`, `dot ${address}`]);
    }
    expect(server.accepted()).toHaveLength(12);
    for (const { source, to, messageId } of server.accepted()) {
      const parsed = await simpleParser(source);
      expect([parsed.messageId, `office${messageId.slice(2, messageId.indexOf('@'))}@example.jp`]).toEqual([
        messageId,
        to[0],
      ]);
      expect(parsed.attachments.map((file) => [file.filename, sha(file.content)])).toEqual([
        ['様式.pdf', sha(content)],
      ]);
    }
  });

  test('no dot goes out that was refused, nor before the answer', async () => {
    const asked = Promise.withResolvers<void>();
    const allowed = Promise.withResolvers<void>();
    const first = mailer.send(
      mail(1, {
        beforeFinalDot: () => {
          asked.resolve();
          return allowed.promise;
        },
      }),
    );
    const refused = mailer.send(mail(2, { beforeFinalDot: () => Promise.reject(new Error('taken back')) }));
    await expect(refused).rejects.toMatchObject({ ofSession: false });
    await asked.promise;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.transactions).toEqual([]);
    allowed.resolve();
    expect(await first).toMatch(/^250/);
    expect(server.transactions.map(({ messageId }) => messageId)).toEqual(['<m1@example.jp>']);
  });

  test('what the server refuses comes over as it was said', async () => {
    at = (point, address) => (point === 'RCPT' && address.startsWith('office1') ? '550 5.1.1 no such user' : undefined);
    const error = await mailer.send(mail(1)).catch((caught) => caught);
    expect(error).toBeInstanceOf(MailError);
    expect(error).toMatchObject({ code: 550, ofSession: false });
    expect(error.message).toContain('no such user');
    expect(await mailer.send(mail(2))).toMatch(/^250/);
  });

  test('closed, or its thread gone: every mail under way ends as a failure of the session', async () => {
    at = (point) => (point === 'dot' ? new Promise(() => undefined) : undefined);
    const dots: number[] = [];
    const send = (n: number) => mailer.send(mail(n, { beforeFinalDot: async () => void dots.push(1) }));
    const underWay = Promise.allSettled([send(1), send(2)]);
    while (dots.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    crash.abort(new Error('the thread died'));
    for (const each of await underWay) expect(each).toMatchObject({ status: 'rejected', reason: { ofSession: true } });
    // Nor does a mail that comes after it wait for ever.
    await expect(send(9)).rejects.toMatchObject({ ofSession: true });

    mailers.close();
    mailers = createThreadMailers(createThreads(jobs));
    mailer = mailers.createMailer(mailBy(server.port), null);
    const closing = mailer.send(mail(3, { beforeFinalDot: async () => void dots.push(1) }));
    while (dots.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    mailer.close();
    await expect(closing).rejects.toMatchObject({ ofSession: true });
    await expect(mailer.send(mail(4))).rejects.toMatchObject({ ofSession: true });
  });

  test('the next mailer goes by the same thread, and a mailer closed twice does not touch it', async () => {
    let starts = 0;
    const threads = createThreads(jobs);
    const counted: Threads<typeof jobs> = {
      run: (name, input, options) => {
        starts += 1;
        return threads.run(name, input, options);
      },
    };
    const own = createThreadMailers(counted);
    const first = own.createMailer(mailBy(server.port), null);
    expect(await first.send(mail(1))).toMatch(/^250/);
    first.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const second = own.createMailer(mailBy(server.port), null);
    const going = second.send(mail(2, { beforeFinalDot: async () => first.close() }));
    expect(await going).toMatch(/^250/);
    expect(starts).toBe(1);
    // One that is not closed has its thread to itself.
    const third = own.createMailer(mailBy(server.port), null);
    expect(await third.send(mail(3))).toMatch(/^250/);
    expect(await second.send(mail(4))).toMatch(/^250/);
    expect(starts).toBe(2);
    for (const one of [second, third, own]) one.close();
    expect(server.accepted()).toHaveLength(4);
  });
});
