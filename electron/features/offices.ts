import {
  countOffices,
  getOffice,
  insertImport,
  insertOffices,
  listBranches,
  listOffices,
  type OfficeRow,
  officesByCode,
  updateOffice,
} from '../../db/queries/offices.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import type { OfficeField } from '../contract/offices.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import { type CsvFile, parseCsvSteps } from '../rules/csvRead.ts';
import { japanDate } from '../rules/dates.ts';
import { guessColumns, missingColumns, type OfficeDraft, readOffice } from '../rules/officeImport.ts';
import { searchKey } from '../rules/searchKey.ts';
import { type AppContext, api, change, tell } from './context.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';

export const offices = {
  list: api.offices.list.handler(async ({ input, context }) => {
    const filter = { patterns: patternsOf(input.search), status: input.status };
    const [found, total] = await Promise.all([
      listOffices(context.store.read, filter, input.cursor ?? null, input.limit + 1),
      countOffices(context.store.read, filter),
    ]);
    return { ...cutPage(found, input.limit, (row) => row.code), total };
  }),

  get: api.offices.get.handler(async ({ input, context }) => {
    const office = await getOffice(context.store.read, input.id);
    if (!office) throw fail('not_found', { what: 'office' });
    const { updatedAt, ...row } = office;
    return { ...row, updatedOn: japanDate(updatedAt) };
  }),

  branches: api.offices.branches.handler(async ({ context }) => ({ rows: await listBranches(context.store.read) })),

  import: api.offices.import.handler(async ({ input, context, signal }) => {
    const file = await context.files.readText(context.caller, input.file, input.encoding);
    const csv = await parseInSteps(file.text);
    const columns = guessColumns(csv.header);
    const missing = missingColumns(columns);
    if (missing.length > 0) throw fail('csv_header', { missing: missing.join('・') });
    const { drafts, rejected } = await readDrafts(csv, columns);
    const fields = columns.filter((field) => field !== null);
    const work = { context, signal, drafts, fields };
    const counts = input.commit
      ? await change(context, 'offices.import', async (tx, note, at) => {
          const done = await applyDrafts(work, tx, async (batch) => writeBatch(tx, batch, at));
          const record = { rows: csv.rows.length, ...done.counts, rejected: rejected.length };
          const id = await insertImport(tx, { at, fileSha256: file.sha256, ...record });
          note('import', id, { ...record, sha256: file.sha256 });
          return done;
        })
      : await applyDrafts(work, context.store.read, async () => undefined);
    return {
      rows: csv.rows.length,
      ...counts.counts,
      rejected,
      encoding: file.encoding,
      columns: csv.header.map((header, i) => ({ header, field: columns[i] ?? null })),
      sample: counts.sample,
    };
  }),
};

interface NumberedDraft {
  line: number;
  values: OfficeDraft;
}
type Change = 'created' | 'updated' | 'unchanged';
interface Judged {
  draft: NumberedDraft;
  change: Change;
  existing: OfficeRow | undefined;
}
interface ImportWork {
  context: AppContext;
  signal: AbortSignal | undefined;
  drafts: readonly NumberedDraft[];
  /** The fields the file has columns for; what it does not speak of stays as it is in the register. */
  fields: readonly OfficeField[];
}

const BATCH = 200;
const SAMPLE = 20;

/** Lets the event loop breathe between pieces of long work. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

async function parseInSteps(text: string): Promise<CsvFile> {
  const steps = parseCsvSteps(text);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
}

/** Checks every row on its own, and that no code appears twice. */
async function readDrafts(csv: CsvFile, columns: (OfficeField | null)[]) {
  const codeHeader = csv.header[columns.indexOf('code')] ?? '';
  const seen = new Set<string>();
  const drafts: NumberedDraft[] = [];
  const rejected: RowProblem[] = [];
  for (const [i, row] of csv.rows.entries()) {
    if (i % BATCH === 0) await breathe();
    const read = readOffice(columns, csv.header, row);
    if ('problems' in read) {
      rejected.push(...read.problems);
    } else if (seen.has(read.office.code)) {
      rejected.push(problem(row.line, codeHeader, 'duplicate_code', read.office.code));
    } else {
      seen.add(read.office.code);
      drafts.push({ line: row.line, values: read.office });
    }
  }
  return { drafts, rejected };
}

/** Compares every draft with the register, batch by batch, and hands each batch on. */
async function applyDrafts(work: ImportWork, db: ReadDb, write: (batch: Judged[]) => Promise<void>) {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const sample: { line: number; code: string; name: string; change: Change }[] = [];
  for (let i = 0; i < work.drafts.length; i += BATCH) {
    if (work.signal?.aborted) throw fail('cancelled');
    const batch = work.drafts.slice(i, i + BATCH);
    const known = await officesByCode(
      db,
      batch.map((draft) => draft.values.code),
    );
    const judged = batch.map((draft) => judge(draft, known.get(draft.values.code), work.fields));
    for (const { draft, change } of judged) {
      counts[change] += 1;
      if (sample.length < SAMPLE)
        sample.push({ line: draft.line, code: draft.values.code, name: draft.values.name, change });
    }
    await write(judged);
    tell(work.context, { type: 'progress', work: 'offices.import', done: i + batch.length, total: work.drafts.length });
    await breathe();
  }
  return { counts, sample };
}

function judge(draft: NumberedDraft, existing: OfficeRow | undefined, fields: readonly OfficeField[]): Judged {
  if (!existing) return { draft, change: 'created', existing };
  const { id: _id, ...merged } = existing;
  for (const field of fields) Object.assign(merged, { [field]: draft.values[field] });
  const same = fields.every((field) => existing[field] === draft.values[field]);
  return { draft: { line: draft.line, values: merged }, change: same ? 'unchanged' : 'updated', existing };
}

async function writeBatch(tx: WriteTx, batch: readonly Judged[], at: string): Promise<void> {
  const created = batch.filter((row) => row.change === 'created');
  if (created.length > 0) {
    await insertOffices(
      tx,
      created.map((row) => withSearchKey(row.draft.values)),
      at,
    );
  }
  for (const row of batch) {
    if (row.change === 'updated' && row.existing)
      await updateOffice(tx, row.existing.id, withSearchKey(row.draft.values), at);
  }
}

function withSearchKey(values: OfficeDraft) {
  const { code, name, kana, phone, fax, mail, contactName, laborNumber } = values;
  return { values, searchKey: searchKey([code, name, kana, phone, fax, mail, contactName, laborNumber]) };
}
