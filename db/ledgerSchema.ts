import type { Generated } from 'kysely';

// The tables of the incident's ledger; the rules of `schema.ts` hold here too.

export interface ChronologyImportsTable {
  id: Generated<number>;
  incident_id: number;
  at: string;
  clerk: string;
  file_name: string;
  file_sha256: string;
  created: number;
  updated: number;
  unchanged: number;
  undone_at: string | null;
}

export interface ChronologyEntriesTable {
  id: Generated<number>;
  incident_id: number;
  /** What a list calls the entry; unique in the incident. */
  key: string;
  kind: string;
  /** Date, time and kind: what the chronology sorts by. */
  sort_key: string;
  /** JSON, shape of `entryValues` in the contract. */
  values_json: string;
  removed: Generated<number>;
}

/** Append-only: what stood in an entry of the ledger before a change. */
export interface LedgerChangesTable {
  id: Generated<number>;
  incident_id: number;
  entity: string;
  entity_id: number;
  act: string;
  before_json: string | null;
  at: string;
  clerk: string;
  import_id: number | null;
}

export interface BulletinsTable {
  id: Generated<number>;
  incident_id: number;
  number: number;
  title: string;
  text: string;
  source: string;
  dated_on: string | null;
  received_on: string;
  removed: Generated<number>;
}

/** Append-only: since when we know, and what the law makes of the case. */
export interface AssessmentsTable {
  id: Generated<number>;
  incident_id: number;
  known_on: string;
  wrongful: string;
  special: string;
  reason: string;
  at: string;
  clerk: string;
}

/** Append-only but for `newest`, which is 1 on the row of an office and duty that holds now. */
export interface OfficeDutiesTable {
  id: Generated<number>;
  incident_id: number;
  office_id: number;
  duty: string;
  state: string;
  version_id: number | null;
  on_date: string | null;
  persons: number | null;
  note: string;
  at: string;
  clerk: string;
  newest: number;
  /** Id of the first row written in the same act. */
  batch: number | null;
  taken_back: Generated<number>;
}

/** Frozen once filed, but for the receipt and the note. */
export interface AuthorityReportsTable {
  id: Generated<number>;
  incident_id: number;
  authority: string;
  authority_name: string;
  /** preliminary, final, further, consultation. */
  kind: string;
  /** 1: about specific personal information (特定個人情報), which has a report of its own. */
  special: number;
  number: number;
  joint: number;
  /** Whom a joint report names: `agreed`, or all but those who declined. */
  basis: string;
  method: string;
  receipt: string;
  note: string;
  filed_on: string | null;
  filed_at: string | null;
  roster_sha256: string | null;
  clerk: string;
  created_at: string;
}

export interface JointRosterTable {
  report_id: number;
  position: number;
  office_id: number;
  code: string;
  name: string;
  corporate_number: string;
  postal_code: string;
  address: string;
  answer: string;
}

export interface IncidentClosingsTable {
  id: Generated<number>;
  incident_id: number;
  at: string;
  clerk: string;
  reason: string;
  reopened_at: string | null;
  reopened_by: string | null;
  reopened_reason: string | null;
}

export interface ReportExportsTable {
  id: Generated<number>;
  at: string;
  clerk: string;
  report: string;
  format: string;
  /** `full`, `masked` or `statistics`. */
  profile: string;
  /** One of a closed list; empty in what an older Todoke wrote. */
  purpose: string;
  rows: number;
  file: string;
  sha256: string;
}
