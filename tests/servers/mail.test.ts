import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importOffices, manyOffices, setMail } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';
import { type MailServers, startMailServers } from './mail.ts';

const OFFICES = manyOffices(20);
const SUBJECT = '【第1報】給与クラウドの障害について ― 髙﨑①㈱';
const BODY = [
  'いつもお世話になっております。',
  '',
  '.',
  '..始まりが点の行',
  'From ここから',
  `${'長い行'.repeat(150)}`,
].join('\n');

let servers: MailServers;
let test: TestApp;

beforeAll(async () => {
  servers = await startMailServers(OFFICES.map((office) => office.mail ?? ''));
});

afterAll(() => servers.stop());

beforeEach(async () => {
  test = await createTestApp();
  return () => test.close();
});

async function queueNotice(): Promise<number> {
  const { id: incidentId } = await test.client.incidents.create({
    title: '障害',
    provider: '提供会社',
    knownOn: '2026-06-05',
  });
  const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
  const { id: versionId } = await test.client.notices.draft({ noticeId, subject: SUBJECT, body: BODY });
  await test.client.notices.approve({ versionId });
  await test.client.deliveries.queue({ versionId });
  return versionId;
}

describe('mail through Postfix into mailboxes that Dovecot serves', () => {
  it('comes to each of 20 offices once, whole, with the Message-ID of the register and no one else in it', async () => {
    await setMail(test.client, servers.smtpPort);
    await importOffices(test, OFFICES);
    const versionId = await queueNotice();
    expect(await test.client.deliveries.run({})).toEqual({ sent: 20, retry: 0, failed: 0, inDoubt: 0 });
    await until(() => servers.waiting() === 0);
    const { rows } = await test.client.deliveries.list({ versionId });
    expect(rows).toHaveLength(20);
    for (const row of rows) {
      expect(row.response).toMatch(/^250 2\.0\.0 Ok: queued as/);
      const inbox = servers.inbox(row.address);
      expect(inbox, row.address).toHaveLength(1);
      const mail = await simpleParser(inbox[0] ?? '');
      expect(mail.subject).toBe(SUBJECT);
      // Lines are wrapped at a width that Japanese mail programs expect.
      expect(mail.text?.replaceAll('\n', '')).toContain(BODY.replaceAll('\n', ''));
      expect(mail.text).toContain(`${row.officeName} 御中`);
      expect(mail.messageId).toBe(row.messageId);
      expect(mail.headers.get('delivered-to')).toMatchObject({ text: row.address });
      const others = rows.filter((other) => other !== row && inbox[0]?.includes(other.address));
      expect(others).toEqual([]);
    }
  });

  it('that no mailbox takes is failed at once, in the server’s words', async () => {
    await setMail(test.client, servers.smtpPort);
    await importOffices(test, [{ code: '1', mail: 'nobody@example.jp' }]);
    const versionId = await queueNotice();
    expect(await test.client.deliveries.run({})).toEqual({ sent: 0, retry: 0, failed: 1, inDoubt: 0 });
    const { rows } = await test.client.deliveries.list({ versionId });
    expect(rows[0]).toMatchObject({ state: 'failed', attempts: 1 });
    expect(rows[0]?.response).toMatch(/^550 5\.1\.1 .*User unknown/);
  });

  it.each([
    ['that does not offer STARTTLS', () => servers.smtpPort],
    ['whose certificate nobody vouches for', () => servers.tlsPort],
  ])('does not go to a server %s when STARTTLS is asked for', async (_server, port) => {
    const mail = { host: '127.0.0.1', port: port(), security: 'starttls', from: 'kumiai@example.jp' } as const;
    await test.client.settings.update({ mail });
    await importOffices(test, [{ code: '1', mail: 'office0001@example.jp' }]);
    const before = servers.inbox('office0001@example.jp').length;
    const acceptedBefore = accepted();
    await queueNotice();
    expect(await test.client.deliveries.run({})).toEqual({ sent: 0, retry: 1, failed: 0, inDoubt: 0 });
    expect(acceptedBefore).toBeGreaterThan(0);
    expect(accepted()).toBe(acceptedBefore);
    expect(servers.inbox('office0001@example.jp')).toHaveLength(before);
  });
});

/** Mails Postfix has ever taken in. */
const accepted = (): number => servers.log().match(/cleanup\[\d+\]: \w+: message-id=/g)?.length ?? 0;

/** Waits for something. Errors: not within 20 seconds. */
async function until(done: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !done(); ) {
    if (Date.now() > end) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
