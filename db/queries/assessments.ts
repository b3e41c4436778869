import type { ReadDb, WriteTx } from '../store.ts';

export interface AssessmentRow {
  knownOn: string;
  wrongful: string;
  special: string;
  reason: string;
  at: string;
  clerk: string;
}

/** What was held of an incident, newest first. */
export async function assessmentsOf(db: ReadDb, incidentId: number, limit: number): Promise<AssessmentRow[]> {
  return db
    .selectFrom('assessments')
    .select(['known_on as knownOn', 'wrongful', 'special', 'reason', 'at', 'clerk'])
    .where('incident_id', '=', incidentId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function insertAssessment(tx: WriteTx, incidentId: number, made: AssessmentRow): Promise<number> {
  const { knownOn, ...same } = made;
  const row = await tx
    .insertInto('assessments')
    .values({ ...same, incident_id: incidentId, known_on: knownOn })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
