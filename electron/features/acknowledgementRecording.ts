import { answeredBefore, insertAcknowledgement } from '../../db/queries/acknowledgements.ts';
import { type EvidenceFile, insertEvidence } from '../../db/queries/evidence.ts';
import { getVersion, type VersionRow } from '../../db/queries/notices.ts';
import { officesById } from '../../db/queries/offices.ts';
import { recipientsOfOffice } from '../../db/queries/recipients.ts';
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
import { deriveStates } from './acknowledgementStanding.ts';
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
  const { version, officeCode, officeName, recipientId } = await requireRecipient(tx, told.versionId, officeId);
  const repeated = await answeredBefore(tx, recipientId);
  const { method, answer, door, name = '', note = '' } = told;
  const values = { recipientId, versionId: version.id, officeId, method, answer, door, name, note, at };
  const id = await insertAcknowledgement(tx, { ...values, recordedAt, clerk });
  if (told.evidence) await insertEvidence(tx, id, told.evidence, { at: recordedAt, clerk });
  // What a call or a mail asks is kept with the call or the mail.
  if (answer === 'question' && (door === 'hand' || door === 'slip')) {
    const asked = { officeId, versionId: version.id, words: note, category: told.category, askedAt: at, clerk };
    await keepQuestion(tx, { ...asked, source: { acknowledgementId: id } });
  }
  const state = await deriveStates(tx, version.noticeId, officeId);
  const { number, label } = version;
  return { id, state, officeCode, officeName, versionId: version.id, number, label, repeated };
}

/** The row of an office for a version it was sent. Errors: not_found, not_recipient. */
async function requireRecipient(
  tx: WriteTx,
  versionId: number,
  officeId: number,
): Promise<{ version: VersionRow; officeCode: string; officeName: string; recipientId: number }> {
  const version = await getVersion(tx, versionId);
  if (!version) throw fail('not_found', { what: 'notice' });
  const office = (await officesById(tx, [officeId])).get(officeId);
  if (!office) throw fail('not_found', { what: 'office' });
  const sent = await recipientsOfOffice(tx, version.noticeId, officeId);
  const recipient = sent.find((row) => row.versionId === version.id);
  if (!recipient) throw fail('not_recipient', { code: office.code });
  return { version, officeCode: office.code, officeName: office.name, recipientId: recipient.id };
}
