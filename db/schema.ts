import type { ColumnType, Generated } from 'kysely';
import type {
  AffectedOfficesTable,
  AttachmentsTable,
  AudienceMembersTable,
  FactsTable,
  FactValuesTable,
  NoticesTable,
  NoticeVersionsTable,
  RecipientsTable,
  TemplatesTable,
} from './noticeSchema.ts';

/** Tables as the queries see them. Ids are integers, dates `YYYY-MM-DD`, instants UTC ISO text, booleans 0/1. */
export interface Schema {
  offices: OfficesTable;
  office_counts: OfficeCountsTable;
  office_search: { code: string; key: string };
  office_changes: OfficeChangesTable;
  saved_mappings: SavedMappingsTable;
  saved_filters: SavedFiltersTable;
  contacts: ContactsTable;
  office_checks: OfficeChecksTable;
  office_conflicts: OfficeConflictsTable;
  distinct_pairs: DistinctPairsTable;
  office_merges: OfficeMergesTable;
  office_merge_moves: OfficeMergeMovesTable;
  imports: ImportsTable;
  import_rows: { office_id: number; import_id: number };
  incidents: IncidentsTable;
  incident_branches: { incident_id: number; branch: string };
  affected_offices: AffectedOfficesTable;
  notices: NoticesTable;
  notice_versions: NoticeVersionsTable;
  attachments: AttachmentsTable;
  audience_members: AudienceMembersTable;
  audience_exclusions: { version_id: number; office_id: number; reason: string };
  facts: FactsTable;
  fact_values: FactValuesTable;
  version_facts: { version_id: number; fact_value_id: number };
  templates: TemplatesTable;
  recipients: RecipientsTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
  counters: CountersTable;
  acknowledgements: AcknowledgementsTable;
  procedures: ProceduresTable;
  settings: { key: string; value: string };
  audit_events: AuditEventsTable;
}

export interface OfficesTable {
  id: Generated<number>;
  code: string;
  name: string;
  kana: string;
  branch: string;
  postal_code: string;
  address: string;
  phone: string;
  fax: string;
  mail: string;
  contact_name: string;
  labor_number: string;
  employment_number: string;
  pension_symbol: string;
  pension_number: string;
  corporate_number: string;
  status: string;
  entrusted_on: string;
  released_on: string;
  /** Channels in the order they are tried, comma-separated (`mail,fax`); empty: the usual order. */
  channels: string;
  /** Sorted, joined by `; `. */
  tags: string;
  /** The import that brought the office in; null when a clerk entered it. */
  import_id: number | null;
  /** The office this one was a double of; such a row is listed nowhere. */
  merged_into: number | null;
  updated_at: string;
}

/** What changed in an office, old to new. Personal data lives here and not in the audit. */
interface OfficeChangesTable {
  id: Generated<number>;
  office_id: number;
  at: string;
  clerk: string;
  import_id: number | null;
  field: string;
  from_value: string;
  to_value: string;
}

interface SavedMappingsTable {
  name: string;
  /** JSON list of the headings. */
  headers: string;
  /** JSON, shape of `columnMapping` in the contract. */
  mapping: string;
  saved_at: string;
}

interface SavedFiltersTable {
  name: string;
  /** JSON, shape of `officeFilter` in the contract. */
  filter: string;
  saved_at: string;
}

/** Further people of an office; its first one stands in the office itself. */
export interface ContactsTable {
  id: Generated<number>;
  office_id: number;
  role: string;
  name: string;
  mail: string;
  phone: string;
  fax: string;
  gets_notices: number;
  note: string;
  updated_at: string;
  removed_at: string | null;
}

/** Append-only: on that day that clerk found that value right. */
interface OfficeChecksTable {
  id: Generated<number>;
  office_id: number;
  /** Null: a field of the office itself. */
  contact_id: number | null;
  field: string;
  value: string;
  checked_on: string;
  clerk: string;
  at: string;
}

/** A list said otherwise than the register, and the register's value was kept. */
interface OfficeConflictsTable {
  id: Generated<number>;
  office_id: number;
  field: string;
  ours: string;
  theirs: string;
  import_id: number;
  at: string;
  decision: string | null;
  decided_at: string | null;
  clerk: string;
}

interface DistinctPairsTable {
  one_id: number;
  other_id: number;
  at: string;
  clerk: string;
}

interface OfficeMergesTable {
  id: Generated<number>;
  kept_id: number;
  dropped_id: number;
  at: string;
  clerk: string;
  before: string;
  undone_at: string | null;
}

interface OfficeMergeMovesTable {
  merge_id: number;
  what: string;
  row_id: number;
  from_id: number;
  to_id: number;
  before: string;
}

/** Kept by triggers on `offices`; always equal to the full GROUP BY. */
interface OfficeCountsTable {
  status: string;
  branch: string;
  count: number;
}

interface ImportsTable {
  id: Generated<number>;
  at: string;
  file_name: string;
  undone_at: string | null;
  /** Who brought it in; empty for imports before this was kept. */
  clerk: string;
  file_sha256: string;
  /** The office fields the list carried, comma-separated. */
  fields: string;
  /** The day the list was true, `YYYY-MM-DD`. */
  as_of: string;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

interface IncidentsTable {
  id: Generated<number>;
  title: string;
  provider: string;
  known_on: string;
  /** 1 once the clerk narrowed it to the branches in `incident_branches`. */
  narrowed: number;
  created_at: string;
}

/** One mail to one office. `address` is frozen at queue time. */
export interface DeliveriesTable {
  id: Generated<number>;
  recipient_id: number;
  version_id: number;
  channel: string;
  address: string;
  message_id: string;
  state: string;
  attempts: number;
  response: string;
  queued_at: string;
  next_at: string;
  finished_at: string | null;
}

/** Append-only: every try and every decision. */
interface DeliveryAttemptsTable {
  id: Generated<number>;
  delivery_id: number;
  at: string;
  outcome: string;
  response: string;
}

/** Kept by triggers on `recipients`; always equal to the full GROUP BY. */
interface CountersTable {
  version_id: number;
  branch: string;
  delivery_state: string;
  acknowledgement_state: string;
  count: ColumnType<number, number, number>;
}

/** Append-only; only `withdrawn_at` and `withdrawn_reason` may be set, once. */
interface AcknowledgementsTable {
  id: Generated<number>;
  recipient_id: number;
  version_id: number;
  office_id: number;
  method: string;
  name: string;
  note: string;
  at: string;
  recorded_at: string;
  clerk: string;
  withdrawn_at: string | null;
  withdrawn_reason: string | null;
}

interface ProceduresTable {
  id: Generated<number>;
  office_id: number;
  incident_id: number | null;
  type: string;
  person: string;
  base_date: string;
  due_on: string | null;
  /** `due_on`, or 9999-12-31 without one: what lists sort by. */
  sort_on: string;
  state: string;
  /** 1 while the filing is still to be made. */
  pending: number;
  created_at: string;
  updated_at: string;
}

/** Hash chain over every change; refuses UPDATE and DELETE. No personal data. */
export interface AuditEventsTable {
  seq: Generated<number>;
  at: string;
  clerk: string;
  action: string;
  entity: string;
  entity_id: number | null;
  detail: string;
  prev_hash: string;
  hash: string;
}
