import { type Kysely, sql } from 'kysely';
import { reminderTables } from './0008_reminders.ts';
import { type Dialect, dialectOf, type Engine } from './dialect.ts';

/** The call desk: who is to be phoned, who has taken whom up, what came of it, what was asked; and reminders. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const dialect = dialectOf(engine);
  const guards = engine === 'sqlite' ? sqliteTriggers() : postgresTriggers();
  const statements = [...deskTables(dialect), ...questionTables(dialect), ...reminderTables(dialect), ...guards];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Recipients somebody may still have to phone. */
const UNCONFIRMED = `('open', 'outdated')`;

function deskTables({ identity, text, strict }: Dialect): string[] {
  return [
    // 1 once the office has a place of its own on the desk; the others wait in the order of the index.
    `alter table recipients add column on_desk integer not null default 0`,
    `create index recipients_to_call on recipients (version_id, delivery_state, id)
      where acknowledgement_state in ${UNCONFIRMED} and on_desk = 0`,
    // Append-only but for being taken back once: what came of a call.
    `create table calls (
      id ${identity}, recipient_id integer not null references recipients (id),
      version_id integer not null references notice_versions (id),
      office_id integer not null references offices (id), at ${text} not null, clerk ${text} not null,
      outcome ${text} not null check (outcome in ('confirmed', 'absent', 'callback', 'wrong_number', 'refused', 'question')),
      phone ${text} not null, name ${text} not null, note ${text} not null, callback_at ${text},
      acknowledgement_id integer references acknowledgements (id), undone_at ${text}) ${strict}`,
    `create index calls_by_recipient on calls (recipient_id, id)`,
    `create index calls_by_office on calls (office_id, id)`,
    // A number found wrong holds for its value alone: another number of the office is not.
    `create index calls_wrong_numbers on calls (office_id, phone)
      where outcome = 'wrong_number' and undone_at is null`,
    `create index calls_by_version on calls (version_id, id)`,
    // The place of an office on the desk. `fence` counts who took it up: who was overtaken can no longer record.
    `create table call_entries (
      recipient_id integer primary key references recipients (id),
      version_id integer not null references notice_versions (id), is_open integer not null check (is_open in (0, 1)),
      attempts integer not null, last_outcome ${text} not null, last_at ${text}, ready_at ${text} not null,
      callback_at ${text}, asked_at ${text},
      holder ${text} not null, desk ${text} not null, held_since ${text}, held_until ${text} not null,
      fence integer not null) ${strict}`,
    `create index call_entries_ready on call_entries (version_id, ready_at) where is_open = 1`,
    `create index call_entries_promised on call_entries (callback_at) where is_open = 1 and callback_at is not null`,
    `create index call_entries_held on call_entries (held_until) where held_until <> ''`,
  ];
}

/** Every question has exactly one. */
const SOURCES = ['call_id', 'mail_id', 'acknowledgement_id'] as const;

/** What offices ask, and what we answer. */
function questionTables({ identity, text, strict }: Dialect): string[] {
  return [
    `create table answers (
      id ${identity}, incident_id integer not null references incidents (id), category ${text} not null,
      question ${text} not null, answer ${text} not null, updated_at ${text} not null, removed_at ${text}) ${strict}`,
    `create index answers_by_incident on answers (incident_id, id)`,
    // Where it came in: a call, a mail, or an answer taken down by hand, slip or list. A mail may be nobody's we know.
    `create table questions (
      id ${identity}, call_id integer references calls (id), mail_id integer references incoming_mails (id),
      acknowledgement_id integer references acknowledgements (id),
      incident_id integer not null references incidents (id), office_id integer references offices (id),
      category ${text} not null, question ${text} not null, asked_at ${text} not null, clerk ${text} not null,
      answered_version_id integer references notice_versions (id), answered_fact_id integer references facts (id),
      answer_id integer references answers (id), answered_at ${text}, answered_by ${text}, withdrawn_at ${text},
      check (${SOURCES.map((source) => `(case when ${source} is null then 0 else 1 end)`).join(' + ')} = 1)) ${strict}`,
    `create index questions_by_incident on questions (incident_id, id)`,
    `create index questions_by_office on questions (office_id)`,
    ...SOURCES.map(
      (source) => `create index questions_by_${source} on questions (${source}) where ${source} is not null`,
    ),
  ];
}

const CALL_SAYS = 'a call is taken back, never changed';
/** It may be taken back once, and it follows its office when that is merged into another. */
const CALL_REFUSED = `new.id <> old.id or new.recipient_id <> old.recipient_id or new.version_id <> old.version_id
  or new.at <> old.at or new.clerk <> old.clerk or new.outcome <> old.outcome or new.phone <> old.phone
  or new.name <> old.name or new.note <> old.note or new.callback_at is distinct from old.callback_at
  or new.acknowledgement_id is distinct from old.acknowledgement_id
  or (old.undone_at is not null and new.undone_at is distinct from old.undone_at)`;

/** Nobody is phoned or reminded once the office has confirmed, whoever recorded it: also between release and sending. */
const SETTLED = `update call_entries
    set is_open = case when new.acknowledgement_state in ${UNCONFIRMED} then 1 else 0 end
    where recipient_id = new.id;
  update deliveries set state = 'cancelled', response = 'confirmed'
    where recipient_id = new.id and reminder_id is not null and state in ('queued', 'retry', 'sending')
      and new.acknowledgement_state not in ${UNCONFIRMED};`;

const REMINDER_SAYS = 'a released reminder is frozen';

function sqliteTriggers(): string[] {
  const refuse = (says: string) => `begin select raise(abort, '${says}'); end`;
  return [
    `create trigger calls_unchanged before update on calls when ${CALL_REFUSED} ${refuse(CALL_SAYS)}`,
    `create trigger calls_kept before delete on calls ${refuse(CALL_SAYS)}`,
    // OR REPLACE takes a row in the way out without asking a delete trigger: see `0004_guards`.
    ...['calls', 'reminders'].map(
      (table) => `create trigger ${table}_not_replaced before insert on ${table}
        when exists (select 1 from ${table} as there where there.id = new.id) ${refuse(`${table} are append-only`)}`,
    ),
    `create trigger reminders_unchanged before update on reminders ${refuse(REMINDER_SAYS)}`,
    `create trigger reminders_kept before delete on reminders ${refuse(REMINDER_SAYS)}`,
    `create trigger recipients_settled after update of acknowledgement_state on recipients
      when new.acknowledgement_state <> old.acknowledgement_state begin ${SETTLED} end`,
  ];
}

function postgresTriggers(): string[] {
  const made = (name: string, body: string) =>
    `create function ${name}() returns trigger language plpgsql as $$ begin ${body} end $$`;
  const refuse = (says: string) => `raise exception '${says}';`;
  return [
    made('calls_unchanged', `if ${CALL_REFUSED} then ${refuse(CALL_SAYS)} end if; return new;`),
    `create trigger calls_unchanged before update on calls for each row execute function calls_unchanged()`,
    made('calls_kept', refuse(CALL_SAYS)),
    `create trigger calls_kept before delete on calls for each row execute function calls_kept()`,
    made('reminders_kept', refuse(REMINDER_SAYS)),
    `create trigger reminders_kept before update or delete on reminders for each row execute function reminders_kept()`,
    made('recipients_settled', `${SETTLED} return null;`),
    `create trigger recipients_settled after update of acknowledgement_state on recipients for each row
      when (new.acknowledgement_state <> old.acknowledgement_state) execute function recipients_settled()`,
  ];
}
