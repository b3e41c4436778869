import { oc } from '@orpc/contract';
import { z } from 'zod';
import { acknowledgementDoor } from './acknowledgementWords.ts';
import { id, instant, line, page, paged } from './common.ts';
import { questionCategory, questionState } from './questionWords.ts';

/** What an office asked, by whatever door it came in. */
export const question = z.object({
  id,
  /** Null for a mail of somebody not known; then the name is the sender's, and the code empty. */
  officeId: id.nullable(),
  officeCode: z.string(),
  officeName: z.string(),
  door: acknowledgementDoor,
  /** The mail it came by. */
  mailId: id.nullable(),
  category: questionCategory,
  /** Empty where an answer said only that there is a question. */
  question: z.string(),
  askedAt: instant,
  clerk: z.string(),
  state: questionState,
  /** What answers it: the version's label, the fact's name, the entry of the 想定問答, or the clerk; null while open. */
  answeredBy: z
    .object({ kind: z.enum(['version', 'fact', 'answer', 'clerk']), id: id.nullable(), name: z.string() })
    .nullable(),
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
  /**
   * Says what answers these questions; `clerk`: whoever asked was told directly; null opens them again.
   * Errors: not_found.
   */
  settle: oc
    .input(
      z.object({
        ids,
        by: z
          .union([
            z.object({ kind: z.enum(['version', 'fact', 'answer']), id }),
            z.object({ kind: z.literal('clerk') }),
          ])
          .nullable(),
      }),
    )
    .output(z.object({ settled: z.int() })),
  /** Puts a question in other words, or under another category. Errors: not_found. */
  edit: oc
    .input(z.object({ id, question: line(500).optional(), category: questionCategory.optional() }))
    .output(z.object({})),
  /**
   * Puts these questions into the draft of the incident's newest notice, the next version if none is being written:
   * each with room for its answer. They count as answered once that version goes out.
   * Errors: not_found, question_unsaid (the words of one are not known).
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
