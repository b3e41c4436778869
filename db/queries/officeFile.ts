import type { ReadDb } from '../store.ts';
import { counted, newestAcknowledgementId } from './recipients.ts';

/** The versions an office was sent, newest first, each with its newest valid acknowledgement. */
export async function versionsOfOffice(db: ReadDb, officeId: number, limit: number) {
  return db
    .selectFrom('recipients')
    .innerJoin('notice_versions', 'notice_versions.id', 'recipients.version_id')
    .innerJoin('notices', 'notices.id', 'notice_versions.notice_id')
    .innerJoin('incidents', 'incidents.id', 'notices.incident_id')
    .leftJoin('acknowledgements', (join) => join.on('acknowledgements.id', '=', newestAcknowledgementId))
    .select([
      'notice_versions.id as versionId',
      'incidents.title as incidentTitle',
      'notice_versions.label',
      'notice_versions.subject',
      'notice_versions.sent_at as sentAt',
      'recipients.delivery_state as deliveryState',
      'recipients.acknowledgement_state as acknowledgementState',
      'acknowledgements.at as acknowledgedAt',
      'acknowledgements.method',
      'acknowledgements.name',
    ])
    .where('recipients.office_id', '=', officeId)
    .where(counted)
    .orderBy('notice_versions.id', 'desc')
    .limit(limit)
    .execute();
}
