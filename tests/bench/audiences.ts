import type Database from 'better-sqlite3';
import type { AudienceRule } from '../../electron/contract/audiences.ts';
import { type Bench, timed } from './measure.ts';
import type { Registers } from './registers.ts';

const OFFICES = 100_000;
const VERSIONS = 20;

/** How many offices a rule names and by which channel, over 2,000,000 recipients: the call against the query alone. */
export async function audienceBenches(registers: Registers): Promise<Bench[]> {
  const { client, bare } = await registers.of(OFFICES);
  const { id: incidentId } = await client.incidents.create({
    title: '障害',
    provider: '提供会社',
    knownOn: '2026-06-05',
  });
  const versionIds = addVersions(bare, incidentId);
  bare.exec('analyze');
  const [first = 0, newest = 0] = [versionIds.at(0), versionIds.at(-1)];
  const cases: [string, AudienceRule, string][] = [
    ['all affected', { kind: 'affected' }, '1 = 1'],
    ['nothing yet', { kind: 'nothing_yet' }, `not ${had(`version_id in (${versionIds.join(', ')})`)}`],
    [
      'unconfirmed',
      { kind: 'unconfirmed', versionId: newest },
      had(`version_id = ${newest} and acknowledgement_state in ('open', 'outdated')`),
    ],
    [
      'has the newest and not the first, less failed',
      {
        kind: 'difference',
        from: { kind: 'has_not', has: newest, not: first },
        less: { kind: 'failed', versionId: newest },
      },
      `${had(`version_id = ${newest}`)} and not ${had(`version_id = ${first}`)}
        and not ${had(`version_id = ${newest} and delivery_state in ('failed', 'no_address')`)}`,
    ],
  ];
  const benches = cases.map(async ([name, rule, where]): Promise<Bench> => {
    const counted = bare.prepare<[], { channel: string; offices: number }>(bareQuery(where));
    const { byChannel } = await client.audiences.count({ incidentId, rule });
    requireEqual(byChannel, counted.all());
    return {
      name: `audiences.count, ${name}, 100,000 × ${VERSIONS}`,
      limit: 'the query alone',
      goal: 1.5,
      product: () => timed(() => client.audiences.count({ incidentId, rule })),
      bare: () => timed(() => counted.all()),
    };
  });
  return Promise.all(benches);
}

function requireEqual(answer: Record<string, number>, counted: readonly { channel: string; offices: number }[]): void {
  const bare = new Map(counted.map((row) => [row.channel, row.offices]));
  const differs = Object.entries(answer).some(([channel, offices]) => offices !== (bare.get(channel) ?? 0));
  if (differs || bare.size === 0) throw new Error('the audience differs from the counted one');
}

const had = (which: string) => `exists (select 1 from recipients where office_id = offices.id and ${which})`;

/** The same question as a person would write it who knows that no office has an order of channels of its own. */
const bareQuery = (where: string) => `select case
    when mail <> '' or exists (select 1 from contacts where office_id = offices.id and removed_at is null
      and gets_notices = 1 and mail <> '') then 'mail'
    when fax <> '' then 'fax' when address <> '' then 'post' when phone <> '' then 'phone' else 'none' end as channel,
    count(*) as offices
  from offices where status = 'entrusted' and merged_into is null and ${where} group by channel`;

/** Twenty versions of one notice; every tenth office came later, some never got a word. */
function addVersions(bare: Database.Database, incidentId: number): number[] {
  const at = '2026-06-08T00:00:00Z';
  const notice = bare
    .prepare(`insert into notices (incident_id, title, created_at) values (?, 'お知らせ', ?)`)
    .run(incidentId, at).lastInsertRowid;
  const version = bare.prepare(
    `insert into notice_versions (notice_id, number, label, subject, body, sha256, updated_at, approved_at, sent_at)
      values (?, ?, ?, '件名', '本文', 'a', ?, ?, ?)`,
  );
  const recipients = bare.prepare(
    `insert into recipients (version_id, office_id, branch, delivery_state, acknowledgement_state)
      select ?, id, branch, case when mail = '' then 'no_address' when id % 50 = 0 then 'failed' else 'sent' end,
        case (id + ?) % 4 when 0 then 'open' when 1 then 'outdated' when 2 then 'superseded' else 'confirmed' end
      from offices where id % 100 <> 0 and (id % 10 <> 0 or ? > 10)`,
  );
  return bare.transaction(() =>
    Array.from({ length: VERSIONS }, (_, before) => {
      const number = before + 1;
      const id = Number(version.run(notice, number, `第${number}報`, at, at, at).lastInsertRowid);
      recipients.run(id, number, number);
      return id;
    }),
  )();
}
