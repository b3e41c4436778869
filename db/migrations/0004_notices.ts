import { type Kysely, sql } from 'kysely';
import { postgresGuards, sqliteGuards } from './0004_guards.ts';
import { questions, templates } from './0004_templates.ts';
import { type Dialect, dialectOf } from './dialect.ts';

/** Corrections, attachments, audiences with their slip codes, facts with "as of", templates. */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const dialect = dialectOf(engine);
  const guards = engine === 'sqlite' ? sqliteGuards() : postgresGuards();
  const tables = [versionColumns, audienceTables, factTables];
  for (const statement of [...tables.flatMap((make) => make(dialect)), ...guards]) await sql.raw(statement).execute(db);
  await firstRows(db);
}

/** What a version says beside its text, and the files that go with it. */
function versionColumns({ identity, text, bytes, strict }: Dialect): string[] {
  return [
    `alter table notice_versions add column document_number ${text} not null default ''`,
    `alter table notice_versions add column dated_on ${text} not null default ''`,
    `alter table notice_versions add column supersedes integer references notice_versions (id)`,
    // JSON, shapes of `audienceRule` and `audiencePart` in the contract.
    `alter table notice_versions add column audience ${text} not null default '{"kind":"affected"}'`,
    `alter table notice_versions add column parts ${text} not null default '[]'`,
    `alter table notice_versions add column review_asked_by ${text}`,
    `alter table notice_versions add column approved_by ${text}`,
    // Who saved the text last, by name; empty: nobody had given one.
    `alter table notice_versions add column written_by ${text} not null default ''`,
    `create table attachments (
      id ${identity}, version_id integer not null references notice_versions (id), file_name ${text} not null,
      media_type ${text} not null, bytes integer not null, sha256 ${text} not null, content ${bytes} not null) ${strict}`,
    `create index attachments_by_version on attachments (version_id)`,
    `create table templates (
      id ${identity}, name ${text} not null unique, subject ${text} not null, body ${text} not null,
      updated_at ${text} not null) ${strict}`,
  ];
}

/** Who a version is for. */
function audienceTables({ text, strict, keyed }: Dialect): string[] {
  return [
    // Hand-picked beside the incident's rule: 1 is affected whatever the rule says, 0 is not.
    `create table affected_offices (
      incident_id integer not null references incidents (id), office_id integer not null references offices (id),
      affected integer not null check (affected in (0, 1)), reason ${text} not null,
      primary key (incident_id, office_id)) ${keyed}`,
    `create index affected_offices_by_office on affected_offices (office_id)`,
    // Written at approval, and by every top-up since. `part`: its place in the version's parts, from 0.
    `create table audience_members (
      version_id integer not null references notice_versions (id),
      office_id integer not null references offices (id), part integer, code ${text} not null unique,
      added_at ${text} not null, primary key (version_id, office_id)) ${keyed}`,
    `create index audience_members_by_office on audience_members (office_id)`,
    `create table audience_exclusions (
      version_id integer not null references notice_versions (id),
      office_id integer not null references offices (id), reason ${text} not null,
      primary key (version_id, office_id)) ${strict}`,
    `create index audience_exclusions_by_office on audience_exclusions (office_id)`,
  ];
}

/** What was held to be true, since when, and which versions say so. */
function factTables({ identity, text, strict, keyed }: Dialect): string[] {
  return [
    `create table facts (
      id ${identity}, incident_id integer not null references incidents (id), name ${text} not null,
      question ${text} not null, unique (incident_id, name)) ${strict}`,
    // Append-only. A new value does not change the old one.
    `create table fact_values (
      id ${identity}, fact_id integer not null references facts (id), value ${text} not null,
      as_of ${text} not null, source ${text} not null, hearsay integer not null check (hearsay in (0, 1)),
      at ${text} not null, clerk ${text} not null) ${strict}`,
    `create index fact_values_by_fact on fact_values (fact_id, id)`,
    `create table version_facts (
      version_id integer not null references notice_versions (id),
      fact_value_id integer not null references fact_values (id), primary key (version_id, fact_value_id)) ${keyed}`,
    `create index version_facts_by_value on version_facts (fact_value_id)`,
  ];
}

/** The texts of the house, and the questions of the incidents there are. */
async function firstRows(db: Kysely<unknown>): Promise<void> {
  for (const { name, subject, body } of templates) {
    await sql`insert into templates (name, subject, body, updated_at)
      values (${name}, ${subject}, ${body}, '2026-06-01T00:00:00.000Z')`.execute(db);
  }
  for (const [name, question] of questions) {
    await sql`insert into facts (incident_id, name, question)
      select id, cast(${name} as text), cast(${question} as text) from incidents`.execute(db);
  }
}
