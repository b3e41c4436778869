import type { ReadMail } from '../../contract/readMail.ts';
import { automaticSignOf } from './automatic.ts';
import { bounceOf } from './bounces.ts';
import { gatewayResultOf } from './gateways.ts';
import { saidIn } from './ownWords.ts';

/** What a mail is. */
export type MailKind = 'bounce' | 'auto-reply' | 'acknowledgement' | 'gateway-result' | 'other';

/** What a returned mail or a gateway's result says of one delivery. */
export interface Returned {
  /** Address or FAX number it was for, as told; empty when it is not told. */
  recipient: string;
  /** Enhanced status (RFC 3463), e.g. `5.1.1`; empty when there is none. */
  status: string;
  /**
   * `hard`: the address will not do. `soft`: it may another time. `refused`: the server there wants none of it, whoever
   * it is for. `delayed`: it is still being tried. `delivered`: it got there.
   */
  result: 'hard' | 'soft' | 'refused' | 'delayed' | 'delivered';
  /** For FAX: why not. */
  cause?: 'busy' | 'no_answer' | 'wrong_number' | 'broken_off' | 'other';
  /** The machine's own words, one line. */
  words: string;
}

/** A classified mail. */
export interface Classified {
  kind: MailKind;
  /** 0 to 1: how sure the signs are. */
  confidence: number;
  /** What the kind was told by, for the record: a header's name, a dialect's. */
  sign: string;
  returned: Returned | null;
  /** Own slip codes, as stored. */
  codes: string[];
  /** Message-IDs of ours that it may be about, the surest first. */
  about: string[];
}

/**
 * What a mail is, by its signs alone. Machines first: whatever a machine sent is never an acknowledgement, though it
 * quotes a code.
 * @param ours texts we sent, for what is quoted unmarked
 */
export function classifyMail(mail: ReadMail, ours: readonly string[] = []): Classified {
  const about = messageIdsAbout(mail);
  const plain = { returned: null, codes: [], about };
  const bounce = bounceOf(mail);
  if (bounce) {
    const { confidence, sign, ...returned } = bounce;
    // A notice that a mail got there is no bounce; it proves delivery and nothing else.
    const kind = returned.result === 'delivered' ? 'auto-reply' : 'bounce';
    return { ...plain, kind, confidence, sign, returned };
  }
  const result = gatewayResultOf(mail);
  if (result) return { ...plain, kind: 'gateway-result', confidence: 0.9, sign: 'fax result', returned: result };
  const automatic = automaticSignOf(mail);
  if (automatic) return { ...plain, kind: 'auto-reply', ...automatic };
  const { codes } = saidIn(mail, ours);
  if (codes.length === 0) return { ...plain, kind: 'other', confidence: 0.6, sign: 'no code' };
  return { ...plain, kind: 'acknowledgement', confidence: codes.length === 1 ? 0.95 : 0.6, sign: 'code', codes };
}

/** Our own header first, then the Message-ID of a returned mail, then what the mail answers. */
function messageIdsAbout(mail: ReadMail): string[] {
  const returned = `${mail.embedded}\n${mail.deliveryStatus}\n${mail.text}`;
  const inField = (name: string) =>
    [...returned.matchAll(new RegExp(`^[> \\t]*${name}:[ \\t]*(<[^<>\\s]{1,250}>)`, 'gim'))].map(
      (match) => match[1] ?? '',
    );
  return [...new Set([...inField('X-Todoke-Mail'), ...inField('Message-ID'), ...mail.answers])];
}
