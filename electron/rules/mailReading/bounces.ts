import { headersOf, type ReadMail } from '../../contract/readMail.ts';
import { dialectOf } from './bounceDialects.ts';
import type { Returned } from './kinds.ts';

/** A returned mail, and how it was told to be one. */
export interface Bounce extends Returned {
  confidence: number;
  sign: string;
}

/**
 * What a returned mail says; null when the mail is none. First the standard form (RFC 3464), then what servers write in
 * words of their own.
 */
export function bounceOf(mail: ReadMail): Bounce | null {
  // A receipt of somebody's window has the form of a report, and is none of a delivery (RFC 8098).
  if (/disposition-notification/i.test(headersOf(mail, 'content-type').join())) return null;
  if (mail.deliveryStatus !== '') return standardBounce(mail);
  // Some relays put the fields of RFC 3464 into the text itself.
  if (isOfMachine(mail) && /^Final-Recipient\s*:/im.test(mail.text) && /^Action\s*:/im.test(mail.text)) {
    return standardBounce({ ...mail, deliveryStatus: mail.text });
  }
  const told = dialectOf(mail, isOfMachine(mail));
  if (!told) return null;
  const { recipient, words, sign, confidence, delayed } = told;
  const status = statusIn(words) || statusIn(mail.text);
  const result = delayed ? ('delayed' as const) : resultOf(status, words);
  return { recipient, status, result, words: oneLine(words), sign, confidence };
}

/** True when nobody answers to the sender: an empty return path, or the name of a mail system. */
function isOfMachine(mail: ReadMail): boolean {
  if (headersOf(mail, 'return-path').some((path) => /^\s*<\s*>\s*$/.test(path))) return true;
  const sender = `${mail.from.join(' ')} ${mail.fromName}`;
  return /mailer-daemon|postmaster|mail delivery (?:sub)?system|mail ?administrator|microsoft ?exchange|mail-daemon|no-reply@[\w.-]*dion\.ne\.jp|no-reply@app\.auone-net\.jp/i.test(
    sender,
  );
}

/** Fields of a report, one record a recipient; the first says what the report is about. */
function standardBounce(mail: ReadMail): Bounce | null {
  const records = mail.deliveryStatus
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has('action') || fields.has('final-recipient') || fields.has('status'));
  // One mail has one address; of a report about several the one that failed.
  const told = records.find((fields) => /failed/i.test(fields.get('action') ?? '')) ?? records[0];
  if (!told) return null;
  const action = (told.get('action') ?? 'failed').toLowerCase();
  const words = told.get('diagnostic-code')?.replace(/^[\w-]+\s*;\s*/, '') ?? told.get('remote-mta') ?? '';
  const given = statusIn(told.get('status') ?? '');
  // "5.0.0" says less than the code inside the server's words.
  const status = /^[45]\.0\.0$/.test(given) ? statusIn(words) || given : given || statusIn(words);
  return {
    recipient: addressOf(told.get('original-recipient')) || addressOf(told.get('final-recipient')),
    status,
    result: /delivered|relayed|expanded/.test(action)
      ? 'delivered'
      : /delayed/.test(action)
        ? 'delayed'
        : resultOf(status, words || mail.text.slice(0, 2000)),
    words: oneLine(words),
    sign: 'delivery-status',
    confidence: 1,
  };
}

function fieldsOf(record: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of record.split('\n')) {
    const [, name = '', value = ''] = /^([\w-]+)\s*:\s*(.*)$/.exec(line.trim()) ?? [];
    if (name !== '' && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.trim());
  }
  return fields;
}

const addressOf = (field = ''): string => /[^\s<>;,"]+@[^\s<>;,"]+/.exec(field)?.[0].toLowerCase() ?? '';
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 500);

/** The enhanced status in some words, `5.1.1` (RFC 3463); empty without one. */
function statusIn(words: string): string {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(words)?.[1] ?? '';
}

/** What is full, busy or slow now and may take a mail another day. */
const PASSING =
  /mailbox (?:is )?full|over ?quota|quota exceeded|exceeded storage|insufficient (?:system )?storage|容量|空きがない|temporar|try (?:again )?later|timed? ?out|too large|size (?:limit|exceed)|greylist|graylist|connection refused|一時的|deferred|inactive|throttl|rate limit/i;
/** What the server there does not want, though the address may be right. */
const UNWANTED =
  /spam|junk|block(?:ed|list)|blacklist|black list|reputation|policy|dmarc|spf|dkim|denied|prohibited|not authori[sz]ed|rejected (?:by|due)|virus|content|受信拒否|指定受信|迷惑メール|拒否設定|due to (?:security|local)/i;
/** What says that nobody is there. */
const GONE =
  /user unknown|unknown user|no such (?:user|mailbox|recipient|address)|does(?:n.?t| not) exist|not (?:be )?found|invalid (?:recipient|mailbox|address)|unrout(?:e)?able|unknown (?:recipient|address|local[ -]part)|mailbox (?:unavailable|not found|does not exist)|recipient (?:address )?rejected|address rejected|no mailbox here|account (?:is )?(?:disabled|has been disabled|that you tried to reach)|host (?:or domain name )?not found|domain (?:name )?(?:does|not)|nxdomain|宛先(?:が|は)?(?:不明|見つかり|存在)|見つかりません|見つからない|存在しません|該当者|このメールアドレスは|recipnotfound/i;

/** Hard, soft or refused by status (RFC 3463 and its registry, RFC 5248), else by the words, else by the SMTP reply code. */
function resultOf(status: string, words: string): 'hard' | 'soft' | 'refused' {
  if (/^5\.(?:1\.[1-36-9]|1\.10|2\.1|4\.4)$/.test(status)) return 'hard';
  if (/^4\./.test(status) || /^5\.(?:2\.[234]|3\.[14]|4\.[1-357]|5\.[34])$/.test(status)) return 'soft';
  if (GONE.test(words) && !PASSING.test(words)) return 'hard';
  if (/^5\.7\./.test(status)) return 'refused';
  if (PASSING.test(words)) return 'soft';
  if (UNWANTED.test(words)) return 'refused';
  if (/(?<!\d)4[25]\d(?!\d)/.test(words) && !/(?<!\d)55\d(?!\d)/.test(words)) return 'soft';
  return 'hard';
}
