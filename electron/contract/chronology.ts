import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, id, instant, line, page, paged } from './common.ts';

/** What an entry of an incident's record is. `gap`: what a notice should have said and did not. */
export const entryKind = z.enum(['event', 'impact', 'promise', 'instruction', 'outlook', 'gap', 'party', 'system']);
export type EntryKind = z.infer<typeof entryKind>;

export const entryCategory = z.enum([
  'discovery',
  'investigation',
  'response',
  'authority_report',
  'disclosure',
  'recovery',
  'other',
]);
export type EntryCategory = z.infer<typeof entryCategory>;

/** How sure the date is. `open_ended_from`: from that day on; `date_inferred`: we take it so, nobody said it. */
export const entryPrecision = z.enum([
  'exact_time',
  'approx_time',
  'day',
  'date_inferred',
  'range',
  'open_ended_from',
  'undated',
]);
export type EntryPrecision = z.infer<typeof entryPrecision>;

const text = (max: number) => z.string().trim().max(max).default('');

/** An entry as it is typed. */
export const entryValues = z.object({
  kind: entryKind,
  category: entryCategory.nullable().default(null),
  /** Who did it or says so. */
  actor: text(120),
  date: date.nullable().default(null),
  /** Last day of a range. */
  dateTo: date.nullable().default(null),
  /** `06:00`, Japan's clock; empty when nobody said it. */
  time: z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/)
    .default(''),
  /** Null: the kind has no date. */
  precision: entryPrecision.nullable().default(null),
  text: z.string().trim().min(1).max(2000),
  /** 「6月20日時点」: the day up to which it is said to hold. */
  asOf: date.nullable().default(null),
  /** 「とのこと」. */
  hearsay: z.boolean().default(false),
  source: text(300),
  /** The part of the source it stands in. */
  section: text(120),
  /** The part a party plays, the kind of a promise or of an instruction. */
  type: text(60),
  /** Until when something was promised. */
  dueOn: date.nullable().default(null),
  note: text(1000),
  /** What a list said beside this; kept and given back. */
  extra: z.record(z.string(), z.json()).default({}),
});
export type EntryValues = z.infer<typeof entryValues>;

export const entry = entryValues.extend({
  id,
  /** What a list calls it; unique in the incident. */
  key: z.string(),
  /** How often it was changed since it was entered. */
  changes: z.int(),
});
export type Entry = z.infer<typeof entry>;

export const ledgerAct = z.enum(['created', 'changed', 'removed', 'restored']);

/** Where the events stand on a line of time. Numbers are their places in the chronology, from 1. */
export const timeline = z.object({
  from: date.nullable(),
  to: date.nullable(),
  /** x: 0 at the left end, 1 at the right. */
  ticks: z.array(z.object({ on: date, x: z.number() })).max(400),
  lanes: z
    .array(
      z.object({
        category: entryCategory.nullable(),
        rows: z.int(),
        marks: z
          .array(
            z.object({
              entryId: id,
              number: z.int(),
              x: z.number(),
              width: z.number(),
              /** Row within the lane, from 0. */
              row: z.int(),
              shape: z.enum(['point', 'inferred', 'range', 'open']),
            }),
          )
          .max(1000),
      }),
    )
    .max(8),
  undated: z.array(z.object({ entryId: id, number: z.int() })).max(1000),
});
export type Timeline = z.infer<typeof timeline>;

export const chronology = {
  /** The events (at most 1,000) on a line of time. */
  timeline: oc.input(z.object({ incidentId: id })).output(timeline),
  /** Entries in the order things happened, those without a date last. `counts` is by kind, whatever `kinds` says. */
  list: oc
    .input(z.object({ incidentId: id, kinds: z.array(entryKind).max(8).optional(), ...page }))
    .output(paged(entry).extend({ counts: z.partialRecord(entryKind, z.int()) })),
  /** Errors: entry_invalid, incident_closed. */
  record: oc.input(z.object({ incidentId: id, values: entryValues })).output(z.object({ id, key: z.string() })),
  /** What stood there before is kept. Errors: entry_invalid, incident_closed. */
  edit: oc.input(z.object({ id, values: entryValues })).output(z.object({ changeId: id })),
  /** Takes an entry out of the record; its history stays. */
  remove: oc.input(z.object({ id })).output(z.object({ changeId: id })),
  /** Puts back what stood before a change (an entry just made is taken out, one taken out comes back). */
  undo: oc.input(z.object({ changeId: id })).output(z.object({ id })),
  /** What became of an entry, newest first; `before` is null where it began. */
  history: oc.input(z.object({ id })).output(
    z.object({
      rows: z
        .array(
          z.object({
            changeId: id,
            act: ledgerAct,
            at: instant,
            clerk: z.string(),
            before: entryValues.nullable(),
          }),
        )
        .max(200),
    }),
  ),
  /** Past imports, newest first. */
  imports: oc.input(z.object({ incidentId: id })).output(
    z.object({
      rows: z
        .array(
          z.object({
            id,
            at: instant,
            clerk: z.string(),
            fileName: z.string(),
            created: z.int(),
            updated: z.int(),
            undoneAt: instant.nullable(),
          }),
        )
        .max(100),
    }),
  ),
  /** Takes an import back: but for entries that were changed since, which stay and are counted. */
  undoImport: oc.input(z.object({ importId: id })).output(z.object({ takenBack: z.int(), kept: z.int() })),
  /** The whole record as JSON, in the shape `incidents.importChronology` reads. */
  export: oc
    .input(z.object({ incidentId: id, file: line(1000).optional() }))
    .output(z.object({ file: z.string(), entries: z.int(), sha256: z.string() })),
};
