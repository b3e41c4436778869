import type { Dialect } from './dialect.ts';

/** Who is asked again, how and when: the ladder of a version, and what a clerk has released of it. */
export function reminderTables({ identity, text, strict, keyed }: Dialect): string[] {
  return [
    // `steps`: JSON list, shape of `reminderStep` in the contract. A version without a row follows the house.
    `create table reminder_ladders (
      version_id integer primary key references notice_versions (id), steps ${text} not null,
      updated_at ${text} not null) ${strict}`,
    // Frozen when it is released: its words stand in front of the frozen version, under a hash of their own.
    `create table reminders (
      id ${identity}, version_id integer not null references notice_versions (id), step ${text} not null,
      channel ${text} not null, subject ${text} not null, covering ${text} not null, sha256 ${text} not null,
      released_at ${text} not null, clerk ${text} not null) ${strict}`,
    `create index reminders_by_version on reminders (version_id, id)`,
    `create table reminder_recipients (
      recipient_id integer not null references recipients (id),
      reminder_id integer not null references reminders (id), primary key (recipient_id, reminder_id)) ${keyed}`,
    `create index reminder_recipients_by_reminder on reminder_recipients (reminder_id)`,
    `alter table deliveries add column reminder_id integer references reminders (id)`,
    `create index deliveries_of_reminders on deliveries (recipient_id) where reminder_id is not null`,
  ];
}
