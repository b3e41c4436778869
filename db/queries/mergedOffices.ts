import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store.ts';

/** An office that stands for another one. */
export interface NamedOffice {
  id: number;
  code: string;
  name: string;
}

/** The office this one became part of, over all merges; null when it is one of its own. */
export async function keptOfficeOf(db: ReadDb, officeId: number): Promise<NamedOffice | null> {
  let kept: NamedOffice | null = null;
  for (let id: number | null = officeId; id !== null; ) {
    const row: (NamedOffice & { next: number | null }) | undefined = await db
      .selectFrom('offices')
      .select(['id', 'code', 'name', 'merged_into as next'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row && row.next === null && row.id !== officeId) kept = { id: row.id, code: row.code, name: row.name };
    id = row?.next ?? null;
  }
  return kept;
}

/** Codes of offices that are another one's double, each with the code of the office it became part of. */
export async function mergedCodes(db: ReadDb): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('offices as dropped')
    .innerJoin('offices as kept', 'kept.id', 'dropped.merged_into')
    .select(['dropped.code', 'kept.code as keptCode'])
    .where('dropped.merged_into', 'is not', null)
    .execute();
  const next = new Map(rows.map((row) => [row.code, row.keptCode]));
  return new Map(rows.map(({ code }) => [code, lastOf(next, code)]));
}

function lastOf(next: ReadonlyMap<string, string>, code: string): string {
  let last = code;
  for (let step = next.get(last); step !== undefined; step = next.get(last)) last = step;
  return last;
}

/** Ids and codes of everything that was merged into an office, over all merges. */
export async function doublesOf(db: ReadDb, officeId: number): Promise<{ id: number; code: string }[]> {
  const found: { id: number; code: string }[] = [];
  for (let ids = [officeId]; ids.length > 0; ) {
    const rows = await db
      .selectFrom('offices')
      .select(['id', 'code'])
      .where('merged_into', 'is not', null)
      .where('merged_into', 'in', ids)
      .orderBy('id')
      .execute();
    found.push(...rows);
    ids = rows.map((row) => row.id);
  }
  return found;
}

/**
 * The ids of the offices that others lead to: themselves, or what they became part of, over all merges.
 * @param others a query of their `id` and `merged_into`
 */
export const ledTo = (others: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`with recursive led(id, next) as (${others}
      union select kept.id, kept.merged_into from offices as kept join led on kept.id = led.next)
    select led.id from led where led.next is null`;
