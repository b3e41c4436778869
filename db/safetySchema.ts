import type { Generated } from 'kysely';

/** Append-only: signed states of the audit chain. */
export interface AuditCheckpointsTable {
  id: Generated<number>;
  /** The audit row it speaks of. */
  seq: number;
  at: string;
  /** As docs/audit-format.md has it. */
  note: string;
}
