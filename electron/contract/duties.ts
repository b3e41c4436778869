import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, id, instant, line, page, paged } from './common.ts';

const said = z.enum(['yes', 'no', 'open']);

/** What the law makes of the case, as the association judges it; never our advice. */
export const assessment = z.object({
  /** The day from which the clock runs: any section of ours knew. */
  knownOn: date,
  /** 不正の目的 (個情法規則7条3号): 60 days instead of 30. */
  wrongful: said,
  /** Specific personal information (番号法29条の4) is concerned: a report of its own. */
  special: said,
  reason: z.string().trim().max(500),
});
export type Assessment = z.infer<typeof assessment>;

export const authority = z.enum(['ppc', 'police', 'labor', 'pension', 'other']);
export type Authority = z.infer<typeof authority>;
/** 速報, 確報, 続報（追完）, 相談・届出. */
export const authorityReportKind = z.enum(['preliminary', 'final', 'further', 'consultation']);
export type AuthorityReportKind = z.infer<typeof authorityReportKind>;
export const filingMethod = z.enum(['form', 'paper', 'mail', 'phone', 'visit']);
export type FilingMethod = z.infer<typeof filingMethod>;

/** The nine items of a report (個情法規則8条1項), in their order. */
export const reportItem = z.enum([
  'overview',
  'data',
  'persons',
  'cause',
  'secondary',
  'response',
  'publication',
  'prevention',
  'other',
]);
export type ReportItem = z.infer<typeof reportItem>;
/** `changed`: known, and not what the report before it said. */
export const itemState = z.enum(['known', 'unknown', 'changed']);
export type ItemState = z.infer<typeof itemState>;

const item = z.object({ item: reportItem, state: itemState, text: z.string().max(4000) });

export const authorityReport = z.object({
  id,
  authority,
  authorityName: z.string(),
  kind: authorityReportKind,
  special: z.boolean(),
  number: z.int(),
  joint: z.boolean(),
  basis: z.enum(['agreed', 'not_declined']),
  method: filingMethod,
  receipt: z.string(),
  note: z.string(),
  filedOn: date.nullable(),
  filedAt: instant.nullable(),
  clerk: z.string(),
  items: z.array(item).max(9),
  /** Offices named with it: frozen once filed, with the hash of the list. */
  roster: z.int(),
  rosterSha256: z.string().nullable(),
  /** Offices that agreed since it was filed and are not on its roster. */
  late: z.int(),
});
export type AuthorityReport = z.infer<typeof authorityReport>;

/** `report`: the office's own duty to report · `persons`: its notice to the persons concerned (本人通知). */
export const officeDuty = z.enum(['report', 'persons']);
export type OfficeDuty = z.infer<typeof officeDuty>;
/** 未定, 不要, 連名済, 自社報告, 要報告; for `persons` 未定, 不要, 要, 通知済, 公表などで代える. */
export const officeDutyState = z.enum(['undecided', 'none', 'joint', 'own', 'required', 'done', 'substituted']);
export type OfficeDutyState = z.infer<typeof officeDutyState>;

/** Which offices an act is about. */
export const officeChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  /** Those a version went to. */
  z.object({ kind: z.literal('version'), versionId: id }),
  /** Those in a state now. */
  z.object({ kind: z.literal('state'), state: officeDutyState }),
  z.object({ kind: z.literal('codes'), codes: z.array(line(40)).min(1).max(1000) }),
]);

const rosterAnswer = z.enum(['agreed', 'declined', 'silent']);
export type RosterAnswer = z.infer<typeof rosterAnswer>;

const reportFields = {
  method: filingMethod.default('form'),
  basis: z.enum(['agreed', 'not_declined']).default('agreed'),
  receipt: z.string().trim().max(60).default(''),
  note: z.string().trim().max(1000).default(''),
  items: z.array(item.omit({ state: true }).extend({ state: z.enum(['known', 'unknown']) })).max(9),
};

export const duties = {
  /** What holds now, and what was held before, newest first. Without one: the incident's own day, all else open. */
  assessment: oc.input(z.object({ incidentId: id })).output(
    z.object({
      now: assessment,
      history: z.array(assessment.extend({ at: instant, clerk: z.string() })).max(100),
    }),
  ),
  /** A reason is needed for another day than the incident's. Errors: invalid_input, incident_closed. */
  assess: oc.input(z.object({ incidentId: id, ...assessment.shape })).output(z.object({ id })),

  /** Reports to authorities, oldest first. */
  reports: oc.input(z.object({ incidentId: id })).output(z.object({ rows: z.array(authorityReport).max(200) })),
  /** Begins a report with the items of the one before it. Answers its number: 第n報 to that authority. */
  start: oc
    .input(
      z
        .object({
          incidentId: id,
          authority,
          authorityName: z.string().trim().max(80).default(''),
          kind: authorityReportKind,
          special: z.boolean().default(false),
          joint: z.boolean().default(false),
        })
        .refine(({ authority: whom, authorityName }) => whom !== 'other' || authorityName !== '', {
          path: ['authorityName'],
        }),
    )
    .output(z.object({ id, number: z.int() })),
  /** Errors: report_filed. */
  save: oc.input(z.object({ id, ...reportFields })).output(z.object({})),
  /** Freezes the report, its items and its roster, and notes 連名済 for the offices on it. Errors: report_filed, roster_empty. */
  file: oc
    .input(z.object({ id, filedOn: date, receipt: z.string().trim().max(60).optional() }))
    .output(z.object({ offices: z.int(), rosterSha256: z.string().nullable() })),
  /** The receipt number and the note of a report, filed or not. */
  receipt: oc
    .input(z.object({ id, receipt: z.string().trim().max(60), note: z.string().trim().max(1000) }))
    .output(z.object({})),
  /** Throws a report away that was not filed. Errors: report_filed. */
  discard: oc.input(z.object({ id })).output(z.object({})),
  /** Offices of a joint report, frozen or as they would be now; `late` agreed since. */
  roster: oc
    .input(
      z.object({ reportId: id, only: z.enum(['roster', 'declined', 'silent', 'late']).default('roster'), ...page }),
    )
    .output(paged(z.object({ officeId: id, code: z.string(), name: z.string(), answer: rosterAnswer }))),

  /** How many offices are in each state, and how many were told something else than holds now. */
  counts: oc.input(z.object({ incidentId: id })).output(
    z.object({
      duties: z.array(
        z.object({ duty: officeDuty, states: z.partialRecord(officeDutyState, z.int()), opposite: z.int() }),
      ),
    }),
  ),
  /** Offices with their state, by code. `opposite`: only those whose last notice said something else. */
  offices: oc
    .input(
      z.object({
        incidentId: id,
        duty: officeDuty,
        state: officeDutyState.optional(),
        opposite: z.boolean().default(false),
        ...page,
      }),
    )
    .output(
      paged(
        z.object({
          officeId: id,
          code: z.string(),
          name: z.string(),
          state: officeDutyState,
          onDate: date.nullable(),
          persons: z.int().nullable(),
          note: z.string(),
          /** What the last version that spoke of it told the office; null when none did. */
          told: z.object({ versionId: id, label: z.string(), state: officeDutyState }).nullable(),
        }),
      ),
    ),
  /**
   * Notes where offices stand. `versionId`: the version that told them so. Answers the batch for `takeBack`, and how
   * many offices were told something else. Errors: unknown_office, not_found, invalid_input.
   */
  setOffices: oc
    .input(
      z.object({
        incidentId: id,
        duty: officeDuty,
        state: officeDutyState,
        offices: officeChoice,
        versionId: id.optional(),
        onDate: date.optional(),
        persons: z.int().min(0).max(10_000_000).optional(),
        note: z.string().trim().max(200).default(''),
      }),
    )
    .output(z.object({ offices: z.int(), opposite: z.int(), batch: id.nullable() })),
  /** Takes such an act back where nothing newer was noted. */
  takeBack: oc.input(z.object({ batch: id })).output(z.object({ offices: z.int() })),
};
