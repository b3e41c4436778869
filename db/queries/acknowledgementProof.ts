import type { ReadDb } from '../store.ts';
import { counted } from './recipients.ts';

/** What an office was sent of one version; null when that was not for it. */
export async function recipientProof(db: ReadDb, versionId: number, officeId: number) {
  const row = await db
    .selectFrom('recipients')
    .select([
      'recipients.id',
      'recipients.delivery_state as delivery',
      'recipients.acknowledgement_state as acknowledgement',
      'recipients.confirmed_number as confirmedNumber',
    ])
    .where('version_id', '=', versionId)
    .where('office_id', '=', officeId)
    .where(counted)
    .executeTakeFirst();
  return row ?? null;
}

/** Every copy that was made for a recipient, oldest first: by which channel, to which address, and what became of it. */
export async function deliveriesOf(db: ReadDb, recipientId: number, limit: number) {
  return db
    .selectFrom('deliveries')
    .select([
      'id',
      'channel',
      'address',
      'state',
      'attempts',
      'response',
      'message_id as messageId',
      'queued_at as queuedAt',
      'finished_at as finishedAt',
    ])
    .where('recipient_id', '=', recipientId)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Everything an office answered to a version, in the order it was told; what was withdrawn too. */
export async function answersOf(db: ReadDb, recipientId: number, limit: number) {
  return db
    .selectFrom('acknowledgements')
    .select([
      'id',
      'method',
      'answer',
      'door',
      'name',
      'note',
      'at',
      'recorded_at as recordedAt',
      'clerk',
      'withdrawn_at as withdrawnAt',
      'withdrawn_reason as withdrawnReason',
    ])
    .where('recipient_id', '=', recipientId)
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The code on the slip of an office for a version; null without one. */
export async function slipCodeOf(db: ReadDb, versionId: number, officeId: number): Promise<string | null> {
  const row = await db
    .selectFrom('audience_members')
    .select('code')
    .where('version_id', '=', versionId)
    .where('office_id', '=', officeId)
    .executeTakeFirst();
  return row?.code ?? null;
}
