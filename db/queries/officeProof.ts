import type { ReadDb } from '../store.ts';

/** Copies that were made for an office, of every version, oldest first. */
export async function copiesOfOffice(db: ReadDb, officeId: number, limit: number) {
  return db
    .selectFrom('deliveries')
    .innerJoin('recipients', 'recipients.id', 'deliveries.recipient_id')
    .innerJoin('notice_versions', 'notice_versions.id', 'deliveries.version_id')
    .select([
      'notice_versions.label',
      'notice_versions.subject',
      'notice_versions.sha256',
      'deliveries.channel',
      'deliveries.address',
      'deliveries.state',
      'deliveries.response',
      'deliveries.message_id as messageId',
      'deliveries.queued_at as queuedAt',
      'deliveries.finished_at as finishedAt',
    ])
    .where('recipients.office_id', '=', officeId)
    .orderBy('deliveries.id')
    .limit(limit)
    .execute();
}

/** Versions an office should have got and no copy was made of. */
export async function versionsWithoutCopy(db: ReadDb, officeId: number, limit: number) {
  return db
    .selectFrom('recipients')
    .innerJoin('notice_versions', 'notice_versions.id', 'recipients.version_id')
    .select([
      'notice_versions.label',
      'notice_versions.subject',
      'notice_versions.sha256',
      'notice_versions.sent_at as sentAt',
    ])
    .where('recipients.office_id', '=', officeId)
    .where('recipients.acknowledgement_state', '<>', 'merged')
    .where((e) =>
      e.not(
        e.exists(
          e.selectFrom('deliveries').select('deliveries.id').whereRef('deliveries.recipient_id', '=', 'recipients.id'),
        ),
      ),
    )
    .orderBy('notice_versions.id')
    .limit(limit)
    .execute();
}

/** Everything an office answered, of every version; what was withdrawn too. */
export async function answersOfOffice(db: ReadDb, officeId: number, limit: number) {
  return db
    .selectFrom('acknowledgements')
    .innerJoin('notice_versions', 'notice_versions.id', 'acknowledgements.version_id')
    .select([
      'acknowledgements.id',
      'notice_versions.label',
      'notice_versions.subject',
      'notice_versions.sha256',
      'acknowledgements.method',
      'acknowledgements.answer',
      'acknowledgements.name',
      'acknowledgements.note',
      'acknowledgements.at',
      'acknowledgements.clerk',
      'acknowledgements.withdrawn_at as withdrawnAt',
      'acknowledgements.withdrawn_reason as withdrawnReason',
    ])
    .where('acknowledgements.office_id', '=', officeId)
    .orderBy('acknowledgements.id')
    .limit(limit)
    .execute();
}
