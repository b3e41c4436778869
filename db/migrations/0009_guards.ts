// What the engine itself keeps of filings: the counts of the board, and a history that nobody rewrites.

const KEY = ['sort_on', 'harm', 'blocked', 'misses'];
const VALUES = (row: string) =>
  `${row}.sort_on, ${row}.harm, case when ${row}.blocked_by is null then 0 else 1 end, ${row}.misses`;

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
  const less = `update procedure_counts set count = count - 1
    where old.pending = 1 and (${KEY.join(', ')}) = (${VALUES('old')});`;
  // A bare "on conflict" after a select needs a where clause to be read right, and this one has its own.
  const more = `insert into procedure_counts (${KEY.join(', ')}, count) select ${VALUES('new')}, 1 where new.pending = 1
    on conflict (${KEY.join(', ')}) do update set count = procedure_counts.count + 1;`;
  return [
    `create trigger procedures_counted_in after insert on procedures begin ${more} end`,
    `create trigger procedures_counted_out after delete on procedures begin ${less} end`,
    `create trigger procedures_recounted after update of pending, sort_on, harm, blocked_by, misses on procedures
      begin ${less} ${more} end`,
    ...GUARDS.map(
      ({ name, table, on, when, says }) => `create trigger ${name} before ${on} on ${table}
        ${when ? `when ${when}` : ''} begin select raise(abort, '${says}'); end`,
    ),
  ];
}

/** Once for each statement, not each row: PostgreSQL keeps every old form of a count until the transaction ends. */
export function postgresProcedureGuards(): string[] {
  const list = KEY.join(', ');
  const part = (table: string, one: number) => `select ${VALUES(table)}, ${one} from ${table} where pending = 1`;
  const count = (changes: string) => `insert into procedure_counts (${list}, count)
    select ${list}, sum(one) from (${changes}) as changes (${list}, one)
    group by ${list} having sum(one) <> 0 order by ${list}
    on conflict (${list}) do update set count = procedure_counts.count + excluded.count;
    return null;`;
  const counting = (name: string, on: string, tables: string, changes: string) =>
    trigger(`procedures_${name}`, `after ${on} on procedures referencing ${tables}`, count(changes));
  return [
    ...counting('counted_in', 'insert', 'new table as added', part('added', 1)),
    ...counting('counted_out', 'delete', 'old table as removed', part('removed', -1)),
    ...counting(
      'recounted',
      'update',
      'old table as removed new table as added',
      `${part('added', 1)} union all ${part('removed', -1)}`,
    ),
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
