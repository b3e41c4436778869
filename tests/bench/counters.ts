import type Database from 'better-sqlite3';
import { type Bench, timed } from './measure.ts';
import type { Registers } from './registers.ts';

const OFFICES = 100_000;
const VERSIONS = [5, 20];
const REPEAT = 20;

/** Who has confirmed which version, over 500,000 and 2,000,000 recipients: kept counts against counting. */
export async function counterBenches(registers: Registers): Promise<Bench[]> {
  const register = await registers.of(OFFICES);
  const { client, bare } = register;
  const incidents = [];
  for (const versions of VERSIONS) {
    const { id } = await client.incidents.create({ title: '障害', provider: '提供会社', knownOn: '2026-06-05' });
    incidents.push({ id, versions, span: addRecipients(bare, id, versions) });
  }
  // The limit gets an index that answers from itself; the application does without and must still be far ahead.
  bare.exec(`create index bench_states on recipients (version_id, branch, delivery_state, acknowledgement_state)`);
  bare.exec('analyze');
  requireEqual(bare);
  const counted = bare.prepare(countedWhere('version_id between ? and ?'));
  return incidents.map(({ id, versions, span }) => ({
    name: `incidents.overview, ${versions} versions of 100,000`,
    limit: 'GROUP BY in an index',
    goal: 0.02,
    product: () => timed(() => client.incidents.overview({ incidentId: id }), REPEAT),
    bare: () => timed(() => counted.all(...span)),
  }));
}

const COLUMNS = 'version_id, branch, delivery_state, acknowledgement_state';
const countedWhere = (condition: string) =>
  `select ${COLUMNS}, count(*) as count from recipients where ${condition} group by ${COLUMNS} order by 1, 2, 3, 4`;

/** Sent versions to every office, in all states a register of some age shows; answers the first and the last of them. */
function addRecipients(bare: Database.Database, incidentId: number, versions: number): [first: number, last: number] {
  const notice = bare
    .prepare(`insert into notices (incident_id, title, created_at) values (?, 'お知らせ', '2026-06-08T00:00:00Z')`)
    .run(incidentId).lastInsertRowid;
  const version = bare.prepare(
    `insert into notice_versions (notice_id, number, label, subject, body, sha256, updated_at, approved_at, sent_at)
      values (?, ?, ?, '件名', '本文', 'a', '2026-06-08T00:00:00Z', '2026-06-08T00:00:00Z', '2026-06-08T00:00:00Z')`,
  );
  const recipients = bare.prepare(
    `insert into recipients (version_id, office_id, branch, delivery_state, acknowledgement_state)
      select ?, id, branch,
        case when mail = '' then 'no_address' when id % 50 = 0 then 'failed' when id % 97 = 0 then 'in_doubt' else 'sent' end,
        case (id + ?) % 4 when 0 then 'open' when 1 then 'outdated' when 2 then 'superseded' else 'confirmed' end
      from offices`,
  );
  const add = bare.transaction((): [number, number] => {
    const ids = Array.from({ length: versions }, (_, at) => {
      const id = Number(version.run(notice, at + 1, `第${at + 1}報`).lastInsertRowid);
      recipients.run(id, at + 1);
      return id;
    });
    return [ids.at(0) ?? 0, ids.at(-1) ?? 0];
  });
  return add();
}

function requireEqual(bare: Database.Database): void {
  const kept = bare.prepare(`select ${COLUMNS}, count from counters where count <> 0 order by 1, 2, 3, 4`).all();
  const counted = bare.prepare(countedWhere('1 = 1')).all();
  if (kept.length === 0 || JSON.stringify(kept) !== JSON.stringify(counted)) {
    throw new Error('the kept counts differ from the counted ones');
  }
}
