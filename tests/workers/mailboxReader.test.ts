import { beforeEach, describe, expect, it } from 'vitest';
import { createImapMailbox } from '../../electron/ports/mailbox.ts';
import { type Identity, identities } from '../fixtures/certificates.ts';
import { type ImapOptions, type ImapServer, startImapServer } from '../support/imapServer.ts';
import { mailboxAt, mailOf, type SentVersion, sendVersion } from '../support/replies.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const OFFICES = Array.from({ length: 12 }, (_, at) => ({ code: String(at + 1), mail: `office${at + 1}@example.jp` }));
const HASTY = { connect: 3000, greeting: 3000, silence: 3000 };

let test: TestApp;
let sent: SentVersion;
let server: ImapServer | undefined;

beforeEach(async () => {
  test = await createTestApp({
    createMailbox: (settings, password) => createImapMailbox(settings, password, HASTY),
  });
  sent = await sendVersion(test, OFFICES);
  return async () => {
    await test.close();
    await server?.close();
    server = undefined;
  };
});

async function readFrom(options: ImapOptions, more: Parameters<typeof mailboxAt>[1] = {}): Promise<ImapServer> {
  server = await startImapServer(options);
  await test.client.settings.update({ mailbox: mailboxAt(server.port, more), mailboxPassword: 'secret' });
  return server;
}

const reply = (code: string) =>
  mailOf({ from: `office${code}@example.jp`, subject: sent.codes.get(code) ?? '', body: '確認しました。' });

const recorded = () => test.store.read.selectFrom('acknowledgements').select('office_id').execute();

describe('the reader of the mailbox', () => {
  it('that loses the line in the middle goes on where it was: nothing is lost, nothing counts twice', async () => {
    let fetches = 0;
    const running = await readFrom({
      at: (command) => {
        if (!command.startsWith('UID FETCH')) return undefined;
        fetches += 1;
        return fetches % 4 === 0 ? 'drop' : undefined;
      },
    });
    for (const { code } of OFFICES) running.put(reply(code));
    let failures = 0;
    for (let turn = 0; turn < 10; turn += 1) {
      const done = await test.client.mailbox.fetch({}).catch(() => null);
      if (done) break;
      failures += 1;
    }
    expect(failures).toBeGreaterThan(2);
    expect(await recorded()).toHaveLength(OFFICES.length);
    expect((await test.client.mailbox.status({})).trouble).toBeNull();
  });

  it('that is killed between the taking of two mails, or before the taking was committed, reads them again', async () => {
    const running = await readFrom({});
    for (const { code } of OFFICES) running.put(reply(code));
    // What a kill before the commit leaves behind: the third mail's transaction never was.
    let writes = 0;
    const write = test.store.write;
    test.store.write = async (work, options) => {
      writes += 1;
      if (writes === 3) throw new Error('killed');
      return write(work, options);
    };
    await expect(test.client.mailbox.fetch({})).rejects.toThrow();
    test.store.write = write;
    expect(await recorded()).toHaveLength(2);
    expect(await test.client.mailbox.fetch({})).toMatchObject({ read: OFFICES.length - 2, known: 0 });
    expect(await recorded()).toHaveLength(OFFICES.length);
  });

  it('reads by itself once it was started', async () => {
    const running = await readFrom({}, { everyMinutes: 1 });
    for (const { code } of OFFICES) running.put(reply(code));
    await test.app.start();
    for (let tries = 0; tries < 200 && (await recorded()).length === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect((await recorded()).length).toBeGreaterThan(0);
  });

  it('takes a mail in once though it lies in two folders, and though only its way differs', async () => {
    const running = await readFrom({});
    const source = reply('1');
    running.put(source);
    running.put(source);
    running.put(Buffer.concat([Buffer.from('Received: from another.example.jp\r\n'), source]));
    expect(await test.client.mailbox.fetch({})).toMatchObject({ read: 2, known: 1, acknowledged: 1, ignored: 1 });
    expect(await recorded()).toHaveLength(1);
    const rows = await test.store.read.selectFrom('mail_places').select('uid').execute();
    expect(rows).toHaveLength(3);
  });

  it('reads a mail of another hand under a used Message-ID as a mail of its own', async () => {
    const running = await readFrom({});
    const messageId = '<same@example.jp>';
    const make = (code: string) =>
      mailOf({
        from: `office${code}@example.jp`,
        subject: sent.codes.get(code) ?? '',
        body: '確認しました。',
        messageId,
      });
    running.put(make('1'));
    running.put(make('2'));
    expect(await test.client.mailbox.fetch({})).toMatchObject({ acknowledged: 2 });
  });

  it('reads a large mail on a thread, and of one with hundreds of parts the head alone', async () => {
    const running = await readFrom({});
    const slip = sent.codes.get('1') ?? '';
    const long = '本文です。'.repeat(20_000);
    running.put(mailOf({ from: 'office1@example.jp', subject: '確認', body: `確認しました。${slip}\n\n${long}` }));
    const parts = Array.from({ length: 300 }, () => '--b\r\nContent-Type: text/plain\r\n\r\nx').join('\r\n');
    const head = `From: office2@example.jp\r\nSubject: ${sent.codes.get('2')}\r\nContent-Type: multipart/mixed; boundary=b`;
    running.put(`${head}\r\n\r\n${parts}\r\n--b--\r\n`);
    expect(await test.client.mailbox.fetch({})).toMatchObject({ acknowledged: 1, toCheck: 1 });
    const { rows } = await test.client.mailbox.list({});
    expect(rows[0]).toMatchObject({ reason: 'unreadable', officeCode: '2' });
  });

  it('leaves mails alone that came before anything was sent', async () => {
    const running = await readFrom({});
    running.put(reply('1'), 'INBOX', new Date('2020-01-01T00:00:00Z'));
    expect(await test.client.mailbox.fetch({})).toMatchObject({ read: 0 });
  });
});

describe('without a trusted line', () => {
  const bad: [string, Identity, 'start' | 'starttls'][] = [
    ['a self-signed certificate', identities.right, 'start'],
    ['a certificate of another name', identities.otherName, 'start'],
    ['an expired certificate', identities.expired, 'start'],
    ['a self-signed certificate after STARTTLS', identities.right, 'starttls'],
  ];

  it.each(bad)('with %s neither user nor password is said', async (_what, identity, from) => {
    const security = from === 'start' ? 'tls' : 'starttls';
    const running = await readFrom({ tls: { identity, from } }, { security });
    await expect(test.client.mailbox.fetch({})).rejects.toMatchObject({ code: 'mailbox_failed' });
    expect(running.heard.filter((line) => /LOGIN|AUTHENTICATE|secret|kumiai/i.test(line))).toEqual([]);
  });

  it('with STARTTLS taken out by somebody between nothing is said in clear', async () => {
    const running = await readFrom({}, { security: 'starttls' });
    await expect(test.client.mailbox.fetch({})).rejects.toMatchObject({ code: 'mailbox_failed' });
    expect(running.heard.filter((line) => /LOGIN|AUTHENTICATE|secret|kumiai/i.test(line))).toEqual([]);
  });

  it.each(['start', 'starttls'] as const)('with a trusted certificate it reads (%s)', async (from) => {
    const running = await startImapServer({ tls: { identity: identities.right, from } });
    server = running;
    const settings = mailboxAt(running.port, { security: from === 'start' ? 'tls' : 'starttls' });
    const mailbox = createImapMailbox(settings, 'secret', HASTY, { ca: identities.right.cert });
    expect(await mailbox.look()).toMatchObject({ mails: 0, sentFolder: 'Sent' });
    const login = running.heard.findIndex((line) => /LOGIN|AUTHENTICATE/.test(line));
    const secured = running.heard.findIndex((line) => /STARTTLS/.test(line));
    expect(from === 'start' ? secured : secured >= 0 && secured < login).toBe(from === 'start' ? -1 : true);
  });
});
