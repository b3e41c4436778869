import { closeIncident, closingsOf, reopenIncident } from '../../db/queries/closings.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { type AppContext, change } from './context.ts';
import { requireIncident, requireOpenIncident } from './ledger.ts';

interface Said {
  id: number;
  reason: string;
}

/** Ends an incident. Errors: not_found, incident_closed. */
export async function close(context: AppContext, { id, reason }: Said) {
  const clerk = await context.clerk();
  return change(context, 'incidents.close', async (tx, note, at) => {
    await requireOpenIncident(tx, id);
    await closeIncident(tx, { incidentId: id, at, clerk, reason });
    note('incident', id, { closed: true });
    return { closedAt: at };
  });
}

/** Opens an incident again. Errors: not_found, also when it is open. */
export async function reopen(context: AppContext, { id, reason }: Said) {
  const clerk = await context.clerk();
  return change(context, 'incidents.reopen', async (tx, note, at) => {
    const { closedAt } = await requireIncident(tx, id);
    if (closedAt === null) throw fail('not_found', { what: 'closing' });
    await reopenIncident(tx, { incidentId: id, at, clerk, reason });
    note('incident', id, { closed: false });
    return {};
  });
}

/** When an incident was closed and opened again, newest first. Errors: not_found. */
export async function closings(db: ReadDb, id: number) {
  await requireIncident(db, id);
  return { rows: await closingsOf(db, id, 100) };
}
