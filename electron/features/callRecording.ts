import { getAcknowledgement, withdrawAcknowledgement } from '../../db/queries/acknowledgements.ts';
import { getEntry, openEntry, settleEntry } from '../../db/queries/callDesk.ts';
import { getCall, insertCall, markCallUndone, recipientFor, standingCalls } from '../../db/queries/calls.ts';
import { phoneWays } from '../../db/queries/deliveryWays.ts';
import { getVersion, type VersionRow } from '../../db/queries/notices.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import { withdrawQuestionsOf } from '../../db/queries/questions.ts';
import { recordOutcome } from '../../db/queries/sending.ts';
import type { WriteTx } from '../../db/store.ts';
import type { CallOutcome } from '../contract/calls.ts';
import { fail } from '../contract/errors.ts';
import type { QuestionCategory } from '../contract/questionWords.ts';
import { readyAfter } from '../rules/callOrder.ts';
import { recordAcknowledgement } from './acknowledgementRecording.ts';
import { deriveStates } from './acknowledgementStanding.ts';
import { keepQuestion } from './questionKeeping.ts';

/** What came of a call, as it was told. */
export interface ToldCall {
  officeCode: string;
  outcome: CallOutcome;
  fence?: number | undefined;
  at?: string | undefined;
  name?: string | undefined;
  note?: string | undefined;
  phone?: string | undefined;
  callbackAt?: string | undefined;
  category?: QuestionCategory | undefined;
  question?: string | undefined;
  confirmed?: boolean | undefined;
}

interface Made {
  clerk: string;
  /** UTC instant of the recording. */
  at: string;
}

/**
 * Writes down what came of a call and lets the office go; in one transaction with its acknowledgement and its question.
 * Errors: unknown_office, not_recipient, call_taken, call_incomplete.
 */
export async function recordCall(tx: WriteTx, version: VersionRow, told: ToldCall, made: Made) {
  const { officeId, recipient } = await requireRecipient(tx, version.id, told.officeCode);
  await requireHold(tx, recipient.id, told.fence, made.at);
  const callbackAt = callbackOf(told, made.at);
  const question = told.question ?? '';
  if (told.outcome === 'question' && question === '') throw fail('call_incomplete', { field: 'question' });
  await openEntry(tx, recipient.id);
  const confirms = told.outcome === 'confirmed' || (told.outcome === 'question' && told.confirmed === true);
  const { name = '', note = '', outcome } = told;
  const saying = { versionId: version.id, officeId, name, note, at: told.at, clerk: made.clerk, recordedAt: made.at };
  const answer = outcome === 'question' ? ('question' as const) : ('confirmed' as const);
  const confirmed = confirms && (await recordAcknowledgement(tx, { ...saying, answer, method: 'phone', door: 'call' }));
  const acknowledgementId = confirmed ? confirmed.id : null;
  const phone = told.phone ?? recipient.phone;
  const when = told.at ?? made.at;
  const place = { recipientId: recipient.id, versionId: version.id, officeId };
  const values = { ...place, at: when, clerk: made.clerk, outcome, phone, name, note, callbackAt, acknowledgementId };
  const id = await insertCall(tx, values);
  if (confirms) await closeByPhone(tx, recipient.id, when);
  const asked = { officeId, versionId: version.id, words: question, category: told.category, askedAt: when };
  const questionId =
    question === '' ? null : await keepQuestion(tx, { ...asked, source: { callId: id }, clerk: made.clerk });
  const readyAt = await restAfterCalls(tx, recipient.id);
  return { id, officeId, acknowledgementId, questionId, readyAt };
}

async function requireRecipient(tx: WriteTx, versionId: number, officeCode: string) {
  const officeId = await officeIdByCode(tx, officeCode);
  if (officeId === null) throw fail('unknown_office', { code: officeCode });
  const recipient = await recipientFor(tx, versionId, officeId);
  if (!recipient) throw fail('not_recipient', { code: officeCode });
  return { officeId, recipient };
}

/** Somebody who was overtaken is told by whom; a hold that merely ran out still counts. */
async function requireHold(tx: WriteTx, recipientId: number, fence: number | undefined, now: string): Promise<void> {
  if (fence === undefined) return;
  const entry = await getEntry(tx, recipientId);
  if (entry?.fence === fence) return;
  const { last } = await standingCalls(tx, recipientId);
  const holds = entry !== null && entry.heldUntil > now;
  throw fail('call_taken', { clerk: holds ? entry.holder : '', at: (holds ? entry.heldSince : last?.at) ?? '' });
}

/** The promised time: needed for a call-back, in the future, and kept with no other outcome. */
function callbackOf({ outcome, callbackAt }: ToldCall, now: string): string | null {
  if (outcome !== 'callback') return null;
  if (callbackAt === undefined || callbackAt <= now) throw fail('call_incomplete', { field: 'callbackAt' });
  return callbackAt;
}

/** Who was told and has confirmed on the phone need not be told by phone any more: what waited for that is done. */
async function closeByPhone(tx: WriteTx, recipientId: number, at: string): Promise<void> {
  const done = { state: 'sent' as const, response: '', at, nextAt: null };
  for (const way of await phoneWays(tx, recipientId, null)) await recordOutcome(tx, way, ['queued'], done);
}

/** What a call has closed waits again. */
async function reopenByPhone(tx: WriteTx, call: { recipientId: number; at: string }, at: string): Promise<void> {
  const waits = { state: 'queued' as const, response: '', at, nextAt: null };
  for (const way of await phoneWays(tx, call.recipientId, call.at)) await recordOutcome(tx, way, ['sent'], waits);
}

/** Brings an office's place on the desk to what its calls amount to. Answers when it is ready again. */
async function restAfterCalls(tx: WriteTx, recipientId: number): Promise<string> {
  const { count, last } = await standingCalls(tx, recipientId);
  const readyAt = last ? readyAfter(last.outcome as CallOutcome, count, new Date(last.at), last.callbackAt) : '';
  await settleEntry(tx, recipientId, {
    attempts: count,
    lastOutcome: last?.outcome ?? '',
    lastAt: last?.at ?? null,
    readyAt,
    callbackAt: last?.callbackAt ?? null,
  });
  return readyAt;
}

/** Takes a call back with all that came of it. Errors: not_found. */
export async function undoCall(tx: WriteTx, id: number, reason: string, at: string) {
  const call = await getCall(tx, id);
  const version = call && (await getVersion(tx, call.versionId));
  if (!call || !version) throw fail('not_found', { what: 'call' });
  await markCallUndone(tx, call.id, at);
  if (call.acknowledgementId !== null) {
    await reopenByPhone(tx, call, at);
    await withdraw(tx, call.acknowledgementId, reason, at);
  }
  await withdrawQuestionsOf(tx, { callId: call.id }, at);
  await restAfterCalls(tx, call.recipientId);
  return { call, version };
}

/** Takes the acknowledgement of a call back, unless somebody has done so. */
async function withdraw(tx: WriteTx, id: number, reason: string, at: string): Promise<void> {
  const found = await getAcknowledgement(tx, id);
  if (!found || found.withdrawnAt !== null) return;
  await withdrawAcknowledgement(tx, found.id, reason, at);
  await deriveStates(tx, found.noticeId, found.officeId);
}
