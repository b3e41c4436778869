import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, id, line, page, paged } from './common.ts';

/** 受付 → 準備 → 提出待ち → 提出済 → 到達 → 審査中 → 完了; 返戻 counts as not filed. */
export const procedureState = z.enum([
  'received',
  'preparing',
  'waiting',
  'filed',
  'arrived',
  'examined',
  'done',
  'returned',
]);
export type ProcedureState = z.infer<typeof procedureState>;

/** One line of how a due date was computed. */
export const dueStep = z.object({ on: date.nullable(), text: z.string() });

/** A filing we owe an authority for an office (手続き). */
export const procedure = z.object({
  id,
  officeId: id,
  officeCode: z.string(),
  officeName: z.string(),
  type: z.string(),
  typeName: z.string(),
  authority: z.string(),
  /** Initials or staff number of the person concerned. Never a My Number. */
  person: z.string(),
  baseDate: date,
  dueOn: date.nullable(),
  state: procedureState,
  /** Past its due date and not filed. */
  delayed: z.boolean(),
  /** Days until due; negative when past; null without a due date. */
  daysLeft: z.int().nullable(),
  /** A kind whose delay hurts people (離職票, 保険証, 特別加入, 36協定). */
  harm: z.boolean(),
});
export type Procedure = z.infer<typeof procedure>;

/** A kind of filing with its deadline rule. Guidance with its source, not legal advice. */
export const procedureType = z.object({
  id: z.string(),
  nameJa: z.string(),
  nameEn: z.string(),
  authority: z.string(),
  baseEvent: z.string(),
  ruleJa: z.string(),
  law: z.string(),
  harm: z.boolean(),
});

export const procedures = {
  catalogue: oc.input(z.object({})).output(z.object({ rows: z.array(procedureType) })),
  /** The due date of a kind for a base date, and how it came about. Null where the rule gives no date. */
  due: oc
    .input(z.object({ type: line(60), baseDate: date }))
    .output(z.object({ dueOn: date.nullable(), steps: z.array(dueStep) })),
  create: oc
    .input(
      z.object({
        officeCode: line(40),
        type: line(60),
        baseDate: date,
        person: z.string().trim().max(40).optional(),
        incidentId: id.optional(),
      }),
    )
    .output(z.object({ id, dueOn: date.nullable() })),
  /** By due date, those without a date last. `delayed: true` gives only the late ones. */
  list: oc
    .input(z.object({ delayed: z.boolean().optional(), state: procedureState.optional(), ...page }))
    .output(paged(procedure)),
  update: oc.input(z.object({ id, state: procedureState })).output(z.object({ state: procedureState })),
};
