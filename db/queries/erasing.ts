import { type RawBuilder, sql } from 'kysely';
import type { Engine, ReadDb, WriteTx } from '../store.ts';
import { ERASED, type Expired, type Scope, scopeOf, versionsOf } from './retention.ts';

/** Rows of one table that lose what tells of a person, or go. */
interface Wipe {
  table: string;
  /** Columns with what takes the place of their content; null for the whole row. */
  set: Readonly<Record<string, RawBuilder<unknown>>> | null;
  where: RawBuilder<unknown>;
  /** What is counted and shown under this name. */
  as?: keyof Gone;
}

/** What an erasure takes away, in rows. */
export interface Gone {
  contacts: number;
  addresses: number;
  acknowledgements: number;
  papers: number;
  calls: number;
  questions: number;
  filings: number;
  roster: number;
}

const empty = sql`''`;
const emptied = (...columns: string[]) => Object.fromEntries(columns.map((column) => [column, empty]));
const any = (...ways: RawBuilder<unknown>[]) => sql`(${sql.join(ways, sql` or `)})`;
const inside = (column: string, ids: RawBuilder<unknown>) => sql`${sql.ref(column)} in ${ids}`;

/** The conditions rows are found by. */
function placesOf(scope: Scope) {
  const versions = versionsOf(scope);
  const ofOffices = inside('office_id', scope.offices);
  const ofVersions = any(ofOffices, inside('version_id', versions));
  const recipients = sql`(select id from recipients where ${ofVersions})`;
  const ofIncidents = any(ofOffices, inside('incident_id', scope.incidents));
  return {
    ofOffices,
    ofVersions,
    ofIncidents,
    deliveries: sql`(select id from deliveries where ${inside('recipient_id', recipients)})`,
    acknowledgements: sql`(select id from acknowledgements where ${ofVersions})`,
    procedures: sql`(select id from procedures where ${any(
      ofOffices,
      sql`(${inside('incident_id', scope.incidents)} and pending = 0)`,
    )})`,
    merges: sql`(select id from office_merges where ${inside('kept_id', scope.offices)})`,
    reports: sql`(select id from authority_reports where ${inside('incident_id', scope.incidents)})`,
  };
}

/** Every place that holds something of a person or an office, and what becomes of it. Ids, states, dates and hashes stay. */
const wipesOf = (scope: Scope, at: string): Wipe[] => [
  ...mailWipes(scope),
  ...answerWipes(scope),
  ...officeWipes(scope, at),
];

/** What went out and what came back. */
function mailWipes(scope: Scope): Wipe[] {
  const { deliveries } = placesOf(scope);
  return [
    {
      table: 'deliveries',
      set: emptied('address', 'response', 'tracking_number'),
      where: inside('id', deliveries),
      as: 'addresses',
    },
    { table: 'delivery_attempts', set: emptied('response'), where: inside('delivery_id', deliveries) },
    {
      table: 'address_returns',
      set: emptied('address', 'words'),
      where: any(inside('mail_id', scope.mails), inside('delivery_id', deliveries)),
    },
    {
      table: 'incoming_mails',
      set: {
        ...emptied(
          'message_id',
          'sender',
          'sender_name',
          'body',
          'words',
          'recipient',
          'result',
          'reason',
          'search_key',
        ),
        subject: sql`${ERASED}`,
        files: sql`'[]'`,
      },
      where: inside('id', scope.mails),
    },
  ];
}

/** Who answered, who was spoken to, and what proves it. */
function answerWipes(scope: Scope): Wipe[] {
  const { ofVersions, ofIncidents, ofOffices, acknowledgements, reports } = placesOf(scope);
  return [
    {
      table: 'acknowledgement_evidence',
      set: null,
      where: inside('acknowledgement_id', acknowledgements),
      as: 'papers',
    },
    {
      // What proves an answer that stays, stays; and so does a mail that stays.
      table: 'evidence_files',
      set: null,
      where: sql`sha256 not in (select sha256 from acknowledgement_evidence)
        and sha256 not in (select sha256 from incoming_mails where id not in ${scope.mails}
          and id not in (select entity_id from erasure_items where kind = 'mail'))`,
    },
    {
      table: 'acknowledgements',
      set: {
        ...emptied('name', 'note'),
        withdrawn_reason: sql`case when withdrawn_reason is null then null else '' end`,
      },
      where: ofVersions,
      as: 'acknowledgements',
    },
    { table: 'calls', set: emptied('phone', 'name', 'note'), where: ofVersions, as: 'calls' },
    { table: 'questions', set: { question: sql`${ERASED}` }, where: ofIncidents, as: 'questions' },
    {
      table: 'joint_roster',
      set: { name: sql`${ERASED}`, ...emptied('corporate_number', 'postal_code', 'address') },
      where: any(ofOffices, inside('report_id', reports)),
      as: 'roster',
    },
    { table: 'office_duties', set: emptied('note'), where: ofIncidents },
    { table: 'affected_offices', set: emptied('reason'), where: ofIncidents },
    { table: 'audience_exclusions', set: emptied('reason'), where: ofVersions },
  ];
}

/** The office itself, its people, its filings, and what they were before. */
function officeWipes(scope: Scope, at: string): Wipe[] {
  const { ofOffices, procedures, merges } = placesOf(scope);
  const offices = inside('id', scope.offices);
  return [
    { table: 'procedure_events', set: emptied('from_value', 'to_value'), where: inside('procedure_id', procedures) },
    {
      table: 'procedures',
      set: emptied('person', 'evidence', 'reason'),
      where: inside('id', procedures),
      as: 'filings',
    },
    { table: 'office_checks', set: emptied('value'), where: ofOffices },
    { table: 'office_changes', set: emptied('from_value', 'to_value'), where: ofOffices },
    { table: 'office_conflicts', set: null, where: ofOffices },
    { table: 'office_merge_moves', set: null, where: inside('merge_id', merges) },
    { table: 'office_merges', set: null, where: inside('id', merges) },
    {
      table: 'contacts',
      set: { ...emptied('name', 'mail', 'phone', 'fax', 'note'), removed_at: sql`coalesce(removed_at, updated_at)` },
      where: ofOffices,
      as: 'contacts',
    },
    {
      table: 'office_search',
      set: { key: sql`code` },
      where: sql`code in (select code from offices where ${offices})`,
    },
    {
      table: 'offices',
      set: {
        name: sql`${ERASED}`,
        ...emptied('kana', 'postal_code', 'address', 'phone', 'fax', 'mail', 'contact_name', 'labor_number', 'tags'),
        ...emptied('employment_number', 'pension_symbol', 'pension_number', 'corporate_number'),
        erased_at: sql`${at}`,
      },
      where: offices,
    },
  ];
}

/** What an erasure would take away, counted; nothing is touched. */
export async function countGone(db: ReadDb, expired: Expired): Promise<Gone> {
  const gone: Partial<Gone> = {};
  for (const { table, where, as } of wipesOf(scopeOf(expired), '')) {
    if (!as) continue;
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where ${where}`.execute(db);
    gone[as] = Number(rows[0]?.n ?? 0);
  }
  return gone as Gone;
}

/** Erases a proposal and writes down that it was done: its ids and counts, nobody's name. */
export async function erase(
  tx: WriteTx,
  engine: Engine,
  expired: Expired,
  done: { at: string; clerk: string; years: number; offices: number; incidents: number; mails: number },
): Promise<number> {
  const { id } = await tx.insertInto('erasures').values(done).returning('id').executeTakeFirstOrThrow();
  // Written down first: what is erased would no longer be found as what has been kept long enough.
  const scope = scopeOf(expired);
  const kinds = { mail: scope.mails, office: scope.offices, incident: scope.incidents };
  for (const [kind, ids] of Object.entries(kinds)) {
    await sql`insert into erasure_items (erasure_id, kind, entity_id)
      select ${sql.lit(id)}, ${sql.lit(kind)}, found.id from ${ids} as found`.execute(tx);
  }
  const written = (kind: keyof typeof kinds) =>
    sql`(select entity_id from erasure_items where erasure_id = ${id} and kind = ${kind})`;
  const gone = { offices: written('office'), incidents: written('incident'), mails: written('mail') };
  const wipes = wipesOf(gone, done.at);
  await withoutGuards(tx, engine, [...new Set(wipes.map(({ table }) => table))], async () => {
    for (const { table, set, where } of wipes) {
      if (!set) await sql`delete from ${sql.table(table)} where ${where}`.execute(tx);
      else {
        const columns = Object.entries(set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
        await sql`update ${sql.table(table)} set ${sql.join(columns)} where ${where}`.execute(tx);
      }
    }
  });
  return id;
}

/** No copy of what was erased lies about any more. */
export async function finishErasure(tx: WriteTx, id: number, at: string): Promise<void> {
  await tx.updateTable('erasures').set({ finished_at: at }).where('id', '=', id).execute();
}

/**
 * Much of what is erased is append-only, kept so by triggers. They are away for this one piece of work and back, word for
 * word, before it is committed: nobody else ever sees the register without them.
 */
async function withoutGuards(
  tx: WriteTx,
  engine: Engine,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  if (engine === 'postgres') {
    const guards = await sql<{ name: string; table: string }>`select t.tgname as name, c.relname as table
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
      where not t.tgisinternal and p.prosrc like '%raise exception%' and c.relname in (${sql.join(tables)})`.execute(
      tx,
    );
    const switchTo = async (state: 'disable' | 'enable') => {
      for (const { name, table } of guards.rows) {
        await sql`alter table ${sql.table(table)} ${sql.raw(state)} trigger ${sql.ref(name)}`.execute(tx);
      }
    };
    await switchTo('disable');
    await work();
    return switchTo('enable');
  }
  const { rows } = await sql<{ name: string; sql: string }>`select name, sql from sqlite_schema
    where type = 'trigger' and sql like '%raise(%' and tbl_name in (${sql.join(tables)})`.execute(tx);
  for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(tx);
  await work();
  for (const trigger of rows) await sql.raw(trigger.sql).execute(tx);
}
