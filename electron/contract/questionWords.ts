import { z } from 'zod';

/** What a question is about. */
export const questionCategory = z.enum(['leak', 'my_number', 'restoration', 'procedure', 'report', 'other']);
export type QuestionCategory = z.infer<typeof questionCategory>;

/** `open`, in a draft that has not gone out (`drafted`), or `answered`: by a sent version, a fact, 想定問答, or directly. */
export const questionState = z.enum(['open', 'drafted', 'answered']);
export type QuestionState = z.infer<typeof questionState>;
