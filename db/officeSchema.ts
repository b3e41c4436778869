import type { Generated } from 'kysely';

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
  /** When what it held was erased; null again as soon as anything is entered. */
  erased_at: string | null;
  updated_at: string;
}

/** What changed in an office, old to new. Personal data lives here and not in the audit. */
export interface OfficeChangesTable {
  id: Generated<number>;
  office_id: number;
  at: string;
  clerk: string;
  import_id: number | null;
  field: string;
  from_value: string;
  to_value: string;
}

export interface SavedMappingsTable {
  name: string;
  /** JSON list of the headings. */
  headers: string;
  /** JSON, shape of `columnMapping` in the contract. */
  mapping: string;
  saved_at: string;
}

export interface SavedFiltersTable {
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
  /** The list that brought it in. */
  import_id: number | null;
}

/** Append-only: on that day that clerk found that value right. */
export interface OfficeChecksTable {
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
export interface OfficeConflictsTable {
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

export interface DistinctPairsTable {
  one_id: number;
  other_id: number;
  at: string;
  clerk: string;
}

export interface OfficeMergesTable {
  id: Generated<number>;
  kept_id: number;
  dropped_id: number;
  at: string;
  clerk: string;
  before: string;
  undone_at: string | null;
}

export interface OfficeMergeMovesTable {
  merge_id: number;
  what: string;
  row_id: number;
  from_id: number;
  to_id: number;
  before: string;
}

/** Kept by triggers on `offices`; always equal to the full GROUP BY. */
export interface OfficeCountsTable {
  status: string;
  branch: string;
  count: number;
}

export interface ImportsTable {
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
