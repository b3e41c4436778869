import { z } from 'zod';

/** Identity of a row: positive integer. */
export const id = z.int().positive();

/** A name nobody else has: a UUID without digits, twelve of which in a row could be taken for a My Number. */
export const randomName = () => crypto.randomUUID().replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));

/** The languages the application speaks. */
export const language = z.enum(['ja', 'en']);
export type Language = z.infer<typeof language>;

/** A business date in Japan, `YYYY-MM-DD`. */
export const date = z.iso.date();

/** An instant in UTC, ISO 8601 with `Z`. */
export const instant = z.iso.datetime();

/** A moment as scripts name it: any offset from UTC, or a Japan date for its midnight. Read as UTC with `Z`. */
export const moment = z
  .union([z.iso.datetime({ offset: true }), date])
  .transform((text) => new Date(text.includes('T') ? text : `${text}T00:00:00+09:00`).toISOString());

/** A line of typed text: trimmed, not empty, at most `max` characters, no control characters (no header injection). */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u);

/** Most rows any call returns (invariant: a screen never waits for a table). */
export const PAGE_LIMIT = 1000;

/** What every paged list takes. `cursor` is the `next` of the page before. */
export const page = {
  search: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(PAGE_LIMIT).default(100),
};

/** What every paged list answers. `next` is null on the last page; `total` counts all matches. */
export const paged = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row).max(PAGE_LIMIT), next: z.string().nullable(), total: z.int() });

/** Encodings of the CSV files the app reads; `auto` looks at the bytes. */
export const readEncoding = z.enum(['auto', 'utf-8', 'cp932']);

/** Encodings of the CSV files the app writes; `utf-8` carries a BOM so that Excel opens it right. */
export const writeEncoding = z.enum(['utf-8', 'cp932']);

/** A file name or path. The window may only name files inside the app's own folder. */
export const filePath = z.string().min(1).max(1000);
