import { createHash } from 'node:crypto';

/** What the hash of an audit row is made of. docs/audit-format.md tells it to those who write their own verifier. */
export interface AuditLink {
  at: string;
  clerk: string;
  action: string;
  entity: string;
  entity_id: number | null;
  detail: string;
  prev_hash: string;
}

/** First link of every chain. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 over the length-prefixed fields and the hash before, so that no two rows can be confused. */
export function auditHash(row: AuditLink): string {
  const fields = [row.at, row.clerk, row.action, row.entity, String(row.entity_id ?? ''), row.detail, row.prev_hash];
  const text = fields.map((field) => `${Buffer.byteLength(field)}:${field}\n`).join('');
  return createHash('sha256').update(`todoke-audit-1\n${text}`).digest('hex');
}

/** SHA-256 of the bytes of a file. */
export function contentHash(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A row of the chain as it is stored. */
export type ChainedRow = AuditLink & { seq: number; hash: string };

/** Walks a chain row by row, oldest first. */
export class ChainWalk {
  rows = 0;
  head = GENESIS;
  seq = 0;

  /** False for a row that does not follow from the one before; then the walk is over. */
  take(row: ChainedRow): boolean {
    if (row.seq <= this.seq || row.prev_hash !== this.head || auditHash(row) !== row.hash) return false;
    this.rows += 1;
    this.head = row.hash;
    this.seq = row.seq;
    return true;
  }
}
