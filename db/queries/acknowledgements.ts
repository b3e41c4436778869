import { prepared, reckoned } from '../prepared.ts';
import type { ReadDb, WriteTx } from '../store.ts';
import { counted, newestAcknowledgementId, type RecipientFilter, recipientsOf } from './recipients.ts';

export interface AcknowledgementValues {
  recipientId: number;
  versionId: number;
  officeId: number;
  method: string;
  name: string;
  note: string;
  at: string;
  recordedAt: string;
  clerk: string;
  answer: string;
  door: string;
}

export async function insertAcknowledgement(tx: WriteTx, values: AcknowledgementValues): Promise<number> {
  const [row] = await insertOne(tx, values);
  if (!row) throw new Error('an acknowledgement was not written');
  return row.id;
}

const insertOne = prepared((tx, values: AcknowledgementValues) =>
  tx
    .insertInto('acknowledgements')
    .values({
      recipient_id: values.recipientId,
      version_id: values.versionId,
      office_id: values.officeId,
      method: values.method,
      name: values.name,
      note: values.note,
      at: values.at,
      recorded_at: values.recordedAt,
      clerk: values.clerk,
      answer: values.answer,
      door: values.door,
      withdrawn_at: null,
      withdrawn_reason: null,
    })
    .returning('id'),
);

/** What an office was sent of the notice this version belongs to, the oldest first, and where it stands. */
export const sentWithVersion = prepared(
  (db: ReadDb, { versionId, officeId }: { versionId: number; officeId: number }) =>
    db
      .selectFrom('recipients')
      .innerJoin('notice_versions', 'notice_versions.id', 'recipients.version_id')
      .innerJoin('offices', 'offices.id', 'recipients.office_id')
      .select([
        'recipients.id',
        'recipients.version_id as versionId',
        'recipients.acknowledgement_state as state',
        'recipients.confirmed_number as confirmedNumber',
        'notice_versions.notice_id as noticeId',
        'notice_versions.number',
        'notice_versions.label',
        'offices.code as officeCode',
        'offices.name as officeName',
      ])
      .where('recipients.office_id', '=', reckoned(officeId))
      .where((e) =>
        e(
          'notice_versions.notice_id',
          '=',
          e
            .selectFrom('notice_versions as named')
            .select('named.notice_id')
            .where('named.id', '=', reckoned(versionId)),
        ),
      )
      .where(counted)
      .orderBy('notice_versions.number'),
);

/** What an office has answered to the versions of a notice, without what was withdrawn. */
export const answersOfOffice = prepared((db: ReadDb, { noticeId, officeId }: { noticeId: number; officeId: number }) =>
  db
    .selectFrom('acknowledgements')
    .innerJoin('notice_versions', 'notice_versions.id', 'acknowledgements.version_id')
    .select([
      'acknowledgements.id',
      'acknowledgements.recipient_id as recipientId',
      'notice_versions.number',
      'acknowledgements.answer',
      'acknowledgements.at',
    ])
    .where('notice_versions.notice_id', '=', reckoned(noticeId))
    .where('acknowledgements.office_id', '=', reckoned(officeId))
    .where('acknowledgements.withdrawn_at', 'is', null),
);

/** True when this recipient has an answer that stands. */
export async function answeredBefore(db: ReadDb, recipientId: number): Promise<boolean> {
  const row = await db
    .selectFrom('acknowledgements')
    .select('id')
    .where('recipient_id', '=', recipientId)
    .where('withdrawn_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function getAcknowledgement(db: ReadDb, id: number) {
  const row = await db
    .selectFrom('acknowledgements')
    .innerJoin('notice_versions', 'notice_versions.id', 'acknowledgements.version_id')
    .select([
      'acknowledgements.id',
      'acknowledgements.office_id as officeId',
      'acknowledgements.withdrawn_at as withdrawnAt',
      'notice_versions.notice_id as noticeId',
    ])
    .where('acknowledgements.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Sets the one thing an acknowledgement may have set later: that it was taken back, and why. */
export async function withdrawAcknowledgement(tx: WriteTx, id: number, reason: string, at: string): Promise<void> {
  await tx
    .updateTable('acknowledgements')
    .set({ withdrawn_at: at, withdrawn_reason: reason })
    .where('id', '=', id)
    .execute();
}

/** A page of recipients of a version by office code, each with its newest valid acknowledgement of that version. */
export async function listRecipients(db: ReadDb, filter: RecipientFilter, afterCode: string | null, limit: number) {
  const rows = await recipientsOf(db, filter)
    .leftJoin('acknowledgements', (join) => join.on('acknowledgements.id', '=', newestAcknowledgementId))
    .select([
      'offices.id as officeId',
      'offices.code as officeCode',
      'offices.name as officeName',
      'recipients.branch',
      'offices.phone',
      'recipients.delivery_state as deliveryState',
      'recipients.acknowledgement_state as acknowledgementState',
      'recipients.confirmed_number as confirmedNumber',
      'acknowledgements.id as acknowledgementId',
      'acknowledgements.method',
      'acknowledgements.answer',
      'acknowledgements.name',
      'acknowledgements.at',
      'acknowledgements.note',
    ])
    .$if(afterCode !== null, (query) => query.where('offices.code', '>', afterCode ?? ''))
    .orderBy('offices.code')
    .limit(limit)
    .execute();
  return rows.map(({ acknowledgementId, method, answer, name, at, note, ...row }) => ({
    ...row,
    acknowledgement:
      acknowledgementId === null
        ? null
        : {
            ...{ id: acknowledgementId, method: method ?? '', answer: answer ?? '' },
            ...{ name: name ?? '', at: at ?? '', note: note ?? '' },
          },
  }));
}
export type RecipientRow = Awaited<ReturnType<typeof listRecipients>>[number];
