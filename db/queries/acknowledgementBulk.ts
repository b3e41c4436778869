import { sql } from 'kysely';
import type { Engine, ReadDb, WriteTx } from '../store.ts';
import { insertRows } from './insertRows.ts';
import { counted } from './recipients.ts';

const COLUMNS = [
  'recipient_id',
  'version_id',
  'office_id',
  'method',
  'name',
  'note',
  'at',
  'recorded_at',
  'clerk',
  'answer',
  'door',
] as const;

/** Answers of a list (at most 2,000) as rows of text and numbers, in the order of the columns. */
export async function insertAcknowledgements(
  tx: WriteTx,
  engine: Engine,
  rows: readonly {
    recipientId: number;
    versionId: number;
    officeId: number;
    method: string;
    name: string;
    note: string;
    at: string;
    answer: string;
  }[],
  made: { at: string; clerk: string },
): Promise<void> {
  if (rows.length === 0) return;
  const cells = rows.flatMap((row) => [
    ...[row.recipientId, row.versionId, row.officeId, row.method, row.name, row.note, row.at],
    ...[made.at, made.clerk, row.answer, 'list'],
  ]);
  await insertRows(tx, engine, 'acknowledgements', COLUMNS, cells);
}

/** What these offices (at most 2,000) were sent of the versions of a notice, the oldest first, and where they stand. */
export async function recipientsOfOffices(db: ReadDb, noticeId: number, officeIds: readonly number[]) {
  if (officeIds.length === 0) return [];
  return db
    .selectFrom('recipients')
    .innerJoin('notice_versions', 'notice_versions.id', 'recipients.version_id')
    .select([
      'recipients.id',
      'recipients.office_id as officeId',
      'recipients.version_id as versionId',
      'notice_versions.number',
      'recipients.acknowledgement_state as state',
      'recipients.confirmed_number as confirmedNumber',
    ])
    .where('notice_versions.notice_id', '=', noticeId)
    .where('recipients.office_id', 'in', officeIds)
    .where(counted)
    .orderBy('notice_versions.number')
    .execute();
}

/** Sets one standing for many recipients (at most 2,000). */
export async function setStates(
  tx: WriteTx,
  recipientIds: readonly number[],
  state: string,
  confirmedNumber: number | null,
): Promise<void> {
  if (recipientIds.length === 0) return;
  await sql`update recipients set acknowledgement_state = ${state}, confirmed_number = ${confirmedNumber}
    where id in (${sql.join(recipientIds)})`.execute(tx);
}

/** Answers that came in by a list and stand, of these recipients (at most 1,000). */
export async function listedAnswers(db: ReadDb, recipientIds: readonly number[]) {
  if (recipientIds.length === 0) return [];
  return db
    .selectFrom('acknowledgements')
    .select(['recipient_id as recipientId', 'at', 'answer', 'name', 'note'])
    .where('recipient_id', 'in', recipientIds)
    .where('door', '=', 'list')
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** Answers of a list to these recipients (at most 2,000) that ask something and are not in the list of questions yet. */
export async function asksIn(db: ReadDb, recipientIds: readonly number[]) {
  if (recipientIds.length === 0) return [];
  return db
    .selectFrom('acknowledgements')
    .select(['id', 'office_id as officeId', 'version_id as versionId', 'note', 'at as askedAt', 'clerk'])
    .where('recipient_id', 'in', recipientIds)
    .where('door', '=', 'list')
    .where('answer', '=', 'question')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('questions').select('questions.id').whereRef('acknowledgement_id', '=', 'acknowledgements.id'),
        ),
      ),
    )
    .orderBy('id')
    .execute();
}

/** Versions by id (at most 1,000), as far as an import needs them. */
export async function versionsById(db: ReadDb, ids: readonly number[]) {
  if (ids.length === 0) return new Map<number, { id: number; noticeId: number; number: number; label: string }>();
  const rows = await db
    .selectFrom('notice_versions')
    .select(['id', 'notice_id as noticeId', 'number', 'label'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Offices with these codes (at most 1,000), and what each was merged into. */
export async function officeIdsByCode(db: ReadDb, codes: readonly string[]) {
  if (codes.length === 0) return [];
  return db
    .selectFrom('offices')
    .select(['id', 'code', 'name', 'merged_into as mergedInto'])
    .where('code', 'in', codes)
    .execute();
}
