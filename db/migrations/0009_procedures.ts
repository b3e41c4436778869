import { type Kysely, sql } from 'kysely';
import { postgresProcedureGuards, sqliteProcedureGuards } from './0009_guards.ts';
import { type Dialect, dialectOf } from './dialect.ts';

/** How a filing goes and what stops it, its history, the association's own rules, and the counts of the board. */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const dialect = dialectOf(engine);
  const guards = engine === 'sqlite' ? sqliteProcedureGuards() : postgresProcedureGuards();
  const steps = [...columns(dialect), ...indexes(), ...tables(dialect), ...presentRows(), ...guards];
  for (const statement of steps) await sql.raw(statement).execute(db);
}

const ROUTES = ['', 'electronic', 'paper', 'media', 'egov'].map((route) => `'${route}'`).join(', ');

function columns({ text }: Dialect): string[] {
  const texts = ['received_on', 'evidence', 'reason', 'expected_on', 'clerk', 'told_on'];
  return [
    ...texts.map((name) => `alter table procedures add column ${name} ${text} not null default ''`),
    `alter table procedures add column route ${text} not null default '' check (route in (${ROUTES}))`,
    // The incident that stops it now; `incident_id` is the one it was noted in.
    `alter table procedures add column blocked_by integer references incidents (id)`,
    `alter table procedures add column told_version_id integer references notice_versions (id)`,
    // 1: the authority named the due date, and no rule changes it.
    `alter table procedures add column due_given integer not null default 0`,
    `alter table procedures add column harm integer not null default 0`,
    // 1: it is expected after it is due.
    `alter table procedures add column misses integer not null default 0`,
    `alter table procedures add column revision integer not null default 1`,
    `alter table procedures add column removed_at ${text}`,
  ];
}

function indexes(): string[] {
  return [
    `create index procedures_by_need on procedures (pending, harm, sort_on, id)`,
    `create index procedures_blocked on procedures (harm, sort_on, id) where pending = 1 and blocked_by is not null`,
    `create index procedures_missing on procedures (harm, sort_on, id) where pending = 1 and misses = 1`,
    `create index procedures_by_type on procedures (type, pending, sort_on, id)`,
    // All a board counts is in it: a clerk may have a hundred thousand.
    `create index procedures_by_clerk on procedures (clerk, pending, sort_on, id, harm, misses, blocked_by)
      where clerk <> ''`,
    `create index procedures_by_incident on procedures (incident_id, id) where incident_id is not null`,
    `create index procedures_by_blocker on procedures (blocked_by, id) where blocked_by is not null`,
    `create index procedures_by_told on procedures (told_version_id) where told_version_id is not null`,
    // What tells two filings of the same thing; it serves for an office alone too.
    `drop index procedures_by_office`,
    `create index procedures_by_matter on procedures (office_id, type, base_date)`,
  ];
}

function tables({ identity, text, strict, keyed }: Dialect): string[] {
  return [
    // Filings still to be made. Kept by triggers; always equal to the full GROUP BY.
    `create table procedure_counts (
      sort_on ${text} not null, harm integer not null, blocked integer not null, misses integer not null,
      count integer not null, primary key (sort_on, harm, blocked, misses)) ${keyed}`,
    // The same by kind, for a board that shows one kind or those of an authority.
    `create table procedure_kind_counts (
      type ${text} not null, sort_on ${text} not null, harm integer not null, blocked integer not null,
      misses integer not null, count integer not null, primary key (type, sort_on, harm, blocked, misses)) ${keyed}`,
    // One act of a clerk over one filing or many. Only `undone_at` is ever set, once.
    `create table procedure_changes (
      id ${identity}, at ${text} not null, clerk ${text} not null, action ${text} not null,
      file_name ${text} not null, rows integer not null, undone_at ${text}) ${strict}`,
    // Append-only. `entry`: the filing was noted, or taken out again.
    `create table procedure_events (
      id ${identity}, procedure_id integer not null references procedures (id),
      change_id integer not null references procedure_changes (id), field ${text} not null,
      from_value ${text} not null, to_value ${text} not null) ${strict}`,
    `create index procedure_events_by_procedure on procedure_events (procedure_id, id)`,
    `create index procedure_events_by_change on procedure_events (change_id, id)`,
    // Which columns of a list of filings were chosen for its headings. Both JSON: the headings in order, field to heading.
    `create table procedure_mappings (
      headers ${text} primary key, mapping ${text} not null, saved_at ${text} not null, clerk ${text} not null) ${strict}`,
    // The association's own rules. `body`: JSON, shape of `ruleBody` in the contract. A change is a new row.
    `create table procedure_rules (
      id ${identity}, type ${text} not null, effective_from ${text} not null, body ${text} not null,
      at ${text} not null, clerk ${text} not null, removed_at ${text}) ${strict}`,
  ];
}

/** The kinds whose delay hurts people, and the counts, for the filings that are there already. */
function presentRows(): string[] {
  return [
    `update procedures set harm = 1
      where type in ('shaho-shutoku', 'shaho-hifuyosha', 'rishoku', 'tokubetsu-kanyu', '36kyotei')`,
    `insert into procedure_counts (sort_on, harm, blocked, misses, count)
      select sort_on, harm, 0, 0, count(*) from procedures where pending = 1 group by sort_on, harm`,
    `insert into procedure_kind_counts (type, sort_on, harm, blocked, misses, count)
      select type, sort_on, harm, 0, 0, count(*) from procedures where pending = 1 group by type, sort_on, harm`,
    // The list a text has speaks of those that are certain to be late too.
    `update templates set body = replace(body, '期限を過ぎているものは次のとおりです。',
      '遅れているもの、遅れる見込みのものは次のとおりです。')`,
  ];
}
