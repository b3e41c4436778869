import { createHash } from 'node:crypto';
import type { VersionRow } from '../../db/queries/notices.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import {
  addressesToRemind,
  askByPhone,
  countToRemind,
  faxesToRemind,
  insertReminder,
  listToRemind,
  markReminders,
  officesStillToRemind,
  remindersOf,
  reminderTexts,
  setLadder,
  takeRecipients,
} from '../../db/queries/reminders.ts';
import { writeSetting } from '../../db/queries/settings.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import type { Released, ReminderChannel, ReminderText } from '../contract/reminders.ts';
import { japanDate } from '../rules/dates.ts';
import { mailFor } from '../rules/mailForms.ts';
import { replyAddress } from '../rules/messages.ts';
import { textsFor, withReminder } from '../rules/noticeCopies.ts';
import { frozenReminder, stepKey } from '../rules/reminders.ts';
import { breathe } from './breathing.ts';
import { api, change, tell } from './context.ts';
import { insertWays, openOrder, readWays, type Ways } from './deliveryQueueing.ts';
import { renderSheets, writePdf } from './letterRendering.ts';
import { refuseProblems } from './noticeFreezing.ts';
import { copiesFor, openVersion, requireVersion } from './noticeReading.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';
import {
  ladderFor,
  proposalsFor,
  questionFor,
  REMINDER_LADDER,
  REMINDER_TEXT,
  readHouse,
  requireStep,
} from './reminderProposals.ts';
import { clerkName, readSettings } from './storedSettings.ts';

/** Asking again those who have not confirmed: proposals, which a clerk releases. */
export const reminders = {
  ladder: api.reminders.ladder.handler(async ({ input, context }) => {
    await requireVersion(context.store.read, input.versionId);
    return ladderFor(context.store.read, input.versionId);
  }),

  saveLadder: api.reminders.saveLadder.handler(({ input, context }) =>
    change(context, 'reminders.saveLadder', async (tx, note, at) => {
      const { versionId, steps } = input;
      if (versionId === undefined) await writeSetting(tx, REMINDER_LADDER, steps);
      else await setLadder(tx, (await requireVersion(tx, versionId)).id, steps, at);
      note('ladder', versionId ?? null, { steps: steps?.map(stepKey).join(' ') ?? null });
      return {};
    }),
  ),

  saveText: api.reminders.saveText.handler(({ input, context }) =>
    change(context, 'reminders.saveText', async (tx, note) => {
      await writeSetting(tx, REMINDER_TEXT, input);
      note('settings', null, { keys: REMINDER_TEXT });
      return {};
    }),
  ),

  proposals: api.reminders.proposals.handler(async ({ input, context }) => {
    const version = await requireSent(context.store.read, input.versionId);
    return { rows: await proposalsFor(context.store.read, version, context.clock.now()) };
  }),

  list: api.reminders.list.handler(async ({ input, context }) => {
    const db = context.store.read;
    const step = await requireStep(db, input.versionId, input.step);
    const question = questionFor(input.versionId, step, japanDate(context.clock.now()));
    if (!question) return { rows: [], next: null, total: 0 };
    const patterns = patternsOf(input.search);
    const [found, total] = await Promise.all([
      listToRemind(db, question, patterns, input.cursor ?? null, input.limit + 1),
      countToRemind(db, question, patterns),
    ]);
    const page = cutPage(found, input.limit, (row) => row.officeCode);
    const rows = page.rows.map(({ recipientId: _, mail, fax, phone, ...row }) => ({
      ...row,
      address: { mail, fax, phone }[step.channel],
    }));
    return { rows, next: page.next, total };
  }),

  preview: api.reminders.preview.handler(async ({ input, context }) => {
    const db = context.store.read;
    const opened = await openVersion(db, input.versionId, context.clock);
    const factNames = opened.source.facts.map(({ name }) => name);
    const { notice, problems } = withReminder(opened.notice, factNames, input);
    refuseProblems(problems);
    const officeId = await officeIdByCode(db, input.officeCode);
    const [copy] = officeId === null ? [] : await copiesFor(db, { ...opened, notice }, [officeId]);
    if (!copy) throw fail('unknown_office', { code: input.officeCode });
    const { mail } = await readSettings(db);
    const texts = textsFor(notice, copy.office.part);
    const { subject, text } = mailFor(texts, copy.data('mail'), replyAddress(mail?.from ?? ''));
    return { subject, text };
  }),

  release: api.reminders.release.handler(async ({ input, context }) => {
    const [ways, clerk] = await Promise.all([readWays(context), clerkName(context)]);
    const now = context.clock.now();
    const words = await wordsFor(context.store.read, input);
    const opened = await openVersion(context.store.read, input.versionId, context.clock);
    const factNames = opened.source.facts.map(({ name }) => name);
    refuseProblems(withReminder(opened.notice, factNames, words).problems);
    const answer = await change(context, 'reminders.release', async (tx, note, at) => {
      const version = await requireSent(tx, input.versionId);
      const step = await requireStep(tx, version.id, input.step);
      const question = questionFor(version.id, step, japanDate(now));
      const order = { version, step: input.step, channel: step.channel, ...words };
      const sha256 = hashOf(order);
      const reminderId = await insertReminder(tx, { ...frozen(order), sha256, at, clerk });
      const offices = question ? await takeRecipients(tx, reminderId, question) : 0;
      if (offices === 0) throw fail('nothing_to_remind');
      if (input.offices !== undefined && input.offices !== offices) {
        throw fail('reminder_changed', { shown: input.offices, found: offices });
      }
      if (step.channel === 'phone') await askByPhone(tx, reminderId, at);
      const byMail = step.channel === 'mail' || (step.channel === 'fax' && ways.faxByMail);
      const queued = byMail ? await queueMails(tx, { version, reminderId, channel: step.channel, ways, at }) : 0;
      note('reminder', reminderId, { versionId: version.id, step: input.step, offices, queued, sha256 });
      return { reminderId, offices, queued, sha256 };
    });
    for (const feature of ['calls', 'deliveries']) tell(context, { type: 'changed', feature });
    context.outbox.wake();
    return answer;
  }),

  sheets: api.reminders.sheets.handler(async ({ input, context, signal }) => {
    const db = context.store.read;
    const reminder = await reminderTexts(db, input.reminderId);
    if (!reminder) throw fail('not_found', { what: 'reminder' });
    const audience = new Set(await officesStillToRemind(db, input.reminderId));
    const { versionId } = reminder;
    const order = { versionId, audience, form: 'fax' as const, reminder };
    const { pdf, pages, offices } = await renderSheets(context, order, signal);
    const { file, sha256 } = await writePdf(context, input.file, `reminder-${input.reminderId}`, pdf);
    await change(context, 'reminders.sheets', async (_tx, note) => {
      note('reminder', input.reminderId, { versionId, offices, pages, sha256 });
    });
    return { file, pages, offices };
  }),

  history: api.reminders.history.handler(async ({ input, context }) => {
    const rows = await remindersOf(context.store.read, input.versionId, MOST_RELEASED);
    return { rows: rows.map(shown) };
  }),
};

const MOST_RELEASED = 200;
const BATCH = 200;

/** Errors: not_found, not_approved (it has not gone out). */
async function requireSent(db: ReadDb, versionId: number): Promise<VersionRow> {
  const version = await requireVersion(db, versionId);
  if (version.sentAt === null) throw fail('not_found', { what: 'sentVersion' });
  return version;
}

/** The words released: those given, else the house's. */
async function wordsFor(db: ReadDb, given: Partial<ReminderText>): Promise<ReminderText> {
  const { text } = await readHouse(db);
  return { subject: given.subject ?? text.subject, covering: given.covering ?? text.covering };
}

interface Frozen extends ReminderText {
  version: VersionRow;
  step: string;
  channel: ReminderChannel;
}

const frozen = ({ version, ...words }: Frozen) => ({ versionId: version.id, ...words });

function hashOf({ version, step, subject, covering }: Frozen): string {
  const text = frozenReminder({ versionSha256: version.sha256 ?? '', step, subject, covering });
  return createHash('sha256').update(text).digest('hex');
}

interface Queueing {
  version: VersionRow;
  reminderId: number;
  channel: ReminderChannel;
  ways: Ways;
  at: string;
}

/** Queues a mail to every address the notice has reached; by FAX one to the gateway for each office. Answers how many. */
async function queueMails(tx: WriteTx, { version, reminderId, channel, ways, at }: Queueing): Promise<number> {
  const way = channel === 'fax' ? ('fax' as const) : ('mail' as const);
  const addresses = way === 'fax' ? faxesToRemind : addressesToRemind;
  const order = await openOrder({ tx, at, version, ways, kind: 'reminder' });
  let queued = 0;
  for (let afterId = 0; ; ) {
    const found = await addresses(tx, reminderId, afterId, BATCH);
    const last = found.at(-1);
    if (!last) break;
    await insertWays(
      order,
      found.map((row) => ({ ...row, channel: way })),
    );
    queued += found.length;
    afterId = last.recipientId;
    await breathe();
  }
  await markReminders(tx, order.sendingId, reminderId);
  return queued;
}

function shown({ states, ...row }: Awaited<ReturnType<typeof remindersOf>>[number]): Released {
  const sum = (...names: string[]) => names.reduce((total, name) => total + (states.get(name) ?? 0), 0);
  return {
    ...row,
    channel: row.channel as ReminderChannel,
    sent: sum('sent'),
    waiting: sum('queued', 'retry', 'sending', 'handed'),
    failed: sum('failed'),
    inDoubt: sum('in_doubt'),
    stopped: sum('cancelled'),
  };
}
