import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyVerified } from '../../db/backup.ts';
import { checkRegister } from '../../db/check.ts';
import { connect } from '../../db/connect.ts';
import { migrateSqlite } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { makeIncoming } from '../../db/restore.ts';
import { approveVersion, createIncident } from '../support/builders.ts';
import { countersAndTruth, deliveryCountsAndTruth } from '../support/counters.ts';
import { temporaryFolder } from '../support/engines.ts';
import { hastyMailer, mailBy } from '../support/sending.ts';
import { startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp } from '../support/testApp.ts';

const order = (backup: string, incoming: string) => ({
  backup,
  incoming,
  at: '2026-06-10T02:00:00.000Z',
  clerk: 'clerk-1',
  from: 'register-20260610T010000Z.sqlite',
  kept: 'before-restore-20260610T020000Z.sqlite',
  left: { seq: 1, hash: 'f'.repeat(64) },
});

it('only what goes by itself comes back in doubt: a sheet to FAX waits on, a reminder says nothing of the notice', async () => {
  const server = await startSmtpServer();
  const test = await createTestApp({ createMailer: hastyMailer() });
  const { folder, remove } = await temporaryFolder();
  await test.client.settings.update({ association: '試験組合', mail: mailBy(server.port) });
  for (const values of [
    { code: '1', name: '甲', mail: 'office1@example.jp' },
    { code: '2', name: '乙', fax: '03-0000-0002' },
  ])
    await test.client.offices.create({ values });
  const { versionId } = await approveVersion(test.client, await createIncident(test.client));
  await test.client.deliveries.queue({ versionId });
  await test.client.deliveries.run({});
  await test.client.deliveries.acceptProposals({ versionId });
  test.clock.set('2026-06-10T01:00:00.000Z');
  await test.client.reminders.release({ versionId, step: '2-business-mail' });
  const incoming = join(folder, 'register.sqlite');
  const backup = await copyVerified(test.store.file ?? '', join(folder, 'backup.sqlite'));
  expect(backup.unsent).toBe(1);
  expect((await makeIncoming(order(join(folder, 'backup.sqlite'), incoming))).damage).toEqual([]);

  const restored = await createTestApp({ folder, clock: test.clock });
  const rows = await restored.store.read.selectFrom('deliveries').select(['channel', 'reminder_id', 'state']).execute();
  expect(rows.map((row) => [row.channel, row.reminder_id === null ? 'notice' : 'reminder', row.state])).toEqual([
    ['mail', 'notice', 'sent'],
    ['fax', 'notice', 'queued'],
    ['mail', 'reminder', 'in_doubt'],
  ]);
  const status = await restored.client.deliveries.status({ versionId });
  expect(status).toMatchObject({ byHand: 1, doubts: 1, byState: { sent: 1, queued: 1, in_doubt: 0 } });
  expect((await restored.client.deliveries.inDoubt({ versionId })).rows).toMatchObject([{ reminder: true }]);
  const recipients = await countersAndTruth(restored.store.read);
  expect(recipients.counters).toEqual(recipients.truth);
  const { counts, truth } = await deliveryCountsAndTruth(restored.store.read);
  expect(counts).toEqual(truth);

  await restored.close();
  await test.close();
  await server.close();
  await remove();
});

it('a backup of an older format, from before anything was done by hand, is made ready too', async () => {
  const { folder, remove } = await temporaryFolder();
  const old = join(folder, 'old.sqlite');
  const db = connect(old);
  await migrateSqlite(db, old, folder, migrations.slice(0, 4));
  db.pragma('journal_mode = DELETE');
  db.close();
  const incoming = join(folder, 'incoming.sqlite');
  expect((await makeIncoming(order(old, incoming))).damage).toEqual([]);
  expect(checkRegister(incoming).contents).toMatchObject({ auditRows: 1, unsent: 0 });
  await remove();
});
