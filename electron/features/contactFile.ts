import { fail } from '../contract/errors.ts';
import type { RowProblem } from '../contract/problems.ts';
import type { ReadTable } from '../ports/lists.ts';
import { type ContactDraft, contactColumns, missingContactColumns, readContact } from '../rules/contactReading.ts';
import { parseTable } from '../rules/csvRead.ts';

/** A list of contacts as it comes out of its thread: what it is, then its people by the two hundred. */
export type ContactPart =
  | { head: { sha256: string; rows: number } }
  | { drafts: ContactDraft[]; problems: RowProblem[] };

const BATCH = 200;

/**
 * Reads a list of contacts. For a thread: it gives way to nothing.
 * @throws csv_header when no column says whose contacts they are, or how anybody is reached
 */
export function* openContacts(source: ReadTable): Generator<ContactPart, void> {
  const { header, rows } = parseTable(source);
  const columns = contactColumns(header);
  const missing = missingContactColumns(columns);
  if (missing.length > 0) throw fail('csv_header', { missing: missing.join('・') });
  yield { head: { sha256: source.sha256, rows: rows.length } };
  for (let at = 0; at < rows.length; at += BATCH) {
    const read = rows.slice(at, at + BATCH).map((row) => readContact(row, header, columns));
    yield {
      drafts: read.flatMap((each) => (each && !('problem' in each) ? [each] : [])),
      problems: read.flatMap((each) => (each && 'problem' in each ? [each.problem] : [])),
    };
  }
}
