import { getFact } from '../../db/queries/facts.ts';
import { getIncident } from '../../db/queries/incidents.ts';
import {
  getVersion,
  insertDraft,
  lastVersionOf,
  latestSentVersion,
  noticesOf,
  updateDraft,
  type VersionRow,
} from '../../db/queries/notices.ts';
import {
  answersOf,
  countQuestions,
  insertAnswer,
  listQuestions,
  type QuestionRow,
  questionsById,
  setAnswerRemoved,
  settleQuestions,
  updateAnswer,
  updateQuestion,
} from '../../db/queries/questions.ts';
import type { WriteTx } from '../../db/store.ts';
import type { AcknowledgementDoor } from '../contract/acknowledgementWords.ts';
import { PAGE_LIMIT } from '../contract/common.ts';
import { fail } from '../contract/errors.ts';
import type { Question } from '../contract/questions.ts';
import type { QuestionCategory } from '../contract/questionWords.ts';
import { defaultLabel } from '../rules/noticeVersions.ts';
import { withQuestions } from '../rules/questionDraft.ts';
import { api, change, tell } from './context.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';
import { writerName } from './storedSettings.ts';

/** What offices ask, and what we answer: the 想定問答, and the next notice. */
export const questions = {
  list: api.questions.list.handler(async ({ input, context }) => {
    const { incidentId, state, category, officeId } = input;
    const filter = { incidentId, state, category, officeId, patterns: patternsOf(input.search) };
    const db = context.store.read;
    const before = input.cursor === undefined ? null : Number(input.cursor);
    const [found, counted] = await Promise.all([
      listQuestions(db, filter, before, input.limit + 1),
      countQuestions(db, filter),
    ]);
    const page = cutPage(found, input.limit, (row) => String(row.id));
    const counts = {
      open: counted.get('open') ?? 0,
      drafted: counted.get('drafted') ?? 0,
      answered: counted.get('answered') ?? 0,
    };
    const total = state === undefined ? counts.open + counts.drafted + counts.answered : counts[state];
    return { rows: page.rows.map(shown), next: page.next, total, counts };
  }),

  settle: api.questions.settle.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    return change(context, 'questions.settle', async (tx, note, at) => {
      if (input.by?.kind === 'version' && !(await getVersion(tx, input.by.id))) {
        throw fail('not_found', { what: 'notice' });
      }
      if (input.by?.kind === 'fact' && !(await getFact(tx, input.by.id))) throw fail('not_found', { what: 'fact' });
      const settled = await settleQuestions(tx, input.ids, input.by, { at, clerk });
      if (settled === 0) throw fail('not_found', { what: 'question' });
      note('question', input.ids[0] ?? null, { settled, by: input.by?.kind ?? null });
      return { settled };
    });
  }),

  edit: api.questions.edit.handler(({ input, context }) =>
    change(context, 'questions.edit', async (tx, note) => {
      const { id, ...to } = input;
      if (!(await updateQuestion(tx, id, to))) throw fail('not_found', { what: 'question' });
      note('question', id, { category: to.category ?? null });
      return {};
    }),
  ),

  toDraft: api.questions.toDraft.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    const answer = await change(context, 'questions.toDraft', async (tx, note, at) => {
      const asked = await questionsById(tx, input.ids);
      const incidentId = asked[0]?.incidentId;
      if (incidentId === undefined || asked.some((row) => row.incidentId !== incidentId)) {
        throw fail('not_found', { what: 'question' });
      }
      const unsaid = asked.filter(({ question }) => question === '').length;
      if (unsaid > 0) throw fail('question_unsaid', { count: unsaid });
      const draft = await writeInto(
        tx,
        incidentId,
        asked.map(({ question }) => question),
        at,
      );
      const ids = asked.map(({ id }) => id);
      await settleQuestions(tx, ids, { kind: 'version', id: draft.versionId }, { at, clerk });
      note('version', draft.versionId, { questions: asked.length });
      return draft;
    });
    tell(context, { type: 'changed', feature: 'notices' });
    return answer;
  }),

  answers: api.questions.answers.handler(async ({ input, context }) => {
    const rows = await answersOf(context.store.read, input.incidentId, PAGE_LIMIT);
    return { rows: rows.map((row) => ({ ...row, category: row.category as QuestionCategory })) };
  }),

  saveAnswer: api.questions.saveAnswer.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    return change(context, 'questions.saveAnswer', async (tx, note, at) => {
      const { id: known, questionIds = [], ...values } = input;
      if (!(await getIncident(tx, values.incidentId))) throw fail('not_found', { what: 'incident' });
      const id = known ?? (await insertAnswer(tx, values, at));
      if (known !== undefined && !(await updateAnswer(tx, known, values, at))) {
        throw fail('not_found', { what: 'answer' });
      }
      if (questionIds.length > 0) await settleQuestions(tx, questionIds, { kind: 'answer', id }, { at, clerk });
      note('answer', id, { incidentId: values.incidentId, questions: questionIds.length });
      return { id };
    });
  }),

  removeAnswer: api.questions.removeAnswer.handler(({ input, context }) =>
    change(context, 'questions.removeAnswer', async (tx, note, at) => {
      if (!(await setAnswerRemoved(tx, input.id, at))) throw fail('not_found', { what: 'answer' });
      note('answer', input.id);
      return {};
    }),
  ),

  restoreAnswer: api.questions.restoreAnswer.handler(({ input, context }) =>
    change(context, 'questions.restoreAnswer', async (tx, note) => {
      if (!(await setAnswerRemoved(tx, input.id, null))) throw fail('not_found', { what: 'answer' });
      note('answer', input.id);
      return {};
    }),
  ),
};

/** Puts questions into the draft that is being written, or begins the next version of the newest notice with them. */
async function writeInto(tx: WriteTx, incidentId: number, asked: readonly string[], at: string) {
  const latest = await latestSentVersion(tx, incidentId);
  const noticeId = latest?.noticeId ?? (await noticesOf(tx, incidentId))[0]?.id;
  if (noticeId === undefined) throw fail('not_found', { what: 'notice' });
  const last = await lastVersionOf(tx, noticeId);
  const writing = { at, by: await writerName(tx) };
  if (last && last.sha256 === null) {
    const text = { ...draftText(last), body: withQuestions(last.body, asked) };
    await updateDraft(tx, last.id, text, writing);
    return { versionId: last.id, label: last.label };
  }
  const number = (last?.number ?? 0) + 1;
  const label = defaultLabel(number);
  const before = last ?? latest;
  const text = {
    ...{ label, documentNumber: '', datedOn: '', supersedes: null },
    ...{ subject: before?.subject ?? label, body: withQuestions('', asked) },
    ...{ audience: before?.audience ?? '{"kind":"affected"}', parts: '[]' },
  };
  return { versionId: await insertDraft(tx, noticeId, number, text, writing), label };
}

function draftText({ label, documentNumber, datedOn, supersedes, subject, body, audience, parts }: VersionRow) {
  return { label, documentNumber, datedOn, supersedes, subject, body, audience, parts };
}

function shown(row: QuestionRow): Question {
  const { versionId, factId, answerId, answeredBy, label, factName, answerName, category, door, ...rest } = row;
  const by = (kind: 'version' | 'fact' | 'answer', id: number | null, name: string | null) =>
    id === null ? null : { kind, id, name: name ?? '' };
  return {
    ...rest,
    category: category as QuestionCategory,
    door: door as AcknowledgementDoor,
    answeredBy:
      by('version', versionId, label) ??
      by('fact', factId, factName) ??
      by('answer', answerId, answerName) ??
      (answeredBy === null ? null : { kind: 'clerk', id: null, name: answeredBy }),
  };
}
