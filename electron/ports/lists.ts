/** A list as it lies in its file: a text still to be parsed, or the first sheet of a workbook, cell by cell. */
export type ReadTable = { name: string; sha256: string } & (
  | { encoding: 'utf-8' | 'cp932' | 'utf-16le'; text: string }
  | { encoding: 'xlsx'; cells: string[][] }
);
