import type { LabelSheet } from '../contract/reports.ts';

/**
 * Label sheets of A4 in the usual Japanese cuts (10, 12, 21 and 24 labels), in the middle of the sheet; lengths in
 * millimetres. `3x7` has no margin, the others have one.
 */
export const labelSheets: Record<
  LabelSheet,
  { columns: number; rows: number; width: number; height: number; top: number; left: number }
> = {
  '2x5': { columns: 2, rows: 5, width: 86.4, height: 50.8, top: 21.5, left: 18.6 },
  '2x6': { columns: 2, rows: 6, width: 86.4, height: 42.3, top: 21.6, left: 18.6 },
  '3x7': { columns: 3, rows: 7, width: 70, height: 42.4, top: 0.1, left: 0 },
  '3x8': { columns: 3, rows: 8, width: 66, height: 33.9, top: 12.9, left: 6 },
};

/** What stands on a label. With a person it is the person who is addressed (様), else the office (御中): never both. */
export interface Address {
  postalCode: string;
  address: string;
  name: string;
  person: string;
}

/** A label as it is printed: 〒 before a postal code that lacks it, no title typed twice. */
export function labelOf({ postalCode, address, name, person }: Address): Address {
  const bare = postalCode.trim().replace(/^〒\s*/, '');
  const digits = /^(\d{3})(\d{4})$/.exec(bare);
  const code = digits ? `${digits[1]}-${digits[2]}` : bare;
  return {
    postalCode: code === '' ? '' : `〒${code}`,
    address: address.trim(),
    name: name.trim().replace(/\s*御中$/, ''),
    person: person.trim().replace(/\s*(様|殿)$/, ''),
  };
}

const NARROWEST = 6;
const WIDEST = 40;

/** Width of a column in characters of half width, after its heading and the first rows. */
export function columnWidth(heading: readonly string[], rows: readonly string[][], at: number): number {
  let widest = displayWidth(heading[at] ?? '');
  for (const cells of rows) widest = Math.max(widest, displayWidth(cells[at] ?? ''));
  return Math.min(WIDEST, Math.max(NARROWEST, widest)) + 2;
}

/** Signs of full width count two, of the longest line. */
function displayWidth(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length + (line.match(/[^ -~｡-ﾟ]/g)?.length ?? 0)));
}
