import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, id, line } from './common.ts';

/** 提供元の報 as it is typed. */
export const bulletinValues = z.object({
  /** 第n報 of the provider. */
  number: z.int().min(1).max(999),
  title: z.string().trim().max(200).default(''),
  text: z.string().trim().max(20_000).default(''),
  /** Where it came from: an address on the web, a mail. */
  source: z.string().trim().max(300).default(''),
  /** The date it bears; null without one. */
  datedOn: date.nullable().default(null),
  receivedOn: date,
  /** Our versions that pass it on. */
  versionIds: z.array(id).max(50).default([]),
});
export type BulletinValues = z.infer<typeof bulletinValues>;

export const bulletin = bulletinValues.omit({ versionIds: true }).extend({
  id,
  versions: z.array(z.object({ versionId: id, label: z.string(), sentOn: date.nullable() })),
});
export type Bulletin = z.infer<typeof bulletin>;

export const bulletins = {
  /** By number. `next` is the number the next one gets. */
  list: oc.input(z.object({ incidentId: id })).output(z.object({ rows: z.array(bulletin).max(1000), next: z.int() })),
  /** Errors: bulletin_taken, incident_closed, not_found. */
  record: oc.input(z.object({ incidentId: id, values: bulletinValues })).output(z.object({ id })),
  /** What stood there before is kept. Errors: bulletin_taken. */
  edit: oc.input(z.object({ id, values: bulletinValues })).output(z.object({ changeId: id })),
  remove: oc.input(z.object({ id, reason: line(200).optional() })).output(z.object({ changeId: id })),
  /** Puts back what stood before a change. */
  undo: oc.input(z.object({ changeId: id })).output(z.object({ id })),
};
