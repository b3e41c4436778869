import type { Generated } from 'kysely';

/** Append-only; only `withdrawn_at` and `withdrawn_reason` may be set, once. */
export interface AcknowledgementsTable {
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
  answer: Generated<string>;
  /** The way it came in: by hand, slip, list, mail or call. */
  door: Generated<string>;
}

/** Append-only: a scan or a mail, kept once however many acknowledgements it proves. */
export interface EvidenceFilesTable {
  sha256: string;
  file_name: string;
  media_type: string;
  bytes: number;
  content: Uint8Array;
  at: string;
}

/** Append-only. */
export interface AcknowledgementEvidenceTable {
  acknowledgement_id: number;
  sha256: string;
  at: string;
  clerk: string;
}
