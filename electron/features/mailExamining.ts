import { answeredBefore } from '../../db/queries/acknowledgements.ts';
import { wordsByMessageId } from '../../db/queries/mailbox.ts';
import {
  isAddressOf,
  newestFaxTo,
  newestMailTo,
  newestMailToAddress,
  type OurMail,
  officesWithAddress,
  ourMailByMessageIds,
  textsOfVersions,
} from '../../db/queries/mailMatching.ts';
import { keptOfficeOf } from '../../db/queries/mergedOffices.ts';
import { newestVersionSentTo, recipientsOfOffice } from '../../db/queries/recipients.ts';
import { type SlipRow, slipsByCode } from '../../db/queries/slips.ts';
import type { ReadDb } from '../../db/store.ts';
import type { ReadMail } from '../contract/readMail.ts';
import { REPLY_ASKED } from '../rules/mailForms.ts';
import { type CodeFacts, type Decided, decideMail } from '../rules/mailReading/deciding.ts';
import { type Classified, classifyMail } from '../rules/mailReading/kinds.ts';
import { codesIn, type Said, saidIn } from '../rules/mailReading/ownWords.ts';
import { containsMyNumber, maskMyNumbers } from '../rules/myNumber.ts';

/** All that was found out about a mail. */
export interface Examined {
  found: Classified;
  said: Said;
  decided: Decided;
  /** The mail of ours it is about. */
  ours: OurMail | null;
  myNumber: boolean;
}

/** Most codes of one mail that are looked up: no honest one has more. */
const MOST_CODES = 50;

/** What a mail is and what to do with it, by its signs and by what the register knows. Changes nothing. */
export async function examineMail(db: ReadDb, mail: ReadMail, confirmSure: boolean): Promise<Examined> {
  const slips = await slipsIn(db, mail);
  const answered = await ourMailByMessageIds(db, mail.answers);
  const versionIds = [...slips.map((slip) => slip.versionId), ...(answered ? [answered.versionId] : [])];
  const texts = [REPLY_ASKED, ...(await textsOfVersions(db, [...new Set(versionIds)]))];
  const found = classifyMail(mail, texts);
  const said = saidIn(mail, texts);
  const myNumber = containsMyNumber(`${mail.subject}\n${mail.fromName}\n${mail.text}`);
  const byPerson = found.kind === 'acknowledgement' || found.kind === 'other';
  const likely = byPerson ? await likelyFrom(db, mail.from) : null;
  const decided = decideMail(mail, found, said, {
    codes: byPerson ? await factsOf(db, slips, mail.from) : [],
    answered: answered ?? (slips.length === 0 ? likely : null),
    senderOfficeId: likely?.officeId ?? null,
    repeated: await isRepeated(db, mail, said.words),
    myNumber,
    confirmSure,
  });
  const ours = byPerson ? answered : await returnedMail(db, found, slips);
  return { found, said, decided: ours || byPerson ? decided : unmatched(found, decided), ours, myNumber };
}

/** A mail came back, and nobody knows which: a person must look. What a machine answers by itself may be about anything. */
function unmatched(found: Classified, decided: Decided): Decided {
  if (found.kind === 'auto-reply' || decided.reason === 'repeated') return decided;
  return { ...decided, decision: 'to-check', reason: 'return_unmatched' };
}

async function slipsIn(db: ReadDb, mail: ReadMail): Promise<SlipRow[]> {
  const codes = codesIn(`${mail.subject}\n${mail.text}\n${mail.embedded}`).slice(0, MOST_CODES);
  const slips = [...(await slipsByCode(db, codes)).values()];
  return Promise.all(
    slips.map(async (slip) => {
      const kept = slip.mergedInto === null ? null : await keptOfficeOf(db, slip.officeId);
      return kept ? { ...slip, officeId: kept.id } : slip;
    }),
  );
}

function factsOf(db: ReadDb, slips: readonly SlipRow[], from: readonly string[]): Promise<CodeFacts[]> {
  return Promise.all(
    slips.map(async ({ code, officeId, versionId, noticeId }) => {
      const sent = await recipientsOfOffice(db, noticeId, officeId);
      const recipient = sent.find((row) => row.versionId === versionId);
      return {
        code,
        officeId,
        versionId,
        registered: await isAddressOf(db, officeId, from),
        recipient: recipient !== undefined,
        acknowledged: recipient ? await answeredBefore(db, recipient.id) : false,
      };
    }),
  );
}

/** The one office a sender's address belongs to, with the newest version it was sent: no proof, but a proposal. */
async function likelyFrom(db: ReadDb, from: readonly string[]) {
  const [officeId, ...others] = await officesWithAddress(db, from);
  if (officeId === undefined || others.length > 0) return null;
  const versionId = await newestVersionSentTo(db, officeId);
  return versionId === null ? null : { officeId, versionId };
}

/** The same Message-ID, sender and words: the same mail on another way. Other words under a used Message-ID are a mail of their own. */
async function isRepeated(db: ReadDb, mail: ReadMail, words: string): Promise<boolean> {
  const before = await wordsByMessageId(db, mail.messageId);
  return before !== null && before.words === maskMyNumbers(keptWords(words)) && before.sender === mail.from.join(', ');
}

/** Words as they are kept, cut to what anybody reads. */
export function keptWords(words: string): string {
  return words.slice(0, 20_000);
}

/** The mail of ours that a machine speaks of: by our own header or the Message-ID, then by the code, then by the address. */
async function returnedMail(db: ReadDb, found: Classified, slips: readonly SlipRow[]): Promise<OurMail | null> {
  const byId = await ourMailByMessageIds(db, found.about);
  if (byId || !found.returned) return byId;
  const [slip, ...others] = slips;
  if (slip && others.length === 0) {
    const byCode = await newestMailTo(db, slip.officeId, slip.versionId);
    if (byCode) return byCode;
  }
  const { recipient } = found.returned;
  if (recipient === '') return null;
  return found.kind === 'gateway-result' ? newestFaxTo(db, recipient) : newestMailToAddress(db, recipient);
}
