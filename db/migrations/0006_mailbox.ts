import { type Kysely, sql } from 'kysely';
import { type Dialect, dialectOf, type Engine } from './dialect.ts';

/** Mails that came in: read once each, with what was decided about them and why. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const guards = engine === 'sqlite' ? sqliteGuards() : postgresGuards();
  for (const statement of [...tables(dialectOf(engine)), ...guards]) await sql.raw(statement).execute(db);
}

function tables({ identity, text, strict, keyed }: Dialect): string[] {
  return [
    `create table incoming_mails (
      id ${identity}, sha256 ${text} not null unique, message_id ${text} not null, received_at ${text} not null,
      read_at ${text} not null, sender ${text} not null, sender_name ${text} not null, subject ${text} not null,
      body ${text} not null, words ${text} not null, files ${text} not null, bytes integer not null,
      kind ${text} not null, confidence integer not null, sign ${text} not null, code ${text} not null,
      recipient ${text} not null, status ${text} not null, result ${text} not null,
      decision ${text} not null, reason ${text} not null, question integer not null check (question in (0, 1)),
      search_key ${text} not null,
      office_id integer references offices (id), version_id integer references notice_versions (id),
      delivery_id integer references deliveries (id),
      tray ${text} not null check (tray in ('to-check', 'done')),
      acknowledgement_id integer references acknowledgements (id),
      decided_by ${text}, decided_at ${text}) ${strict}`,
    `create index incoming_mails_by_time on incoming_mails (received_at, id)`,
    `create index incoming_mails_by_message on incoming_mails (message_id) where message_id <> ''`,
    `create index incoming_mails_in_tray on incoming_mails (tray, received_at, id) where tray <> 'done'`,
    `create index incoming_mails_by_kind on incoming_mails (kind, received_at, id)`,
    `create index incoming_mails_confirming on incoming_mails (received_at, id) where acknowledgement_id is not null`,
    `create index incoming_mails_by_delivery on incoming_mails (delivery_id) where delivery_id is not null`,
    `create index incoming_mails_by_office on incoming_mails (office_id) where office_id is not null`,
    // Where a mail lies on the server (RFC 3501 2.3.1.1): the same place is never read twice.
    `create table mail_places (
      mailbox ${text} not null, uid_validity ${text} not null, uid integer not null,
      mail_id integer not null references incoming_mails (id), primary key (mailbox, uid_validity, uid)) ${keyed}`,
    `create table mailbox_marks (
      mailbox ${text} primary key, uid_validity ${text} not null, last_uid integer not null,
      read_at ${text} not null) ${strict}`,
    // Append-only: a mail to that address came back.
    `create table address_returns (
      id ${identity}, address ${text} not null, result ${text} not null, status ${text} not null, words ${text} not null,
      mail_id integer not null references incoming_mails (id), delivery_id integer references deliveries (id),
      at ${text} not null) ${strict}`,
    `create index address_returns_by_address on address_returns (address, id)`,
    // Which of ours came back, where nothing but the address tells.
    `create index deliveries_by_returned on deliveries (lower(address))`,
  ];
}

/** What a clerk's decision may set; all else of a mail stays as it was read. */
const DECIDED = ['office_id', 'version_id', 'tray', 'acknowledgement_id', 'decided_by', 'decided_at'];
const READ = [
  ...['id', 'sha256', 'message_id', 'received_at', 'read_at', 'sender', 'sender_name', 'subject', 'body', 'words'],
  ...['files', 'bytes', 'kind', 'confidence', 'sign', 'code', 'recipient', 'status', 'result', 'decision', 'reason'],
  ...['question', 'search_key', 'delivery_id'],
];

interface Guard {
  name: string;
  table: string;
  on: 'insert' | 'update' | 'delete';
  when: string | null;
  says: string;
}

const GUARDS: readonly Guard[] = [
  {
    name: 'incoming_mails_kept_update',
    table: 'incoming_mails',
    on: 'update',
    when: READ.map((column) => `new.${column} is distinct from old.${column}`).join(' or '),
    says: `a mail stays as it was read; set only ${DECIDED.join(', ')}`,
  },
  { name: 'incoming_mails_kept_delete', table: 'incoming_mails', on: 'delete', when: null, says: 'no mail is lost' },
  { name: 'address_returns_kept_update', table: 'address_returns', on: 'update', when: null, says: 'append-only' },
  { name: 'address_returns_kept_delete', table: 'address_returns', on: 'delete', when: null, says: 'append-only' },
];

/** OR REPLACE takes a row in the way out without asking a delete trigger: see `0004_guards`. */
const REPLACED: readonly Guard[] = [
  {
    name: 'incoming_mails_not_replaced',
    table: 'incoming_mails',
    on: 'insert',
    when: `exists (select 1 from incoming_mails as there where there.id = new.id or there.sha256 = new.sha256)`,
    says: 'no mail is lost',
  },
];

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
