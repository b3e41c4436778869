import type { DeliveryCause } from '../contract/deliveryCauses.ts';

/** What a failed try is judged by. */
export interface Failure {
  /** SMTP reply code, when the server gave one. */
  code: number | undefined;
  /** The server's words, or those of the line that broke. */
  response: string;
}

/** X.Y.Z in the words (RFC 3463, 2). */
const ENHANCED = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/;

/** By subject and detail of the enhanced code (RFC 3463 3.2-3.8; the register of IANA for those of RFC 7372 and 7505). */
const BY_ENHANCED: Readonly<Record<string, DeliveryCause>> = {
  '1.1': 'unknown_address',
  '1.2': 'unknown_domain',
  '1.3': 'unknown_address',
  '1.6': 'unknown_address',
  '1.7': 'sender_refused',
  '1.8': 'sender_refused',
  '1.10': 'unknown_domain',
  '2.1': 'mailbox_closed',
  '2.2': 'mailbox_full',
  '2.3': 'too_large',
  '3.4': 'too_large',
  '4.1': 'no_connection',
  '4.4': 'unknown_domain',
  '4.7': 'gave_up',
  '7.8': 'login_refused',
  '7.9': 'login_refused',
  '7.10': 'encryption',
  '7.20': 'sender_refused',
  '7.23': 'sender_refused',
  '7.25': 'sender_refused',
  '7.26': 'sender_refused',
  '7.27': 'sender_refused',
  '7.28': 'too_many',
};

/** By the words, where the code says too little; the first that fits. Servers in use in Japan among them. */
const BY_WORDS: readonly (readonly [RegExp, DeliveryCause])[] = [
  [/gre[yi]list|too many|rate ?limit|throttl|quota exceeded for (?:sending|messages)|try again later/i, 'too_many'],
  [
    /(?:user|mailbox|recipient|address|account)[^.]{0,30}(?:unknown|not found|does ?n.t exist|no such)/i,
    'unknown_address',
  ],
  [/(?:unknown|no such|invalid)[^.]{0,20}(?:user|mailbox|recipient|address|local part)/i, 'unknown_address'],
  [/(?:host|domain)[^.]{0,30}(?:unknown|not found|does ?n.t exist)|nxdomain|no mx/i, 'unknown_domain'],
  [/(?:mailbox|quota|storage)[^.]{0,30}(?:full|exceeded|over)|over quota/i, 'mailbox_full'],
  [/disabled|inactive|suspended|deactivated/i, 'mailbox_closed'],
  [/too (?:large|big)|size (?:limit|exceeds)|exceeds.{0,20}size/i, 'too_large'],
  [
    /spf|dkim|dmarc|not authori[sz]ed to send|sender.{0,20}(?:rejected|denied|refused)|blacklist|blocklist|blocked|reputation/i,
    'sender_refused',
  ],
  [/spam|virus|content|policy/i, 'content_refused'],
  [/certificate|\btls\b|\bssl\b|self.signed|altname|starttls/i, 'encryption'],
  [
    /ECONN|ETIMEDOUT|EHOST|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE|ESOCKET|timed? ?out|took too long|closed|connect/i,
    'no_connection',
  ],
];

/** By the reply code alone (RFC 5321 4.2.3, RFC 4954 6). */
const BY_CODE: Readonly<Record<number, DeliveryCause>> = {
  421: 'server_trouble',
  432: 'login_refused',
  454: 'login_refused',
  530: 'login_refused',
  534: 'login_refused',
  535: 'login_refused',
  538: 'encryption',
  550: 'unknown_address',
  551: 'unknown_address',
  552: 'mailbox_full',
  553: 'unknown_address',
};

/** Why a try failed, for a person to understand and to count by. */
export function causeOf({ code, response }: Failure): DeliveryCause {
  if (code !== undefined && BY_CODE[code] === 'login_refused') return 'login_refused';
  const enhanced = ENHANCED.exec(response);
  const listed = enhanced && BY_ENHANCED[`${Number(enhanced[2])}.${Number(enhanced[3])}`];
  if (listed) return listed;
  const said = BY_WORDS.find(([words]) => words.test(response))?.[1];
  if (said) return said;
  // 5.7.x without a listed detail is a refusal by policy, not of the address.
  if (enhanced?.[2] === '7') return 'content_refused';
  if (code === undefined) return 'no_connection';
  return BY_CODE[code] ?? (code < 500 ? 'server_trouble' : 'other');
}

/** Causes that lie with our sender, our server or what we say: the next mail would fail alike. */
const OF_US: ReadonlySet<DeliveryCause> = new Set<DeliveryCause>([
  'content_refused',
  'sender_refused',
  'too_many',
  'login_refused',
  'encryption',
  'no_connection',
  'server_trouble',
]);

/** True when trying the next address would only fail in the same way. */
export function failsThemAll(cause: DeliveryCause): boolean {
  return OF_US.has(cause);
}
