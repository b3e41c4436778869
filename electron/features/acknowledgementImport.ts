import { insertAcknowledgements, listedAnswers } from '../../db/queries/acknowledgementBulk.ts';
import type { Engine, ReadDb, WriteTx } from '../../db/store.ts';
import type { AnswerMapping } from '../contract/acknowledgementImport.ts';
import { fail } from '../contract/errors.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import type { AnswerDraft } from '../rules/answerReading.ts';
import { japanDate } from '../rules/dates.ts';
import { deriveMany } from './acknowledgementStanding.ts';
import type { AnswerHead } from './answerFile.ts';
import { type Matched, matchAnswers } from './answerMatching.ts';
import { breathe, LARGE_WRITE } from './breathing.ts';
import { type AppContext, api, change, type Note, tell } from './context.ts';
import { keepListedQuestions } from './questionKeeping.ts';

/** Answers of a list: read in a thread, compared with the register, and on `commit` written all or not at all. */
export const acknowledgementImport = {
  import: api.acknowledgements.import.handler(async ({ input, context, signal }) => {
    const { head, judged } = await readAnswers(context, { ...input, signal });
    const rejected = judged.refused.sort((one, other) => one.line - other.line);
    const writes = input.commit && (rejected.length === 0 || input.skipRefused);
    if (writes && judged.taken.length > 0) await write(context, head, judged, { ...input, signal });
    return {
      committed: writes,
      rows: head.rows,
      recorded: judged.taken.length,
      known: judged.known,
      older: judged.taken.filter((answer) => answer.older).length,
      mapping: head.mapping,
      columns: head.columns,
      rejected: rejected.slice(0, MOST_LISTED),
      rejectedRows: new Set(rejected.map((row) => row.line)).size,
      preview: judged.taken.slice(0, MOST_SHOWN).map(shown),
    };
  }),
};

const MOST_LISTED = 1000;
const MOST_SHOWN = 100;
/** Rows written with one statement: each is a way to the thread and back. */
const BATCH = 2_000;

interface Order {
  file: string;
  encoding: 'auto' | 'utf-8' | 'cp932';
  mapping?: AnswerMapping | undefined;
  versionId?: number | undefined;
  signal: AbortSignal | undefined;
}

/** Reads a list in a thread; what has come is judged here while the thread reads on. */
async function readAnswers(
  context: AppContext,
  { signal, ...order }: Order,
): Promise<{ head: AnswerHead; judged: Judged }> {
  const { name, bytes } = await context.files.read(context.caller, order.file);
  const file = { name, bytes, encoding: order.encoding, mapping: order.mapping };
  // Midnight in Japan, UTC: what was told after today is refused. Instants of one form compare as text.
  const tomorrow = `${japanDate(context.clock.now().toISOString())}T15:00:00.000Z`;
  let head: AnswerHead = { sha256: '', rows: 0, mapping: {}, columns: [] };
  const judged: Judged = { taken: [], refused: [], known: 0 };
  let done = 0;
  for await (const part of context.threads.run('readAnswers', file)) {
    if (signal?.aborted) throw fail('cancelled');
    if ('head' in part) head = part.head;
    else {
      judged.refused.push(...part.problems);
      await judge(context.store.read, part.drafts, { versionId: order.versionId, tomorrow, judged });
      done += part.drafts.length + part.problems.length;
      tell(context, { type: 'progress', work: 'acknowledgements.import', done, total: head.rows });
      // Parts that have gathered follow each other without a pause, and so do the answers of the register.
      await breathe();
    }
  }
  return { head, judged };
}

interface Judged {
  taken: Matched[];
  refused: RowProblem[];
  /** Recorded before, word for word. */
  known: number;
}

/** Whom each row (at most 500) is from and about which version; what cannot come in, and what is there already. */
async function judge(
  db: ReadDb,
  drafts: readonly AnswerDraft[],
  { versionId, tomorrow, judged }: { versionId: number | undefined; tomorrow: string; judged: Judged },
): Promise<void> {
  const { matched, refused } = await matchAnswers(db, drafts, versionId);
  judged.refused.push(...refused);
  const recipientIds = matched.map(({ recipientId }) => recipientId);
  const there = new Set((await listedAnswers(db, recipientIds)).map(keyOf));
  for (const answer of matched) {
    if (answer.at !== null && answer.at >= tomorrow) {
      judged.refused.push(problem(answer.line, '', 'future_moment', answer.at));
    } else if (answer.at !== null && there.size > 0 && there.has(keyOf({ ...answer, at: answer.at })))
      judged.known += 1;
    else judged.taken.push(answer);
  }
}

interface Keyed {
  recipientId: number;
  at: string;
  answer: string;
  name: string;
  note: string;
}
const keyOf = ({ recipientId, at, answer, name, note }: Keyed) => JSON.stringify([recipientId, at, answer, name, note]);

async function write(context: AppContext, head: AnswerHead, judged: Judged, { signal }: Order): Promise<void> {
  const clerk = await context.clerk();
  const { engine } = context.store;
  const work = async (tx: WriteTx, note: Note, at: string) => {
    for (let from = 0; from < judged.taken.length; from += BATCH) {
      if (signal?.aborted) throw fail('cancelled');
      await writeBatch(tx, engine, judged.taken.slice(from, from + BATCH), { at, clerk });
      const done = Math.min(from + BATCH, judged.taken.length);
      tell(context, { type: 'progress', work: 'acknowledgements.import', done, total: judged.taken.length });
    }
    note('acknowledgement', null, { recorded: judged.taken.length, rows: head.rows, sha256: head.sha256 });
  };
  await change(context, 'acknowledgements.import', work, { large: judged.taken.length >= LARGE_WRITE });
}

async function writeBatch(
  tx: WriteTx,
  engine: Engine,
  answers: readonly Matched[],
  made: { at: string; clerk: string },
): Promise<void> {
  const rows = answers.map((answer) => ({ ...answer, at: answer.at ?? made.at }));
  await insertAcknowledgements(tx, engine, rows, made);
  const asking = rows.filter(({ answer }) => answer === 'question');
  await keepListedQuestions(
    tx,
    asking.map(({ recipientId }) => recipientId),
  );
  for (const [noticeId, mine] of Map.groupBy(answers, (answer) => answer.noticeId)) {
    await deriveMany(tx, noticeId, [...new Set(mine.map((answer) => answer.officeId))]);
  }
}

function shown({ line, officeCode, officeName, label, answer, method, name, at }: Matched) {
  return { line, officeCode, officeName, label, answer, method, name, at };
}
