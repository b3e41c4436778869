import { type Kysely, sql } from 'kysely';
import { dialectOf } from './dialect.ts';

/** Signed states of the audit chain, and ways to find its rows. */
export async function up(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const { identity, text, strict, keyed } = dialectOf(engine);
  const statements = [
    // Append-only. `note`: as docs/audit-format.md has it; `seq`: the row it speaks of, the newest when it was signed.
    `create table audit_checkpoints (
      id ${identity}, seq integer not null, at ${text} not null, note ${text} not null) ${strict}`,
    // What was erased once it had been kept long enough: counts and ids, nobody's name.
    `create table erasures (
      id ${identity}, at ${text} not null, clerk ${text} not null, years integer not null, offices integer not null,
      incidents integer not null, mails integer not null, finished_at ${text}) ${strict}`,
    `create table erasure_items (
      erasure_id integer not null references erasures (id), kind ${text} not null, entity_id integer not null,
      primary key (erasure_id, kind, entity_id)) ${keyed}`,
    'create index erasure_items_by_entity on erasure_items (kind, entity_id)',
    `alter table offices add column erased_at ${text}`,
    // How much a written file tells, and what it was written for.
    `alter table report_exports add column profile ${text} not null default 'full'`,
    `alter table report_exports add column purpose ${text} not null default ''`,
    'create index audit_by_entity on audit_events (entity, entity_id, seq)',
    'create index audit_by_clerk on audit_events (clerk, seq)',
    ...(engine === 'sqlite' ? sqliteGuards : postgresGuards),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const sqliteGuards = ['update', 'delete'].map(
  (act) => `create trigger checkpoints_append_only_${act} before ${act} on audit_checkpoints
    begin select raise(abort, 'checkpoints are append-only'); end`,
);

const postgresGuards = [
  `create function checkpoints_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'checkpoints are append-only'; end $$`,
  `create trigger checkpoints_append_only before update or delete on audit_checkpoints
    for each row execute function checkpoints_append_only()`,
];
