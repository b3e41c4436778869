import { type EvidenceFile, keepFile, sha256Of } from '../../db/queries/evidence.ts';
import {
  insertMail,
  type MailPlace,
  mailIdBySha256,
  type NewMail,
  notePlace,
  setDecision,
} from '../../db/queries/mailbox.ts';
import { insertReturn, type OurMail } from '../../db/queries/mailMatching.ts';
import { recordOutcome } from '../../db/queries/sending.ts';
import type { WriteTx } from '../../db/store.ts';
import type { DeliveryCause } from '../contract/deliveryCauses.ts';
import type { ReadMail } from '../contract/readMail.ts';
import { EVIDENCE_BYTES } from '../rules/evidence.ts';
import type { Classified, Returned } from '../rules/mailReading/kinds.ts';
import { maskMyNumbers } from '../rules/myNumber.ts';
import { askedIn } from '../rules/questionReading.ts';
import { searchKey } from '../rules/searchKey.ts';
import { recordAcknowledgement } from './acknowledgementRecording.ts';
import { type AppContext, change, tell } from './context.ts';
import { type Examined, examineMail, keptWords } from './mailExamining.ts';
import { keepQuestion } from './questionKeeping.ts';
import { readSettings } from './storedSettings.ts';

/** A mail as it came in. */
export interface ArrivedMail {
  raw: Uint8Array;
  /** UTC. */
  receivedAt: string;
  /** Null: out of a file. */
  place: MailPlace | null;
}

/** What became of it. `fresh` is false when it was taken in before. */
export interface TakenMail {
  id: number;
  fresh: boolean;
  kind: Classified['kind'] | null;
  decision: Examined['decided']['decision'] | null;
}

/**
 * Takes in a mail: reads it, decides, and writes down the mail, the reason, its effects, and that this place of the mailbox
 * was read, all in one transaction. However often the same mail comes, it is taken in once.
 */
export async function takeMail(context: AppContext, arrived: ArrivedMail): Promise<TakenMail> {
  const sha256 = sha256Of(arrived.raw);
  const known = await mailIdBySha256(context.store.read, sha256);
  if (known !== null) return alreadyTaken(context, known, arrived);
  const mail = await context.readMail(arrived.raw);
  const { mailbox } = await readSettings(context.store.read);
  // Without a mailbox nothing is read by itself: who names a mail by hand means it to count.
  const confirmSure = mailbox?.confirmSure ?? true;
  const clerk = await context.clerk();
  const taken = await change(context, 'mailbox.take', async (tx, note, at): Promise<TakenMail> => {
    const examined = await examineMail(tx, mail, confirmSure);
    const { found, decided, myNumber } = examined;
    const id = await insertMail(tx, rowOf(mail, examined, { ...arrived, sha256, at }));
    if (id === null) throw new Error('the mail was taken in meanwhile');
    const evidence = evidenceOf(arrived.raw, sha256, myNumber);
    if (evidence) await keepFile(tx, evidence, at);
    if (decided.decision === 'acknowledged')
      await acknowledge(tx, id, mail, examined, { at, clerk, arrived, evidence });
    if (found.returned) await applyReturn(tx, id, found.returned, examined.ours, at);
    if (arrived.place) await notePlace(tx, arrived.place, id, at);
    note('mail', id, { kind: found.kind, decision: decided.decision, reason: decided.reason });
    return { id, fresh: true, kind: found.kind, decision: decided.decision };
  });
  if (taken.decision === 'acknowledged') tell(context, { type: 'changed', feature: 'acknowledgements' });
  if (taken.kind === 'bounce' || taken.kind === 'gateway-result')
    tell(context, { type: 'changed', feature: 'deliveries' });
  return taken;
}

async function alreadyTaken(context: AppContext, id: number, { place }: ArrivedMail): Promise<TakenMail> {
  const at = context.clock.now().toISOString();
  if (place) await context.store.write((tx) => notePlace(tx, place, id, at));
  return { id, fresh: false, kind: null, decision: null };
}

/** The mail itself, unless it is too large or holds what must not be kept: then it stays in the mailbox alone. */
function evidenceOf(raw: Uint8Array, sha256: string, myNumber: boolean): EvidenceFile | null {
  if (myNumber || raw.length > EVIDENCE_BYTES) return null;
  return { sha256, fileName: `${sha256.slice(0, 16)}.eml`, mediaType: 'message/rfc822', content: raw };
}

const MAX_BODY = 100_000;

function rowOf(
  mail: ReadMail,
  { found, said, decided, ours }: Examined,
  { raw, receivedAt, sha256, at }: ArrivedMail & { sha256: string; at: string },
): NewMail {
  const words = maskMyNumbers(keptWords(said.words));
  const [subject, senderName] = [maskMyNumbers(mail.subject), maskMyNumbers(mail.fromName)];
  const sender = mail.from.join(', ').slice(0, 500);
  return {
    sha256,
    message_id: mail.messageId.slice(0, 500),
    received_at: receivedAt,
    read_at: at,
    sender,
    sender_name: senderName,
    subject,
    body: maskMyNumbers(mail.text.slice(0, MAX_BODY)),
    words,
    files: JSON.stringify(mail.files.slice(0, 50)),
    bytes: raw.length,
    kind: found.kind,
    confidence: Math.round(found.confidence * 100),
    sign: found.sign,
    code: said.codes[0] ?? decided.match?.code ?? '',
    recipient: found.returned?.recipient ?? '',
    status: found.returned?.status ?? '',
    result: found.returned?.result ?? '',
    decision: decided.decision,
    reason: decided.reason,
    question: decided.question ? 1 : 0,
    search_key: searchKey([sender, senderName, subject, words.slice(0, 2000)]),
    delivery_id: ours?.id ?? null,
    office_id: decided.match?.officeId ?? ours?.officeId ?? null,
    version_id: decided.match?.versionId ?? ours?.versionId ?? null,
    tray: decided.decision === 'to-check' ? 'to-check' : 'done',
    acknowledgement_id: null,
  };
}

async function acknowledge(
  tx: WriteTx,
  mailId: number,
  mail: ReadMail,
  { said, decided }: Examined,
  { at, clerk, arrived, evidence }: { at: string; clerk: string; arrived: ArrivedMail; evidence: EvidenceFile | null },
): Promise<void> {
  if (!decided.match) throw new Error('acknowledged without an office');
  const { officeId, versionId } = decided.match;
  const { id } = await recordAcknowledgement(tx, {
    officeId,
    versionId,
    method: 'mail',
    answer: decided.question ? 'question' : 'confirmed',
    door: 'mail',
    name: mail.fromName.slice(0, 80),
    note: decided.question ? said.words.slice(0, 1000) : '',
    // A server whose clock is ahead must not keep an answer out.
    at: arrived.receivedAt < at ? arrived.receivedAt : at,
    recordedAt: at,
    clerk,
    evidence: evidence ?? undefined,
  });
  await setDecision(tx, mailId, { acknowledgement_id: id });
  if (!decided.question) return;
  const words = askedIn(maskMyNumbers(said.words));
  await keepQuestion(tx, { source: { mailId }, officeId, versionId, words, askedAt: arrived.receivedAt, clerk });
}

/**
 * What a returned mail does to the delivery: what we took for sent has failed, in the server's words. A mail in doubt stays
 * so, with this as evidence: a person decides. What the office has confirmed stays confirmed, for it has read it somehow.
 */
async function applyReturn(
  tx: WriteTx,
  mailId: number,
  returned: Returned,
  ours: OurMail | null,
  at: string,
): Promise<void> {
  const { result, status, words, recipient } = returned;
  if (result === 'delayed' || result === 'delivered') return;
  const response = (words || status || result).slice(0, 500);
  if (ours)
    await recordOutcome(tx, { id: ours.id }, ['sent'], {
      state: 'failed',
      response,
      at,
      nextAt: null,
      cause: causeOf(returned),
    });
  const address = ours?.address ?? recipient;
  if (address === '') return;
  await insertReturn(tx, { address, result, status, words: response, mailId, deliveryId: ours?.id ?? null, at });
}

/** Why a delivery did not arrive, in the words the sending screen groups by. */
function causeOf({ result, status, words, cause }: Returned): DeliveryCause {
  if (cause === 'busy' || cause === 'no_answer' || cause === 'wrong_number') return cause;
  if (cause) return 'other';
  if (result === 'hard') return /^5\.(?:1\.2|4\.4)$/.test(status) ? 'unknown_domain' : 'unknown_address';
  if (status.endsWith('.2.2') || /full|quota|容量/i.test(words)) return 'mailbox_full';
  if (result === 'refused') return 'content_refused';
  return /\.4\.7$/.test(status) || /timed? ?out/i.test(words) ? 'gave_up' : 'other';
}
