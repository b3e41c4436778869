import { getAcknowledgement, withdrawAcknowledgement } from '../../db/queries/acknowledgements.ts';
import { type EvidenceFile, evidenceContent } from '../../db/queries/evidence.ts';
import { getMail } from '../../db/queries/incomingMails.ts';
import { setDecision } from '../../db/queries/mailbox.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import { withdrawQuestionsOf } from '../../db/queries/questions.ts';
import { newestVersionSentTo } from '../../db/queries/recipients.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { askedIn } from '../rules/questionReading.ts';
import { recordAcknowledgement } from './acknowledgementRecording.ts';
import { deriveStates } from './acknowledgementStanding.ts';
import { type AppContext, change, tell } from './context.ts';
import { keepQuestion } from './questionKeeping.ts';

interface Decision {
  id: number;
  outcome: 'acknowledged' | 'question' | 'irrelevant';
  officeCode?: string | undefined;
  versionId?: number | undefined;
  name?: string | undefined;
}

type Mail = NonNullable<Awaited<ReturnType<typeof getMail>>>;

/** Follows a clerk's decision about a mail. Errors: not_found, unknown_office, not_recipient, mail_unmatched. */
export async function decideOnMail(
  context: AppContext,
  input: Decision,
): Promise<{ acknowledgementId: number | null }> {
  const clerk = await context.clerk();
  const answer = await change(context, 'mailbox.decide', async (tx, note, at) => {
    const mail = await requireMail(tx, input.id);
    const target = await targetOf(tx, mail, input);
    const decided = { decided_by: clerk, decided_at: at };
    const before = mail.acknowledgementId;
    const confirms = before === null && input.outcome === 'acknowledged';
    const acknowledgementId = confirms ? await acknowledge(tx, mail, target, { input, at, clerk }) : before;
    const { officeId, versionId } = target;
    // Decided once more, it asks once.
    await withdrawQuestionsOf(tx, { mailId: mail.id }, at);
    if (input.outcome === 'question' || (input.outcome === 'acknowledged' && mail.question)) {
      const asked = { officeId, versionId, words: askedIn(mail.words), askedAt: mail.receivedAt, clerk };
      await keepQuestion(tx, { ...asked, source: { mailId: mail.id } });
    }
    const place = { office_id: officeId, version_id: versionId, acknowledgement_id: acknowledgementId };
    await setDecision(tx, mail.id, { ...decided, ...place, tray: 'done' });
    note('mail', mail.id, { outcome: input.outcome });
    return { acknowledgementId };
  });
  if (input.outcome === 'acknowledged') tell(context, { type: 'changed', feature: 'acknowledgements' });
  return answer;
}

/** Takes a decision back: the mail is to be decided anew. Errors: not_found. */
export async function reopenMail(context: AppContext, id: number): Promise<Record<string, never>> {
  const withdrawn = await change(context, 'mailbox.reopen', async (tx, note, at) => {
    const mail = await requireMail(tx, id);
    const found = mail.acknowledgementId === null ? null : await getAcknowledgement(tx, mail.acknowledgementId);
    if (found && found.withdrawnAt === null) {
      await withdrawAcknowledgement(tx, found.id, WITHDRAWN_BECAUSE, at);
      await deriveStates(tx, found.noticeId, found.officeId);
    }
    await withdrawQuestionsOf(tx, { mailId: id }, at);
    const undone = { acknowledgement_id: null, decided_by: null, decided_at: null };
    await setDecision(tx, id, { ...undone, tray: 'to-check' });
    note('mail', id, {});
    return found !== null;
  });
  if (withdrawn) tell(context, { type: 'changed', feature: 'acknowledgements' });
  return {};
}

/** Stands in the register beside the withdrawn acknowledgement. */
const WITHDRAWN_BECAUSE = '届いた返信の画面で取り消し';

async function requireMail(db: ReadDb, id: number): Promise<Mail> {
  const mail = await getMail(db, id);
  if (!mail) throw fail('not_found', { what: 'incomingMail' });
  return mail;
}

/** The office and version a mail is for: what the clerk named, else what was found; of an office named alone, its newest version. */
async function targetOf(
  db: ReadDb,
  mail: Mail,
  { officeCode, versionId }: Decision,
): Promise<{ officeId: number | null; versionId: number | null }> {
  if (officeCode === undefined) return { officeId: mail.officeId, versionId: versionId ?? mail.versionId };
  const officeId = await officeIdByCode(db, officeCode);
  if (officeId === null) throw fail('unknown_office', { code: officeCode });
  const found = officeId === mail.officeId ? mail.versionId : null;
  return { officeId, versionId: versionId ?? found ?? (await newestVersionSentTo(db, officeId)) };
}

async function acknowledge(
  tx: WriteTx,
  mail: Mail,
  { officeId, versionId }: { officeId: number | null; versionId: number | null },
  { input, at, clerk }: { input: Decision; at: string; clerk: string },
): Promise<number> {
  if (officeId === null || versionId === null) throw fail('mail_unmatched');
  const { id } = await recordAcknowledgement(tx, {
    officeId,
    versionId,
    method: 'mail',
    answer: mail.question ? 'question' : 'confirmed',
    door: 'mail',
    name: input.name ?? mail.senderName.slice(0, 80),
    note: mail.question ? mail.words.slice(0, 1000) : '',
    at: mail.receivedAt < at ? mail.receivedAt : at,
    recordedAt: at,
    clerk,
    evidence: await evidenceOf(tx, mail.sha256),
  });
  return id;
}

async function evidenceOf(db: ReadDb, sha256: string): Promise<EvidenceFile | undefined> {
  const kept = await evidenceContent(db, sha256);
  return kept ? { sha256, ...kept } : undefined;
}
