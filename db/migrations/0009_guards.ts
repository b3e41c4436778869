// What the engine itself keeps of filings: the counts of the board, and a history that nobody rewrites.

const KEY = ['sort_on', 'harm', 'blocked', 'misses'];
/** The tables of counts with their keys: the whole board would have to add up the kinds, so it has one of its own. */
const COUNTS = [
  { table: 'procedure_counts', key: KEY },
  { table: 'procedure_kind_counts', key: ['type', ...KEY] },
];
const valuesOf = (row: string, key: readonly string[]) =>
  key
    .map((name) => (name === 'blocked' ? `case when ${row}.blocked_by is null then 0 else 1 end` : `${row}.${name}`))
    .join(', ');

interface Guard {
  name: string;
  table: string;
  on: 'update' | 'delete';
  when?: string;
  says: string;
}

const EVENTS_SAY = 'the history of a filing is append-only';
const CHANGES_SAY = 'what was done to filings is taken back, never changed';
const RULES_SAY = 'a rule is superseded, never changed';

const unchanged = (names: readonly string[]) => names.map((name) => `new.${name} = old.${name}`).join(' and ');

const GUARDS: readonly Guard[] = [
  { name: 'procedure_events_kept_update', table: 'procedure_events', on: 'update', says: EVENTS_SAY },
  { name: 'procedure_events_kept_delete', table: 'procedure_events', on: 'delete', says: EVENTS_SAY },
  {
    name: 'procedure_changes_kept_update',
    table: 'procedure_changes',
    on: 'update',
    when: `not (old.undone_at is null and ${unchanged(['id', 'at', 'clerk', 'action', 'file_name'])})`,
    says: CHANGES_SAY,
  },
  { name: 'procedure_changes_kept_delete', table: 'procedure_changes', on: 'delete', says: CHANGES_SAY },
  {
    name: 'procedure_rules_kept_update',
    table: 'procedure_rules',
    on: 'update',
    when: `not (${unchanged(['id', 'type', 'effective_from', 'body', 'at', 'clerk'])})`,
    says: RULES_SAY,
  },
  { name: 'procedure_rules_kept_delete', table: 'procedure_rules', on: 'delete', says: RULES_SAY },
];

export function sqliteProcedureGuards(): string[] {
  const less = COUNTS.map(
    ({ table, key }) => `update ${table} set count = count - 1
      where old.pending = 1 and (${key.join(', ')}) = (${valuesOf('old', key)});`,
  ).join(' ');
  // A bare "on conflict" after a select needs a where clause to be read right, and this one has its own.
  const more = COUNTS.map(
    ({ table, key }) => `insert into ${table} (${key.join(', ')}, count) select ${valuesOf('new', key)}, 1
      where new.pending = 1 on conflict (${key.join(', ')}) do update set count = ${table}.count + 1;`,
  ).join(' ');
  return [
    `create trigger procedures_counted_in after insert on procedures begin ${more} end`,
    `create trigger procedures_counted_out after delete on procedures begin ${less} end`,
    `create trigger procedures_recounted after update of type, pending, sort_on, harm, blocked_by, misses on procedures
      begin ${less} ${more} end`,
    ...GUARDS.map(
      ({ name, table, on, when, says }) => `create trigger ${name} before ${on} on ${table}
        ${when ? `when ${when}` : ''} begin select raise(abort, '${says}'); end`,
    ),
  ];
}

/** Once for each statement, not each row: PostgreSQL keeps every old form of a count until the transaction ends. */
export function postgresProcedureGuards(): string[] {
  const signs = { added: 1, removed: -1 };
  const counting = (name: string, on: string, tables: string, changed: readonly (keyof typeof signs)[]) => {
    const counts = COUNTS.map(({ table, key }) => {
      const list = key.join(', ');
      const changes = changed.map(
        (rows) => `select ${valuesOf(rows, key)}, ${signs[rows]} from ${rows} where pending = 1`,
      );
      return `insert into ${table} (${list}, count)
        select ${list}, sum(one) from (${changes.join(' union all ')}) as changes (${list}, one)
        group by ${list} having sum(one) <> 0 order by ${list}
        on conflict (${list}) do update set count = ${table}.count + excluded.count;`;
    });
    const body = `${counts.join(' ')} return null;`;
    return trigger(`procedures_${name}`, `after ${on} on procedures referencing ${tables}`, body);
  };
  return [
    ...counting('counted_in', 'insert', 'new table as added', ['added']),
    ...counting('counted_out', 'delete', 'old table as removed', ['removed']),
    ...counting('recounted', 'update', 'old table as removed new table as added', ['added', 'removed']),
    ...GUARDS.flatMap(({ name, table, on, when = 'true', says }) =>
      trigger(
        name,
        `before ${on} on ${table} for each row`,
        `if ${when} then raise exception '${says}'; end if; return ${on === 'delete' ? 'old' : 'new'};`,
      ),
    ),
  ];
}

function trigger(name: string, when: string, body: string): string[] {
  return [
    `create function ${name}() returns trigger language plpgsql as $$ begin ${body} end $$`,
    `create trigger ${name} ${when} execute function ${name}()`,
  ];
}
