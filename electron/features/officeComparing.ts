import type { KeptValue } from '../../db/queries/conflicts.ts';
import { mergedCodes } from '../../db/queries/mergedOffices.ts';
import type { OfficeChange } from '../../db/queries/officeChanges.ts';
import { type OfficeRow, officesByCode } from '../../db/queries/offices.ts';
import type { ReadDb } from '../../db/store.ts';
import type { FieldChange, OfficeField } from '../contract/offices.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import { newestFact } from '../rules/freshness.ts';
import { sameLaborNumbers } from '../rules/laborNumbers.ts';
import type { OfficeDraft } from '../rules/officeImport.ts';
import { breathe } from './breathing.ts';
import { factsOf } from './officeFacts.ts';
import type { NumberedDraft, ReadList } from './officeReading.ts';

/** What a clerk wants left as the register has it. */
export interface Kept {
  /** The day the list was true, `YYYY-MM-DD`. */
  asOf: string;
  fields: ReadonlySet<OfficeField>;
  /** `code` and field, joined by `keptKey`. */
  single: ReadonlySet<string>;
}
export const keptKey = (code: string, field: OfficeField): string => `${field} ${code}`;

/** One row of the file beside what the register has. */
export type Judged = { further?: readonly string[] | undefined } & (
  | { change: 'created'; values: OfficeDraft; searchKey: string }
  | { change: 'unchanged'; existing: OfficeRow; kept: KeptValue[] }
  | { change: 'updated'; existing: OfficeRow; values: OfficeRow; changes: OfficeChange[]; kept: KeptValue[] }
);

/** What an import would do, or did. */
export interface Comparison {
  created: number;
  updated: number;
  unchanged: number;
  changed: (FieldChange & { fresher: boolean })[];
  sample: { line: number; code: string; name: string; change: Judged['change'] }[];
  /** Rows that only the register could tell are wrong. */
  refused: RowProblem[];
}

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
  const result: Comparison = { created: 0, updated: 0, unchanged: 0, changed: [], sample: [], refused: [] };
  const merged = await mergedCodes(db);
  const writing = oneBehind(write);
  let done = 0;
  try {
    for await (const drafts of list.drafts()) {
      step(done);
      done += drafts.length;
      const batch = withoutMerged(drafts, merged, list.codeHeader, result.refused);
      const codes = batch.map((draft) => draft.values.code);
      const known = await officesByCode(db, codes);
      const judged = batch.map((draft) => {
        const each = judge(draft, known.get(draft.values.code), list.fields, kept);
        if (draft.further) each.further = draft.further;
        return each;
      });
      const room = result.changed.length < MOST_CHANGES;
      const isFresher = await fresherThan(db, room ? judged : [], kept.asOf);
      for (const [at, draft] of batch.entries()) note(result, draft, judged[at], isFresher);
      await writing.begin(judged);
      await breathe();
    }
  } finally {
    // Nothing may still be written when the transaction ends, in whichever way.
    await writing.end();
  }
  step(list.rows);
  return result;
}

/** Has one batch written while the next is read: no code stands in two of them. */
function oneBehind<Batch>(write: (batch: Batch) => Promise<void>) {
  let last = Promise.resolve();
  return {
    begin: async (batch: Batch) => {
      await last;
      last = write(batch);
      // Whoever waits for it is told; until then nobody does.
      last.catch(() => undefined);
    },
    end: () => last,
  };
}

/** A row whose office is another one's double: which of the two it means, only the clerk can say. */
function withoutMerged(
  drafts: NumberedDraft[],
  merged: ReadonlyMap<string, string>,
  codeHeader: string,
  refused: RowProblem[],
): NumberedDraft[] {
  if (merged.size === 0) return drafts;
  return drafts.filter(({ line, values: { code } }) => {
    const kept = merged.get(code);
    if (kept !== undefined) refused.push(problem(line, codeHeader, 'merged_code', kept));
    return kept === undefined;
  });
}

/** Tells of changes whether what the register has was found true after that day. */
async function fresherThan(db: ReadDb, judged: readonly Judged[], asOf: string) {
  const changing = judged.flatMap((each) => (each.change === 'updated' ? [each.existing.id] : []));
  const of = await factsOf(db, changing);
  return ({ officeId, field }: OfficeChange): boolean => {
    const newest = field && newestFact(of(officeId), field);
    return newest !== null && newest.on > asOf;
  };
}

function note(
  result: Comparison,
  { line, values }: NumberedDraft,
  judged: Judged | undefined,
  isFresher: (change: OfficeChange) => boolean,
): void {
  if (!judged) return;
  result[judged.change] += 1;
  if (result.sample.length < SAMPLE)
    result.sample.push({ line, code: values.code, name: values.name, change: judged.change });
  if (judged.change !== 'updated') return;
  for (const change of judged.changes) {
    const { field, from, to } = change;
    if (field && result.changed.length < MOST_CHANGES)
      result.changed.push({ code: values.code, field, from, to, fresher: isFresher(change) });
  }
}

function judge(
  { values, searchKey }: NumberedDraft,
  existing: OfficeRow | undefined,
  fields: readonly OfficeField[],
  kept: Kept,
): Judged {
  if (!existing) return { change: 'created', values, searchKey };
  const differing = fields.filter((field) => !isSameValue(field, existing[field], values[field]));
  if (differing.length === 0) return { change: 'unchanged', existing, kept: [] };
  const keeps = (field: OfficeField) => kept.fields.has(field) || kept.single.has(keptKey(values.code, field));
  const officeId = existing.id;
  const staying = differing
    .filter(keeps)
    .map((field) => ({ officeId, field, ours: existing[field], theirs: values[field] }));
  const changes = differing
    .filter((field) => !keeps(field))
    .map((field) => ({ officeId, field, from: existing[field], to: values[field] }));
  if (changes.length === 0) return { change: 'unchanged', existing, kept: staying };
  return { change: 'updated', existing, changes, kept: staying, values: withFields(existing, changes) };
}

/** An office with the new values of some of its fields. */
export function withFields<Office extends OfficeDraft>(office: Office, changes: readonly OfficeChange[]): Office {
  const merged = { ...office };
  for (const { field, to } of changes) if (field) Object.assign(merged, { [field]: to });
  return merged;
}

/** Values are kept as typed; labour insurance numbers are the same with and without their hyphens. */
function isSameValue(field: OfficeField, one: string, other: string): boolean {
  return one === other || (field === 'laborNumber' && sameLaborNumbers(one, other));
}
