import { type Kysely, sql } from 'kysely';
import { ledgerGuards } from './0010_guards.ts';
import { type Dialect, dialectOf } from './dialect.ts';

/** What happened, what the provider said, what must be reported by when and by whom, and how an incident ended. */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const dialect = dialectOf(engine);
  const tables = [chronologyTables, bulletinTables, dutyTables, reportTables, closingTables];
  for (const statement of [...tables.flatMap((make) => make(dialect)), ...ledgerGuards(engine)]) {
    await sql.raw(statement).execute(db);
  }
}

/** The chronology, and what became of each entry of the ledger. */
function chronologyTables({ identity, text, strict }: Dialect): string[] {
  return [
    `create table chronology_imports (
      id ${identity}, incident_id integer not null references incidents (id), at ${text} not null,
      clerk ${text} not null, file_name ${text} not null, file_sha256 ${text} not null,
      created integer not null, updated integer not null, unchanged integer not null, undone_at ${text}) ${strict}`,
    // `key`: what a list calls the entry, unique in the incident. `values_json`: shape of `entryValues` in the contract.
    `create table chronology_entries (
      id ${identity}, incident_id integer not null references incidents (id), key ${text} not null,
      kind ${text} not null, sort_key ${text} not null, values_json ${text} not null,
      removed integer not null default 0 check (removed in (0, 1)), unique (incident_id, key)) ${strict}`,
    `create index chronology_in_order on chronology_entries (incident_id, removed, sort_key, id)`,
    // Append-only. What stood there before; null where the entry began.
    `create table ledger_changes (
      id ${identity}, incident_id integer not null references incidents (id), entity ${text} not null,
      entity_id integer not null, act ${text} not null, before_json ${text}, at ${text} not null,
      clerk ${text} not null, import_id integer references chronology_imports (id)) ${strict}`,
    `create index ledger_changes_by_entity on ledger_changes (entity, entity_id, id)`,
    `create index ledger_changes_by_import on ledger_changes (import_id)`,
  ];
}

/** 提供元の報. */
function bulletinTables({ identity, text, strict, keyed }: Dialect): string[] {
  return [
    `create table bulletins (
      id ${identity}, incident_id integer not null references incidents (id), number integer not null,
      title ${text} not null, text ${text} not null, source ${text} not null, dated_on ${text},
      received_on ${text} not null, removed integer not null default 0 check (removed in (0, 1))) ${strict}`,
    `create index bulletins_by_incident on bulletins (incident_id, removed, number)`,
    `create table bulletin_versions (
      bulletin_id integer not null references bulletins (id),
      version_id integer not null references notice_versions (id), primary key (bulletin_id, version_id)) ${keyed}`,
    `create index bulletin_versions_by_version on bulletin_versions (version_id)`,
  ];
}

/** What is held of the incident in law, and where each office stands with its own duties. Append-only. */
function dutyTables({ identity, text, strict }: Dialect): string[] {
  return [
    `create table assessments (
      id ${identity}, incident_id integer not null references incidents (id), known_on ${text} not null,
      wrongful ${text} not null, special ${text} not null, reason ${text} not null, at ${text} not null,
      clerk ${text} not null) ${strict}`,
    `create index assessments_by_incident on assessments (incident_id, id)`,
    // `newest`: 1 on the one row of an office and duty that holds now. `batch`: id of the first row written with it.
    `create table office_duties (
      id ${identity}, incident_id integer not null references incidents (id),
      office_id integer not null references offices (id), duty ${text} not null, state ${text} not null,
      version_id integer references notice_versions (id), on_date ${text}, persons integer, note ${text} not null,
      at ${text} not null, clerk ${text} not null, newest integer not null check (newest in (0, 1)),
      batch integer, taken_back integer not null default 0 check (taken_back in (0, 1))) ${strict}`,
    `create index office_duties_by_batch on office_duties (batch)`,
    `create index office_duties_newest on office_duties (incident_id, duty, newest, state)`,
    // What holds of an office and what it was told is all in it.
    `create index office_duties_by_office on office_duties
      (office_id, incident_id, duty, id, newest, taken_back, version_id, state)`,
  ];
}

/** Reports to authorities, the items they told, and the roster of those in whose name they were made. */
function reportTables({ identity, text, strict, keyed }: Dialect): string[] {
  return [
    `create table authority_reports (
      id ${identity}, incident_id integer not null references incidents (id), authority ${text} not null,
      authority_name ${text} not null, kind ${text} not null,
      special integer not null check (special in (0, 1)), number integer not null,
      joint integer not null check (joint in (0, 1)), basis ${text} not null, method ${text} not null,
      receipt ${text} not null, note ${text} not null, filed_on ${text}, filed_at ${text}, roster_sha256 ${text},
      clerk ${text} not null, created_at ${text} not null,
      unique (incident_id, authority, authority_name, special, number)) ${strict}`,
    `create table authority_report_items (
      report_id integer not null references authority_reports (id), item ${text} not null, state ${text} not null,
      text ${text} not null, primary key (report_id, item)) ${keyed}`,
    // Written when the report is filed: the offices as they were named to the authority.
    `create table joint_roster (
      report_id integer not null references authority_reports (id), position integer not null,
      office_id integer not null references offices (id), code ${text} not null, name ${text} not null,
      corporate_number ${text} not null, postal_code ${text} not null, address ${text} not null,
      answer ${text} not null, primary key (report_id, position)) ${strict}`,
    `create index joint_roster_by_office on joint_roster (office_id)`,
  ];
}

/** An incident is closed, opened again, closed again. */
function closingTables({ identity, text, strict }: Dialect): string[] {
  return [
    `alter table incidents add column closed_at ${text}`,
    `create table incident_closings (
      id ${identity}, incident_id integer not null references incidents (id), at ${text} not null,
      clerk ${text} not null, reason ${text} not null, reopened_at ${text}, reopened_by ${text},
      reopened_reason ${text}) ${strict}`,
    `create index incident_closings_by_incident on incident_closings (incident_id, id)`,
    `create table report_exports (
      id ${identity}, at ${text} not null, clerk ${text} not null, report ${text} not null, format ${text} not null,
      rows integer not null, file ${text} not null, sha256 ${text} not null) ${strict}`,
  ];
}
