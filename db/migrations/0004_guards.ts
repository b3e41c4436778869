// What the engine itself refuses of approved versions, so that no code and no hand-written SQL can change one.

const FROZEN = 'an approved version is frozen';
const MEMBERS_SAY = 'a frozen audience is added to, never changed';
const FACTS_SAY = 'fact values are append-only';

/** Every column but `sent_at`, which is set once, when the version goes out. */
const KEPT = [
  'id',
  'notice_id',
  'number',
  'label',
  'subject',
  'body',
  'sha256',
  'updated_at',
  'approved_at',
  'document_number',
  'dated_on',
  'supersedes',
  'audience',
  'parts',
  'review_asked_by',
  'approved_by',
  'written_by',
];

const VERSION_CHANGED = `old.sha256 is not null and (
  ${KEPT.map((column) => `new.${column} is distinct from old.${column}`).join(' or ')}
  or (old.sent_at is not null and new.sent_at is distinct from old.sent_at))`;

/** What belongs to a version and is frozen with it: no row comes, goes or changes once the version is approved. */
const FROZEN_WITH_VERSION = ['attachments', 'audience_exclusions', 'version_facts'];

type Change = 'insert' | 'update' | 'delete';
const CHANGES: readonly Change[] = ['insert', 'update', 'delete'];
const VERSIONS_TOUCHED: Readonly<Record<Change, string>> = {
  insert: 'new.version_id',
  update: 'old.version_id, new.version_id',
  delete: 'old.version_id',
};

const isApproved = (ids: string) =>
  `exists (select 1 from notice_versions as approved where approved.id in (${ids}) and approved.sha256 is not null)`;

interface Guard {
  name: string;
  table: string;
  on: Change;
  when: string | null;
  says: string;
}

/** Rules of both engines. */
const GUARDS: readonly Guard[] = [
  ...FROZEN_WITH_VERSION.flatMap((table) =>
    CHANGES.map((on) => ({
      name: `${table}_frozen_${on}`,
      table,
      on,
      when: isApproved(VERSIONS_TOUCHED[on]),
      says: FROZEN,
    })),
  ),
  ...(['update', 'delete'] as const).flatMap((on) => [
    { name: `audience_members_kept_${on}`, table: 'audience_members', on, when: null, says: MEMBERS_SAY },
    { name: `fact_values_kept_${on}`, table: 'fact_values', on, when: null, says: FACTS_SAY },
  ]),
];

/**
 * SQLite's OR REPLACE takes the row in the way out without asking any delete trigger
 * (https://www.sqlite.org/lang_conflict.html), so the new row must not be let near it.
 */
const REPLACED: readonly Guard[] = [
  replaced(
    'notice_versions',
    FROZEN,
    `there.id = new.id or (there.notice_id = new.notice_id and there.number = new.number)`,
    `there.sha256 is not null`,
  ),
  replaced('attachments', FROZEN, 'there.id = new.id', isApproved('there.version_id')),
  replaced(
    'audience_members',
    MEMBERS_SAY,
    'there.code = new.code or (there.version_id = new.version_id and there.office_id = new.office_id)',
  ),
  replaced('fact_values', FACTS_SAY, 'there.id = new.id'),
];

/** Refuses a new row where one stands that has the same key. */
function replaced(table: string, says: string, sameKey: string, guarded = '1 = 1'): Guard {
  const when = `exists (select 1 from ${table} as there where (${sameKey}) and ${guarded})`;
  return { name: `${table}_not_replaced`, table, on: 'insert', when, says };
}

/** The same by way of UPDATE OR REPLACE, which moves a row that may change onto the key of one that may not. */
const MOVED_ONTO: readonly Guard[] = [
  {
    name: 'notice_versions_not_moved_onto',
    table: 'notice_versions',
    on: 'update',
    when: `exists (select 1 from notice_versions as there where there.sha256 is not null and there.id <> old.id
      and (there.id = new.id or (there.notice_id = new.notice_id and there.number = new.number)))`,
    says: FROZEN,
  },
  {
    name: 'attachments_not_moved_onto',
    table: 'attachments',
    on: 'update',
    when: `new.id <> old.id and ${isApproved('(select there.version_id from attachments as there where there.id = new.id)')}`,
    says: FROZEN,
  },
];

/** The triggers, and the one of the first format that knew fewer columns anew. */
export function sqliteGuards(): string[] {
  const version: Guard = {
    name: 'version_frozen_update',
    table: 'notice_versions',
    on: 'update',
    when: VERSION_CHANGED,
    says: FROZEN,
  };
  return [
    'drop trigger version_frozen_update',
    ...[version, ...GUARDS, ...REPLACED, ...MOVED_ONTO].map(
      ({ name, table, on, when, says }) =>
        `create trigger ${name} before ${on} on ${table} ${when ? `when ${when}` : ''}
          begin select raise(abort, '${says}'); end`,
    ),
  ];
}

/** The same for PostgreSQL, which has no OR REPLACE. */
export function postgresGuards(): string[] {
  return [
    body('version_frozen_update', 'update', VERSION_CHANGED, FROZEN),
    ...GUARDS.flatMap(({ name, table, on, when, says }) => [
      body(name, on, when, says),
      `create trigger ${name} before ${on} on ${table} for each row execute function ${name}()`,
    ]),
    // TRUNCATE asks no trigger of a row.
    ...[...FROZEN_WITH_VERSION, 'audience_members', 'fact_values', 'notice_versions'].flatMap((table) => [
      body(`${table}_not_emptied`, 'update', null, FROZEN),
      `create trigger ${table}_not_emptied before truncate on ${table} execute function ${table}_not_emptied()`,
    ]),
  ];
}

const body = (name: string, on: Change, when: string | null, says: string): string =>
  `create or replace function ${name}() returns trigger language plpgsql as $$ begin
    if ${when ?? 'true'} then raise exception '${says}'; end if; return ${on === 'delete' ? 'old' : 'new'}; end $$`;
