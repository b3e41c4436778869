import { oc } from '@orpc/contract';
import { z } from 'zod';
import { questionCategory } from './calls.ts';
import { id, instant, line, page, paged } from './common.ts';

/** `open`, in a draft that has not gone out (`drafted`), or `answered` by a sent version, a fact, or 想定問答. */
export const questionState = z.enum(['open', 'drafted', 'answered']);
export type QuestionState = z.infer<typeof questionState>;

/** What an office asked in a call. */
export const question = z.object({
  id,
  officeId: id,
  officeCode: z.string(),
  officeName: z.string(),
  category: questionCategory,
  question: z.string(),
  askedAt: instant,
  clerk: z.string(),
  state: questionState,
  /** What answers it: the version's label, the fact's name, or the entry of the 想定問答; null while open. */
  answeredBy: z.object({ kind: z.enum(['version', 'fact', 'answer']), id, name: z.string() }).nullable(),
});
export type Question = z.infer<typeof question>;

/** An entry of the 想定問答: what is asked, and what we say. */
export const answer = z.object({
  id,
  category: questionCategory,
  question: line(300),
  answer: z.string().trim().min(1).max(2000),
  updatedAt: instant,
});
export type Answer = z.infer<typeof answer>;

const ids = z.array(id).min(1).max(200);

export const questions = {
  /** Questions of an incident, newest first. */
  list: oc
    .input(
      z.object({
        incidentId: id,
        state: questionState.optional(),
        category: questionCategory.optional(),
        officeId: id.optional(),
        ...page,
      }),
    )
    .output(paged(question).extend({ counts: z.record(questionState, z.int()) })),
  /** Says what answers these questions; null opens them again. Errors: not_found. */
  settle: oc
    .input(
      z.object({
        ids,
        by: z.object({ kind: z.enum(['version', 'fact', 'answer']), id }).nullable(),
      }),
    )
    .output(z.object({ settled: z.int() })),
  /**
   * Puts these questions into the draft of the incident's newest notice, the next version if none is being written:
   * each with room for its answer. They count as answered once that version goes out. Errors: not_found.
   */
  toDraft: oc.input(z.object({ ids })).output(z.object({ versionId: id, label: z.string() })),
  /** The 想定問答 of an incident, oldest first. */
  answers: oc.input(z.object({ incidentId: id })).output(z.object({ rows: z.array(answer).max(1000) })),
  /** Writes an entry, a new one without `id`; `questionIds` are answered by it. Errors: not_found. */
  saveAnswer: oc
    .input(
      answer
        .omit({ id: true, updatedAt: true })
        .extend({ incidentId: id, id: id.optional(), questionIds: ids.optional() }),
    )
    .output(z.object({ id })),
  /** Takes an entry out; what it has answered stays answered. Errors: not_found. */
  removeAnswer: oc.input(z.object({ id })).output(z.object({})),
  /** Puts an entry back. Errors: not_found. */
  restoreAnswer: oc.input(z.object({ id })).output(z.object({})),
};
