import type { Generated } from 'kysely';

// The tables of what we say and to whom; the rules of `schema.ts` hold here too.

export interface NoticesTable {
  id: Generated<number>;
  incident_id: number;
  title: string;
  created_at: string;
}

export interface NoticeVersionsTable {
  id: Generated<number>;
  notice_id: number;
  number: number;
  label: string;
  subject: string;
  body: string;
  sha256: string | null;
  updated_at: string;
  approved_at: string | null;
  /** Set when the first recipient was written. */
  sent_at: string | null;
  /** 文書番号; may be empty. */
  document_number: Generated<string>;
  /** `YYYY-MM-DD`; empty: the day it goes out. */
  dated_on: Generated<string>;
  /** The version this one corrects. */
  supersedes: number | null;
  /** JSON, shape of `audienceRule` in the contract. */
  audience: Generated<string>;
  /** JSON list, shape of `audiencePart` in the contract. */
  parts: Generated<string>;
  review_asked_by: string | null;
  approved_by: string | null;
  /** Who saved the text last, by name; empty: nobody had given one. */
  written_by: Generated<string>;
}

/** Frozen with its version. */
export interface AttachmentsTable {
  id: Generated<number>;
  version_id: number;
  file_name: string;
  media_type: string;
  bytes: number;
  sha256: string;
  content: Uint8Array;
}

/** Append-only: whom a version is for, written at approval and by every top-up since. */
export interface AudienceMembersTable {
  version_id: number;
  office_id: number;
  /** Place in the version's parts, from 0; null outside all of them. */
  part: number | null;
  /** 確認番号 as `rules/slipCode.ts` stores it; unique in the register. */
  code: string;
  added_at: string;
}

/** Hand-picked beside the incident's rule: 1 is affected whatever the rule says, 0 is not. */
export interface AffectedOfficesTable {
  incident_id: number;
  office_id: number;
  affected: number;
  reason: string;
}

export interface FactsTable {
  id: Generated<number>;
  incident_id: number;
  name: string;
  question: string;
}

/** Append-only. */
export interface FactValuesTable {
  id: Generated<number>;
  fact_id: number;
  value: string;
  as_of: string;
  source: string;
  hearsay: number;
  at: string;
  clerk: string;
}

export interface TemplatesTable {
  id: Generated<number>;
  name: string;
  subject: string;
  body: string;
  updated_at: string;
}

/** One office for one version: what it was sent and what it has confirmed. */
export interface RecipientsTable {
  id: Generated<number>;
  version_id: number;
  office_id: number;
  /** The office's branch when the version went out. */
  branch: string;
  delivery_state: string;
  acknowledgement_state: string;
  confirmed_number: number | null;
  /** Of its deliveries that count, those that failed: more than none beside `sent` means it has it in part. */
  failed_deliveries: Generated<number>;
  /** 1 once it has a row in `call_entries`. */
  on_desk: Generated<number>;
}
