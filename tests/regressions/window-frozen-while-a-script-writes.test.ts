import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { createTestApp } from '../support/testApp.ts';

// SQLite waited for the other program's lock in the one thread of the service: nothing was answered for five seconds.
it('while another program writes, reads are answered, and a write waits or is told as busy', async () => {
  const test = await createTestApp();
  const other = connect(test.store.file ?? '');
  const create = (title: string) => test.client.incidents.create({ title, provider: '某社', knownOn: '2026-06-05' });

  other.exec('begin exclusive');
  const order: string[] = [];
  const written = create('待つ').then(() => order.push('written'));
  for (let n = 0; n < 3; n += 1) {
    await delay(30);
    expect((await test.client.incidents.list({})).rows).toEqual([]);
    order.push('read');
  }
  other.exec('rollback');
  await written;
  expect(order).toEqual(['read', 'read', 'read', 'written']);

  other.exec('begin exclusive');
  await expect(create('待てない')).rejects.toMatchObject({ code: 'database_busy' });
  other.exec('rollback');
  await create('あとで');
  expect((await test.client.incidents.list({})).rows.map((row) => row.title).toSorted()).toEqual(
    ['あとで', '待つ'].toSorted(),
  );
  other.close();
  await test.close();
});
