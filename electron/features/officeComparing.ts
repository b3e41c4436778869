import type { OfficeChange } from '../../db/queries/officeChanges.ts';
import { type OfficeRow, officesByCode } from '../../db/queries/offices.ts';
import type { ReadDb } from '../../db/store.ts';
import type { FieldChange, OfficeField } from '../contract/offices.ts';
import type { OfficeDraft } from '../rules/officeImport.ts';
import { breathe, type NumberedDraft, type ReadList } from './officeReading.ts';

/** What a clerk wants left as the register has it. */
export interface Kept {
  fields: ReadonlySet<OfficeField>;
  /** `code` and field, joined by `keptKey`. */
  single: ReadonlySet<string>;
}
export const keptKey = (code: string, field: OfficeField): string => `${field} ${code}`;

/** One row of the file beside what the register has. */
export type Judged =
  | { change: 'created'; values: OfficeDraft }
  | { change: 'unchanged' }
  | { change: 'updated'; existing: OfficeRow; values: OfficeRow; changes: OfficeChange[] };

/** What an import would do, or did. */
export interface Comparison {
  created: number;
  updated: number;
  unchanged: number;
  changed: (FieldChange & { fresher: boolean })[];
  sample: { line: number; code: string; name: string; change: Judged['change'] }[];
}

/** Rows compared and written at a time. */
const BATCH = 100;
const SAMPLE = 20;
const MOST_CHANGES = 1000;

/**
 * Compares every office of a list with the register, batch by batch, and hands each batch on.
 * @param step told after each batch how many are done; may throw to stop
 */
export async function compareList(
  db: ReadDb,
  list: ReadList,
  kept: Kept,
  write: (batch: readonly Judged[]) => Promise<void>,
  step: (done: number) => void,
): Promise<Comparison> {
  const result: Comparison = { created: 0, updated: 0, unchanged: 0, changed: [], sample: [] };
  for (let i = 0; i < list.drafts.length; i += BATCH) {
    step(i);
    const batch = list.drafts.slice(i, i + BATCH);
    const codes = batch.map((draft) => draft.values.code);
    const known = await officesByCode(db, codes);
    const judged = batch.map((draft) => judge(draft.values, known.get(draft.values.code), list.fields, kept));
    for (const [at, draft] of batch.entries()) note(result, draft, judged[at]);
    await write(judged);
    await breathe();
  }
  step(list.drafts.length);
  return result;
}

function note(result: Comparison, { line, values }: NumberedDraft, judged: Judged | undefined): void {
  if (!judged) return;
  result[judged.change] += 1;
  if (result.sample.length < SAMPLE)
    result.sample.push({ line, code: values.code, name: values.name, change: judged.change });
  if (judged.change !== 'updated') return;
  for (const { field, from, to } of judged.changes) {
    if (field && result.changed.length < MOST_CHANGES)
      result.changed.push({ code: values.code, field, from, to, fresher: false });
  }
}

function judge(
  values: OfficeDraft,
  existing: OfficeRow | undefined,
  fields: readonly OfficeField[],
  kept: Kept,
): Judged {
  if (!existing) return { change: 'created', values };
  const differing = fields.filter(
    (field) =>
      !isSameValue(field, existing[field], values[field]) &&
      !kept.fields.has(field) &&
      !kept.single.has(keptKey(values.code, field)),
  );
  if (differing.length === 0) return { change: 'unchanged' };
  const changes = differing.map((field) => ({
    officeId: existing.id,
    field,
    from: existing[field],
    to: values[field],
  }));
  return { change: 'updated', existing, changes, values: withFields(existing, changes) };
}

/** An office with the new values of some of its fields. */
export function withFields<Office extends OfficeDraft>(office: Office, changes: readonly OfficeChange[]): Office {
  const merged = { ...office };
  for (const { field, to } of changes) if (field) Object.assign(merged, { [field]: to });
  return merged;
}

/** Values are kept as typed; a labour insurance number is the same with and without its hyphens. */
function isSameValue(field: OfficeField, one: string, other: string): boolean {
  return one === other || (field === 'laborNumber' && digits(one) === digits(other));
}

const digits = (number: string) => number.normalize('NFKC').replace(/\D/g, '');
