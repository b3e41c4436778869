import Database from 'better-sqlite3';
import { type ChainedRow, ChainWalk } from './auditHash.ts';
import { isSchemaWhole } from './checksums.ts';
import { connect } from './connect.ts';

/**
 * What is wrong with a register file. `unreadable`: not a database any more. `structure`: its pages. `content`: a row
 * that was changed without SQLite. `references`: a row that belongs to one that is not there. `schema`: how it is
 * built. `chain`: the audit.
 */
export type Damage = 'unreadable' | 'structure' | 'content' | 'references' | 'schema' | 'chain';

/** What a register holds, to be told before it is put in another's place. */
export interface Contents {
  offices: number;
  incidents: number;
  versions: number;
  acknowledgements: number;
  procedures: number;
  auditRows: number;
  /** Hash of the newest audit row. */
  auditHead: string;
  /** Instant of the newest change; null without one. */
  changedAt: string | null;
  /** Mails that are neither sent nor given up. */
  unsent: number;
}

export interface Findings {
  damage: Damage[];
  /** In SQLite's words, for the developer: names of tables and numbers of rows, no content. */
  details: string[];
  /** Null where not even that can be read. */
  contents: Contents | null;
}

/** Reads a whole register file and says what is wrong with it. Throws nothing: what cannot be read is damage. */
export function checkRegister(file: string): Findings {
  const found: Findings = { damage: [], details: [], contents: null };
  let db: Database.Database | undefined;
  try {
    db = connect(file, { readonly: true });
    // One moment for all the looks at it.
    db.exec('begin');
    lookAt(db, found);
  } catch (error) {
    note(found, 'unreadable', error instanceof Error ? error.message : String(error));
  } finally {
    db?.close();
  }
  return found;
}

function lookAt(db: Database.Database, found: Findings): void {
  // An empty file is sound to SQLite.
  if (db.pragma('user_version', { simple: true }) === 0) throw new Error('empty');
  for (const { integrity_check: line } of db.pragma('integrity_check(20)') as { integrity_check: string }[]) {
    if (line !== 'ok') note(found, line.includes('_row_checksum') ? 'content' : 'structure', line);
  }
  const lost = db.pragma('foreign_key_check') as unknown[];
  if (lost.length > 0) note(found, 'references', `${lost.length} rows`);
  if (!isSchemaWhole(db)) note(found, 'schema', 'another digest');
  const walk = walkChain(db);
  if (walk.broken !== null) note(found, 'chain', `row ${walk.broken}`);
  found.contents = { ...countContents(db), auditRows: walk.rows, auditHead: walk.head };
}

function note(found: Findings, damage: Damage, detail: string): void {
  if (!found.damage.includes(damage)) found.damage.push(damage);
  found.details.push(`${damage}: ${detail}`);
}

function walkChain(db: Database.Database): { rows: number; head: string; broken: number | null } {
  const walk = new ChainWalk();
  for (const row of db.prepare<[], ChainedRow>('select * from audit_events order by seq').iterate()) {
    if (!walk.take(row)) return { rows: walk.rows, head: walk.head, broken: row.seq };
  }
  return { rows: walk.rows, head: walk.head, broken: null };
}

function countContents(db: Database.Database): Omit<Contents, 'auditRows' | 'auditHead'> {
  const count = (from: string) => {
    try {
      return db.prepare<[], { n: number }>(`select count(*) as n from ${from}`).get()?.n ?? 0;
    } catch (error) {
      // A register of an older format, before it is migrated, has no such table or column yet.
      if (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR') return 0;
      throw error;
    }
  };
  const newest = db.prepare<[], { at: string }>('select at from audit_events order by seq desc limit 1').get();
  return {
    offices: count('offices where merged_into is null'),
    incidents: count('incidents'),
    versions: count('notice_versions where sent_at is not null'),
    acknowledgements: count('acknowledgements where withdrawn_at is null'),
    procedures: count('procedures'),
    changedAt: newest?.at ?? null,
    unsent: count(`deliveries where state in ('queued', 'retry', 'sending', 'handed', 'in_doubt') and ${isMail(db)}`),
  };
}

/** Condition on `deliveries`: it goes by itself. Before format 5 all did; what a person does by hand is no mail. */
export function isMail(db: Database.Database): string {
  return hasColumn(db, 'by_hand') ? 'by_hand = 0' : 'true';
}

/**
 * Condition on `deliveries`: it counts in the state of its recipient. A reminder does not, nor what another delivery took
 * the place of.
 */
export function countsForRecipient(db: Database.Database): string {
  return hasColumn(db, 'replaced_by') ? 'replaced_by is null' : 'true';
}

function hasColumn(db: Database.Database, column: string): boolean {
  return db.prepare(`select 1 from pragma_table_info('deliveries') where name = ?`).get(column) !== undefined;
}
