import type { MailDecision, MailReason } from '../../contract/mailbox.ts';
import { headersOf, type ReadMail } from '../../contract/readMail.ts';
import type { Classified } from './kinds.ts';
import type { Said } from './ownWords.ts';
import { toneOf } from './tone.ts';

/** What the register says of a code, and of who sent it. */
export interface CodeFacts {
  code: string;
  officeId: number;
  versionId: number;
  /** One of the senders is an address of that office. */
  registered: boolean;
  /** The version was sent to that office. */
  recipient: boolean;
  /** The office has confirmed that very version, and nobody took it back. */
  acknowledged: boolean;
}

/** What is decided about a mail, and why. */
export interface Decided {
  decision: MailDecision;
  reason: MailReason;
  /** The words ask something. */
  question: boolean;
  /** The office and version it belongs to as far as it is certain or likely; the clerk sees it as a proposal. */
  match: { officeId: number; versionId: number; code: string } | null;
}

/** What is known beside the mail itself. */
export interface Known {
  /** Facts about every code of the mail that the register has, own ones and quoted ones. */
  codes: readonly CodeFacts[];
  /** The office and version of our mail that this one answers. */
  answered: { officeId: number; versionId: number } | null;
  /** The one office that has the sender's address; null when none or several have. */
  senderOfficeId: number | null;
  /** The mail's Message-ID was read before with the same words. */
  repeated: boolean;
  /** The text holds what looks like an Individual Number. */
  myNumber: boolean;
  /** Sure cases may confirm themselves. */
  confirmSure: boolean;
}

/**
 * What to do with a mail. It is an acknowledgement only when all hold: no machine wrote it, the one sender is an
 * address of the office the code is bound to, the code stands in the writer's own words, the version was sent to that
 * office, and the words say nothing else. Whatever else a person wrote is for a person to look at.
 */
export function decideMail(mail: ReadMail, found: Classified, said: Said, known: Known): Decided {
  const tone = toneOf(said.words);
  const own = known.codes.filter(({ code }) => said.codes.includes(code));
  const match = matchOf(own, known);
  const decided = (decision: MailDecision, reason: MailReason): Decided => ({
    decision,
    reason,
    question: decision !== 'ignored' && tone.question,
    match,
  });
  if (known.repeated) return decided('ignored', 'repeated');
  if (found.kind === 'bounce') return decided('ignored', 'returned');
  if (found.kind === 'gateway-result') return decided('ignored', 'gateway');
  if (found.kind === 'auto-reply') return decided('ignored', 'automatic');
  const doubt = doubtOf(mail, said, own, known) ?? (tone.otherwise ? 'otherwise' : null);
  if (doubt) return decided('to-check', doubt);
  if (tone.question && !tone.positive) return decided('to-check', 'question');
  if (own[0]?.acknowledged) return tone.question ? decided('to-check', 'question') : decided('ignored', 'already');
  return known.confirmSure ? decided('acknowledged', 'sure') : decided('to-check', 'waits_for_clerk');
}

/** Why a code is not enough; null when all holds. */
function doubtOf(mail: ReadMail, said: Said, own: readonly CodeFacts[], known: Known): MailReason | null {
  if (mail.trouble) return 'unreadable';
  if (known.myNumber) return 'my_number';
  if (own.length === 0) {
    if (said.codes.length > 0) return 'code_unknown';
    return known.codes.length > 0 ? 'code_quoted' : 'no_code';
  }
  // One mail for several offices: which of them read it, a person must ask.
  if (own.length > 1) return 'several_codes';
  const [facts] = own;
  if (mail.from.length !== 1) return 'several_senders';
  if (!facts?.registered) return known.senderOfficeId === null ? 'unknown_address' : 'other_office';
  if (!facts.recipient) return 'not_recipient';
  return isDoubtfulSender(mail) ? 'sender_doubtful' : null;
}

/** The own code says most; then a code that is quoted; then the mail that is answered. */
function matchOf(own: readonly CodeFacts[], known: Known): Decided['match'] {
  const first = own[0] ?? known.codes[0];
  if (first) return { officeId: first.officeId, versionId: first.versionId, code: first.code };
  return known.answered && { ...known.answered, code: '' };
}

/**
 * True when the receiving server itself doubts the sender (RFC 8601). Only the uppermost field is its own; those below may
 * be anybody's. No field means no check was made, which is usual.
 */
function isDoubtfulSender(mail: Pick<ReadMail, 'headers'>): boolean {
  const [uppermost = ''] = headersOf(mail, 'authentication-results');
  if (/\bdmarc\s*=\s*fail/i.test(uppermost)) return true;
  if (/\bdmarc\s*=\s*pass/i.test(uppermost) || /\bdkim\s*=\s*pass/i.test(uppermost)) return false;
  return /\bspf\s*=\s*fail/i.test(uppermost);
}
