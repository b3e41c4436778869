import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, line, page, paged } from './common.ts';
import { officeFilter } from './offices.ts';

/** What is wrong with filings: late or certain to be; stopped by an incident; either. */
export const filingsInTrouble = z.enum(['delayed', 'blocked', 'troubled']);
export type FilingsInTrouble = z.infer<typeof filingsInTrouble>;

/**
 * Which offices a version is for. Everything but `every` stays inside the offices the incident affects.
 * @example {kind: 'difference', from: {kind: 'affected'}, less: {kind: 'confirmed', versionId: 3}}
 */
export type AudienceRule =
  | { kind: 'affected' | 'every' | 'nothing_yet' | 'delayed' }
  | { kind: 'filings'; which: FilingsInTrouble; types?: string[]; untold?: boolean }
  | { kind: 'filter'; filter: z.infer<typeof officeFilter> }
  | { kind: 'offices'; codes: string[] }
  | { kind: 'sent' | 'confirmed' | 'confirmed_only' | 'unconfirmed' | 'failed'; versionId: number }
  | { kind: 'has_not'; has: number; not: number }
  | { kind: 'union' | 'intersection'; of: AudienceRule[] }
  | { kind: 'difference'; from: AudienceRule; less: AudienceRule };

export const audienceRule: z.ZodType<AudienceRule, AudienceRule> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    /** Every office the incident affects. */
    z.object({ kind: z.literal('affected') }),
    /** Every office under entrustment, affected or not. */
    z.object({ kind: z.literal('every') }),
    /** Has been sent no version of any notice of this incident. */
    z.object({ kind: z.literal('nothing_yet') }),
    /** Has a pending procedure that is late or certain to be. */
    z.object({ kind: z.literal('delayed') }),
    /** Has a pending procedure in that trouble, of one of these kinds, that no version has told it of. */
    z.object({
      kind: z.literal('filings'),
      which: filingsInTrouble,
      types: z.array(line(60)).min(1).max(100).optional(),
      untold: z.boolean().optional(),
    }),
    z.object({ kind: z.literal('filter'), filter: officeFilter }),
    z.object({ kind: z.literal('offices'), codes: z.array(line(40)).max(1000) }),
    /** Was sent this version. */
    z.object({ kind: z.literal('sent'), versionId: id }),
    /** Has confirmed this version. */
    z.object({ kind: z.literal('confirmed'), versionId: id }),
    /** Has confirmed this version and no newer one of the notice. */
    z.object({ kind: z.literal('confirmed_only'), versionId: id }),
    /** Was sent this version and has confirmed neither it nor a newer one. */
    z.object({ kind: z.literal('unconfirmed'), versionId: id }),
    /** Its delivery of this version failed, or it has no address. */
    z.object({ kind: z.literal('failed'), versionId: id }),
    /** Was sent version `has`, and not version `not`. */
    z.object({ kind: z.literal('has_not'), has: id, not: id }),
    z.object({ kind: z.literal('union'), of: z.array(audienceRule).min(1).max(20) }),
    z.object({ kind: z.literal('intersection'), of: z.array(audienceRule).min(1).max(20) }),
    z.object({ kind: z.literal('difference'), from: audienceRule, less: audienceRule }),
  ]),
);

/** The channel an office would be reached by first; `none`: no address of any kind. */
export const channel = z.enum(['mail', 'fax', 'post', 'phone', 'none']);
export type Channel = z.infer<typeof channel>;

/** An office of an audience. */
export const audienceMember = z.object({
  officeId: id,
  code: z.string(),
  name: z.string(),
  branch: z.string(),
  channel,
  /** Title of the part of the version it falls into; null without one. */
  part: z.string().nullable(),
});
export type AudienceMember = z.infer<typeof audienceMember>;

/** An audience in numbers; `parts` in their order, those outside all left out. */
const audienceCounts = z.object({
  offices: z.int(),
  byChannel: z.record(channel, z.int()),
  parts: z.array(z.object({ title: z.string(), offices: z.int() })).max(10),
});

export const audiences = {
  /** How many offices a rule names, and by which channel each would be reached first. */
  count: oc
    .input(z.object({ incidentId: id, rule: audienceRule }))
    .output(z.object({ offices: z.int(), byChannel: z.record(channel, z.int()) })),
  /** The offices a rule names, by code. */
  list: oc.input(z.object({ incidentId: id, rule: audienceRule, ...page })).output(paged(audienceMember)),
  /** The offices a version is for: frozen ones after approval, else those its rule names now without the excluded. */
  ofVersion: oc
    .input(
      z.object({
        versionId: id,
        /** Only those reached by it first. */
        channel: channel.optional(),
        /** Only those of this part of the version, by its place from 0. */
        part: z.int().min(0).max(9).optional(),
        ...page,
      }),
    )
    .output(paged(audienceMember)),
  /** How many offices `ofVersion` holds. */
  countOfVersion: oc.input(z.object({ versionId: id })).output(audienceCounts),
  /**
   * The offices of an approved version that `deliveries.queue` would address now; `already` has how many others were
   * addressed before and are not again. Errors: not_approved.
   */
  toSend: oc.input(z.object({ versionId: id })).output(audienceCounts.extend({ already: z.int() })),
  /** Leaves an office out of a draft's audience. */
  exclude: oc.input(z.object({ versionId: id, officeCode: line(40), reason: line(200) })).output(z.object({})),
  /** Takes that back. */
  include: oc.input(z.object({ versionId: id, officeCode: line(40) })).output(z.object({})),
  excluded: oc
    .input(z.object({ versionId: id }))
    .output(
      z.object({ rows: z.array(z.object({ code: z.string(), name: z.string(), reason: z.string() })).max(1000) }),
    ),
  /** Offices the rule names now and did not at approval: who joined later. Adds them and answers how many. */
  topUp: oc.input(z.object({ versionId: id, commit: z.boolean() })).output(z.object({ added: z.int() })),
};
