import {
  countOutdated,
  type FactRow,
  type FactValueRow,
  factsOf,
  getFact,
  insertFact,
  insertFactValue,
  listOutdated,
  type Said,
  type Statement,
  statementsOf,
  valuesOf,
} from '../../db/queries/facts.ts';
import { getIncident } from '../../db/queries/incidents.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { api, change } from './context.ts';
import { cutPage } from './paging.ts';

export const facts = {
  list: api.facts.list.handler(async ({ input, context }) => {
    await requireIncident(context.store.read, input.incidentId);
    const rows = await factsOf(context.store.read, input.incidentId);
    return { rows: await Promise.all(rows.map((row) => told(context.store.read, row))) };
  }),

  create: api.facts.create.handler(({ input, context }) =>
    change(context, 'facts.create', async (tx, note) => {
      await requireIncident(tx, input.incidentId);
      // As a text is read that quotes it, so that no two names are the same to it.
      const name = input.name.normalize('NFKC').trim();
      const id = await insertFact(tx, { ...input, name });
      if (id === null) throw fail('fact_taken', { name });
      note('fact', id, { incidentId: input.incidentId });
      return { id };
    }),
  ),

  state: api.facts.state.handler(async ({ input: { factId, ...value }, context }) => {
    const clerk = await context.clerk();
    return change(context, 'facts.state', async (tx, note, at) => {
      await requireFact(tx, factId);
      const id = await insertFactValue(tx, factId, { ...value, at, clerk });
      note('fact', factId, { valueId: id, asOf: value.asOf });
      const { statements, said } = await standingOf(tx, factId);
      const versions = statements.filter((statement) => statement.outdated).length;
      return { id, versions, offices: await countOutdated(tx, said) };
    });
  }),

  outdated: api.facts.outdated.handler(async ({ input, context }) => {
    const db = context.store.read;
    await requireFact(db, input.factId);
    const { said, sent } = await standingOf(db, input.factId);
    const [found, total] = await Promise.all([
      listOutdated(db, said, input.cursor ?? null, input.limit + 1),
      countOutdated(db, said),
    ]);
    const { rows, next } = cutPage(found, input.limit, (row) => row.code);
    return {
      rows: rows.flatMap(({ place, officeId, code, name }) => {
        const read = place === null ? undefined : sent[place];
        if (!read) return [];
        const { versionId, label, value } = read;
        return { officeId, officeCode: code, officeName: name, versionId, label, value };
      }),
      next,
      total,
    };
  }),
};

async function requireIncident(db: ReadDb, id: number): Promise<void> {
  if (!(await getIncident(db, id))) throw fail('not_found', { what: 'incident' });
}

async function requireFact(db: ReadDb, id: number): Promise<void> {
  if (!(await getFact(db, id))) throw fail('not_found', { what: 'fact' });
}

/** A text is old when it says something else: the same words on a later day correct nothing. */
function saysElse(statement: Statement, newest: FactValueRow | undefined): boolean {
  return statement.value !== newest?.value || statement.hearsay !== newest.hearsay;
}

/** Who says what of a fact; `said` and `sent` are those that went out, in their order. */
async function standingOf(db: ReadDb, factId: number) {
  const values = await valuesOf(db, factId);
  const found = await statementsOf(db, factId);
  const statements = found.map((row) => ({ ...row, outdated: saysElse(row, values[0]) }));
  const sent = statements.filter((statement) => statement.sentAt !== null);
  const said: Said[] = sent.map(({ versionId, outdated }) => ({ versionId, outdated }));
  return { values, statements, sent, said };
}

async function told(db: ReadDb, { id, name, question }: FactRow) {
  const { values, statements, said } = await standingOf(db, id);
  const statedBy = statements.map(({ versionId, label, valueId, outdated }) => ({
    versionId,
    label,
    valueId,
    outdated,
  }));
  return { id, name, question, values, statedBy, outdatedOffices: await countOutdated(db, said) };
}
