import { expect, it } from 'vitest';
import { mailOf, readReply } from '../support/replies.ts';
import { queueVersion } from '../support/sending.ts';
import { DROP, startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp } from '../support/testApp.ts';

it('deliveries.inDoubt tells of each doubtful mail its tries, what came back and what was confirmed', async () => {
  const test = await createTestApp();
  const server = await startSmtpServer({ at: (point) => (point === 'dot' ? DROP : undefined) });
  const versionId = await queueVersion(test, server.port, [{ code: '1', name: '東雲運送', mail: 'one@example.jp' }]);
  await test.client.deliveries.run({});
  const { rows, total } = await test.client.deliveries.inDoubt({});
  expect(total).toBe(1);
  const [doubt] = rows;
  expect(doubt).toMatchObject({ officeCode: '1', address: 'one@example.jp', returned: 0, answered: 0 });
  expect(doubt?.tries.at(-1)).toMatchObject({ outcome: 'in_doubt' });

  // A mail that comes back is evidence, and decides nothing by itself.
  const back = mailOf({
    ...{ from: 'MAILER-DAEMON@example.jp', subject: 'failure notice', headers: ['Return-Path: <>'] },
    body: `Hi. This is the qmail-send program at x.\n\n<one@example.jp>:\nno mailbox (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nMessage-ID: ${doubt?.messageId}`,
  });
  await readReply(test, back);
  expect((await test.client.deliveries.inDoubt({ versionId })).rows[0]).toMatchObject({ returned: 1 });
  const deliveryId = doubt?.id ?? 0;
  await expect(test.client.deliveries.decide({ deliveryId, outcome: 'in_doubt' })).rejects.toMatchObject({
    code: 'not_found',
  });
  await test.client.deliveries.decide({ deliveryId, outcome: 'sent' });
  expect((await test.client.deliveries.inDoubt({})).total).toBe(0);
  // A slip is taken back: in doubt again, in the words it was in doubt for.
  expect(await test.client.deliveries.decide({ deliveryId, outcome: 'in_doubt' })).toEqual({ state: 'in_doubt' });
  expect((await test.client.deliveries.inDoubt({})).rows[0]?.tries.at(-1)).toEqual(doubt?.tries.at(-1));
  await test.client.deliveries.decide({ deliveryId, outcome: 'failed' });
  expect(await test.client.deliveries.inDoubt({})).toEqual({ rows: [], next: null, total: 0 });
  // Once it is sent again, the decision stands.
  expect(await test.client.deliveries.retry({ versionId })).toEqual({ queued: 1 });
  await expect(test.client.deliveries.decide({ deliveryId, outcome: 'in_doubt' })).rejects.toMatchObject({
    code: 'not_found',
  });
  await test.close();
  await server.close();
});
