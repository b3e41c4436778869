import { insertAcknowledgements, listedAnswers } from '../../db/queries/acknowledgementBulk.ts';
import type { Engine, ReadDb, WriteTx } from '../../db/store.ts';
import type { AnswerMapping } from '../contract/acknowledgementImport.ts';
import { fail } from '../contract/errors.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import type { AnswerDraft } from '../rules/answerReading.ts';
import { japanDate } from '../rules/dates.ts';
import { deriveMany } from './acknowledgementStanding.ts';
import type { AnswerHead } from './answerFile.ts';
import { type Matched, matchAnswers, type Refused } from './answerMatching.ts';
import { type AppContext, api, change, type Note, tell } from './context.ts';
import { keepListedQuestions } from './questionKeeping.ts';

/** Answers of a list: read in a thread, compared with the register, and on `commit` written all or not at all. */
export const acknowledgementImport = {
  import: api.acknowledgements.import.handler(async ({ input, context, signal }) => {
    const list = await readAnswers(context, input, signal);
    const at = context.clock.now().toISOString();
    const judged = await judge(context.store.read, list.drafts, { ...input, now: at, signal });
    const rejected = [...list.problems, ...judged.refused].sort((one, other) => one.line - other.line);
    const writes = input.commit && (rejected.length === 0 || input.skipRefused);
    if (writes && judged.taken.length > 0) await write(context, list.head, judged, { ...input, signal });
    return {
      committed: writes,
      rows: list.head.rows,
      recorded: judged.taken.length,
      known: judged.known,
      older: judged.taken.filter((answer) => answer.older).length,
      mapping: list.head.mapping,
      columns: list.head.columns,
      rejected: rejected.slice(0, MOST_LISTED),
      rejectedRows: new Set(rejected.map((row) => row.line)).size,
      preview: judged.taken.slice(0, MOST_SHOWN).map(shown),
    };
  }),
};

const MOST_LISTED = 1000;
const MOST_SHOWN = 100;
const BATCH = 500;
/** Answers from which on a thread writes them. */
const LARGE = 2_000;

interface Order {
  file: string;
  encoding: 'auto' | 'utf-8' | 'cp932';
  mapping?: AnswerMapping | undefined;
  versionId?: number | undefined;
  signal: AbortSignal | undefined;
}

interface AnswerList {
  head: AnswerHead;
  drafts: AnswerDraft[];
  problems: RowProblem[];
}

async function readAnswers(context: AppContext, order: Omit<Order, 'signal'>, signal: AbortSignal | undefined) {
  const { name, bytes } = await context.files.read(context.caller, order.file);
  const file = { name, bytes, encoding: order.encoding, mapping: order.mapping };
  const list: AnswerList = { head: { sha256: '', rows: 0, mapping: {}, columns: [] }, drafts: [], problems: [] };
  for await (const part of context.threads.run('readAnswers', file)) {
    if (signal?.aborted) throw fail('cancelled');
    if ('head' in part) list.head = part.head;
    else {
      list.drafts.push(...part.drafts);
      list.problems.push(...part.problems);
    }
  }
  return list;
}

interface Judged {
  taken: Matched[];
  refused: Refused[];
  /** Recorded before, word for word. */
  known: number;
}

/** Whom each row is from and about which version; what cannot come in, and what is there already. */
async function judge(
  db: ReadDb,
  drafts: readonly AnswerDraft[],
  order: { versionId?: number | undefined; now: string; signal: AbortSignal | undefined },
): Promise<Judged> {
  const judged: Judged = { taken: [], refused: [], known: 0 };
  const today = japanDate(order.now);
  for (let at = 0; at < drafts.length; at += BATCH) {
    if (order.signal?.aborted) throw fail('cancelled');
    const { matched, refused } = await matchAnswers(db, drafts.slice(at, at + BATCH), order.versionId);
    judged.refused.push(...refused);
    const there = new Set(
      (
        await listedAnswers(
          db,
          matched.map(({ recipientId }) => recipientId),
        )
      ).map(keyOf),
    );
    for (const answer of matched) {
      if (answer.at !== null && japanDate(answer.at) > today) {
        judged.refused.push(problem(answer.line, '', 'future_moment', answer.at));
      } else if (answer.at !== null && there.has(keyOf({ ...answer, at: answer.at }))) judged.known += 1;
      else judged.taken.push(answer);
    }
  }
  return judged;
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
  await change(context, 'acknowledgements.import', work, { large: judged.taken.length >= LARGE });
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
