import type { ReadDb, WriteTx } from '../store.ts';

/** The columns chosen for a list with these headings. `mapping` is parsed JSON; the caller checks its shape. */
export interface ChosenColumns {
  headers: string[];
  mapping: unknown;
}

/** What was chosen, the last first. */
export async function listProcedureMappings(db: ReadDb, limit: number): Promise<ChosenColumns[]> {
  const rows = await db
    .selectFrom('procedure_mappings')
    .select(['headers', 'mapping'])
    .orderBy('saved_at', 'desc')
    .orderBy('headers')
    .limit(limit)
    .execute();
  return rows.map(({ headers, mapping }) => ({ headers: JSON.parse(headers), mapping: JSON.parse(mapping) }));
}

/** Keeps what was chosen, in place of what was chosen for the same headings before. */
export async function saveProcedureMapping(
  tx: WriteTx,
  { headers, mapping }: ChosenColumns,
  by: { at: string; clerk: string },
): Promise<void> {
  const values = { mapping: JSON.stringify(mapping), saved_at: by.at, clerk: by.clerk };
  await tx
    .insertInto('procedure_mappings')
    .values({ headers: JSON.stringify(headers), ...values })
    .onConflict((conflict) => conflict.column('headers').doUpdateSet(values))
    .execute();
}
