import { z } from 'zod';
import { acknowledgementAnswer, acknowledgementMethod } from './acknowledgementWords.ts';
import { instant } from './common.ts';
import { rowProblem } from './problems.ts';

/** What a column of answers can hold. Whom and which version: `code` (確認番号), else `officeCode`. */
export const answerField = z.enum(['code', 'officeCode', 'answer', 'name', 'at', 'note', 'method']);
export type AnswerField = z.infer<typeof answerField>;

/** The heading each field stands under. */
export const answerMapping = z.partialRecord(answerField, z.string().min(1).max(300));
export type AnswerMapping = z.infer<typeof answerMapping>;

/** What a list of answers would do, or has done. */
export const answerImport = z.object({
  /** False for a preview, and where a refused row kept everything out. */
  committed: z.boolean(),
  rows: z.int(),
  /** Answers that come in; `known` are there already, word for word, and come in no second time. */
  recorded: z.int(),
  known: z.int(),
  /** Of the recorded: about an older version than the office was sent last. */
  older: z.int(),
  mapping: answerMapping,
  columns: z
    .array(z.object({ header: z.string(), field: answerField.nullable(), samples: z.array(z.string()) }))
    .max(500),
  rejected: z.array(rowProblem).max(1000),
  rejectedRows: z.int(),
  /** The first hundred that come in. */
  preview: z
    .array(
      z.object({
        line: z.int(),
        officeCode: z.string(),
        officeName: z.string(),
        label: z.string(),
        answer: acknowledgementAnswer,
        method: acknowledgementMethod,
        name: z.string(),
        at: instant.nullable(),
      }),
    )
    .max(100),
});
