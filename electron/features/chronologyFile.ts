import { fail } from '../contract/errors.ts';
import type { ReadTable } from '../ports/lists.ts';
import { type RawEntry, rowsOfJson, rowsOfTable } from '../rules/chronologyReading.ts';
import { parseTable } from '../rules/csvRead.ts';

/** Entries handed on at a time. */
const BATCH = 100;

/** The entries of a chronology: JSON where the file begins like a list, else a table. For a thread: it gives way to nothing. */
export async function* openChronology(
  source: ReadTable,
  name: string,
): AsyncGenerator<{ sha256: string; rows: RawEntry[] }, void> {
  const { sha256 } = source;
  const rows =
    'text' in source && /^\uFEFF?\s*[[{]/.test(source.text) ? entriesOfJson(source.text, name) : entriesOfTable(source);
  for (let at = 0; at < rows.length; at += BATCH) yield { sha256, rows: rows.slice(at, at + BATCH) };
}

function entriesOfJson(text: string, name: string): RawEntry[] {
  const list = rowsOfJson(parsed(text.replace(/^\uFEFF/, '')));
  if (!list || list.length === 0) throw fail('chronology_unreadable', { name });
  return list;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not an error of its own: what cannot be parsed is no list either.
    return null;
  }
}

function entriesOfTable(source: ReadTable): RawEntry[] {
  const { header, rows } = parseTable(source);
  if (rows.some((row) => row.problem === 'masked_value')) throw fail('masked_list');
  return rowsOfTable(header, rows);
}
