import { z } from 'zod';
import { date, id, language, line, page } from './common.ts';
import { procedureRoute } from './ruleShapes.ts';

/** 受付 → 準備 → 提出待ち → 提出済 → 到達 → 審査中 → 完了; 補正 and 返戻 count as not filed. */
export const procedureState = z.enum([
  'received',
  'preparing',
  'waiting',
  'filed',
  'arrived',
  'examined',
  'done',
  'correcting',
  'returned',
]);
export type ProcedureState = z.infer<typeof procedureState>;

/** One line of how a due date was computed. */
export const dueStep = z.object({ on: date.nullable(), text: z.string() });
export const due = z.object({ dueOn: date.nullable(), steps: z.array(dueStep) });

/** The language the steps to a due date are told in. */
export const stepLanguage = language.default('ja');

export const dayOrNone = date.or(z.literal(''));

/** A filing we owe an authority for an office (手続き). Texts and days are empty when not known. */
export const procedure = z.object({
  id,
  officeId: id,
  officeCode: z.string(),
  officeName: z.string(),
  type: z.string(),
  typeName: z.string(),
  typeNameEn: z.string(),
  authority: z.string(),
  /** Initials or staff number of the person concerned. Never a My Number. */
  person: z.string(),
  baseDate: date,
  dueOn: date.nullable(),
  /** The authority named the due date; no rule changes it. */
  dueGiven: z.boolean(),
  /** How the due date came about, in one line of Japanese. */
  way: z.string(),
  /** The same in English. */
  wayEn: z.string(),
  receivedOn: dayOrNone,
  state: procedureState,
  route: procedureRoute.or(z.literal('')),
  /** Ways to file while the usual one is shut, the best first. */
  alternatives: z.array(procedureRoute),
  /** Number of arrival or receipt, of the post, or what else proves it. */
  evidence: z.string(),
  incidentId: id.nullable(),
  /** The incident that stops it now. */
  blockedBy: id.nullable(),
  blockedByTitle: z.string().nullable(),
  reason: z.string(),
  expectedOn: dayOrNone,
  clerk: z.string(),
  /** The version that told the office of it, and when. */
  toldVersionId: id.nullable(),
  toldLabel: z.string().nullable(),
  toldOn: dayOrNone,
  /** Not filed, and past its due date or certain to pass it. */
  delayed: z.boolean(),
  /** Expected after it is due. */
  misses: z.boolean(),
  /** Days until due; negative when past; null without a due date. */
  daysLeft: z.int().nullable(),
  /** A kind whose delay hurts people (離職票, 保険証, 特別加入, 36協定). */
  harm: z.boolean(),
  /** Goes up by one with every change. */
  revision: z.int(),
});
export type Procedure = z.infer<typeof procedure>;

/** What a clerk enters of a filing; what is left out stays as it is. Empty texts clear. */
export const procedureValues = {
  person: z.string().trim().max(40).optional(),
  receivedOn: dayOrNone.optional(),
  state: procedureState.optional(),
  route: procedureRoute.or(z.literal('')).optional(),
  evidence: z.string().trim().max(60).optional(),
  blockedBy: id.nullable().optional(),
  reason: z.string().trim().max(200).optional(),
  expectedOn: dayOrNone.optional(),
  clerk: z.string().trim().max(40).optional(),
  /** A due date the authority has named; null goes back to the rule's. */
  dueOn: date.nullable().optional(),
};

/** The fields whose changes a history tells. `entry`: noted, or taken out. */
export const procedureField = z.enum([
  'entry',
  'officeId',
  'type',
  'person',
  'baseDate',
  'dueOn',
  'dueGiven',
  'receivedOn',
  'state',
  'route',
  'evidence',
  'blockedBy',
  'reason',
  'expectedOn',
  'clerk',
  'toldVersionId',
  'toldOn',
  'harm',
  /** Why the state was set against its course; stands beside the change of the state. */
  'stateReason',
]);
export type ProcedureField = z.infer<typeof procedureField>;

/** Columns of the board by time; each filing still to be made is in exactly one. */
export const procedureBucket = z.enum(['overdue', 'today', 'soon', 'week', 'later', 'none']);
export type ProcedureBucket = z.infer<typeof procedureBucket>;

export const bucketCounts = {
  overdue: z.int(),
  today: z.int(),
  soon: z.int(),
  week: z.int(),
  later: z.int(),
  none: z.int(),
};

/** Which filings; all conditions hold. */
export const procedureFilter = {
  search: page.search,
  /** Late, or certain to be. */
  delayed: z.boolean().optional(),
  /** Still to be made. */
  pending: z.boolean().optional(),
  bucket: procedureBucket.optional(),
  misses: z.boolean().optional(),
  blocked: z.boolean().optional(),
  state: procedureState.optional(),
  officeId: id.optional(),
  authority: line(60).optional(),
  type: line(60).optional(),
  clerk: line(40).optional(),
  incidentId: id.optional(),
};
export type ProcedureFilter = z.infer<z.ZodObject<typeof procedureFilter>>;

/** A filing of the same thing: same office, kind, person and base date. */
export const procedureTwin = procedure.pick({ id: true, state: true, route: true, evidence: true, receivedOn: true });

export const procedureColumn = z.enum([
  'officeCode',
  'type',
  'person',
  'baseDate',
  'dueOn',
  'receivedOn',
  'state',
  'route',
  'evidence',
  'reason',
  'expectedOn',
  'clerk',
]);
export type ProcedureColumn = z.infer<typeof procedureColumn>;
/** Which heading fills a field. */
export const procedureMapping = z.partialRecord(procedureColumn, z.string().max(200));
export type ProcedureMapping = z.infer<typeof procedureMapping>;
