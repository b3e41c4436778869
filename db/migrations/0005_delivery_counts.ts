import type { Engine } from './dialect.ts';

// Deliveries by version, channel and state, kept by the engine: the sending screen asks for them every second.

const BY = ['version_id', 'channel', 'state'];
const COLUMNS = BY.join(', ');

/** Counts what is there, and the triggers that keep it so. */
export function deliveryCounts(engine: Engine): string[] {
  const present = `insert into delivery_counts (${COLUMNS}, count)
    select ${COLUMNS}, count(*) from deliveries where replaced_by is null group by ${COLUMNS}`;
  return [present, ...(engine === 'sqlite' ? sqliteTriggers() : postgresTriggers())];
}

function sqliteTriggers(): string[] {
  const less = `update delivery_counts set count = count - 1
    where ${BY.map((column) => `${column} = old.${column}`).join(' and ')} and old.replaced_by is null;`;
  const more = `insert into delivery_counts (${COLUMNS}, count)
    select ${BY.map((column) => `new.${column}`).join(', ')}, 1 where new.replaced_by is null
    on conflict (${COLUMNS}) do update set count = delivery_counts.count + 1;`;
  return [
    `create trigger deliveries_counted_in after insert on deliveries begin ${more} end`,
    `create trigger deliveries_counted_out after delete on deliveries begin ${less} end`,
    `create trigger deliveries_recounted after update of state, channel, version_id, replaced_by on deliveries
      begin ${less} ${more} end`,
  ];
}

/** Once for each statement, not each row: PostgreSQL keeps every old form of a count until the transaction ends. */
function postgresTriggers(): string[] {
  const added = `select ${COLUMNS}, 1 as one from added where replaced_by is null`;
  const removed = `select ${COLUMNS}, -1 as one from removed where replaced_by is null`;
  const trigger = (name: string, on: string, tables: string, changes: string) => [
    `create function deliveries_${name}() returns trigger language plpgsql as $$ begin
      insert into delivery_counts (${COLUMNS}, count)
        select ${COLUMNS}, sum(one) from (${changes}) changes group by ${COLUMNS} having sum(one) <> 0 order by ${COLUMNS}
        on conflict (${COLUMNS}) do update set count = delivery_counts.count + excluded.count;
      return null; end $$`,
    `create trigger deliveries_${name} after ${on} on deliveries referencing ${tables}
      for each statement execute function deliveries_${name}()`,
  ];
  return [
    ...trigger('counted_in', 'insert', 'new table as added', added),
    ...trigger('counted_out', 'delete', 'old table as removed', removed),
    ...trigger('recounted', 'update', 'old table as removed new table as added', `${added} union all ${removed}`),
  ];
}
