import { type Kysely, sql } from 'kysely';
import { deliveryCounts } from './0005_delivery_counts.ts';
import { type Dialect, dialectOf, type Engine } from './dialect.ts';

/** Orders to send with their hold, senders with a fencing number, channels beside mail, causes of failure. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const dialect = dialectOf(engine);
  const steps = [...tables(dialect), ...columns(dialect), ...indexes(), ...older(), ...deliveryCounts(engine)];
  for (const statement of steps) await sql.raw(statement).execute(db);
}

function tables({ identity, text, strict }: Dialect): string[] {
  return [
    `create table sendings (
      id ${identity}, version_id integer not null references notice_versions (id), kind ${text} not null,
      queued_at ${text} not null, goes_at ${text} not null, released_at ${text}, taken_back_at ${text},
      clerk ${text} not null, reason ${text} not null) ${strict}`,
    `create index sendings_waiting on sendings (goes_at) where released_at is null and taken_back_at is null`,
    `create index sendings_by_version on sendings (version_id)`,
    `create table sender_terms (id ${identity}, owner ${text} not null, since ${text} not null) ${strict}`,
    `create table delivery_counts (
      version_id integer not null, channel ${text} not null, state ${text} not null, count integer not null,
      primary key (version_id, channel, state)) ${strict}`,
  ];
}

function columns({ text }: Dialect): string[] {
  return [
    `alter table deliveries add column sending_id integer references sendings (id)`,
    `alter table deliveries add column by_hand integer not null default 0`,
    `alter table deliveries add column cause ${text} not null default ''`,
    `alter table deliveries add column replaced_by integer references deliveries (id)`,
    `alter table deliveries add column printed_at ${text}`,
    `alter table deliveries add column posted_on ${text}`,
    `alter table deliveries add column tracking_number ${text} not null default ''`,
    `alter table deliveries add column term integer not null default 0`,
    `alter table recipients add column failed_deliveries integer not null default 0`,
  ];
}

function indexes(): string[] {
  return [
    'drop index deliveries_due',
    // With the order's number, so that a claim passes over what is still held without reading the rows.
    `create index deliveries_due on deliveries (next_at, id, sending_id)
      where state in ('queued', 'retry') and by_hand = 0`,
    `create index deliveries_by_hand on deliveries (version_id, channel, id) where state = 'queued' and by_hand = 1`,
    `create index deliveries_failed on deliveries (version_id, channel, cause)
      where state = 'failed' and replaced_by is null`,
    `create index deliveries_by_sending on deliveries (sending_id, id)`,
    `create index recipients_failed on recipients (version_id, delivery_state) where failed_deliveries > 0`,
  ];
}

/** What was sent before: of several to one address the newest counted, and counts still. */
function older(): string[] {
  return [
    `update deliveries set replaced_by = (select max(later.id) from deliveries as later
      where later.recipient_id = deliveries.recipient_id and later.id > deliveries.id
        and lower(later.address) = lower(deliveries.address))`,
    `update deliveries set cause = 'other' where state = 'failed'`,
    `update recipients set failed_deliveries = (select count(*) from deliveries
      where deliveries.recipient_id = recipients.id and deliveries.state = 'failed' and deliveries.replaced_by is null)
      where id in (select recipient_id from deliveries where state = 'failed')`,
  ];
}
