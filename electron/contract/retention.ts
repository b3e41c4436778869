import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, id, instant, PAGE_LIMIT, page, paged } from './common.ts';

/** Years things are kept after the incident was closed or the office left, unless the association says otherwise. */
export const DEFAULT_YEARS = 5;

/** What is left out of an erasure although it has been kept long enough. */
const kept = {
  keepOffices: z.array(id).max(PAGE_LIMIT).default([]),
  keepIncidents: z.array(id).max(PAGE_LIMIT).default([]),
};

/** Rows that lose what tells of a person or an office, or go. */
const gone = z.object({
  offices: z.int(),
  incidents: z.int(),
  mails: z.int(),
  contacts: z.int(),
  addresses: z.int(),
  acknowledgements: z.int(),
  papers: z.int(),
  calls: z.int(),
  questions: z.int(),
  filings: z.int(),
  roster: z.int(),
});
export type Gone = z.infer<typeof gone>;

/** How long personal data are kept, and how they go. */
export const retention = {
  /** What has been kept long enough: offices that left and are part of nothing any more, incidents, unassigned mails. */
  proposal: oc.input(z.object({ cursor: page.cursor, limit: page.limit })).output(
    paged(z.object({ id, code: z.string(), name: z.string(), leftOn: date })).extend({
      years: z.int(),
      /** Ended before this day. */
      before: date,
      incidents: z.array(z.object({ id, title: z.string(), closedAt: instant })).max(PAGE_LIMIT),
      mails: z.int(),
      /** Offices that left as long ago, but are part of an incident or a filing that is not over. */
      waiting: z.int(),
    }),
  ),
  setYears: oc.input(z.object({ years: z.int().min(1).max(30) })).output(z.object({})),
  /** What would go and what would stay, in numbers; `records` is what has to be typed. */
  preview: oc.input(z.object(kept)).output(
    z.object({
      records: z.int(),
      gone,
      stays: z.object({ versions: z.int(), recipients: z.int(), auditRows: z.int() }),
      /** Copies that go with it: backups, and files the window brought in or wrote out. */
      backups: z.int(),
      files: z.int(),
    }),
  ),
  /**
   * Erases for good: the rows, what the files still hold of them, the older backups and the window's files. New backups
   * are made first. `confirm` must be the number of records. Errors: erase_count, not_found when there is nothing.
   */
  erase: oc.input(z.object({ ...kept, confirm: z.int() })).output(
    z.object({
      gone,
      /** Backups that were removed, and those made before that; none on a server. */
      backups: z.int(),
      made: z.int(),
      files: z.int(),
      /** `later`: the rows are erased, but copies of them could not be reached; tried again at every start. */
      copies: z.enum(['gone', 'later']),
    }),
  ),
  /** What was erased when. */
  list: oc.input(z.object({})).output(
    z.object({
      rows: z
        .array(
          z.object({
            id,
            at: instant,
            clerk: z.string(),
            years: z.int(),
            offices: z.int(),
            incidents: z.int(),
            mails: z.int(),
            finishedAt: instant.nullable(),
          }),
        )
        .max(100),
    }),
  ),
};
