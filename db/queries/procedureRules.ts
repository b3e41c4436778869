import type { ReadDb, WriteTx } from '../store.ts';

/** A rule of the association. `body` is parsed JSON; the caller checks its shape. */
export interface StoredOwnRule {
  id: number;
  type: string;
  effectiveFrom: string;
  body: unknown;
  at: string;
  clerk: string;
  removedAt: string | null;
}

/** The association's own rules, newest first, the removed ones too. */
export async function listRules(db: ReadDb, limit: number): Promise<StoredOwnRule[]> {
  const rows = await db
    .selectFrom('procedure_rules')
    .select(['id', 'type', 'effective_from as effectiveFrom', 'body', 'at', 'clerk', 'removed_at as removedAt'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }));
}

export async function insertRule(
  tx: WriteTx,
  rule: { type: string; effectiveFrom: string; body: object; at: string; clerk: string },
): Promise<number> {
  const row = await tx
    .insertInto('procedure_rules')
    .values({
      type: rule.type,
      effective_from: rule.effectiveFrom,
      body: JSON.stringify(rule.body),
      at: rule.at,
      clerk: rule.clerk,
      removed_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Takes a rule out (an instant) or back in (null). Answers its kind, or null when there is no such rule. */
export async function setRuleRemoved(tx: WriteTx, id: number, removedAt: string | null): Promise<string | null> {
  const row = await tx
    .updateTable('procedure_rules')
    .set({ removed_at: removedAt })
    .where('id', '=', id)
    .returning('type')
    .executeTakeFirst();
  return row?.type ?? null;
}

/** The first filing of a kind that stands with this base date or a later one; null without one. */
export async function firstOfType(db: ReadDb, type: string): Promise<string | null> {
  const row = await db
    .selectFrom('procedures')
    .select((e) => e.fn.min<string | null>('base_date').as('first'))
    .where('type', '=', type)
    .executeTakeFirstOrThrow();
  return row.first;
}

/** Up to `limit` ids of filings still to be made, of one kind or (null) of all, after `afterId`. */
export async function pendingFilings(
  db: ReadDb,
  type: string | null,
  afterId: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('procedures')
    .select('id')
    .where('pending', '=', 1)
    .where('id', '>', afterId)
    .$if(type !== null, (query) => query.where('type', '=', type ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** What the association's own rules call a kind for a base date; null where the house's name counts. */
export async function ownNames(db: ReadDb): Promise<(type: string, on: string) => string | null> {
  const standing = (await listRules(db, 1000)).filter((rule) => rule.removedAt === null);
  const order = (rule: StoredOwnRule) => `${rule.effectiveFrom.padEnd(10)}|${String(rule.id).padStart(12, '0')}`;
  const newestFirst = standing.sort((one, other) => (order(one) < order(other) ? 1 : -1));
  return (type, on) => {
    const rule = newestFirst.find((each) => each.type === type && each.effectiveFrom <= on);
    const body = rule?.body as { nameJa?: unknown } | undefined;
    return typeof body?.nameJa === 'string' ? body.nameJa : null;
  };
}
