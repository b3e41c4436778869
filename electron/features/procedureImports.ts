import { officeIdByCode } from '../../db/queries/offices.ts';
import { listProcedureMappings, saveProcedureMapping } from '../../db/queries/procedureMappings.ts';
import { type ProcedureRow, proceduresById, sameMatter } from '../../db/queries/procedures.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import {
  type ProcedureColumn,
  type ProcedureMapping,
  procedureMapping,
  procedureState,
} from '../contract/procedureShapes.ts';
import { japanDate } from '../rules/dates.ts';
import { computeDue } from '../rules/deadlines.ts';
import type { ProcedureDraft } from '../rules/procedureImport.ts';
import { namesOfKinds } from '../rules/procedureKinds.ts';
import { needsReason } from '../rules/procedureStates.ts';
import { procedureWords } from '../rules/reportWords.ts';
import { type AppContext, api, change, tell } from './context.ts';
import { recordedName } from './fileNames.ts';
import type { FilingsPart, NumberedFiling } from './procedureReading.ts';
import { type RegisterReckoning, readReckoning } from './procedureReckoning.ts';
import { amend, beginAct, emptyValues, endAct, enter, type ProcedureValues, valuesOf } from './procedureWriting.ts';

/** Bytes from which on a thread reads the list: a workbook is unpacked at one go. */
const LARGE_TEXT = 4 * 1024 * 1024;
const LARGE_ZIP = 32 * 1024;
const SHOWN = 20;

/** Lists of filings that come in. */
export const procedureImports = {
  import: api.procedures.import.handler(async ({ input, context, signal }) => {
    const { name, bytes } = await context.files.read(context.caller, input.file);
    const reckoning = await readReckoning(context.store.read);
    const kinds = namesOfKinds(reckoning.book.all(japanDate(context.clock.now())));
    const { encoding, mapping, commit } = input;
    const chosenBefore = input.remembered ? await chosenColumns(context.store.read) : [];
    const here = bytes.length < (bytes[0] === 0x50 && bytes[1] === 0x4b ? LARGE_ZIP : LARGE_TEXT);
    const parts = context.threads.run(
      'readFilings',
      { name, bytes, encoding, mapping, commit, kinds, chosenBefore },
      { here },
    );
    const list: List = { name, parts, incidentId: input.incidentId ?? null, reckoning, signal, mapping };
    try {
      return commit ? await bringIn(context, list) : shown(await compare(context, context.store.read, list), null);
    } finally {
      await parts.return();
    }
  }),
};

interface List {
  name: string;
  parts: AsyncGenerator<FilingsPart, void>;
  incidentId: number | null;
  reckoning: RegisterReckoning;
  signal: AbortSignal | undefined;
  /** The columns the clerk chose; undefined where nothing was. */
  mapping: ProcedureMapping | undefined;
}

/** Lists of other headings than the last hundred begin with a guess again. */
const MOST_KEPT = 100;

/** Which columns were chosen for which headings. */
async function chosenColumns(db: ReadDb) {
  const kept = await listProcedureMappings(db, MOST_KEPT);
  return kept.map(({ headers, mapping }) => ({ headers, mapping: procedureMapping.parse(mapping) }));
}

/** One row beside the register. */
interface Compared {
  line: number;
  draft: ProcedureDraft;
  values: ProcedureValues;
  existing: ProcedureRow | null;
  change: 'created' | 'updated' | 'unchanged';
}

async function bringIn(context: AppContext, list: List) {
  const clerk = await context.clerk();
  return change(context, 'procedures.import', async (tx, note, at) => {
    const fileName = recordedName(list.name);
    const act = await beginAct(tx, context.store.engine, list.reckoning, { at, clerk, action: 'import', fileName });
    const write = async (batch: readonly Compared[]) => {
      const created = batch.filter((row) => row.existing === null);
      await enter(
        tx,
        act,
        created.map((row) => row.values),
      );
      await amend(
        tx,
        act,
        batch.flatMap(({ existing, values, change }) =>
          existing && change === 'updated' ? [{ before: existing, values }] : [],
        ),
      );
    };
    const done = await compare(context, tx, list, write);
    await endAct(tx, act, done.created + done.updated);
    const { rows, created, updated, unchanged } = done;
    const { mapping } = list;
    if (mapping) await saveProcedureMapping(tx, { headers: done.headers, mapping }, { at, clerk });
    const chosen = mapping ? Object.keys(mapping).length : 0;
    note('procedure', null, { change: act.changeId, rows, created, updated, unchanged, file: fileName, chosen });
    return shown(done, act.changeId);
  });
}

const shown = ({ headers: _, ...done }: Awaited<ReturnType<typeof compare>>, changeId: number | null) => ({
  ...done,
  changeId,
});

/** Compares a list with the register as it is read; each batch goes to `write`. */
async function compare(
  context: AppContext,
  db: ReadDb | WriteTx,
  list: List,
  write: (batch: readonly Compared[]) => Promise<void> = async () => undefined,
) {
  const first = await list.parts.next();
  if (first.done || first.value.part !== 'head') throw new Error('A list begins with its head');
  const { head } = first.value;
  const result = { created: 0, updated: 0, unchanged: 0, sample: [] as Sample[] };
  const refused: RowProblem[] = [];
  let rest: Pick<Extract<FilingsPart, { part: 'rest' }>, 'rejected' | 'columns'> = { rejected: [], columns: [] };
  const offices = new Map<string, number | null>();
  for await (const part of list.parts) {
    if (list.signal?.aborted) throw fail('cancelled');
    if (part.part === 'rest') rest = part;
    if (part.part !== 'filings') continue;
    const batch: Compared[] = [];
    for (const row of part.filings) {
      const compared = await compareOne(db, row, {
        ...list,
        fields: head.fields,
        offices,
        codeHeader: head.codeHeader,
      });
      if ('problem' in compared) refused.push(compared.problem);
      else batch.push(compared);
    }
    for (const row of batch) {
      result[row.change] += 1;
      if (result.sample.length < SHOWN) result.sample.push(sampleOf(row, list.reckoning));
    }
    await write(batch);
    tell(context, {
      type: 'progress',
      work: 'procedures.import',
      done: part.filings.at(-1)?.line ?? 0,
      total: head.rows,
    });
  }
  const rejected = [...rest.rejected, ...refused].sort((one, other) => one.line - other.line);
  const { rows, encoding, remembered, headers } = head;
  return { ...result, rows, encoding, remembered, headers, columns: rest.columns, rejected };
}

interface Comparing {
  reckoning: RegisterReckoning;
  incidentId: number | null;
  fields: readonly ProcedureColumn[];
  codeHeader: string;
  offices: Map<string, number | null>;
}

async function compareOne(
  db: ReadDb,
  { line, filing: draft }: NumberedFiling,
  { reckoning, incidentId, fields, codeHeader, offices }: Comparing,
): Promise<Compared | { problem: RowProblem }> {
  const code = draft.officeCode;
  const officeId = offices.has(code) ? (offices.get(code) ?? null) : await officeIdByCode(db, code);
  offices.set(code, officeId);
  if (officeId === null) return { problem: problem(line, codeHeader, 'unknown_office', code) };
  const { type, person, baseDate } = draft;
  if (!reckoning.book.find(type, baseDate)) return { problem: problem(line, '', 'unknown_kind', type) };
  const [same] = await sameMatter(db, { officeId, type, person, baseDate });
  const [existing = null] = same ? await proceduresById(db, [same.id]) : [];
  const before = existing ? valuesOf(existing) : { ...emptyValues, incidentId, officeId, type, person, baseDate };
  const values = { ...before, ...given(draft, fields, { reckoning, before }) };
  const [from, to] = [procedureState.parse(before.state), procedureState.parse(values.state)];
  if (existing && needsReason(from, to)) return { problem: problem(line, '', 'state_reason', procedureWords[to]) };
  const differs =
    existing && Object.entries(values).some(([field, value]) => before[field as keyof ProcedureValues] !== value);
  return { line, draft, values, existing, change: existing ? (differs ? 'updated' : 'unchanged') : 'created' };
}

/**
 * What a row says beside what it is about. An empty cell says nothing: it clears nothing. A due date other than the
 * rule's is one the authority named.
 */
function given(
  draft: ProcedureDraft,
  fields: readonly ProcedureColumn[],
  { reckoning, before }: { reckoning: RegisterReckoning; before: ProcedureValues },
): Partial<ProcedureValues> {
  const { officeCode: _code, type, person: _person, baseDate, dueOn, ...texts } = draft;
  const said = Object.entries(texts).filter(([field, value]) => value !== '' && fields.some((each) => each === field));
  if (dueOn === '' || dueOn === before.dueOn) return Object.fromEntries(said);
  const ruled = computeDue(type, baseDate, reckoning).dueOn;
  if (dueOn === ruled && before.dueGiven === 0) return Object.fromEntries(said);
  return { ...Object.fromEntries(said), dueOn, dueGiven: dueOn === ruled ? 0 : 1 };
}

interface Sample {
  line: number;
  officeCode: string;
  typeName: string;
  person: string;
  dueOn: string | null;
  change: Compared['change'];
}

function sampleOf({ line, draft, values, change }: Compared, reckoning: RegisterReckoning): Sample {
  const { officeCode, person } = draft;
  const typeName = reckoning.book.find(values.type, values.baseDate)?.nameJa ?? values.type;
  const dueOn = values.dueGiven === 1 ? values.dueOn : computeDue(values.type, values.baseDate, reckoning).dueOn;
  return { line, officeCode, typeName, person, dueOn, change };
}
