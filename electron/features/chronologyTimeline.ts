import { type EntryRow, listEntries } from '../../db/queries/chronology.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Timeline } from '../contract/chronology.ts';
import { timelineOf } from '../rules/timeline.ts';
import { valuesOf } from './chronologyEntries.ts';

/** More than this no picture shows. */
const MOST = 1000;

/** The events of an incident, in their order. */
export function eventsOf(db: ReadDb, incidentId: number): Promise<EntryRow[]> {
  return listEntries(db, { incidentId, kinds: ['event'], search: null }, null, MOST);
}

/** The events of an incident on a line of time. */
export async function eventTimeline(db: ReadDb, incidentId: number, today: string): Promise<Timeline> {
  const rows = await eventsOf(db, incidentId);
  return timelineOf(
    rows.map((row) => ({ id: row.id, values: valuesOf(row) })),
    today,
  );
}
