import { openConflicts } from '../../db/queries/conflicts.ts';
import { insertImport, listImports, officesWritten, setImportCounts } from '../../db/queries/imports.ts';
import { insertOfficeChanges } from '../../db/queries/officeChanges.ts';
import { insertImportRows } from '../../db/queries/officeFreshness.ts';
import { insertOffices, updateOffice } from '../../db/queries/officeWrites.ts';
import { listMappings, saveMapping } from '../../db/queries/savedMappings.ts';
import type { Engine, WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { columnMapping, type OfficeField } from '../contract/offices.ts';
import { japanDate } from '../rules/dates.ts';
import { type AppContext, api, change, type Note, tell } from './context.ts';
import { recordedName } from './fileNames.ts';
import { type Comparison, compareList, type Judged, keptKey } from './officeComparing.ts';
import { writeFurtherMails } from './officeFurtherMails.ts';
import { furtherTexts, withSearchKey } from './officeKey.ts';
import { followList, type ReadList } from './officeReading.ts';
import { takeBack } from './officeUndo.ts';

/** Lists that come in, and go again. */
export const officeImports = {
  import: api.offices.import.handler(async ({ input, context, signal }) => {
    const { name, bytes } = await context.files.read(context.caller, input.file);
    const { encoding, restoreZeros, splitMails, mapping, commit } = input;
    const file = { name, bytes, encoding, restoreZeros, splitMails, mapping, commit };
    const large = bytes.length >= (isZip(bytes) ? LARGE_ZIP : LARGE);
    const parts = context.threads.run('readList', file, {
      here: bytes.length < (isZip(bytes) ? LARGE_ZIP : LARGE_TEXT),
    });
    try {
      const list = await followList(parts);
      const step = (done: number) => {
        if (signal?.aborted) throw fail('cancelled');
        tell(context, { type: 'progress', work: 'offices.import', done, total: list.rows });
      };
      const done = await bringIn(context, { ...input, large, name: recordedName(name) }, list, step);
      return { ...done, rows: list.rows, encoding: list.encoding };
    } finally {
      await parts.return();
    }
  }),

  imports: api.offices.imports.handler(async ({ context }) => ({
    rows: await listImports(context.store.read, MOST_LISTED),
  })),

  undoImport: api.offices.undoImport.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    const write = async (tx: WriteTx, note: Note, at: string) => {
      const done = await takeBack(tx, context.store.engine, input.id, { at, clerk });
      if (!done) throw fail('not_found', { what: 'import' });
      note('import', input.id, { removed: done.removed, restored: done.restored, kept: done.keptCount });
      return { removed: done.removed, restored: done.restored, kept: done.kept };
    };
    const large = (await officesWritten(context.store.read, input.id)) >= LARGE_UNDO;
    return change(context, 'offices.undoImport', write, { large });
  }),

  mappings: api.offices.mappings.handler(async ({ context }) => {
    const saved = await listMappings(context.store.read, MOST_LISTED);
    return { rows: saved.map((row) => ({ ...row, mapping: columnMapping.parse(row.mapping) })) };
  }),

  saveMapping: api.offices.saveMapping.handler(({ input, context }) =>
    change(context, 'offices.saveMapping', async (tx, note, at) => {
      await saveMapping(tx, input, at);
      note('mapping', null, { fields: Object.keys(input.mapping).length });
      return {};
    }),
  ),
};

const MOST_LISTED = 100;
/** Bytes of a list from which on a thread writes it; a smaller one is in before the thread has started. */
const LARGE = 256 * 1024;
/** Bytes of a text from which on a thread reads it: a smaller one is read, piece by piece, in the time of a start. */
const LARGE_TEXT = 4 * 1024 * 1024;
/** The same for a workbook, which holds some eight times its size and is unpacked at one go. */
const LARGE_ZIP = 32 * 1024;
/** Offices an import has written from which on a thread takes them back. */
const LARGE_UNDO = 4000;
const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

interface Choices {
  /** The name the file is recorded by. */
  name: string;
  commit: boolean;
  large: boolean;
  asOf?: string | undefined;
  keepFields: readonly OfficeField[];
  keep: readonly { code: string; field: OfficeField }[];
}

/** Compares a list with the register as it is read and, on `commit`, writes it: all of it, or on any error nothing. */
async function bringIn(context: AppContext, choices: Choices, list: ReadList, step: (done: number) => void) {
  const today = japanDate(context.clock.now());
  const asOf = choices.asOf ?? today;
  if (asOf > today) throw fail('invalid_input', { field: 'asOf' });
  const kept = {
    asOf,
    fields: new Set(choices.keepFields),
    single: new Set(choices.keep.map(({ code, field }) => keptKey(code, field))),
  };
  if (!choices.commit) {
    const seen = await compareList(context.store.read, list, kept, async () => undefined, step);
    return { ...resultOf(seen, list), importId: null };
  }
  const clerk = await context.clerk();
  const { engine } = context.store;
  const write = async (tx: WriteTx, note: Note, at: string) => {
    const file = { fileName: choices.name, fileSha256: list.sha256, fields: list.fields.join(',') };
    const importId = await insertImport(tx, { at, clerk, ...file, asOf });
    const origin = { at, clerk, importId };
    const seen = await compareList(tx, list, kept, (batch) => writeBatch(tx, engine, batch, origin), step);
    const result = resultOf(seen, list);
    const { created, updated, unchanged, rejected } = result;
    const counts = { created, updated, unchanged, rows: list.rows, rejected: rejected.length };
    await setImportCounts(tx, importId, counts);
    note('import', importId, { ...counts, sha256: list.sha256, file: choices.name });
    return { ...result, importId };
  };
  return change(context, 'offices.import', write, { large: choices.large });
}

/** What reading and comparing together found: every row that does not come in, in the order of the file. */
function resultOf({ refused, ...seen }: Comparison, { rest }: ReadList) {
  const rejected = [...rest.rejected, ...refused].sort((one, other) => one.line - other.line);
  return { ...seen, ...rest, rejected };
}

async function writeBatch(
  tx: WriteTx,
  engine: Engine,
  batch: readonly Judged[],
  origin: { at: string; clerk: string; importId: number },
): Promise<void> {
  const created = batch.filter((row) => row.change === 'created');
  if (created.length > 0) await insertOffices(tx, engine, created, origin);
  const updated = batch.filter((row) => row.change === 'updated');
  const furtherOf = await furtherTexts(
    tx,
    updated.map((row) => row.existing.id),
  );
  for (const { existing, values } of updated) {
    await updateOffice(tx, existing, withSearchKey(values, furtherOf(existing.id)), origin.at);
  }
  await insertOfficeChanges(
    tx,
    engine,
    updated.flatMap((row) => row.changes),
    origin,
  );
  await writeFurtherMails(tx, engine, batch, origin);
  const met = batch.filter((row) => row.change !== 'created');
  await insertImportRows(
    tx,
    engine,
    origin.importId,
    met.map((row) => row.existing.id),
  );
  await openConflicts(
    tx,
    engine,
    met.flatMap((row) => row.kept),
    origin,
  );
}
