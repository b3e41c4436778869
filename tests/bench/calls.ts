import type Database from 'better-sqlite3';
import { type Bench, timed } from './measure.ts';
import type { Registers } from './registers.ts';

const OFFICES = 100_000;
const VERSIONS = 20;
const REPEAT = 20;
/** Offices that were tried and rest, in front of those nobody has called. */
const TRIED = 10_000;

/**
 * The next office to call out of 100,000, with 20 versions in the register: the whole call, with its card, its hold and
 * its audit row, against one indexed query and one durable commit of a row.
 */
export async function callBenches(registers: Registers): Promise<Bench[]> {
  const { client, bare } = await registers.of(OFFICES);
  const { id: incidentId } = await client.incidents.create({
    title: '障害',
    provider: '提供会社',
    knownOn: '2026-06-05',
  });
  const versionId = addVersions(bare, incidentId);
  bare.exec('create table if not exists bench_holds (id integer primary key, at text not null) strict');
  bare.exec('analyze');
  const first = bare.prepare(
    `select id from recipients where version_id = ? and delivery_state = 'no_address'
      and acknowledgement_state in ('open', 'outdated') and on_desk = 0 order by id limit 1`,
  );
  const hold = bare.prepare(`insert into bench_holds (at) values ('2026-06-08T00:00:00.000Z')`);
  let clerk = 0;
  return [
    {
      name: `calls.next, 100,000 × ${VERSIONS}, ${TRIED.toLocaleString('en')} resting`,
      limit: 'an indexed query and a durable commit',
      goal: 10,
      product: () =>
        timed(async () => {
          clerk += 1;
          const { call } = await client.calls.next({ clerk: `clerk ${clerk}`, versionId });
          if (!call) throw new Error('nobody was offered');
        }, REPEAT),
      bare: () =>
        timed(() => {
          first.get(versionId);
          hold.run();
        }, REPEAT),
    },
  ];
}

/** Twenty sent versions to every office; of the newest most are unconfirmed, and many were tried. Answers the newest. */
function addVersions(bare: Database.Database, incidentId: number): number {
  const notice = bare
    .prepare(`insert into notices (incident_id, title, created_at) values (?, 'お知らせ', '2026-06-08T00:00:00.000Z')`)
    .run(incidentId).lastInsertRowid;
  const version = bare.prepare(
    `insert into notice_versions (notice_id, number, label, subject, body, sha256, updated_at, approved_at, sent_at)
      values (?, ?, ?, '件名', '- 一つ目です。\n- 二つ目です。', 'a', '', '2026-06-08T00:00:00.000Z', ?)`,
  );
  const recipients = bare.prepare(
    `insert into recipients (version_id, office_id, branch, delivery_state, acknowledgement_state, on_desk)
      select ?, id, branch,
        case when mail = '' then 'no_address' when id % 50 = 0 then 'failed' else 'sent' end,
        case when id % 3 = 0 then 'confirmed' else 'open' end, 0
      from offices`,
  );
  const tried = bare.prepare(
    `insert into call_entries (recipient_id, version_id, is_open, attempts, last_outcome, last_at, ready_at, callback_at,
        asked_at, holder, desk, held_since, held_until, fence)
      select id, version_id, 1, 1, 'absent', '2026-06-08T00:00:00.000Z', '9000-01-01T00:00:00.000Z', null, null, '', '',
        null, '', 1
      from recipients where version_id = ? and acknowledgement_state = 'open' order by id limit ${TRIED}`,
  );
  const onDesk = bare.prepare(
    `update recipients set on_desk = 1 where id in (select recipient_id from call_entries where version_id = ?)`,
  );
  let newest = 0;
  bare.transaction(() => {
    for (let number = 1; number <= VERSIONS; number += 1) {
      const sentAt = `2026-06-${String(number).padStart(2, '0')}T00:00:00.000Z`;
      newest = Number(version.run(notice, number, `第${number}報`, sentAt).lastInsertRowid);
      recipients.run(newest);
    }
    tried.run(newest);
    onDesk.run(newest);
  })();
  return newest;
}
