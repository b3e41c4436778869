import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { connect } from '../../db/connect.ts';
import { padded } from '../../electron/practice/offices.ts';
import { type Bench, timed } from './measure.ts';
import type { Registers } from './registers.ts';
import { queueVersion } from './versions.ts';

const OFFICES = 2_000;
const EACH = 200;

/**
 * What a clerk on the phone waits for: one confirmation, safe on the disk. Beside the least a disk can do (one small row)
 * stands what it can do with the rows of a confirmation: some sixteen pages with their indexes, sums, counts and proof.
 */
export async function acknowledgementBenches(registers: Registers): Promise<Bench[]> {
  const { client, folder, bare: register } = await registers.of(OFFICES);
  const { versionId } = await queueVersion(client);
  const bare = connect(join(folder, 'commits.sqlite'));
  bare.exec('create table commits (id integer primary key, text text not null)');
  const commit = bare.prepare('insert into commits (text) values (?)');
  const sameRows = rowsOf(register, join(folder, 'same.sqlite'), versionId);
  let office = 0;
  const record = () => {
    office = (office % OFFICES) + 1;
    return client.acknowledgements.record({ versionId, officeCode: padded(office, 5), method: 'phone', name: '青葉' });
  };
  const name = 'acknowledgements.record, one';
  const product = () => timed(record, EACH);
  return [
    {
      name,
      limit: 'one durable commit',
      goal: 2,
      product,
      bare: () => timed(() => commit.run('電話で確認'), EACH),
    },
    { name, limit: 'a durable commit of the same rows', goal: 2, product, bare: () => timed(sameRows, EACH) },
  ];
}

/** Writes what one confirmation leaves, each time of another office, into a copy of the register. */
function rowsOf(register: Database.Database, copy: string, versionId: number): () => void {
  register.prepare('vacuum into ?').run(copy);
  const db = connect(copy);
  const acknowledge = db.prepare(
    `insert into acknowledgements (recipient_id, version_id, office_id, method, name, note, at, recorded_at, clerk)
      select id, version_id, office_id, 'phone', '青葉', '', @at, @at, 'script' from recipients where id = @id`,
  );
  const confirm = db.prepare(
    `update recipients set acknowledgement_state = 'confirmed', confirmed_number = 1 where id = ?`,
  );
  const prove = db.prepare(
    `insert into audit_events (at, clerk, action, entity, entity_id, detail, prev_hash, hash)
      values (@at, 'script', 'acknowledgements.record', 'acknowledgement', @id, @detail, @hash, @hash)`,
  );
  const ids = db.prepare<[number], number>('select id from recipients where version_id = ? order by id').pluck();
  const recipients = ids.all(versionId);
  const detail = JSON.stringify({ officeId: 1, versionId, method: 'phone', answer: 'confirmed', door: 'hand' });
  const write = db.transaction((id: number) => {
    const at = new Date().toISOString();
    acknowledge.run({ id, at });
    confirm.run(id);
    prove.run({ id, at, detail, hash: 'a'.repeat(64) });
  });
  let next = 0;
  return () => write.immediate(recipients[next++ % recipients.length] ?? 0);
}
