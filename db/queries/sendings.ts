import type { ReadDb, WriteTx } from '../store.ts';

// Orders to send: held for a while, put to an hour, let go, or taken back as a whole.

export type SendingKind = 'first' | 'retry' | 'resend' | 'next_channel' | 'decided' | 'reminder';

export interface SendingValues {
  versionId: number;
  kind: SendingKind;
  at: string;
  /** When its hold ends; equal to `at` without one: then it is let go at once. */
  goesAt: string;
  clerk: string;
  reason: string;
}

export async function insertSending(tx: WriteTx, values: SendingValues): Promise<number> {
  const row = await tx
    .insertInto('sendings')
    .values({
      version_id: values.versionId,
      kind: values.kind,
      queued_at: values.at,
      goes_at: values.goesAt,
      released_at: values.goesAt <= values.at ? values.at : null,
      clerk: values.clerk,
      reason: values.reason,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** An order that waits: for the end of its hold, for its hour, or for a person's word. */
export interface WaitingSending {
  id: number;
  versionId: number;
  kind: string;
  queuedAt: string;
  goesAt: string;
  /** Deliveries it holds back. */
  mails: number;
}

/** Orders that hold something back, of one version or of all, the earliest first (at most 100). */
export async function waitingSendings(db: ReadDb, versionId?: number): Promise<WaitingSending[]> {
  const rows = await db
    .selectFrom('sendings')
    .select([
      'sendings.id',
      'sendings.version_id as versionId',
      'sendings.kind',
      'sendings.queued_at as queuedAt',
      'sendings.goes_at as goesAt',
      (e) =>
        e
          .selectFrom('deliveries')
          .select((d) => d.fn.countAll<number>().as('n'))
          .whereRef('deliveries.sending_id', '=', 'sendings.id')
          .where('deliveries.state', 'in', ['queued', 'retry'])
          .as('mails'),
    ])
    .where('released_at', 'is', null)
    .where('taken_back_at', 'is', null)
    .$if(versionId !== undefined, (query) => query.where('version_id', '=', versionId ?? 0))
    .orderBy('goes_at')
    .limit(100)
    .execute();
  return rows.map((row) => ({ ...row, mails: Number(row.mails) }));
}

/** When the next order is to be let go by itself: after `overdueBefore`, for what is older asks first. Null without one. */
export async function nextReleaseAt(db: ReadDb, overdueBefore: string): Promise<string | null> {
  const row = await db
    .selectFrom('sendings')
    .select('goes_at')
    .where('released_at', 'is', null)
    .where('taken_back_at', 'is', null)
    .where('goes_at', '>', overdueBefore)
    .orderBy('goes_at')
    .limit(1)
    .executeTakeFirst();
  return row?.goes_at ?? null;
}

/** Lets go the orders whose hour has come and is not long past. Answers how many. */
export async function releaseDue(tx: WriteTx, now: string, overdueBefore: string): Promise<number> {
  const released = await tx
    .updateTable('sendings')
    .set({ released_at: now })
    .where('released_at', 'is', null)
    .where('taken_back_at', 'is', null)
    .where('goes_at', '<=', now)
    .where('goes_at', '>', overdueBefore)
    .returning('id')
    .execute();
  return released.length;
}

/** Lets an order go now: a person said so. False when it went, or was taken back, before. */
export async function releaseSending(tx: WriteTx, id: number, at: string): Promise<boolean> {
  const released = await tx
    .updateTable('sendings')
    .set({ released_at: at })
    .where('id', '=', id)
    .where('released_at', 'is', null)
    .where('taken_back_at', 'is', null)
    .returning('id')
    .execute();
  return released.length > 0;
}

/** Makes the mails of an order due now that were to go later. */
export async function hastenSending(tx: WriteTx, id: number, at: string): Promise<void> {
  for (let moved = HASTENED; moved === HASTENED; ) {
    const rows = await tx
      .updateTable('deliveries')
      .set({ next_at: at })
      .where('id', 'in', (e) =>
        e
          .selectFrom('deliveries')
          .select('id')
          .where('sending_id', '=', id)
          .where('state', '=', 'queued')
          .where('next_at', '>', at)
          .limit(HASTENED),
      )
      .returning('id')
      .execute();
    moved = rows.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const HASTENED = 500;

/** Takes an order back that has not been let go; answers its version, or null when it is too late. */
export async function takeBackSending(tx: WriteTx, id: number, at: string): Promise<number | null> {
  const row = await tx
    .updateTable('sendings')
    .set({ taken_back_at: at })
    .where('id', '=', id)
    .where('released_at', 'is', null)
    .where('taken_back_at', 'is', null)
    .returning('version_id as versionId')
    .executeTakeFirst();
  return row?.versionId ?? null;
}

/** Takes back every order of a version that has not been let go. */
export async function takeBackAll(tx: WriteTx, versionId: number, at: string): Promise<void> {
  await tx
    .updateTable('sendings')
    .set({ taken_back_at: at })
    .where('version_id', '=', versionId)
    .where('released_at', 'is', null)
    .where('taken_back_at', 'is', null)
    .execute();
}
