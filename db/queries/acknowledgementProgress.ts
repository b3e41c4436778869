import { sql } from 'kysely';
import type { ReadDb } from '../store.ts';

/** The first confirmation of each office to a version, as a table `firsts (at)`. */
const firsts = (versionId: number, confirming: readonly string[]) => sql`(select min(at) as at from acknowledgements
  where version_id = ${versionId} and withdrawn_at is null and answer in (${sql.join(confirming)})
  group by office_id) as firsts`;

/** How many offices confirmed a version for the first time in each hour (`2026-06-08T01`, UTC). */
export async function confirmedByHour(db: ReadDb, versionId: number, confirming: readonly string[]) {
  const { rows } = await sql<{ hour: string; n: number }>`select substr(at, 1, 13) as hour, count(*) as n
    from ${firsts(versionId, confirming)} group by substr(at, 1, 13) order by 1`.execute(db);
  return rows.map((row) => ({ hour: row.hour, confirmed: Number(row.n) }));
}

/** The moment by which half of `offices` that confirmed had done so; null without any. */
export async function medianConfirmation(
  db: ReadDb,
  versionId: number,
  confirming: readonly string[],
  offices: number,
): Promise<string | null> {
  if (offices === 0) return null;
  const { rows } = await sql<{ at: string }>`select at from ${firsts(versionId, confirming)}
    order by at limit 1 offset ${Math.floor((offices - 1) / 2)}`.execute(db);
  return rows[0]?.at ?? null;
}

/** How answers that stand came in to a version: offices by method, each counted once a method. */
export async function answersByMethod(db: ReadDb, versionId: number) {
  const rows = await db
    .selectFrom('acknowledgements')
    .select((e) => ['method', e.fn.count<number>('office_id').distinct().as('offices')])
    .where('version_id', '=', versionId)
    .where('withdrawn_at', 'is', null)
    .groupBy('method')
    .orderBy('method')
    .execute();
  return rows.map((row) => ({ method: row.method, offices: Number(row.offices) }));
}

/**
 * Recipients of a version by the channel their newest copy went by (empty for none) and where they stand.
 */
export async function recipientsByChannel(db: ReadDb, versionId: number) {
  const { rows } = await sql<{ channel: string; delivery: string; acknowledgement: string; n: number }>`
    select coalesce((select channel from deliveries where deliveries.recipient_id = recipients.id
        order by id desc limit 1), '') as channel,
      delivery_state as delivery, acknowledgement_state as acknowledgement, count(*) as n
    from recipients where version_id = ${versionId} and acknowledgement_state <> 'merged'
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}
