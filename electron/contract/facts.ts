import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, id, instant, line, page, paged } from './common.ts';

/** What was held to be true of an incident from a day on. Append-only: a new value does not change the old one. */
export const factValue = z.object({
  id,
  value: z.string(),
  asOf: date,
  source: z.string(),
  /** 「とのこと」: somebody else says so, and we have not seen it ourselves. */
  hearsay: z.boolean(),
  at: instant,
  clerk: z.string(),
});
export type FactValue = z.infer<typeof factValue>;

/** A question an incident raises (was there a leak?), with its answers, newest first. */
export const fact = z.object({
  id,
  /** A short name, unique in the incident: a notice quotes the fact by it, `{{事実:漏えい}}`. */
  name: z.string(),
  question: z.string(),
  values: z.array(factValue).max(200),
  /** Approved versions that quote it, and whether what they say is no longer the newest value. */
  statedBy: z.array(z.object({ versionId: id, label: z.string(), valueId: id, outdated: z.boolean() })).max(200),
  /** Offices whose newest text on this fact says something else than its newest value. */
  outdatedOffices: z.int(),
});
export type Fact = z.infer<typeof fact>;

/** What can stand behind `{{事実:`: no braces, and no `|`, which begins a form. */
const factName = line(20).regex(/^[^{}|｛｝｜]*$/);

export const facts = {
  /** The facts of an incident. A new incident begins with the four questions every notice answers. */
  list: oc.input(z.object({ incidentId: id })).output(z.object({ rows: z.array(fact).max(200) })),
  /** Raises a question. Errors: fact_taken. */
  create: oc.input(z.object({ incidentId: id, name: factName, question: line(120) })).output(z.object({ id })),
  /** States a value. Errors: not_found. */
  state: oc
    .input(
      z.object({
        factId: id,
        value: line(500),
        asOf: date,
        source: z.string().trim().max(200).default(''),
        hearsay: z.boolean().default(false),
      }),
    )
    .output(z.object({ id, versions: z.int(), offices: z.int() })),
  /** Offices whose newest received text states an older value of this fact, with that version. */
  outdated: oc.input(z.object({ factId: id, cursor: page.cursor, limit: page.limit })).output(
    paged(
      z.object({
        officeId: id,
        officeCode: z.string(),
        officeName: z.string(),
        versionId: id,
        label: z.string(),
        value: z.string(),
      }),
    ),
  ),
};
