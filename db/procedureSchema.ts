import type { ColumnType, Generated } from 'kysely';

// The tables of filings; the rules of `schema.ts` hold here too.

export interface ProceduresTable {
  id: Generated<number>;
  office_id: number;
  /** The incident it was noted in. */
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
  /** Dates and texts below are empty when not known. */
  received_on: Generated<string>;
  route: Generated<string>;
  evidence: Generated<string>;
  /** The incident that stops it now. */
  blocked_by: number | null;
  reason: Generated<string>;
  expected_on: Generated<string>;
  clerk: Generated<string>;
  /** The version that told the office of it, and the day. */
  told_version_id: number | null;
  told_on: Generated<string>;
  /** 1: the authority named the due date, and no rule changes it. */
  due_given: Generated<number>;
  /** 1: a delay hurts people. */
  harm: Generated<number>;
  /** 1: it is expected after it is due. */
  misses: Generated<number>;
  /** Goes up by one with every change: who writes says which one was read. */
  revision: Generated<number>;
  /** Noted by mistake, or its import was taken back: listed and counted nowhere. */
  removed_at: string | null;
}

/** Filings still to be made; kept by triggers on `procedures`. */
export interface ProcedureCountsTable {
  sort_on: string;
  harm: number;
  blocked: number;
  misses: number;
  count: ColumnType<number, number, number>;
}

/** The same by kind. */
export interface ProcedureKindCountsTable extends ProcedureCountsTable {
  type: string;
}

/** One act of a clerk over one filing or many; append-only but for `undone_at`. */
export interface ProcedureChangesTable {
  id: Generated<number>;
  at: string;
  clerk: string;
  action: string;
  file_name: string;
  rows: number;
  undone_at: string | null;
}

/** Append-only: one field of one filing, before and after. */
export interface ProcedureEventsTable {
  id: Generated<number>;
  procedure_id: number;
  change_id: number;
  field: string;
  from_value: string;
  to_value: string;
}

/** Which columns of a list of filings a clerk has chosen for its headings. */
export interface ProcedureMappingsTable {
  /** JSON: the headings in their order. */
  headers: string;
  /** JSON: field to heading. */
  mapping: string;
  saved_at: string;
  clerk: string;
}

/** The association's own rules; a change is a new row. */
export interface ProcedureRulesTable {
  id: Generated<number>;
  type: string;
  /** `YYYY-MM-DD`; empty: always. */
  effective_from: string;
  body: string;
  at: string;
  clerk: string;
  removed_at: string | null;
}
