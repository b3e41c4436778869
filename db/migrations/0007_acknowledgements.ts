import { type Kysely, sql } from 'kysely';
import { type Dialect, dialectOf, type Engine } from './dialect.ts';

/** What an office answered, through which door it came in, and the papers that prove it. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const guards = engine === 'sqlite' ? sqliteGuards() : postgresGuards();
  for (const statement of [...tables(dialectOf(engine)), ...guards]) await sql.raw(statement).execute(db);
}

function tables({ text, bytes, strict, keyed }: Dialect): string[] {
  return [
    `alter table acknowledgements add column answer ${text} not null default 'confirmed'`,
    `alter table acknowledgements add column door ${text} not null default 'hand'`,
    `create table evidence_files (
      sha256 ${text} primary key, file_name ${text} not null, media_type ${text} not null, bytes integer not null,
      content ${bytes} not null, at ${text} not null) ${strict}`,
    // A scan may be found days after the call: it is added, nothing is changed.
    `create table acknowledgement_evidence (
      acknowledgement_id integer not null references acknowledgements (id),
      sha256 ${text} not null references evidence_files (sha256), at ${text} not null, clerk ${text} not null,
      primary key (acknowledgement_id, sha256)) ${keyed}`,
  ];
}

interface Guard {
  name: string;
  table: string;
  on: 'insert' | 'update' | 'delete';
  when: string | null;
  says: string;
}

const KEPT = ['evidence_files', 'acknowledgement_evidence'];

const GUARDS: readonly Guard[] = [
  {
    name: 'acknowledgement_answer_kept',
    table: 'acknowledgements',
    on: 'update',
    when: 'new.answer <> old.answer or new.door <> old.door',
    says: 'an acknowledgement is withdrawn, never changed',
  },
  ...KEPT.flatMap((table) =>
    (['update', 'delete'] as const).map((on) => ({
      name: `${table}_kept_${on}`,
      table,
      on,
      when: null,
      says: 'evidence is append-only',
    })),
  ),
];

/** OR REPLACE takes a row in the way out without asking a delete trigger: see `0004_guards`. */
const REPLACED: readonly Guard[] = [
  replaced('acknowledgements', 'there.id = new.id', 'acknowledgements are never deleted'),
  replaced('evidence_files', 'there.sha256 = new.sha256', 'evidence is append-only'),
];

function replaced(table: string, sameKey: string, says: string): Guard {
  const when = `exists (select 1 from ${table} as there where ${sameKey})`;
  return { name: `${table}_not_replaced`, table, on: 'insert', when, says };
}

function sqliteGuards(): string[] {
  return [...GUARDS, ...REPLACED].map(
    ({ name, table, on, when, says }) =>
      `create trigger ${name} before ${on} on ${table} ${when ? `when ${when}` : ''}
        begin select raise(abort, '${says}'); end`,
  );
}

function postgresGuards(): string[] {
  return GUARDS.flatMap(({ name, table, on, when, says }) => [
    `create function ${name}() returns trigger language plpgsql as $$ begin
      if ${when ?? 'true'} then raise exception '${says}'; end if; return ${on === 'delete' ? 'old' : 'new'}; end $$`,
    `create trigger ${name} before ${on} on ${table} for each row execute function ${name}()`,
  ]);
}
