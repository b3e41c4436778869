import type { ReadDb, WriteTx } from '../store.ts';

/** Ends an incident. */
export async function closeIncident(
  tx: WriteTx,
  closing: { incidentId: number; at: string; clerk: string; reason: string },
): Promise<void> {
  const { incidentId, ...same } = closing;
  await tx
    .insertInto('incident_closings')
    .values({ ...same, incident_id: incidentId, reopened_at: null, reopened_by: null, reopened_reason: null })
    .execute();
  await tx.updateTable('incidents').set({ closed_at: closing.at }).where('id', '=', incidentId).execute();
}

/** Opens an incident again. */
export async function reopenIncident(
  tx: WriteTx,
  opening: { incidentId: number; at: string; clerk: string; reason: string },
): Promise<void> {
  const { incidentId, at, clerk, reason } = opening;
  await tx
    .updateTable('incident_closings')
    .set({ reopened_at: at, reopened_by: clerk, reopened_reason: reason })
    .where('incident_id', '=', incidentId)
    .where('reopened_at', 'is', null)
    .execute();
  await tx.updateTable('incidents').set({ closed_at: null }).where('id', '=', incidentId).execute();
}

/** When an incident was closed and opened again, newest first. */
export async function closingsOf(db: ReadDb, incidentId: number, limit: number) {
  return db
    .selectFrom('incident_closings')
    .select(['at', 'clerk', 'reason', 'reopened_at as reopenedAt', 'reopened_by as reopenedBy'])
    .select('reopened_reason as reopenedReason')
    .where('incident_id', '=', incidentId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
