import { type CellValue, readSheet } from 'read-excel-file/universal';
import { fail } from '../contract/errors.ts';
import { unpackZip, ZipRefused } from './zip.ts';

const MEGABYTE = 1024 * 1024;
/** What may come out of a workbook: 100,000 rows of 20 columns, as our own export writes them, are 170 MB. */
const LIMITS = { entries: 1_000, unpacked: 200 * MEGABYTE, ratio: 100 };
/** Cells of the rectangle that holds all cells of a sheet: the reader makes room for every one. */
const MOST_CELLS = 25_000_000;
/** Characters looked through between two pauses. */
const PIECE = MEGABYTE;

/**
 * The first sheet of an Excel workbook (`.xlsx`), cell by cell, as text: dates as `YYYY-MM-DD`, moments as `YYYY-MM-DD HH:mm:ss`, numbers as plain
 * digits, formulas as the value Excel last showed. Nothing is fetched, run or followed.
 * @throws sheet_unreadable, sheet_too_large
 */
export async function readWorkbook(bytes: Buffer, name: string): Promise<string[][]> {
  await checkWorkbook(bytes).catch((error: unknown) => {
    if (!(error instanceof ZipRefused)) throw error;
    throw error.reason === 'too_large'
      ? fail('sheet_too_large', { limit: `${LIMITS.unpacked / MEGABYTE} MB` })
      : fail('sheet_unreadable', { name });
  });
  const options = { trim: false, parseNumber: plainDigits };
  const rows = await readSheet(new Blob([Uint8Array.from(bytes)]), options).catch(() => {
    throw fail('sheet_unreadable', { name });
  });
  return rows.map((row) => row.map(cellText));
}

/** That it unpacks within the limits, and that no cell claims a place that would fill the memory. */
async function checkWorkbook(bytes: Buffer): Promise<void> {
  for await (const { name, content } of unpackZip(bytes, LIMITS)) {
    if (name.endsWith('.xml') && content.includes('sheetData')) await checkPlaces(content.toString('latin1'));
  }
}

async function checkPlaces(xml: string): Promise<void> {
  const place = /\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
  let [rows, columns, pauseAt] = [0, 0, PIECE];
  for (let found = place.exec(xml); found; found = place.exec(xml)) {
    const [, letters, digits] = /^([A-Z]{0,3})(\d{1,7})$/.exec(found[1] ?? found[2] ?? '') ?? [];
    if (letters === undefined) throw new ZipRefused('unreadable');
    rows = Math.max(rows, Number(digits));
    columns = Math.max(columns, columnNumber(letters));
    if (rows * columns > MOST_CELLS) throw new ZipRefused('too_large');
    if (place.lastIndex < pauseAt) continue;
    await new Promise(setImmediate);
    pauseAt += PIECE;
  }
}

/** A is 1, Z 26, AA 27. */
function columnNumber(letters: string): number {
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64;
  return column;
}

/** Excel writes long numbers as 1.3101912345001E+13. Beyond what it can hold exactly, they stay as they are. */
function plainDigits(written: string): string {
  const value = Number(written);
  return /e/i.test(written) && Number.isSafeInteger(value) ? String(value) : written;
}

/** Excel counts days in fractions: a moment is only exact to the second. */
function momentText(value: Date): string {
  const [date = '', time = ''] = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString().split(/[T.]/);
  return time === '00:00:00' ? date : `${date} ${time}`;
}

function cellText(cell: CellValue<string> | null): string {
  const value: unknown = cell;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '#VALUE!' : momentText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'string' ? value : '';
}
