import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { approveVersion, createIncident, importOffices, setMail } from '../support/builders.ts';
import { brokenPromises, mailRows } from '../support/sending.ts';
import { DROP, type SmtpOptions, type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const nobody = { role: '', name: '', mail: '', phone: '', fax: '', getsNotices: true, note: '' };

let app: TestApp;
let server: SmtpServer;
let script: SmtpOptions;
beforeEach(async () => {
  app = await createTestApp();
  script = {};
  server = await startSmtpServer({ at: (point, address) => script.at?.(point, address) });
  await setMail(app.client, server.port);
});
afterEach(async () => {
  expect(await brokenPromises(app)).toEqual([]);
  await app.close();
  await server.close();
});

async function officeId(code: string): Promise<number> {
  const [office] = (await app.client.offices.list({ search: code })).rows;
  return office?.id ?? 0;
}
async function contact(code: string, values: Partial<typeof nobody>): Promise<number> {
  const made = { officeId: await officeId(code), values: { ...nobody, ...values } };
  return (await app.client.contacts.create(made)).id;
}
async function queue() {
  const { versionId } = await approveVersion(app.client, await createIncident(app.client));
  return { versionId, ...(await app.client.deliveries.queue({ versionId })) };
}
const run = () => app.client.deliveries.run({});
const addressed = () => server.accepted().map((mail) => mail.to.join(' '));
/** Refuses the mails to one address for good. */
function refuse(address: string): void {
  script.at = (point, to) => (point === 'RCPT' && to.includes(address) ? '550 5.1.1 No such user' : undefined);
}

describe('an office with several addresses', () => {
  test('gets a mail to each, with the name of its owner, and no two of the same', async () => {
    await importOffices(app, [{ code: '0001', name: '東雲工業', mail: 'own@example.jp' }]);
    await app.client.offices.update({
      id: await officeId('0001'),
      base: { contactName: '' },
      values: { contactName: '森' },
    });
    await contact('0001', { name: '田中 花', mail: 'tanaka@example.jp' });
    await contact('0001', { name: '同じ人', mail: 'Own@Example.jp' });
    await contact('0001', { name: '見ない人', mail: 'silent@example.jp', getsNotices: false });
    const out = await contact('0001', { name: '去った人', mail: 'left@example.jp' });
    await app.client.contacts.remove({ id: out });
    expect(await queue()).toMatchObject({ queued: 2, withoutAddress: 0 });
    expect(await run()).toMatchObject({ sent: 2 });
    expect(addressed().sort()).toEqual(['own@example.jp', 'tanaka@example.jp']);
    const texts: [string | undefined, string][] = [];
    for (const mail of server.accepted()) {
      const { text = '' } = await simpleParser(mail.source);
      texts.push([mail.to[0], text.split('\n').slice(0, 2).join(' ')]);
    }
    expect(Object.fromEntries(texts)).toEqual({
      'own@example.jp': '東雲工業 森 様',
      'tanaka@example.jp': '東雲工業 田中 花 様',
    });
    const headers = server.accepted().map((mail) => mail.source);
    expect(headers.filter((source) => source.includes('own@') && source.includes('tanaka@'))).toEqual([]);
  });

  test('is not without address when only a contact has one; and is, when its channels leave mail out', async () => {
    await importOffices(app, [{ code: '0001' }, { code: '0002', mail: 'b@example.jp' }, { code: '0003' }]);
    await contact('0001', { mail: 'tanaka@example.jp' });
    await app.client.offices.update({
      id: await officeId('0002'),
      base: { channels: '' },
      values: { channels: 'fax' },
    });
    const { versionId, ...answer } = await queue();
    expect(answer).toMatchObject({ queued: 1, withoutAddress: 2 });
    await run();
    expect(addressed()).toEqual(['tanaka@example.jp']);
    const { byState } = await app.client.deliveries.status({ versionId });
    expect([byState.sent, byState.no_address]).toEqual([1, 2]);
  });

  test('is sent when one address has it, and a retry mails only the address that has not', async () => {
    await importOffices(app, [{ code: '0001', mail: 'own@example.jp' }]);
    const id = await contact('0001', { name: '田中', mail: 'gone@example.jp' });
    refuse('gone@');
    const { versionId } = await queue();
    expect(await run()).toMatchObject({ sent: 1, failed: 1 });
    expect((await app.client.deliveries.list({ versionId })).rows).toMatchObject([
      { state: 'sent', address: 'own@example.jp' },
    ]);
    expect(await app.client.deliveries.retry({ versionId })).toEqual({ queued: 1 });
    expect(await run()).toMatchObject({ sent: 0, failed: 1 });
    const mended = { id, base: { mail: 'gone@example.jp' }, values: { mail: 'here@example.jp' } };
    await app.client.contacts.update(mended);
    expect(await app.client.deliveries.retry({ versionId })).toEqual({ queued: 1 });
    expect(await run()).toMatchObject({ sent: 1 });
    expect(await app.client.deliveries.retry({ versionId })).toEqual({ queued: 0 });
    expect(addressed().sort()).toEqual(['here@example.jp', 'own@example.jp']);
  });

  test('has failed only when no address has it, and is in doubt as long as one is', async () => {
    await importOffices(app, [{ code: '0001', mail: 'own@example.jp' }]);
    await contact('0001', { mail: 'tanaka@example.jp' });
    script.at = (point) => (point === 'RCPT' ? '550 5.1.1 No such user' : undefined);
    const { versionId } = await queue();
    expect(await run()).toMatchObject({ failed: 2 });
    const shown = async () => (await app.client.deliveries.list({ versionId })).rows.map((row) => row.state);
    expect(await shown()).toEqual(['failed']);
    let dots = 0;
    script.at = (point) => {
      if (point !== 'dot') return undefined;
      dots += 1;
      return dots === 1 ? DROP : undefined;
    };
    expect(await app.client.deliveries.retry({ versionId })).toEqual({ queued: 2 });
    expect(await run()).toMatchObject({ sent: 1, inDoubt: 1 });
    const [row] = (await app.client.deliveries.list({ versionId })).rows;
    expect(row?.state).toBe('in_doubt');
    expect((await mailRows(app)).find((mail) => mail.id === row?.id)?.state).toBe('in_doubt');
    expect(await app.client.deliveries.retry({ versionId })).toEqual({ queued: 0 });
    await app.client.deliveries.decide({ deliveryId: row?.id ?? 0, outcome: 'sent' });
    expect(await shown()).toEqual(['sent']);
  });

  test('a cancel takes back each of its mails and counts them', async () => {
    await importOffices(app, [{ code: '0001', mail: 'own@example.jp' }]);
    await contact('0001', { mail: 'tanaka@example.jp' });
    const { versionId } = await queue();
    expect(await app.client.deliveries.cancel({ versionId })).toEqual({ cancelled: 2 });
    expect(await run()).toMatchObject({ sent: 0 });
    expect(await app.client.deliveries.retry({ versionId })).toEqual({ queued: 2 });
    expect(await run()).toMatchObject({ sent: 2 });
  });
});
