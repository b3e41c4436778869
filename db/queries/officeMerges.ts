import type { ReadDb, WriteTx } from '../store.ts';
import { renewNewestDuties } from './officeDuties.ts';

// What a merge moves, and how it goes back. A merge never copies and never deletes: rows change hands, and
// `office_merge_moves` has every one of them.

/** The tables whose rows simply belong to an office. */
const OWNED = ['contacts', 'procedures', 'calls', 'questions', 'incoming_mails', 'office_duties'] as const;
/** Mails that are on their way, or may be. */
const UNDER_WAY = ['queued', 'sending', 'handed', 'retry', 'in_doubt'];
/** Rows of one statement. */
const MOST = 200;

interface Move {
  what: (typeof OWNED)[number] | 'recipients' | 'recipients_merged' | 'acknowledgements';
  rowId: number;
  fromId: number;
  toId: number;
  before?: string;
}

/** A merge that was done, and not taken back when `undoneAt` is null. */
export interface MergeRow {
  id: number;
  keptId: number;
  droppedId: number;
  before: string;
  undoneAt: string | null;
}

export async function insertMerge(
  tx: WriteTx,
  merge: { keptId: number; droppedId: number; at: string; clerk: string; before: string },
): Promise<number> {
  const row = await tx
    .insertInto('office_merges')
    .values({
      kept_id: merge.keptId,
      dropped_id: merge.droppedId,
      at: merge.at,
      clerk: merge.clerk,
      before: merge.before,
      undone_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function getMerge(db: ReadDb, id: number): Promise<MergeRow | null> {
  const row = await db
    .selectFrom('office_merges')
    .select(['id', 'kept_id as keptId', 'dropped_id as droppedId', 'before', 'undone_at as undoneAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The newest merge after this one that stands and that its kept office took part in; null without one. */
export async function laterMerge(db: ReadDb, merge: MergeRow): Promise<number | null> {
  const row = await db
    .selectFrom('office_merges')
    .select((e) => e.fn.max<number | null>('id').as('id'))
    .where('id', '>', merge.id)
    .where('undone_at', 'is', null)
    .where((e) => e.or([e('kept_id', '=', merge.keptId), e('dropped_id', '=', merge.keptId)]))
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function markMergeUndone(tx: WriteTx, id: number, at: string): Promise<void> {
  await tx.updateTable('office_merges').set({ undone_at: at }).where('id', '=', id).execute();
}

/** Merges done, newest first, before the merge `beforeId`. */
export async function listMerges(db: ReadDb, beforeId: number | null, limit: number) {
  return db
    .selectFrom('office_merges')
    .innerJoin('offices as kept', 'kept.id', 'office_merges.kept_id')
    .innerJoin('offices as dropped', 'dropped.id', 'office_merges.dropped_id')
    .select([
      'office_merges.id',
      'office_merges.at',
      'office_merges.clerk',
      'kept.id as keptId',
      'kept.code as keptCode',
      'kept.name as keptName',
      'dropped.code as droppedCode',
      'dropped.name as droppedName',
      'office_merges.undone_at as undoneAt',
    ])
    .$if(beforeId !== null, (query) => query.where('office_merges.id', '<', beforeId ?? 0))
    .orderBy('office_merges.id', 'desc')
    .limit(limit)
    .execute();
}

export async function countMerges(db: ReadDb): Promise<number> {
  const row = await db
    .selectFrom('office_merges')
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** True while a mail to the office is under way or in doubt. */
export async function hasMailUnderWay(db: ReadDb, officeId: number): Promise<boolean> {
  return anyMail(db, { officeId });
}

/** True while a mail is under way to a recipient that came with a merge. */
export async function hasMovedMailUnderWay(db: ReadDb, mergeId: number): Promise<boolean> {
  return anyMail(db, { mergeId });
}

async function anyMail(db: ReadDb, of: { officeId?: number; mergeId?: number }): Promise<boolean> {
  const row = await db
    .selectFrom('deliveries')
    .innerJoin('recipients', 'recipients.id', 'deliveries.recipient_id')
    .select('deliveries.id')
    .where('deliveries.state', 'in', UNDER_WAY)
    .$if(of.officeId !== undefined, (query) => query.where('recipients.office_id', '=', of.officeId ?? 0))
    .$if(of.mergeId !== undefined, (query) =>
      query.where('recipients.id', 'in', (e) =>
        e
          .selectFrom('office_merge_moves')
          .select('row_id')
          .where('merge_id', '=', of.mergeId ?? 0)
          .where('what', '=', 'recipients'),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Sets or clears what makes an office another one's double; its line in the search goes. */
export async function setMergedInto(tx: WriteTx, office: { id: number; code: string }, keptId: number): Promise<void> {
  await tx.deleteFrom('office_search').where('code', '=', office.code).execute();
  await tx.updateTable('offices').set({ merged_into: keptId }).where('id', '=', office.id).execute();
}

/** Makes a merged office one of its own again. */
export async function setSeparate(tx: WriteTx, office: { id: number; code: string }, searchKey: string): Promise<void> {
  await tx.updateTable('offices').set({ merged_into: null }).where('id', '=', office.id).execute();
  await tx.insertInto('office_search').values({ code: office.code, key: searchKey }).execute();
}

/** Hands everything the dropped office has to the kept one, and writes down each row. */
export async function moveRecords(
  tx: WriteTx,
  merge: { id: number; keptId: number; droppedId: number },
): Promise<void> {
  const moves = [
    ...(await moveOwned(tx, merge)),
    ...(await moveRecipients(tx, merge)),
    // Recipients first: an acknowledgement may only follow to a recipient of its new office.
    ...(await moveAcknowledgements(tx, merge)),
  ];
  for (let i = 0; i < moves.length; i += MOST) {
    await tx
      .insertInto('office_merge_moves')
      .values(
        moves.slice(i, i + MOST).map((move) => ({
          merge_id: merge.id,
          what: move.what,
          row_id: move.rowId,
          from_id: move.fromId,
          to_id: move.toId,
          before: move.before ?? '',
        })),
      )
      .execute();
  }
}

type Merging = { keptId: number; droppedId: number };

async function moveOwned(tx: WriteTx, { keptId, droppedId }: Merging): Promise<Move[]> {
  const moves: Move[] = [];
  for (const what of OWNED) {
    const rows = await tx
      .updateTable(what)
      .set({ office_id: keptId })
      .where('office_id', '=', droppedId)
      .returning('id')
      .execute();
    for (const { id } of rows) moves.push({ what, rowId: id, fromId: droppedId, toId: keptId });
  }
  // Of what was noted of either, the newest holds.
  await renewNewestDuties(tx, [keptId]);
  return moves;
}

/** A version only the dropped office was sent goes along; where both were, the dropped one's row no longer counts. */
async function moveRecipients(tx: WriteTx, { keptId, droppedId }: Merging): Promise<Move[]> {
  const rows = await tx
    .selectFrom('recipients as mine')
    .leftJoin('recipients as theirs', (join) =>
      join.onRef('theirs.version_id', '=', 'mine.version_id').on('theirs.office_id', '=', keptId),
    )
    .select(['mine.id', 'mine.acknowledgement_state as state', 'theirs.id as keptRow'])
    .where('mine.office_id', '=', droppedId)
    .orderBy('mine.id')
    .execute();
  const moves: Move[] = [];
  for (const { id, state, keptRow } of rows) {
    const change = keptRow === null ? { office_id: keptId } : { acknowledgement_state: 'merged' };
    await tx.updateTable('recipients').set(change).where('id', '=', id).execute();
    moves.push(
      keptRow === null
        ? { what: 'recipients', rowId: id, fromId: droppedId, toId: keptId }
        : { what: 'recipients_merged', rowId: id, fromId: id, toId: keptRow, before: state },
    );
  }
  return moves;
}

async function moveAcknowledgements(tx: WriteTx, { keptId, droppedId }: Merging): Promise<Move[]> {
  const rows = await tx
    .selectFrom('acknowledgements')
    .innerJoin('recipients', (join) =>
      join.onRef('recipients.version_id', '=', 'acknowledgements.version_id').on('recipients.office_id', '=', keptId),
    )
    .select(['acknowledgements.id', 'acknowledgements.recipient_id as fromId', 'recipients.id as toId'])
    .where('acknowledgements.office_id', '=', droppedId)
    .orderBy('acknowledgements.id')
    .execute();
  for (const { id, toId } of rows) {
    await tx
      .updateTable('acknowledgements')
      .set({ office_id: keptId, recipient_id: toId })
      .where('id', '=', id)
      .execute();
  }
  return rows.map(({ id, fromId, toId }) => ({ what: 'acknowledgements', rowId: id, fromId, toId }));
}

/** Hands back exactly what `moveRecords` handed over. */
export async function moveRecordsBack(tx: WriteTx, merge: MergeRow): Promise<void> {
  const { droppedId, keptId } = merge;
  const moved = async (what: Move['what']) =>
    tx
      .selectFrom('office_merge_moves')
      .select(['row_id as id', 'from_id as fromId', 'before'])
      .where('merge_id', '=', merge.id)
      .where('what', '=', what)
      .execute();
  for (const what of [...OWNED, 'recipients'] as const) {
    for (const { id } of await moved(what)) {
      await tx.updateTable(what).set({ office_id: droppedId }).where('id', '=', id).execute();
      if (what !== 'recipients') continue;
      // What was recorded since on a version only the dropped office was sent can belong to no other.
      await tx
        .updateTable('acknowledgements')
        .set({ office_id: droppedId })
        .where('recipient_id', '=', id)
        .where('office_id', '=', keptId)
        .execute();
    }
  }
  await renewNewestDuties(tx, [keptId, droppedId]);
  for (const { id, before } of await moved('recipients_merged')) {
    await tx.updateTable('recipients').set({ acknowledgement_state: before }).where('id', '=', id).execute();
  }
  for (const { id, fromId } of await moved('acknowledgements')) {
    await tx
      .updateTable('acknowledgements')
      .set({ office_id: droppedId, recipient_id: fromId })
      .where('id', '=', id)
      // Not what has gone back with its recipient: a change that changes nothing is refused.
      .where('office_id', '=', keptId)
      .execute();
  }
}

/** Notices an office was sent a version of. */
export async function noticesSentTo(db: ReadDb, officeId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('recipients')
    .innerJoin('notice_versions', 'notice_versions.id', 'recipients.version_id')
    .select('notice_versions.notice_id as id')
    .distinct()
    .where('recipients.office_id', '=', officeId)
    .execute();
  return rows.map((row) => row.id);
}
