import { sql } from 'kysely';
import { reckoned } from '../prepared.ts';
import type { ReadDb } from '../store.ts';
import { type Holder, ofVersion } from './callDesk.ts';

// Who has taken up whom at the call desk, and who was promised a call.

/** Condition on `call_entries`: taken up now; the literal lets SQLite use the partial index `call_entries_held`. */
const heldNow = (now: string) =>
  sql<boolean>`(call_entries.held_until > ${reckoned(now)} and call_entries.held_until <> '')`;

/** What this window of this clerk has taken up and what is still to be called; null for nothing. */
export async function heldBy(
  db: ReadDb,
  { clerk, desk, now }: Pick<Holder, 'clerk' | 'desk' | 'now'>,
  versionId: number,
): Promise<number | null> {
  const row = await db
    .selectFrom('call_entries')
    .select('recipient_id as id')
    .where(heldNow(now))
    .where(ofVersion(versionId))
    .where('holder', '=', clerk)
    .where('desk', '=', desk)
    .where('is_open', '=', 1)
    .orderBy('held_since', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

const entriesWithOffice = (db: ReadDb) =>
  db
    .selectFrom('call_entries')
    .innerJoin('recipients', 'recipients.id', 'call_entries.recipient_id')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .select(['recipients.id as recipientId', 'offices.code as officeCode', 'offices.name as officeName']);

/** Offices of a version that a clerk has taken up now, the earliest first. */
export async function takenUp(db: ReadDb, versionId: number, now: string, limit: number) {
  return entriesWithOffice(db)
    .select(['call_entries.holder as clerk', 'call_entries.desk', 'call_entries.held_since as since'])
    .where(heldNow(now))
    .where(ofVersion(versionId))
    .orderBy('call_entries.held_since')
    .orderBy('call_entries.recipient_id')
    .limit(limit)
    .execute();
}

/** Promised call-backs that still stand, the earliest first; of one version or of all. */
export async function promisedCalls(db: ReadDb, versionId: number | null, limit: number) {
  return entriesWithOffice(db)
    .select(['recipients.version_id as versionId', 'offices.phone', 'call_entries.callback_at as at'])
    .select(['call_entries.holder', 'call_entries.held_until as heldUntil'])
    .where('call_entries.is_open', '=', 1)
    .where('call_entries.callback_at', 'is not', null)
    .$if(versionId !== null, (query) => query.where(ofVersion(versionId ?? 0)))
    .orderBy('call_entries.callback_at')
    .limit(limit)
    .execute();
}
