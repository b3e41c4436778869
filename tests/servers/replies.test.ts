import { createConnection } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { importOffices, setMail } from '../support/builders.ts';
import { mailboxAt, mailOf, sendQueued } from '../support/replies.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';
import { IMAP_PASSWORD, type MailServers, startMailServers } from './mail.ts';

const OURS = 'kumiai@example.jp';

let servers: MailServers;
let test: TestApp;

beforeAll(async () => {
  servers = await startMailServers([OURS, 'office1@example.jp', 'office2@example.jp']);
});

afterAll(() => servers.stop());

beforeEach(async () => {
  test = await createTestApp();
  return () => test.close();
});

it('what Postfix delivers is answered by SMTP, read out of Dovecot, and recorded; an unknown user comes back and is matched', async () => {
  await setMail(test.client, servers.laterPort);
  const mailbox = mailboxAt(servers.imapPort, { user: OURS });
  await test.client.settings.update({ mailbox, mailboxPassword: IMAP_PASSWORD });
  await importOffices(test, [
    { code: '1', mail: 'office1@example.jp' },
    { code: '2', mail: 'office2@example.jp' },
    { code: '3', mail: 'nobody@example.jp' },
  ]);
  const sent = await sendQueued(test);
  await until(() => servers.waiting() === 0);
  expect(servers.inbox('office1@example.jp')).toHaveLength(1);

  const slip = sent.codes.get('1') ?? '';
  await say(servers.smtpPort, 'office1@example.jp', mailOf({ from: 'office1@example.jp', subject: slip, body: '' }));
  const quote = `確認しました。\n\n> 確認番号: ${sent.codes.get('2')}`;
  const answer = { from: 'office2@example.jp', subject: 'Re: x', body: quote, charset: 'iso-2022-jp' } as const;
  await say(servers.smtpPort, 'office2@example.jp', mailOf(answer));
  // The bounce for the third, and two answers.
  await until(() => deliveredTo(OURS) === 3);

  const report = await test.client.mailbox.fetch({});
  expect(report).toMatchObject({ read: 3, acknowledged: 1, toCheck: 1, bounces: 1 });
  const { rows } = await test.client.acknowledgements.list({ versionId: sent.versionId });
  expect(rows.map((row) => [row.officeCode, row.acknowledgementState, row.deliveryState])).toEqual([
    ['1', 'confirmed', 'sent'],
    ['2', 'open', 'sent'],
    ['3', 'open', 'failed'],
  ]);
  const { rows: back } = await test.client.mailbox.list({ view: 'returned' });
  expect(back).toMatchObject([{ officeCode: '3', kind: 'bounce', tray: 'done' }]);
  expect(await test.client.mailbox.fetch({})).toMatchObject({ read: 0, acknowledged: 0 });
});

it('a password that is wrong is told in Dovecot’s words', async () => {
  const mailbox = mailboxAt(servers.imapPort, { user: OURS });
  await test.client.settings.update({ mailbox, mailboxPassword: 'wrong' });
  await expect(test.client.mailbox.fetch({})).rejects.toMatchObject({ code: 'mailbox_failed' });
  expect((await test.client.mailbox.status({})).trouble).toMatch(/Authentication failed/i);
});

/** Mails Postfix has put into an address's mailbox. */
const deliveredTo = (address: string): number =>
  servers
    .log()
    .split('\n')
    .filter((line) => line.includes(`to=<${address}>`) && line.includes('(delivered to maildir)')).length;

/** Hands a mail to the server as another program would, line by line. */
async function say(port: number, from: string, mail: Buffer): Promise<void> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  let heard = '';
  socket.on('data', (bytes) => {
    heard += bytes.toString();
  });
  const answers = (count: number) => until(() => (heard.match(/^\d{3} /gm)?.length ?? 0) >= count);
  const commands = ['', 'EHLO test\r\n', `MAIL FROM:<${from}>\r\n`, `RCPT TO:<${OURS}>\r\n`, 'DATA\r\n'];
  for (const [at, command] of commands.entries()) {
    if (command !== '') socket.write(command);
    await answers(at + 1);
  }
  socket.write(Buffer.concat([mail, Buffer.from('\r\n.\r\n')]));
  await answers(commands.length + 1);
  socket.end('QUIT\r\n');
  if (!/^250 .*queued/m.test(heard)) throw new Error(heard);
}

/** Waits for something. Errors: not within 20 seconds. */
async function until(done: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !done(); ) {
    if (Date.now() > end) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
