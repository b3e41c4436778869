import { join } from 'node:path';
import { connect } from '../../db/connect.ts';
import { padded } from '../../electron/practice/offices.ts';
import { type Bench, timed } from './measure.ts';
import type { Registers } from './registers.ts';
import { queueVersion } from './versions.ts';

const OFFICES = 2_000;
const EACH = 200;

/** What a clerk on the phone waits for: one confirmation, safe on the disk. */
export async function acknowledgementBenches(registers: Registers): Promise<Bench[]> {
  const { client, folder } = await registers.of(OFFICES);
  const { versionId } = await queueVersion(client);
  const bare = connect(join(folder, 'commits.sqlite'));
  bare.exec('create table commits (id integer primary key, text text not null)');
  const commit = bare.prepare('insert into commits (text) values (?)');
  let office = 0;
  const record = () => {
    office = (office % OFFICES) + 1;
    return client.acknowledgements.record({ versionId, officeCode: padded(office, 5), method: 'phone', name: '青葉' });
  };
  return [
    {
      name: 'acknowledgements.record, one',
      limit: 'one durable commit',
      goal: 2,
      product: () => timed(record, EACH),
      bare: () => timed(() => commit.run('電話で確認'), EACH),
    },
  ];
}
