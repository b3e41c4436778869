import { beforeEach, describe, expect, it } from 'vitest';
import { type ImapServer, startImapServer } from '../support/imapServer.ts';
import { mailboxAt, mailOf, type SentVersion, sendVersion } from '../support/replies.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

let test: TestApp;
let server: ImapServer;
let sent: SentVersion;

beforeEach(async () => {
  test = await createTestApp();
  server = await startImapServer();
  sent = await sendVersion(test, [
    { code: '001', name: '東雲運送株式会社', mail: 'shinonome@example.jp' },
    { code: '002', name: '有明商店', mail: 'ariake@example.jp' },
  ]);
  await test.client.settings.update({ mailbox: mailboxAt(server.port), mailboxPassword: 'secret' });
  return async () => {
    await test.close();
    await server.close();
  };
});

const codeOf = (office: string): string => sent.codes.get(office) ?? '';
const reply = (from: string, body: string, subject = 'お知らせの件') => mailOf({ from, subject, body });
const standing = async (office: string) => {
  const { rows } = await test.client.acknowledgements.list({ versionId: sent.versionId });
  return rows.find((row) => row.officeCode === office)?.acknowledgementState;
};

describe('mailbox.fetch', () => {
  it('records a reply that leaves no doubt, once however often it is read', async () => {
    server.put(reply('Shinonome@Example.jp', `確認しました。確認番号 ${codeOf('001')}`));
    server.put(reply('ariake@example.jp', '確認しました。'));
    expect(await test.client.mailbox.fetch({})).toEqual({
      read: 2,
      known: 0,
      acknowledged: 1,
      toCheck: 1,
      bounces: 0,
      ignored: 0,
    });
    expect(await standing('001')).toBe('confirmed');
    expect(await standing('002')).toBe('open');
    expect(await test.client.mailbox.fetch({})).toMatchObject({ read: 0, known: 0 });
    expect((await test.client.mailbox.status({})).readAt).toBe('2026-06-08T01:00:00.000Z');
    // The server numbers everything anew: all is read again, and nothing counts twice.
    for (const folder of server.folders) folder.uidValidity += 1;
    expect(await test.client.mailbox.fetch({})).toMatchObject({ read: 0, known: 2, acknowledged: 0 });
    expect((await test.client.mailbox.list({ view: 'all' })).total).toBe(2);
    const rows = await test.store.read.selectFrom('acknowledgements').select('id').execute();
    expect(rows).toHaveLength(1);
  });

  it('says in one listed error why it could not read, and again in the status', async () => {
    await test.client.settings.update({ mailboxPassword: 'wrong' });
    await expect(test.client.mailbox.fetch({})).rejects.toMatchObject({ code: 'mailbox_failed' });
    expect((await test.client.mailbox.status({})).trouble).toContain('Authentication failed');
  });

  it('without a mailbox says what to set', async () => {
    const bare = await createTestApp();
    await expect(bare.client.mailbox.fetch({})).rejects.toMatchObject({ code: 'mailbox_not_set' });
    await bare.close();
  });

  it('leaves what it read as it was: the folder is only ever opened for reading', async () => {
    server.put(reply('ariake@example.jp', '確認しました。'));
    await test.client.mailbox.fetch({});
    expect(server.heard.filter((line) => /SELECT|STORE|EXPUNGE|APPEND|MOVE|COPY/i.test(line))).toEqual([]);
    expect(server.heard.some((line) => /EXAMINE/.test(line))).toBe(true);
  });
});

describe('mailbox.check', () => {
  it('looks with settings that are not saved yet, and names the folder of what was sent', async () => {
    server.put('Subject: x\r\n\r\nx');
    const answer = await test.client.mailbox.check({ mailbox: mailboxAt(server.port), password: 'secret' });
    expect(answer).toEqual({ mails: 1, sentFolder: 'Sent', folders: ['INBOX', 'Sent'] });
  });

  it('refuses to go in clear over a network', async () => {
    const mailbox = { ...mailboxAt(143), host: 'imap.example.jp' };
    await expect(test.client.mailbox.check({ mailbox })).rejects.toMatchObject({ code: 'tls_required' });
    await expect(test.client.settings.update({ mailbox })).rejects.toMatchObject({ code: 'tls_required' });
  });

  it('names a folder that is not there', async () => {
    const mailbox = mailboxAt(server.port, { folder: 'Nowhere' });
    await expect(test.client.mailbox.check({ mailbox })).rejects.toMatchObject({ code: 'mailbox_failed' });
  });
});

describe('mailbox.decide and mailbox.reopen', () => {
  const asked = async () => {
    const { rows } = await test.client.incidents.list({});
    return (await test.client.questions.list({ incidentId: rows[0]?.id ?? 0 })).rows;
  };
  const only = async () => {
    const { rows } = await test.client.mailbox.list({});
    if (!rows[0] || rows.length > 1) throw new Error(`${rows.length} mails to check`);
    return rows[0];
  };

  it('records what the clerk decides for the office that was found, and takes it back', async () => {
    server.put(reply('ariake@example.jp', '確認しました。'));
    await test.client.mailbox.fetch({});
    const mail = await only();
    expect(mail).toMatchObject({ reason: 'no_code', officeCode: '002', versionId: sent.versionId });
    const { acknowledgementId } = await test.client.mailbox.decide({ id: mail.id, outcome: 'acknowledged' });
    expect(acknowledgementId).not.toBeNull();
    expect(await standing('002')).toBe('confirmed');
    expect((await test.client.mailbox.list({})).total).toBe(0);
    await test.client.mailbox.reopen({ id: mail.id });
    expect(await standing('002')).toBe('open');
    expect((await only()).id).toBe(mail.id);
  });

  it('takes back what the program confirmed by itself', async () => {
    server.put(reply('ariake@example.jp', `確認番号 ${codeOf('002')}`));
    await test.client.mailbox.fetch({});
    const { rows } = await test.client.mailbox.list({ view: 'acknowledged' });
    await test.client.mailbox.reopen({ id: rows[0]?.id ?? 0 });
    expect(await standing('002')).toBe('open');
    expect((await only()).acknowledgementId).toBeNull();
  });

  it('asks for the office where none was found, and takes the one named', async () => {
    server.put(reply('somebody@example.org', '確認しました。'));
    await test.client.mailbox.fetch({});
    const { id } = await only();
    const decided = test.client.mailbox.decide({ id, outcome: 'acknowledged' });
    await expect(decided).rejects.toMatchObject({ code: 'mail_unmatched' });
    await test.client.mailbox.decide({ id, outcome: 'acknowledged', officeCode: '001' });
    expect(await standing('001')).toBe('confirmed');
  });

  it('puts what a reply asks into the list of questions, beside its confirmation, and takes it out again', async () => {
    server.put(reply('ariake@example.jp', `確認番号 ${codeOf('002')} 確認しました。復旧はいつですか。`));
    await test.client.mailbox.fetch({});
    expect(await standing('002')).toBe('confirmed');
    const { rows } = await test.client.mailbox.list({ view: 'acknowledged' });
    const id = rows[0]?.id ?? 0;
    const question = { officeCode: '002', door: 'mail', mailId: id, question: '復旧はいつですか。' };
    expect(await asked()).toMatchObject([{ ...question, category: 'restoration', state: 'open' }]);
    expect((await test.client.mailbox.status({})).counts).toMatchObject({ 'to-check': 0, acknowledged: 1, all: 1 });
    await test.client.mailbox.reopen({ id });
    expect(await asked()).toEqual([]);
    await test.client.mailbox.decide({ id, outcome: 'acknowledged' });
    await test.client.mailbox.decide({ id, outcome: 'acknowledged' });
    expect(await asked()).toMatchObject([question]);
  });

  it('keeps a question without a confirmation, also of somebody nobody knows', async () => {
    server.put(reply('ariake@example.jp', 'お世話になっております。離職票はいつ出ますか。よろしくお願いします。'));
    server.put(mailOf({ from: '記者 <press@example.org>', subject: '取材', body: '情報は漏れましたか。' }));
    await test.client.mailbox.fetch({});
    const { rows } = await test.client.mailbox.list({});
    for (const { id } of rows) await test.client.mailbox.decide({ id, outcome: 'question' });
    expect((await test.client.mailbox.list({})).total).toBe(0);
    expect(await standing('002')).toBe('open');
    const questions = (await asked()).sort((one, other) => one.officeCode.localeCompare(other.officeCode));
    expect(questions).toMatchObject([
      { officeId: null, officeCode: '', officeName: '記者', question: '情報は漏れましたか。', category: 'leak' },
      { officeCode: '002', question: '離職票はいつ出ますか。', category: 'procedure' },
    ]);
  });
});

describe('a mail that was read', () => {
  it('is shown as text, kept as it came under its hash, and written out again byte by byte', async () => {
    const source = mailOf({
      from: 'ariake@example.jp',
      subject: 'x',
      html: true,
      body: '<b>確認</b><script>1</script>',
    });
    server.put(source);
    await test.client.mailbox.fetch({});
    const { rows } = await test.client.mailbox.list({ search: 'ARIAKE' });
    const mail = await test.client.mailbox.get({ id: rows[0]?.id ?? 0 });
    expect(mail.text.trim()).toBe('確認');
    expect(mail.kept).toBe(true);
    const { sha256 } = await test.client.mailbox.export({ id: mail.id, file: `${test.folder}/out.eml` });
    expect(sha256).toBe(mail.sha256);
    await expect(test.client.mailbox.get({ id: 999 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('with an Individual Number in it goes to a person, and the number is nowhere in the register', async () => {
    server.put(reply('ariake@example.jp', `確認番号 ${codeOf('002')}\n従業員の番号は 1234 5678 9018 です。`));
    await test.client.mailbox.fetch({});
    const { rows } = await test.client.mailbox.list({});
    expect(rows[0]).toMatchObject({ reason: 'my_number', tray: 'to-check' });
    const mail = await test.client.mailbox.get({ id: rows[0]?.id ?? 0 });
    expect(mail.text).not.toContain('5678');
    expect(mail.kept).toBe(false);
    expect(await standing('002')).toBe('open');
  });
});

describe('mailbox.lookUp', () => {
  it('finds the copy of a mail in doubt in the folder of what was sent', async () => {
    const [delivery] = await test.store.read.selectFrom('deliveries').select(['id', 'message_id']).execute();
    const deliveryId = delivery?.id ?? 0;
    expect(await test.client.mailbox.lookUp({ deliveryId })).toMatchObject({ reachable: true, sent: null });
    server.put(`Message-ID: ${delivery?.message_id}\r\n\r\nx`, 'Sent', new Date('2026-06-08T01:00:00Z'));
    const found = await test.client.mailbox.lookUp({ deliveryId });
    expect(found.sent).toEqual({ folder: 'Sent', at: '2026-06-08T01:00:00.000Z' });
    await server.close();
    expect(await test.client.mailbox.lookUp({ deliveryId })).toMatchObject({ reachable: false, sent: null });
  });
});

describe('mailbox.badAddresses', () => {
  it('names an address mails came back from until somebody finds it right', async () => {
    const messageId = sent.messageIds.get('002');
    expect(sent.sources.get('ariake@example.jp')).toContain(`X-Todoke-Mail: ${messageId}\r\n`);
    server.put(
      [
        'Return-Path: <>',
        'From: MAILER-DAEMON@example.jp',
        'Subject: Undelivered Mail Returned to Sender',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        '',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; example.jp',
        '',
        'Final-Recipient: rfc822; ariake@example.jp',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
        '',
        '--b',
        'Content-Type: text/rfc822-headers',
        '',
        // A relay gave the mail a Message-ID of its own; ours stands in our own header still.
        'Message-ID: <0100019-given-by-a-relay@relay.example.jp>',
        `X-Todoke-Mail: ${messageId}`,
        '',
        '--b--',
      ].join('\r\n'),
    );
    expect(await test.client.mailbox.fetch({})).toMatchObject({ bounces: 1, toCheck: 0 });
    const office = (await test.client.offices.list({ search: '有明' })).rows[0];
    const { rows } = await test.client.mailbox.badAddresses({ officeId: office?.id ?? 0 });
    expect(rows).toMatchObject([{ address: 'ariake@example.jp', result: 'hard', status: '5.1.1' }]);
    const { rows: deliveries } = await test.client.deliveries.list({ versionId: sent.versionId });
    expect(deliveries.find((row) => row.officeCode === '002')).toMatchObject({
      state: 'failed',
      response: '550 5.1.1 User unknown',
    });
    const change = { base: { mail: 'ariake@example.jp' }, values: { mail: 'new@example.jp' } };
    await test.client.offices.update({ id: office?.id ?? 0, ...change });
    expect((await test.client.mailbox.badAddresses({ officeId: office?.id ?? 0 })).rows).toEqual([]);
  });
});
