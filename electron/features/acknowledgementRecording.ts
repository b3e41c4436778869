import { answersOfOffice, insertAcknowledgement, sentWithVersion } from '../../db/queries/acknowledgements.ts';
import { type EvidenceFile, insertEvidence } from '../../db/queries/evidence.ts';
import { getVersion } from '../../db/queries/notices.ts';
import { officesById } from '../../db/queries/offices.ts';
import type { WriteTx } from '../../db/store.ts';
import type {
  AcknowledgementAnswer,
  AcknowledgementDoor,
  AcknowledgementMethod,
  Recorded,
} from '../contract/acknowledgements.ts';
import { fail } from '../contract/errors.ts';
import type { QuestionCategory } from '../contract/questionWords.ts';
import { japanDate } from '../rules/dates.ts';
import { settle } from './acknowledgementStanding.ts';
import { keepQuestion } from './questionKeeping.ts';

/** An answer as it was told. `at` is when it was told, `recordedAt` is now (UTC instants). */
export interface Told {
  officeId: number;
  versionId: number;
  method: AcknowledgementMethod;
  answer: AcknowledgementAnswer;
  door: AcknowledgementDoor;
  name?: string | undefined;
  note?: string | undefined;
  /** Of what is asked, when a clerk has said so. */
  category?: QuestionCategory | undefined;
  at?: string | undefined;
  recordedAt: string;
  clerk: string;
  evidence?: EvidenceFile | undefined;
}

/**
 * The one way an answer comes in, whatever door it came by (by hand, slip, list, mail, call). Keeps it beside all
 * earlier ones, and derives anew where the office stands for every version of the notice. The caller writes the audit
 * row of its own change. The office of a merged double is not followed: give the kept one.
 * Errors: not_found (no such version), not_recipient, invalid_input (`at` after today in Japan).
 */
export async function recordAcknowledgement(tx: WriteTx, told: Told): Promise<Recorded> {
  const { officeId, recordedAt, clerk } = told;
  const at = told.at ?? told.recordedAt;
  if (japanDate(at) > japanDate(recordedAt)) throw fail('invalid_input', { field: 'at' });
  const sent = await sentWithVersion(tx, { versionId: told.versionId, officeId });
  const recipient = sent.find((row) => row.versionId === told.versionId);
  if (!recipient) throw await whyNone(tx, told.versionId, officeId);
  const { id: recipientId, versionId, noticeId, number, label, officeCode, officeName } = recipient;
  const before = await answersOfOffice(tx, { noticeId, officeId });
  const { method, answer, door, name = '', note = '' } = told;
  const values = { recipientId, versionId, officeId, method, answer, door, name, note, at };
  const id = await insertAcknowledgement(tx, { ...values, recordedAt, clerk });
  if (told.evidence) await insertEvidence(tx, id, told.evidence, { at: recordedAt, clerk });
  // What a call or a mail asks is kept with the call or the mail.
  if (answer === 'question' && (door === 'hand' || door === 'slip')) {
    const asked = { officeId, versionId, words: note, category: told.category, askedAt: at, clerk };
    await keepQuestion(tx, { ...asked, source: { acknowledgementId: id } });
  }
  const state = await settle(tx, sent, [...before, { id, number, answer, at }]);
  const repeated = before.some((earlier) => earlier.recipientId === recipientId);
  return { id, state, officeCode, officeName, versionId, number, label, repeated };
}

/** Why an office has no row for a version: not_found, not_recipient. */
async function whyNone(tx: WriteTx, versionId: number, officeId: number): Promise<Error> {
  if (!(await getVersion(tx, versionId))) return fail('not_found', { what: 'notice' });
  const office = (await officesById(tx, [officeId])).get(officeId);
  return office ? fail('not_recipient', { code: office.code }) : fail('not_found', { what: 'office' });
}
