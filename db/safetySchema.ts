import type { Generated } from 'kysely';

/** What was erased when, in counts; what it was of stands in `erasure_items` by id alone. */
export interface ErasuresTable {
  id: Generated<number>;
  at: string;
  clerk: string;
  /** How long things were kept then. */
  years: number;
  offices: number;
  incidents: number;
  mails: number;
  /** Since when no backup and no file of ours holds it any more. */
  finished_at: Generated<string | null>;
}

/** Append-only: signed states of the audit chain. */
export interface AuditCheckpointsTable {
  id: Generated<number>;
  /** The audit row it speaks of. */
  seq: number;
  at: string;
  /** As docs/audit-format.md has it. */
  note: string;
}
