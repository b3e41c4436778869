import { asksIn } from '../../db/queries/acknowledgementBulk.ts';
import { incidentOf, insertQuestion, type QuestionSource } from '../../db/queries/questions.ts';
import type { WriteTx } from '../../db/store.ts';
import type { QuestionCategory } from '../contract/questionWords.ts';
import { categoryOf } from '../rules/questionReading.ts';

/** A question as it came in. */
export interface Asked {
  source: QuestionSource;
  officeId: number | null;
  /** The version it is about; without one it belongs to the newest incident. */
  versionId: number | null;
  /** What is asked; empty where nobody wrote it down. */
  words: string;
  category?: QuestionCategory | undefined;
  /** UTC. */
  askedAt: string;
  clerk: string;
}

/**
 * The one way into the list of questions, whatever door they come by. Without a category its words tell one. Null when
 * there is no incident it could belong to.
 */
export async function keepQuestion(tx: WriteTx, asked: Asked): Promise<number | null> {
  const { words, category = categoryOf(words), versionId, ...values } = asked;
  const incidentId = await incidentOf(tx, versionId);
  if (incidentId === null) return null;
  return insertQuestion(tx, { ...values, incidentId, category, question: words });
}

/** Keeps what the answers of a list ask that were just written down for these recipients (at most 2,000). */
export async function keepListedQuestions(tx: WriteTx, recipientIds: readonly number[]): Promise<void> {
  for (const { id, note, ...rest } of await asksIn(tx, recipientIds)) {
    await keepQuestion(tx, { ...rest, source: { acknowledgementId: id }, words: note });
  }
}
