import { candidateRows, everyCallable } from '../../db/queries/callDesk.ts';
import { wrongNumbers } from '../../db/queries/calls.ts';
import { contactsOf } from '../../db/queries/contacts.ts';
import { getNotice, type VersionRow } from '../../db/queries/notices.ts';
import { getOffice } from '../../db/queries/offices.ts';
import { listProcedures } from '../../db/queries/procedures.ts';
import { answersOf } from '../../db/queries/questions.ts';
import { officeOfRecipient } from '../../db/queries/recipients.ts';
import { fail } from '../contract/errors.ts';
import type { CallSheet, CallSheetOffice } from '../ports/letters.ts';
import { type Candidate, inCallOrder, reasonsFor } from '../rules/callOrder.ts';
import { reasonWords } from '../rules/callWords.ts';
import { findRule } from '../rules/catalogue.ts';
import { toPrintableText } from '../rules/csvWrite.ts';
import { formatWareki, japanDate } from '../rules/dates.ts';
import { breathe } from './breathing.ts';
import { pointsFor } from './callCards.ts';
import { deskOf } from './callDesk.ts';
import { type AppContext, change, tell } from './context.ts';
import { writePdf } from './letterRendering.ts';
import { readSettings } from './storedSettings.ts';

interface Order {
  limit: number;
  file?: string | undefined;
}

const READ = 1000;
const CONTACTS = 3;
const LATE = 3;
const ANSWERS = 12;

/**
 * Lays the desk of a version out on paper, in its order. Errors: empty_audience (nobody is left to call),
 * pdf_unavailable, file_unwritable, file_not_allowed.
 */
export async function renderCallSheet(
  context: AppContext,
  version: VersionRow,
  { limit, file }: Order,
  signal: AbortSignal | undefined,
): Promise<{ file: string; pages: number; offices: number; left: number }> {
  const order = await wholeOrder(context, version.id, signal);
  const chosen = order.slice(0, limit);
  if (chosen.length === 0) throw fail('empty_audience');
  const offices: CallSheetOffice[] = [];
  for (const candidate of chosen) {
    offices.push(await lineFor(context, candidate));
    if (offices.length % 50 !== 0) continue;
    tell(context, { type: 'progress', work: 'calls.sheet', done: offices.length, total: chosen.length });
    await breathe();
    signal?.throwIfAborted();
  }
  const data = printable(await dataFor(context, version, order, offices), await context.letters.characters());
  const { pdf, pages } = await context.letters.render({ template: 'callSheet', data }, { signal });
  const written = await writePdf(context, file, `calls-${version.id}`, pdf);
  await change(context, 'calls.sheet', async (_tx, note) => {
    note('version', version.id, { offices: offices.length, pages, sha256: written.sha256 });
  });
  return { file: written.file, pages, offices: offices.length, left: order.length - offices.length };
}

/** Everybody who may be called now or later, the next one first. */
async function wholeOrder(context: AppContext, versionId: number, signal: AbortSignal | undefined) {
  const db = context.store.read;
  const desk = deskOf(versionId, context.clock.now());
  const found: Candidate[] = [];
  for (let afterId = 0; ; ) {
    signal?.throwIfAborted();
    const ids = await everyCallable(db, versionId, afterId, READ);
    found.push(...(await candidateRows(db, desk, ids)));
    if (ids.length < READ) return inCallOrder(found, desk.now);
    afterId = ids.at(-1) ?? afterId;
    await breathe();
  }
}

async function lineFor(context: AppContext, candidate: Candidate): Promise<CallSheetOffice> {
  const db = context.store.read;
  const now = context.clock.now();
  const officeId = await officeOfRecipient(db, candidate.recipientId);
  const office = officeId === null ? null : await getOffice(db, officeId);
  if (!office) throw fail('not_found', { what: 'office' });
  const [wrong, people, late] = await Promise.all([
    wrongNumbers(db, office.id),
    contactsOf(db, office.id, CONTACTS),
    listProcedures(db, { delayedOn: japanDate(now), patterns: [], officeId: office.id }, null, LATE),
  ]);
  const phones = [office.phone, ...people.map(({ phone }) => phone)];
  return {
    code: office.code,
    name: office.name,
    branch: office.branch,
    contact: office.contactName,
    phones: [...new Set(phones)].filter((phone) => phone.trim() !== '' && !wrong.has(phone)).slice(0, CONTACTS),
    reasons: reasonsFor(candidate, now.toISOString()).map(reasonWords),
    late: late.map(({ type, dueOn }) => `${findRule(type)?.nameJa ?? type}（期限 ${dueOn ?? 'なし'}）`),
  };
}

async function dataFor(
  context: AppContext,
  version: VersionRow,
  order: readonly Candidate[],
  offices: CallSheetOffice[],
): Promise<CallSheet> {
  const db = context.store.read;
  const [{ association }, notice] = await Promise.all([readSettings(db), getNotice(db, version.noticeId)]);
  const [first] = order;
  const officeId = first ? await officeOfRecipient(db, first.recipientId) : null;
  const answers = notice ? await answersOf(db, notice.incidentId, ANSWERS) : [];
  return {
    label: version.label,
    subject: version.subject,
    date: formatWareki(japanDate(context.clock.now())),
    association,
    // The points of one office's copy: what differs between offices is told by its own lines.
    points: officeId === null ? [] : await pointsFor(context, version.id, officeId),
    answers: answers.map(({ question, answer }) => ({ question, answer })),
    offices,
    total: order.length,
  };
}

/** Every text with 〓 for what the typeface lacks. */
function printable<Value>(value: Value, has: (character: string) => boolean): Value {
  const visit = (inner: unknown): unknown => {
    if (typeof inner === 'string') return toPrintableText(inner, has).text;
    if (Array.isArray(inner)) return inner.map(visit);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, visit(each)]));
  };
  return visit(value) as Value;
}
