import type { ReadDb, WriteTx } from '../store.ts';

export interface TemplateRow {
  id: number;
  name: string;
  subject: string;
  body: string;
  updatedAt: string;
}

/** In the order they were written: those of the house in the order they are used. */
export async function listTemplates(db: ReadDb, limit: number): Promise<TemplateRow[]> {
  return db
    .selectFrom('templates')
    .select(['id', 'name', 'subject', 'body', 'updated_at as updatedAt'])
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Saves a template over an older one of its name; answers its id. */
export async function saveTemplate(tx: WriteTx, template: Omit<TemplateRow, 'id'>): Promise<number> {
  const text = { subject: template.subject, body: template.body, updated_at: template.updatedAt };
  const row = await tx
    .insertInto('templates')
    .values({ name: template.name, ...text })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(text))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Answers whether there was such a template. */
export async function removeTemplate(tx: WriteTx, id: number): Promise<boolean> {
  const result = await tx.deleteFrom('templates').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
