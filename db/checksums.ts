import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';

// `integrity_check` sees damaged pages, but not a damaged letter in a name. So every table has an index over one value
// that is worked out from the whole row: SQLite keeps it with every write by itself, and `integrity_check` works it out
// again for every row. What was changed without SQLite no longer fits its index. (On PostgreSQL: `data_checksums`.)

const CHECKSUM = 'row_checksum';
const ENDING = '_row_checksum';
/** 2^32: the low bits of the key go above the CRC, so that rows written together have neighbouring entries. */
const ABOVE_CRC = 0x1_0000_0000;
const KEY_BITS = 0xf_ffff;

/** One number for the values of a row: their CRC-32, each with its kind and length. */
export function rowChecksum(...values: unknown[]): number {
  let text = '';
  for (const value of values) {
    if (value instanceof Uint8Array) text += `b${value.length}:${crc32(value)}\n`;
    else text += `${typeof value}${String(value).length}:${value}\n`;
  }
  const key = typeof values[0] === 'number' && Number.isInteger(values[0]) ? values[0] & KEY_BITS : 0;
  return key * ABOVE_CRC + crc32(text);
}

/** Teaches a connection the function the indexes are made of. Without it nothing can write, and nothing can check. */
export function knowChecksums(db: Database.Database): void {
  db.function(CHECKSUM, { deterministic: true, varargs: true }, rowChecksum);
}

/** Takes the indexes away, so that a migration may change any column. */
export function uncoverTables(db: Database.Database): void {
  const indexes = db.prepare<[string], { name: string }>(
    `select name from sqlite_schema where type = 'index' and name like ?`,
  );
  for (const { name } of indexes.all(`%${ENDING}`)) db.exec(`drop index "${name}"`);
}

/** Gives every table its index, and writes down how the file is built. Ends every migration. */
export function coverTables(db: Database.Database): void {
  db.exec('create table if not exists schema_digest (digest text not null) strict; delete from schema_digest');
  const tables = db.prepare<[], { name: string }>(
    `select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name`,
  );
  for (const { name } of tables.all()) {
    const columns = db.pragma(`table_info("${name}")`) as { name: string }[];
    const row = columns.map((column) => `"${column.name}"`).join(', ');
    db.exec(`create index "${name}${ENDING}" on "${name}" (${CHECKSUM}(${row}))`);
  }
  db.prepare('insert into schema_digest (digest) values (?)').run(schemaDigest(db));
}

/** The first format whose files are covered. */
const COVERED_SINCE = 11;

/** True when the file is built as the last migration left it, and carries the format number that left. */
export function isSchemaWhole(db: Database.Database): boolean {
  const covered = db.prepare(`select 1 from sqlite_schema where name = 'schema_digest'`).get() !== undefined;
  if (!covered) return Number(db.pragma('user_version', { simple: true })) < COVERED_SINCE;
  const row = db.prepare<[], { digest: string }>('select digest from schema_digest').get();
  return row?.digest === schemaDigest(db);
}

/** SHA-256 of how the file is built: its format number, mark, tables, indexes and triggers. */
function schemaDigest(db: Database.Database): string {
  const hash = createHash('sha256');
  hash.update(`${db.pragma('application_id', { simple: true })} ${db.pragma('user_version', { simple: true })}\n`);
  const parts = db.prepare<[], { sql: string | null }>(
    'select type, name, tbl_name, sql from sqlite_schema order by type, name',
  );
  for (const part of parts.all()) hash.update(`${JSON.stringify(part)}\n`);
  return hash.digest('hex');
}
