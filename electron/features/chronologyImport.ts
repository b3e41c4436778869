import { type EntryRow, entriesByKey, freeEntryKey, insertChronologyImport } from '../../db/queries/chronology.ts';
import type { ReadDb } from '../../db/store.ts';
import type { EntryValues } from '../contract/chronology.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import {
  chronologyFields,
  mergedValues,
  type RawEntry,
  type ReadEntry,
  readEntry,
  withPrecision,
} from '../rules/chronologyReading.ts';
import { whenWords } from '../rules/chronologyWords.ts';
import { breathe } from './breathing.ts';
import { changeEntry, createEntry, valuesOf } from './chronologyEntries.ts';
import { type AppContext, change } from './context.ts';
import { recordedName } from './fileNames.ts';
import { requireOpenIncident } from './ledger.ts';

interface Order {
  incidentId: number;
  file: string;
  commit: boolean;
  encoding: 'auto' | 'utf-8' | 'cp932';
}

/** What an import does to each entry of the list. */
interface Planned {
  key: string;
  values: EntryValues;
  does: 'create' | 'update' | 'leave';
}

/** Reads the list in a thread, compares it with the record, and with `commit` and nothing refused writes it. */
export async function importChronology(context: AppContext, { incidentId, file, commit, encoding }: Order) {
  const { name, bytes } = await context.files.read(context.caller, file);
  let sha256 = '';
  let rows = 0;
  const list: List = { entries: [], rejected: [], keys: new Set() };
  for await (const part of context.threads.run('readChronology', { name, bytes, encoding })) {
    sha256 = part.sha256;
    rows += part.rows.length;
    addChecked(list, part.rows);
    await breathe();
  }
  const { entries, rejected } = list;
  await requireOpenIncident(context.store.read, incidentId);
  const writes = commit && rejected.length === 0;
  const done = writes
    ? await write(context, incidentId, entries, { fileName: recordedName(name), fileSha256: sha256 })
    : { importId: null, planned: await planOf(context.store.read, incidentId, entries) };
  return {
    committed: writes,
    importId: done.importId,
    rows,
    ...countsOf(done.planned),
    rejected: rejected.slice(0, MOST_LISTED),
    changes: done.planned
      .filter(({ does }) => does !== 'leave')
      .slice(0, MOST_SHOWN)
      .map(({ key, values, does }) => ({
        ...{ key, kind: values.kind, when: whenWords(values), text: values.text },
        isNew: does === 'create',
      })),
  };
}

/** Writes a list in one transaction, compared anew with what stands there now. */
async function write(
  context: AppContext,
  incidentId: number,
  entries: readonly ReadEntry[],
  from: { fileName: string; fileSha256: string },
): Promise<{ importId: number; planned: Planned[] }> {
  const clerk = await context.clerk();
  return change(context, 'incidents.importChronology', async (tx, note, at) => {
    await requireOpenIncident(tx, incidentId);
    const planned = await planOf(tx, incidentId, entries);
    const counts = countsOf(planned);
    const importId = await insertChronologyImport(tx, { incidentId, at, clerk, ...from, ...counts });
    const there = await entriesByKey(tx, incidentId);
    const act = { at, clerk, importId };
    for (const [place, { key, values, does }] of planned.entries()) {
      if (place % BATCH === 0) await breathe();
      const row = there.get(key);
      if (does === 'update' && row) await changeEntry(tx, row, values, act);
      if (does === 'create')
        await createEntry(tx, incidentId, key || (await freeEntryKey(tx, incidentId)), values, act);
    }
    note('incident', incidentId, { importId, ...counts, sha256: from.fileSha256 });
    return { importId, planned };
  });
}

const MOST_LISTED = 1000;
const MOST_SHOWN = 100;

/** Entries handled without giving way. */
const BATCH = 50;

/** A list as far as it was read. */
interface List {
  entries: ReadEntry[];
  rejected: RowProblem[];
  keys: Set<string>;
}

function addChecked({ entries, rejected, keys }: List, raw: readonly RawEntry[]): void {
  for (const item of raw) {
    const read = readEntry(item);
    if ('problems' in read) rejected.push(...read.problems);
    else if (read.entry.key !== '' && keys.has(read.entry.key)) {
      rejected.push(problem(item.line, chronologyFields.key[0], 'duplicate_key', read.entry.key));
    } else {
      keys.add(read.entry.key);
      entries.push(read.entry);
    }
  }
}

async function planOf(db: ReadDb, incidentId: number, entries: readonly ReadEntry[]): Promise<Planned[]> {
  const there = await entriesByKey(db, incidentId);
  const planned: Planned[] = [];
  for (const [place, entry] of entries.entries()) {
    if (place % BATCH === 0) await breathe();
    planned.push(plannedFor(entry, entry.key === '' ? undefined : there.get(entry.key)));
  }
  return planned;
}

function plannedFor(entry: ReadEntry, row: EntryRow | undefined): Planned {
  const { key } = entry;
  if (!row) return { key, values: withPrecision(entry.values), does: 'create' };
  const before = valuesOf(row);
  const values = withPrecision(mergedValues(before, entry));
  return { key, values, does: !row.removed && isSame(before, values) ? 'leave' : 'update' };
}

/** The same whatever the order in which a list names its fields. */
function isSame(one: EntryValues, other: EntryValues): boolean {
  const plain = ({ extra, ...values }: EntryValues) =>
    JSON.stringify([Object.entries(values).sort(), Object.entries(extra).sort()]);
  return plain(one) === plain(other);
}

function countsOf(planned: readonly Planned[]) {
  const count = (what: Planned['does']) => planned.filter(({ does }) => does === what).length;
  return { created: count('create'), updated: count('update'), unchanged: count('leave') };
}
