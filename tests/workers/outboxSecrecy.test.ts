import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Identity, identities } from '../fixtures/certificates.ts';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { temporaryFolder } from '../support/engines.ts';
import { hastyMailer, mailBy, mailRows, queueVersion, statesOf } from '../support/sending.ts';
import { type SmtpOptions, type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const login = { user: 'clerk', password: 'open-sesame-1234' };
const nothing = { sent: 0, retry: 0, failed: 0, inDoubt: 0 };

let app: TestApp;
let server: SmtpServer | undefined;
const others: (() => Promise<void>)[] = [];

beforeEach(async () => {
  app = await createTestApp({ createMailer: hastyMailer() });
});
afterEach(async () => {
  await app.close();
  await server?.close();
  for (const close of others.splice(0)) await close();
});

/** What a listener on the line could have learned: commands beyond the greeting, the login, the mail. */
function revealed(heard: string): string[] {
  const secrets = ['AUTH', 'MAIL FROM', 'RCPT', 'DATA', 'Subject', 'office000'];
  const coded = [login.password, `\0${login.user}\0${login.password}`].map((text) =>
    Buffer.from(text).toString('base64'),
  );
  return [...secrets, login.password, ...coded].filter((secret) => heard.includes(secret));
}

/** Every line of the transcript but the greeting, the wish for TLS, and the beginning of TLS itself. */
function saidBeyondGreeting(heard: string): string[] {
  const isTls = (line: string) => line.charCodeAt(0) === 22 && line.charCodeAt(1) === 3;
  return heard.split('\r\n').filter((line) => !isTls(line) && !/^$|^(EHLO|HELO) \S+$|^STARTTLS$/.test(line));
}

describe('nothing goes in clear', () => {
  const selfSigned = identities.right;
  test.each<[string, 'tls' | 'starttls', SmtpOptions]>([
    ['STARTTLS is not offered', 'starttls', {}],
    ['STARTTLS is refused', 'starttls', { tls: { identity: selfSigned, from: 'starttls' }, at: refusingTls }],
    ['STARTTLS ends in a certificate of its own', 'starttls', { tls: { identity: selfSigned, from: 'starttls' } }],
    ['TLS begins with a certificate of its own', 'tls', { tls: { identity: selfSigned, from: 'start' } }],
    ['TLS begins in version 1.1', 'tls', { tls: { identity: selfSigned, from: 'start', maxVersion: 'TLSv1.1' } }],
    ['TLS begins in version 1.0', 'tls', { tls: { identity: selfSigned, from: 'start', maxVersion: 'TLSv1' } }],
    ['STARTTLS ends in TLS 1.0', 'starttls', { tls: { identity: selfSigned, from: 'starttls', maxVersion: 'TLSv1' } }],
    ['TLS is expected and the server speaks in clear', 'tls', {}],
    ['EHLO is not understood', 'starttls', { at: (point) => (point === 'EHLO' ? '502 What?' : undefined) }],
  ])('%s: mails wait, and no byte of mail or login is said', async (_what, security, options) => {
    server = await startSmtpServer({ ...options, login });
    await queueVersion(app, server.port, manyOffices(2));
    const mail = mailBy(server.port, { security, user: login.user });
    await app.client.settings.update({ mail, password: login.password });
    expect(await app.client.deliveries.run({})).toEqual({ ...nothing, retry: 2 });
    expect(server.connections()).toBeGreaterThan(0);
    expect(revealed(server.heard())).toEqual([]);
    expect(saidBeyondGreeting(server.heard())).toEqual([]);
    expect(await statesOf(app)).toEqual({ retry: 2 });
  });

  test.each<[string, 'tls' | 'starttls', Identity, typeof nothing]>([
    ['a good certificate, TLS from the start', 'tls', identities.right, { ...nothing, sent: 2 }],
    ['a good certificate, STARTTLS', 'starttls', identities.right, { ...nothing, sent: 2 }],
    ['a certificate of another name', 'starttls', identities.otherName, { ...nothing, retry: 2 }],
    ['a certificate of another name, TLS from the start', 'tls', identities.otherName, { ...nothing, retry: 2 }],
    ['a certificate that has expired', 'starttls', identities.expired, { ...nothing, retry: 2 }],
    ['a certificate that has expired, TLS from the start', 'tls', identities.expired, { ...nothing, retry: 2 }],
  ])('where the issuer is trusted: %s', async (_what, security, identity, expected) => {
    server = await startSmtpServer({ tls: { identity, from: security === 'tls' ? 'start' : 'starttls' }, login });
    const { folder, remove } = await temporaryFolder();
    others.push(remove);
    const office = await createTestApp({ folder });
    await queueVersion(office, server.port, manyOffices(2));
    await office.client.settings.update({
      mail: mailBy(server.port, { security, user: login.user }),
      password: login.password,
    });
    await office.close();
    await writeFile(join(folder, 'issuer.pem'), identity.cert);
    const cli = resolve(import.meta.dirname, '../../electron/cli.ts');
    // Which issuers a process trusts is settled when it starts.
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'issuer.pem') };
    const ran = await promisify(execFile)(process.execPath, [cli, 'deliveries.run', '{}', '--data', folder], { env });
    expect(JSON.parse(ran.stdout)).toEqual(expected);
    expect(server.accepted()).toHaveLength(expected.sent);
    expect(revealed(server.heard()).includes('AUTH')).toBe(expected.sent > 0);
    if (expected.sent === 0) expect(saidBeyondGreeting(server.heard())).toEqual([]);
  });

  test.each(['mail.example.jp', '192.168.0.10', '127.0.0.1.example.jp', '0.0.0.0'])(
    'a server that is not this machine (%s) is refused without TLS',
    async (host) => {
      const mail = mailBy(25, { host });
      await expect(app.client.settings.update({ mail })).rejects.toMatchObject({ code: 'tls_required' });
      expect((await app.client.settings.get({})).mail).toBeNull();
    },
  );
});

describe('typed text stays text', () => {
  const evil = 'evil@example.jp';
  const corpus = [
    `x\r\nBcc: ${evil}`,
    `x\nBcc: ${evil}`,
    `x\rBcc: ${evil}`,
    `x\r\n\tBcc: ${evil}`,
    `x\r\n\r\nBcc: ${evil}`,
    `x\r\n.\r\nMAIL FROM:<${evil}>\r\nRCPT TO:<${evil}>\r\nDATA\r\n`,
    `x\0\r\nX-Evil: 1`,
    `x\u2028Bcc: ${evil}`,
    `x\u2029Bcc: ${evil}`,
    `x\u0085Bcc: ${evil}`,
    `x\v\fBcc: ${evil}`,
    `x%0d%0aBcc: ${evil}`,
    `x\\r\\nBcc: ${evil}`,
    `=?utf-8?Q?x=0D=0ABcc:_${evil}?=`,
    `組合\r\nBcc: ${evil}`,
    `"x" <${evil}>, ${evil}`,
    `x <${evil}>`,
    `group: ${evil}, ${evil};`,
    `Bcc: ${evil}`,
    `${'長'.repeat(90)}\r\nBcc: ${evil}`,
    `${'x'.repeat(100)}\r\nTo: ${evil}`,
  ];
  const expected = [
    'Auto-Submitted',
    'Content-Type',
    'Date',
    'From',
    'MIME-Version',
    'Message-ID',
    'Subject',
    'To',
    'X-Auto-Response-Suppress',
    'X-Todoke-Mail',
  ];
  const headersOf = (source: string) =>
    (source.split('\r\n\r\n')[0] ?? '')
      .split(/\r\n(?![ \t])/)
      .map((line) => line.split(':')[0])
      .sort();

  test('as subject, office name, contact or association: no header and no recipient more', async () => {
    server = await startSmtpServer();
    // Past the contract, straight into the register: what refuses it there must not be the only guard.
    for (const [i, text] of corpus.entries()) {
      const incidentId = await createIncident(app.client);
      const { id: noticeId } = await app.client.notices.create({ incidentId, title: 'お知らせ' });
      const { id: versionId } = await app.client.notices.draft({
        noticeId,
        subject: '件名',
        body: text.replace('\0', ''),
      });
      if (i === 0) await importOffices(app, [{ code: '1', mail: 'one@example.jp' }]);
      await app.store.write(async (tx) => {
        await tx.updateTable('offices').set({ name: text, contact_name: text }).execute();
        await tx.updateTable('notice_versions').set({ subject: text }).where('id', '=', versionId).execute();
      });
      await app.client.notices.approve({ versionId });
      await app.client.settings.update({ association: text.slice(0, 120), mail: mailBy(server.port) });
      await app.client.deliveries.queue({ versionId });
      expect(await app.client.deliveries.run({})).toEqual({ ...nothing, sent: 1 });
    }
    expect(server.transactions).toHaveLength(corpus.length);
    for (const mail of server.transactions) {
      expect(headersOf(mail.source)).toEqual(expected);
      expect([mail.from, mail.to]).toEqual(['kumiai@example.jp', ['one@example.jp']]);
    }
  });

  test('as sender: refused, or no header and no recipient more', async () => {
    server = await startSmtpServer();
    await importOffices(app, [{ code: '1', mail: 'one@example.jp' }]);
    let refused = 0;
    for (const text of corpus) {
      const from = `${text} <kumiai@example.jp>`;
      const update = app.client.settings.update({ mail: mailBy(server.port, { from }) });
      const code = await update.then(
        () => null,
        (error: { code: string }) => error.code,
      );
      if (code !== null) {
        expect(code).toBe('invalid_input');
        refused += 1;
        continue;
      }
      const { versionId } = await approveVersion(app.client, await createIncident(app.client));
      await app.client.deliveries.queue({ versionId });
      await app.client.deliveries.run({});
    }
    expect(refused).toBeGreaterThan(8);
    expect(server.transactions.length).toBeGreaterThan(3);
    for (const mail of server.transactions) {
      expect(headersOf(mail.source)).toEqual(expected);
      expect(mail.to).toEqual(['one@example.jp']);
    }
  });

  test('as address, past the checks of the import: one recipient, never the second of a pair', async () => {
    server = await startSmtpServer();
    const addresses = [
      `one@example.jp, ${evil}`,
      `one@example.jp>\r\nRCPT TO:<${evil}`,
      `"x" <${evil}>`,
      `g: ${evil};`,
    ];
    await queueVersion(app, server.port, manyOffices(1));
    const [mail] = await mailRows(app);
    for (const address of addresses) {
      const sender = hastyMailer()(mailBy(server.port), null);
      const words = {
        to: address,
        subject: '件名',
        text: '本文',
        messageId: `<${addresses.indexOf(address)}@example.jp>`,
      };
      await sender.send({ ...words, beforeFinalDot: async () => undefined }).catch(() => undefined);
      sender.close();
    }
    expect(mail?.state).toBe('queued');
    expect(server.transactions.map((each) => each.to.length).filter((count) => count !== 1)).toEqual([]);
    expect(server.transactions.flatMap((each) => each.to)).not.toContain(evil);
  });
});

function refusingTls(point: string): string | undefined {
  return point === 'STARTTLS' ? '454 4.7.0 Not now' : undefined;
}
