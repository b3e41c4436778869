import { insertImport, listImports, setImportCounts } from '../../db/queries/imports.ts';
import { insertOfficeChanges } from '../../db/queries/officeChanges.ts';
import { insertOffices, updateOffice } from '../../db/queries/officeWrites.ts';
import { listMappings, saveMapping } from '../../db/queries/savedMappings.ts';
import type { Engine, WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { columnMapping } from '../contract/offices.ts';
import { japanDate } from '../rules/dates.ts';
import { containsMyNumber } from '../rules/myNumber.ts';
import { api, change, tell } from './context.ts';
import { type Comparison, compareList, type Judged, keptKey } from './officeComparing.ts';
import { furtherTexts, withSearchKey } from './officeKey.ts';
import { readList } from './officeReading.ts';
import { takeBack } from './officeUndo.ts';

/** Lists that come in, and go again. */
export const officeImports = {
  import: api.offices.import.handler(async ({ input, context, signal }) => {
    const file = await context.files.readTable(context.caller, input.file, input.encoding);
    const list = await readList(file, input);
    const kept = {
      fields: new Set(input.keepFields),
      single: new Set(input.keep.map(({ code, field }) => keptKey(code, field))),
    };
    const step = (done: number) => {
      if (signal?.aborted) throw fail('cancelled');
      tell(context, { type: 'progress', work: 'offices.import', done, total: list.drafts.length });
    };
    const clerk = await context.clerk();
    const fileName = recordedName(file.name);
    const { engine } = context.store;
    const done = input.commit
      ? await change(context, 'offices.import', async (tx, note, at) => {
          const importId = await insertImport(tx, {
            at,
            clerk,
            fileName,
            fileSha256: file.sha256,
            fields: list.fields.join(','),
            asOf: input.asOf ?? japanDate(at),
          });
          const origin = { at, clerk, importId };
          const result = await compareList(tx, list, kept, (batch) => writeBatch(tx, engine, batch, origin), step);
          const counts = { ...countsOf(result), rows: list.rows, rejected: list.rejected.length };
          await setImportCounts(tx, importId, counts);
          note('import', importId, { ...counts, sha256: file.sha256, file: fileName });
          return { ...result, importId };
        })
      : { ...(await compareList(context.store.read, list, kept, async () => undefined, step)), importId: null };
    const { rows, rejected, offers, columns } = list;
    return { ...done, rows, rejected, offers, columns, encoding: file.encoding };
  }),

  imports: api.offices.imports.handler(async ({ context }) => ({
    rows: await listImports(context.store.read, MOST_LISTED),
  })),

  undoImport: api.offices.undoImport.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    return change(context, 'offices.undoImport', async (tx, note, at) => {
      const done = await takeBack(tx, context.store.engine, input.id, { at, clerk, importId: null });
      if (!done) throw fail('not_found', { what: 'import' });
      note('import', input.id, { removed: done.removed, restored: done.restored, kept: done.keptCount });
      return { removed: done.removed, restored: done.restored, kept: done.kept };
    });
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

/** A file's name as it is kept. Its hash tells which file it was, should its digits look like a My Number. */
const recordedName = (name: string) => (containsMyNumber(name) ? name.replace(/\p{N}/gu, '*') : name);

const countsOf = ({ created, updated, unchanged }: Comparison) => ({ created, updated, unchanged });

async function writeBatch(
  tx: WriteTx,
  engine: Engine,
  batch: readonly Judged[],
  origin: { at: string; clerk: string; importId: number },
): Promise<void> {
  const created = batch.filter((row) => row.change === 'created').map((row) => withSearchKey(row.values, []));
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
}
