import { type SelectQueryBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { ReadDb, WriteTx } from '../store.ts';
import { officeMatches } from './offices.ts';

/** Where a question came in. */
export type QuestionSource = { callId: number } | { mailId: number } | { acknowledgementId: number };

export interface QuestionValues {
  source: QuestionSource;
  incidentId: number;
  officeId: number | null;
  category: string;
  question: string;
  askedAt: string;
  clerk: string;
}

/** The incident a version is about, else the newest; null when there is none. */
export async function incidentOf(db: ReadDb, versionId: number | null): Promise<number | null> {
  const row =
    versionId === null
      ? await db.selectFrom('incidents').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
      : await db
          .selectFrom('notice_versions')
          .innerJoin('notices', 'notices.id', 'notice_versions.notice_id')
          .select('notices.incident_id as id')
          .where('notice_versions.id', '=', versionId)
          .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertQuestion(tx: WriteTx, values: QuestionValues): Promise<number> {
  const row = await tx
    .insertInto('questions')
    .values({
      ...columnsOf(values.source),
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
      answered_by: null,
      withdrawn_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

function columnsOf(source: QuestionSource) {
  return {
    call_id: 'callId' in source ? source.callId : null,
    mail_id: 'mailId' in source ? source.mailId : null,
    acknowledgement_id: 'acknowledgementId' in source ? source.acknowledgementId : null,
  };
}

/** What was asked in a call, mail or answer that is taken back leaves every list. Answers how many questions it was. */
export async function withdrawQuestionsOf(tx: WriteTx, source: QuestionSource, at: string): Promise<number> {
  const result = await tx
    .updateTable('questions')
    .set({ withdrawn_at: at })
    .where('withdrawn_at', 'is', null)
    .where(({ and }) => and(Object.fromEntries(Object.entries(columnsOf(source)).filter(([, of]) => of !== null))))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Puts a question in other words, or under another category. Answers false when there is none with this id. */
export async function updateQuestion(
  tx: WriteTx,
  id: number,
  to: { question?: string | undefined; category?: string | undefined },
): Promise<boolean> {
  const result = await tx
    .updateTable('questions')
    .set(({ ref }) => ({ question: to.question ?? ref('question'), category: to.category ?? ref('category') }))
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What answers a question; null for nothing. `clerk`: whoever asked was told directly. */
export type AnsweredBy = { kind: 'version' | 'fact' | 'answer'; id: number } | { kind: 'clerk' } | null;

/** Says what answers these questions (at most 1,000), and which clerk said so. Answers how many there were. */
export async function settleQuestions(
  tx: WriteTx,
  ids: readonly number[],
  by: AnsweredBy,
  { at, clerk }: { at: string; clerk: string },
): Promise<number> {
  const of = (kind: 'version' | 'fact' | 'answer') => (by?.kind === kind ? by.id : null);
  const result = await tx
    .updateTable('questions')
    .set({
      answered_version_id: of('version'),
      answered_fact_id: of('fact'),
      answer_id: of('answer'),
      answered_at: by === null ? null : at,
      answered_by: by === null ? null : clerk,
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
      'questions.mail_id as mailId',
      sql<string>`coalesce(offices.code, '')`.as('officeCode'),
      sql<string>`coalesce(offices.name, nullif(mail.sender_name, ''), mail.sender, '')`.as('officeName'),
      sql<string>`case when questions.call_id is not null then 'call' when questions.mail_id is not null then 'mail'
        else taken.door end`.as('door'),
      'questions.category',
      'questions.question',
      'questions.asked_at as askedAt',
      'questions.clerk',
      'questions.answered_version_id as versionId',
      'questions.answered_fact_id as factId',
      'questions.answer_id as answerId',
      'questions.answered_by as answeredBy',
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

type Joined = Schema & {
  answering: Schema['notice_versions'];
  mail: Schema['incoming_mails'];
  taken: Schema['acknowledgements'];
};

function filtered(db: ReadDb, filter: QuestionFilter) {
  let query = db
    .selectFrom('questions')
    .leftJoin('offices', 'offices.id', 'questions.office_id')
    .leftJoin('incoming_mails as mail', 'mail.id', 'questions.mail_id')
    .leftJoin('acknowledgements as taken', 'taken.id', 'questions.acknowledgement_id')
    .leftJoin('notice_versions as answering', 'answering.id', 'questions.answered_version_id')
    .leftJoin('facts', 'facts.id', 'questions.answered_fact_id')
    .leftJoin('answers', 'answers.id', 'questions.answer_id')
    .where('questions.incident_id', '=', filter.incidentId)
    .where('questions.withdrawn_at', 'is', null)
    .where(officeMatches(filter.patterns)) as unknown as SelectQueryBuilder<
    Joined,
    'questions' | 'offices' | 'answering' | 'facts' | 'answers' | 'mail' | 'taken',
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
