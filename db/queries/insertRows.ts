import { CompiledQuery } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Engine, WriteTx } from '../store.ts';

const statements = new Map<string, string>();

/**
 * Inserts many rows with one statement whose text is made once for each length: building it anew each time
 * takes longer than the insert itself.
 * @param cells the rows' values, one row after the other
 */
export async function insertRows(
  tx: WriteTx,
  engine: Engine,
  table: keyof Schema,
  columns: readonly string[],
  cells: (string | number | null)[],
): Promise<void> {
  const rows = cells.length / columns.length;
  const known = `${engine} ${table} ${rows}`;
  let statement = statements.get(known);
  if (!statement) {
    const place = engine === 'sqlite' ? () => '?' : (at: number) => `$${at + 1}`;
    const row = (at: number) => `(${columns.map((_, column) => place(at * columns.length + column)).join(', ')})`;
    const lines = Array.from({ length: rows }, (_, at) => row(at));
    statement = `insert into ${table} (${columns.join(', ')}) values ${lines.join(', ')}`;
    statements.set(known, statement);
  }
  await tx.executeQuery(CompiledQuery.raw(statement, cells));
}
