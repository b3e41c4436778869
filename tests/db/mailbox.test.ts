import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../support/engines.ts';
import { mailOf, readReply, type SentVersion, sendVersion } from '../support/replies.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(engines.map(({ engine }) => engine))('mails that came in (%s)', (engine) => {
  let test: TestApp;
  let sent: SentVersion;

  beforeAll(async () => {
    test = await createTestApp({ engine });
    sent = await sendVersion(test, [
      { code: '1', name: '東雲運送', mail: 'One@Example.jp' },
      { code: '2', name: '有明商店', mail: 'two@example.jp' },
    ]);
  });
  afterAll(() => test.close());

  it('are recorded, listed newest first by keyset, found by a piece of their text, and counted', async () => {
    const slip = sent.codes.get('1') ?? '';
    expect(await readReply(test, mailOf({ from: 'one@example.jp', subject: slip, body: '' }))).toMatchObject({
      decision: 'acknowledged',
      officeCode: '1',
      version: 1,
    });
    for (let n = 0; n < 5; n += 1) {
      await readReply(test, mailOf({ from: 'two@example.jp', subject: `質問${n}`, body: `ﾌｯｷｭｳの見込み${n}` }));
    }
    const first = await test.client.mailbox.list({ view: 'all', limit: 4 });
    const second = await test.client.mailbox.list({ view: 'all', limit: 4, cursor: first.next ?? '' });
    const ids = [...first.rows, ...second.rows].map((row) => row.id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect([first.total, ids.length, second.next]).toEqual([6, 6, null]);
    expect((await test.client.mailbox.list({ search: 'フッキュウ 3' })).rows).toMatchObject([{ subject: '質問3' }]);
    expect((await test.client.mailbox.status({})).counts).toMatchObject({ 'to-check': 5, acknowledged: 1, all: 6 });
    await expect(test.client.mailbox.list({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('are kept as they were read: no update of what came, no deletion', async () => {
    const changes = [
      sql`update incoming_mails set words = 'other'`,
      sql`update incoming_mails set decision = 'acknowledged'`,
      sql`delete from incoming_mails`,
      sql`update evidence_files set content = null`,
    ];
    for (const change of changes) {
      await expect(test.store.write(async (tx) => void (await change.execute(tx)))).rejects.toThrow();
    }
    expect((await test.client.mailbox.list({ view: 'all' })).total).toBe(6);
  });

  it('come to the kept office when a double’s code is answered', async () => {
    const [one, two] = (await test.client.offices.list({})).rows;
    const slip = sent.codes.get('2') ?? '';
    await test.client.duplicates.merge({ keptId: one?.id ?? 0, droppedId: two?.id ?? 0, values: {} });
    const read = await readReply(test, mailOf({ from: 'two@example.jp', subject: slip, body: '' }));
    expect(read.officeCode).toBe('1');
  });

  it('that come back mark the delivery and leave a confirmation as it is', async () => {
    const slip = sent.codes.get('1');
    const bounce = mailOf({
      ...{ from: 'MAILER-DAEMON@example.jp', subject: 'failure notice', headers: ['Return-Path: <>'] },
      body: `Hi. This is the qmail-send program at x.\n\n<one@example.jp>:\nno mailbox here (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n確認番号: ${slip}`,
    });
    expect(await readReply(test, bounce)).toMatchObject({ decision: 'ignored', reason: 'returned' });
    const { rows } = await test.client.acknowledgements.list({ versionId: sent.versionId, search: '東雲' });
    expect(rows[0]).toMatchObject({ acknowledgementState: 'confirmed', deliveryState: 'failed' });
  });
});
