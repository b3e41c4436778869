import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Engine } from '../../db/store.ts';
import { approveVersion, createIncident } from '../support/builders.ts';
import { deliveryCountsAndTruth } from '../support/counters.ts';
import { engines } from '../support/engines.ts';
import { brokenPromises, hastyMailer, mailBy } from '../support/sending.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

/** 0001 all ways; 0002 mail and post; 0003 FAX only; 0004 nothing; 0005 FAX before mail; 0006 good mail. */
const LIST = [
  '事業所番号,事業所名,メール,FAX番号,電話番号,郵便番号,住所,連絡方法',
  '0001,全手段工業,bad1@example.jp,03-0000-0001,03-0000-1001,100-0001,例示県例示市1,',
  '0002,郵送商会,bad2@example.jp,,,100-0002,例示県例示市2,',
  '0003,FAX堂,,03-0000-0003,,,,',
  '0004,手段なし社,,,,,,',
  '0005,順序製作所,bad5@example.jp,03-0000-0005,03-0000-1005,,,電話;メール;FAX',
  '0006,良好運送,good@example.jp,03-0000-0006,,,,',
];

let test: TestApp;
let server: SmtpServer;

async function start(engine: Engine, faxAddress = ''): Promise<number> {
  test = await createTestApp({ engine, createMailer: hastyMailer({ silence: 60_000 }) });
  server = await startSmtpServer({
    at: (point, to) => (point === 'RCPT' && to.startsWith('bad') ? '550 5.1.1 User unknown' : undefined),
  });
  onTestFinished(async () => {
    const { counts, truth } = await deliveryCountsAndTruth(test.store.read);
    expect(counts).toEqual(truth);
    await test.close();
    await server.close();
  });
  const file = join(test.folder, 'offices.csv');
  await writeFile(file, `${LIST.join('\r\n')}\r\n`);
  await test.client.settings.update({ association: '試験組合', mail: mailBy(server.port, { faxAddress }) });
  expect((await test.client.offices.import({ file, commit: true })).rejected).toEqual([]);
  const { versionId } = await approveVersion(test.client, await createIncident(test.client));
  await test.client.deliveries.queue({ versionId });
  await test.client.deliveries.run({});
  return versionId;
}
const status = (versionId: number) => test.client.deliveries.status({ versionId });
const stateOf = async (versionId: number, code: string) =>
  (await test.client.deliveries.list({ versionId, search: code })).rows[0];

describe.each(engines)('where mail fails, on $engine', ({ engine }) => {
  let versionId: number;
  beforeEach(async () => {
    versionId = await start(engine);
  });

  it('the next way of each office is proposed in its own order, and nothing goes before a clerk agrees', async () => {
    expect(await brokenPromises(test)).toEqual([]);
    const { rows, total } = await test.client.deliveries.proposals({ versionId });
    expect(total).toBe(5);
    expect(rows.map(({ officeCode, open, proposed }) => [officeCode, open.join(), proposed])).toEqual([
      ['0001', 'mail,fax,post,phone', 'fax'],
      ['0002', 'mail,post', 'post'],
      ['0003', 'fax', 'fax'],
      ['0004', '', null],
      ['0005', 'phone,mail,fax', 'phone'],
    ]);
    expect(rows[0]?.tried).toEqual([{ channel: 'mail', cause: 'unknown_address' }]);
    expect((await status(versionId)).byChannel.fax.queued).toBe(0);
    expect(await test.client.deliveries.acceptProposals({ versionId })).toEqual({ mail: 0, fax: 2, post: 1, phone: 1 });
    const after = await status(versionId);
    expect([after.byHand, after.waiting, after.byState.failed, after.byState.no_address]).toEqual([4, 0, 0, 1]);
    expect(after.byChannel.mail).toMatchObject({ sent: 1, failed: 0 });
    expect((await test.client.deliveries.proposals({ versionId })).rows.map((row) => row.officeCode)).toEqual(['0004']);
    expect(await test.client.deliveries.run({})).toMatchObject({ sent: 0, failed: 0 });
  });

  it('a clerk may choose otherwise; a way that an office has not is refused, and nothing is written', async () => {
    const { rows } = await test.client.deliveries.proposals({ versionId });
    const idOf = (code: string) => rows.find((row) => row.officeCode === code)?.officeId ?? 0;
    const wrong = [
      { officeId: idOf('0001'), channel: 'post' as const },
      { officeId: idOf('0002'), channel: 'fax' as const },
    ];
    await expect(test.client.deliveries.acceptProposals({ versionId, choices: wrong })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await status(versionId)).byHand).toBe(0);
    const choices = wrong.slice(0, 1);
    expect(await test.client.deliveries.acceptProposals({ versionId, choices })).toMatchObject({ post: 1, fax: 0 });
    expect((await stateOf(versionId, '0001'))?.state).toBe('queued');
  });

  it('letters are printed, posted as a batch with day and number, and may come back; then the next way is due', async () => {
    await test.client.deliveries.acceptProposals({ versionId });
    const print = { versionId, channel: 'post' as const, file: join(test.folder, 'letters.pdf') };
    expect(await test.client.deliveries.print(print)).toMatchObject({ offices: 1 });
    const [letter] = (await test.client.deliveries.byHand({ versionId, channel: 'post' })).rows;
    expect(letter).toMatchObject({ officeCode: '0002', address: '100-0002 例示県例示市2' });
    expect(letter?.printedAt).not.toBeNull();
    const results = [{ deliveryId: letter?.id ?? 0, result: 'done' as const, trackingNumber: '1234-5678-9012' }];
    await test.client.deliveries.record({ results, on: '2026-06-08' });
    expect(await stateOf(versionId, '0002')).toMatchObject({
      state: 'sent',
      channel: 'post',
      postedOn: '2026-06-08',
      trackingNumber: '1234-5678-9012',
    });
    const post = { versionId, channel: 'post' as const };
    expect((await test.client.deliveries.byHand({ ...post, done: true, search: '郵送' })).rows).toMatchObject([
      { officeCode: '0002', postedOn: '2026-06-08', trackingNumber: '1234-5678-9012' },
    ]);
    expect((await test.client.deliveries.byHand(post)).total).toBe(0);
    // A slip: it lies on the desk yet.
    await test.client.deliveries.record({ results: [{ deliveryId: letter?.id ?? 0, result: 'open' }] });
    expect((await test.client.deliveries.byHand(post)).rows).toMatchObject([{ officeCode: '0002', postedOn: null }]);
    await test.client.deliveries.record({ results, on: '2026-06-08' });
    const back = [{ deliveryId: letter?.id ?? 0, result: 'returned_unknown' as const }];
    await test.client.deliveries.record({ results: back });
    expect(await stateOf(versionId, '0002')).toMatchObject({ state: 'failed', cause: 'returned_unknown' });
    const { rows } = await test.client.deliveries.proposals({ versionId, search: '0002' });
    expect(rows[0]).toMatchObject({ proposed: null, tried: [{ channel: 'mail' }, { channel: 'post' }] });
  });

  it('results by hand are all or nothing, and only for what a person does or what came back', async () => {
    await test.client.deliveries.acceptProposals({ versionId });
    const [call] = (await test.client.deliveries.byHand({ versionId, channel: 'phone' })).rows;
    const [mail] = (await test.client.deliveries.list({ versionId, search: '0006' })).rows;
    const results = [
      { deliveryId: call?.id ?? 0, result: 'busy' as const },
      { deliveryId: mail?.id ?? 0, result: 'done' as const },
    ];
    for (const result of ['open', 'done'] as const)
      await expect(
        test.client.deliveries.record({ results: [{ deliveryId: mail?.id ?? 0, result }] }),
      ).rejects.toMatchObject({ code: 'not_found' });
    await expect(test.client.deliveries.record({ results })).rejects.toMatchObject({ code: 'not_found' });
    expect((await test.client.deliveries.byHand({ versionId, channel: 'phone' })).total).toBe(1);
    await test.client.deliveries.record({ results: results.slice(0, 1), note: '話中' });
    expect(await stateOf(versionId, '0005')).toMatchObject({ state: 'failed', cause: 'busy', response: '話中' });
    expect(await test.client.deliveries.retry({ versionId, channel: 'phone', cause: 'busy' })).toEqual({ queued: 1 });
    expect((await stateOf(versionId, '0005'))?.state).toBe('queued');
  });

  it('failures stand in groups by cause with the server’s words; a mail that has not arrived does not hide', async () => {
    expect(await test.client.deliveries.failures({ versionId })).toEqual({
      groups: [
        {
          channel: 'mail',
          cause: 'unknown_address',
          count: 3,
          words: [{ response: '550 5.1.1 User unknown', count: 3 }],
        },
      ],
    });
    const group = { versionId, channel: 'mail' as const, cause: 'unknown_address' as const };
    const { rows, total } = await test.client.deliveries.failed({ ...group, limit: 2 });
    expect([rows.map((row) => row.address), total]).toEqual([['bad1@example.jp', 'bad2@example.jp'], 3]);
    const good = await stateOf(versionId, '0006');
    const person = { role: '', name: '森', mail: 'bad6@example.jp', phone: '', fax: '', getsNotices: true, note: '' };
    await test.client.contacts.create({ officeId: good?.officeId ?? 0, values: person });
    await test.client.deliveries.resend({ versionId, officeCodes: ['0006'], reason: '担当が増えた' });
    await test.client.deliveries.run({});
    expect(await status(versionId)).toMatchObject({ partly: 1, byState: { sent: 1 } });
    const partly = await test.client.deliveries.list({ versionId, partly: true });
    expect(partly.rows).toMatchObject([{ officeCode: '0006', state: 'sent', failedDeliveries: 1 }]);
  });
});

it('FAX goes through the gateway as a mail with the sheet as PDF, once a clerk agreed', async () => {
  const versionId = await start('sqlite', '{fax}@fax.example.jp');
  expect(await test.client.deliveries.acceptProposals({ versionId })).toMatchObject({ fax: 2 });
  expect(await test.client.deliveries.run({})).toMatchObject({ sent: 2 });
  const faxes = server.accepted().filter((mail) => mail.to[0]?.endsWith('@fax.example.jp'));
  expect(faxes.map((mail) => mail.to.join())).toEqual(['0300000001@fax.example.jp', '0300000003@fax.example.jp']);
  const { attachments } = await simpleParser(faxes[0]?.source ?? '');
  expect(attachments.map((file) => [file.contentType, file.content.subarray(0, 5).toString()])).toEqual([
    ['application/pdf', '%PDF-'],
  ]);
  expect(await stateOf(versionId, '0003')).toMatchObject({ state: 'sent', channel: 'fax', address: '03-0000-0003' });
  expect((await status(versionId)).byChannel.fax.sent).toBe(2);
});
