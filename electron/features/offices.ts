import { importOfOffice } from '../../db/queries/imports.ts';
import { doublesOf, keptOfficeOf } from '../../db/queries/mergedOffices.ts';
import { countOfficeChanges, listOfficeChanges } from '../../db/queries/officeChanges.ts';
import { versionsOfOffice } from '../../db/queries/officeFile.ts';
import { countOffices, getOffice, listBranches, listOffices, type OfficeRow } from '../../db/queries/offices.ts';
import { listProcedures } from '../../db/queries/procedures.ts';
import type { ReadDb } from '../../db/store.ts';
import type { AcknowledgementMethod, AcknowledgementState } from '../contract/acknowledgements.ts';
import { PAGE_LIMIT } from '../contract/common.ts';
import type { DeliveryState } from '../contract/deliveries.ts';
import { fail } from '../contract/errors.ts';
import { japanDate } from '../rules/dates.ts';
import { freshnessOf } from '../rules/freshness.ts';
import { matchedFields, searchTerms } from '../rules/searchKey.ts';
import { api } from './context.ts';
import { checkedFacts, checkOffice } from './officeChecks.ts';
import { createOffice, editOffice } from './officeEdits.ts';
import { factsOf } from './officeFacts.ts';
import { needsOf, officeFilters, storedFilter } from './officeFilters.ts';
import { officeImports } from './officeImports.ts';
import { furtherMatches } from './officeKey.ts';
import { cutPage } from './paging.ts';
import { readReckoning } from './procedureReckoning.ts';
import { toProcedure } from './procedureRows.ts';

export const offices = {
  ...officeImports,
  ...officeFilters,

  list: api.offices.list.handler(async ({ input, context }) => {
    const filter = storedFilter(input, context.clock);
    const [found, total] = await Promise.all([
      listOffices(context.store.read, filter, input.cursor ?? null, input.limit + 1),
      countOffices(context.store.read, filter),
    ]);
    const page = cutPage(found, input.limit, (row) => row.code);
    const terms = searchTerms(input.search ?? '');
    if (terms.length === 0)
      return { ...page, rows: page.rows.map((row) => Object.assign(row, { matched: [] })), total };
    const ids = page.rows.map((row) => row.id);
    const furtherOf = await furtherMatches(context.store.read, ids, terms);
    const matchedOf = (row: OfficeRow) => [...new Set([...matchedFields(row, terms), ...furtherOf(row.id)])];
    return { rows: page.rows.map((row) => ({ ...row, matched: matchedOf(row) })), next: page.next, total };
  }),

  get: api.offices.get.handler(async ({ input, context }) => {
    const { updatedAt, erasedAt, ...row } = await requireOffice(context.store.read, input.id);
    return {
      ...row,
      updatedOn: japanDate(updatedAt),
      erasedOn: erasedAt && japanDate(erasedAt),
      needs: await needsOf(context.store.read, input.id, context.clock),
      freshness: freshnessOf((await factsOf(context.store.read, [input.id]))(input.id)),
      ...(await checkedFacts(context.store.read, row)),
      mergedInto: await keptOfficeOf(context.store.read, input.id),
    };
  }),

  branches: api.offices.branches.handler(async ({ context }) => ({ rows: await listBranches(context.store.read) })),

  check: api.offices.check.handler(({ input, context }) => checkOffice(context, input)),

  create: api.offices.create.handler(({ input, context }) => createOffice(context, input.values)),

  update: api.offices.update.handler(({ input, context }) => editOffice(context, input)),

  history: api.offices.history.handler(async ({ input, context }) => {
    const db = context.store.read;
    await requireOffice(db, input.id);
    const before = input.cursor ? Number(input.cursor) : null;
    const ids = [input.id, ...(await doublesOf(db, input.id)).map((double) => double.id)];
    const found = await listOfficeChanges(db, ids, before, input.limit + 1);
    const broughtBy = await importOfOffice(db, input.id);
    const total = (await countOfficeChanges(db, ids)) + (broughtBy ? 1 : 0);
    // An office that came with an import has no row of its own for that: its beginning is told by the import.
    if (broughtBy && found.length <= input.limit) {
      const { id: importId, at, clerk } = broughtBy;
      found.push({ id: 0, at, clerk, importId, field: null, from: '', to: '' });
    }
    return { ...cutPage(found, input.limit, (row) => String(row.id)), total };
  }),

  file: api.offices.file.handler(async ({ input, context }) => {
    const db = context.store.read;
    await requireOffice(db, input.id);
    const versions = await versionsOfOffice(db, input.id, PAGE_LIMIT);
    const procedures = await listProcedures(db, { patterns: [], officeId: input.id }, null, PAGE_LIMIT);
    const reckoning = await readReckoning(db);
    const today = japanDate(context.clock.now());
    return {
      versions: versions.map((row) => ({
        ...row,
        deliveryState: row.deliveryState as DeliveryState,
        acknowledgementState: row.acknowledgementState as AcknowledgementState,
        method: row.method as AcknowledgementMethod | null,
        name: row.name ?? '',
      })),
      procedures: procedures.map((row) => toProcedure(row, today, reckoning)),
    };
  }),
};

async function requireOffice(db: ReadDb, id: number) {
  const office = await getOffice(db, id);
  if (!office) throw fail('not_found', { what: 'office' });
  return office;
}
