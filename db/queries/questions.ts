import { type SelectQueryBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { ReadDb, WriteTx } from '../store.ts';
import { officeMatches } from './offices.ts';

export interface QuestionValues {
  callId: number;
  incidentId: number;
  officeId: number;
  category: string;
  question: string;
  askedAt: string;
  clerk: string;
}

export async function insertQuestion(tx: WriteTx, values: QuestionValues): Promise<number> {
  const row = await tx
    .insertInto('questions')
    .values({
      call_id: values.callId,
      incident_id: values.incidentId,
      office_id: values.officeId,
      category: values.category,
      question: values.question,
      asked_at: values.askedAt,
      clerk: values.clerk,
      answered_version_id: null,
      answered_fact_id: null,
      answer_id: null,
      answered_at: null,
      withdrawn_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The questions of a call that is taken back leave every list. */
export async function withdrawQuestionsOf(tx: WriteTx, callId: number, at: string): Promise<void> {
  await tx.updateTable('questions').set({ withdrawn_at: at }).where('call_id', '=', callId).execute();
}

/** What answers a question; null for nothing. */
export type AnsweredBy = { kind: 'version' | 'fact' | 'answer'; id: number } | null;

/** Says what answers these questions (at most 1,000). Answers how many there were. */
export async function settleQuestions(
  tx: WriteTx,
  ids: readonly number[],
  by: AnsweredBy,
  at: string,
): Promise<number> {
  const of = (kind: 'version' | 'fact' | 'answer') => (by?.kind === kind ? by.id : null);
  const result = await tx
    .updateTable('questions')
    .set({
      answered_version_id: of('version'),
      answered_fact_id: of('fact'),
      answer_id: of('answer'),
      answered_at: by === null ? null : at,
    })
    .where('id', 'in', ids)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function questionsById(db: ReadDb, ids: readonly number[]) {
  return db
    .selectFrom('questions')
    .select(['id', 'incident_id as incidentId', 'category', 'question'])
    .where('id', 'in', ids)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Open, in a draft that has not gone out, or answered; beside `questions` with its version. */
const state = sql<'open' | 'drafted' | 'answered'>`case when questions.answered_at is null then 'open'
  when questions.answered_version_id is not null and answering.sent_at is null then 'drafted' else 'answered' end`;

export interface QuestionFilter {
  incidentId: number;
  state?: string | undefined;
  category?: string | undefined;
  officeId?: number | undefined;
  patterns: readonly string[];
}

/** Questions newest first, before `beforeId`. */
export async function listQuestions(db: ReadDb, filter: QuestionFilter, beforeId: number | null, limit: number) {
  return filtered(db, filter)
    .$if(beforeId !== null, (query) => query.where('questions.id', '<', beforeId ?? 0))
    .select([
      'questions.id',
      'questions.office_id as officeId',
      'offices.code as officeCode',
      'offices.name as officeName',
      'questions.category',
      'questions.question',
      'questions.asked_at as askedAt',
      'questions.clerk',
      'questions.answered_version_id as versionId',
      'questions.answered_fact_id as factId',
      'questions.answer_id as answerId',
      'answering.label',
      'facts.name as factName',
      'answers.question as answerName',
      state.as('state'),
    ])
    .orderBy('questions.id', 'desc')
    .limit(limit)
    .execute();
}
export type QuestionRow = Awaited<ReturnType<typeof listQuestions>>[number];

/** How many questions of the filter are in each state, whatever state it asks for. */
export async function countQuestions(db: ReadDb, filter: QuestionFilter): Promise<Map<string, number>> {
  const rows = await filtered(db, { ...filter, state: undefined })
    .select((e) => [state.as('state'), e.fn.countAll<number>().as('n')])
    .groupBy(state)
    .execute();
  return new Map(rows.map((row) => [row.state, Number(row.n)]));
}

/** Questions of all incidents that nothing answers yet. */
export async function countOpenQuestions(db: ReadDb): Promise<number> {
  const row = await db
    .selectFrom('questions')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('answered_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

type Joined = Schema & { answering: Schema['notice_versions'] };

function filtered(db: ReadDb, filter: QuestionFilter) {
  let query = db
    .selectFrom('questions')
    .innerJoin('offices', 'offices.id', 'questions.office_id')
    .leftJoin('notice_versions as answering', 'answering.id', 'questions.answered_version_id')
    .leftJoin('facts', 'facts.id', 'questions.answered_fact_id')
    .leftJoin('answers', 'answers.id', 'questions.answer_id')
    .where('questions.incident_id', '=', filter.incidentId)
    .where('questions.withdrawn_at', 'is', null)
    .where(officeMatches(filter.patterns)) as unknown as SelectQueryBuilder<
    Joined,
    'questions' | 'offices' | 'answering' | 'facts' | 'answers',
    object
  >;
  if (filter.state !== undefined) query = query.where(state, '=', filter.state as 'open');
  if (filter.category !== undefined) query = query.where('questions.category', '=', filter.category);
  if (filter.officeId !== undefined) query = query.where('questions.office_id', '=', filter.officeId);
  return query;
}

/** The 想定問答 of an incident, oldest first. */
export async function answersOf(db: ReadDb, incidentId: number, limit: number) {
  return db
    .selectFrom('answers')
    .select(['id', 'category', 'question', 'answer', 'updated_at as updatedAt'])
    .where('incident_id', '=', incidentId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export interface AnswerValues {
  incidentId: number;
  category: string;
  question: string;
  answer: string;
}

export async function insertAnswer(tx: WriteTx, values: AnswerValues, at: string): Promise<number> {
  const { incidentId, ...texts } = values;
  const row = await tx
    .insertInto('answers')
    .values({ incident_id: incidentId, ...texts, updated_at: at, removed_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Writes an entry anew. Answers false when the incident has none with this id. */
export async function updateAnswer(tx: WriteTx, id: number, values: AnswerValues, at: string): Promise<boolean> {
  const { incidentId, ...texts } = values;
  const result = await tx
    .updateTable('answers')
    .set({ ...texts, updated_at: at })
    .where('id', '=', id)
    .where('incident_id', '=', incidentId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes an entry out (an instant) or puts it back (null). Answers false when there is none to. */
export async function setAnswerRemoved(tx: WriteTx, id: number, at: string | null): Promise<boolean> {
  const result = await tx
    .updateTable('answers')
    .set({ removed_at: at })
    .where('id', '=', id)
    .where('removed_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
