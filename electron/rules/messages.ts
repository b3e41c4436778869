import { fail } from '../contract/errors.ts';

/**
 * Whom a text addresses: both names without the honorific that registers often carry, and the one that is due: a
 * person is 様, else the organisation is 御中, never both.
 */
export function addresseeOf(
  officeName: string,
  contactName: string,
): { office: string; person: string; honorific: '御中' | '様' } {
  const office = officeName.trim().replace(/\s*(?:御中|様)$/, '');
  const person = contactName.trim().replace(/\s*(?:御中|様|さま|殿)$/, '');
  return { office, person, honorific: person === '' ? '御中' : '様' };
}

/** The lines a text begins with: the office, and the person when there is one. */
export function addresseeLines(officeName: string, contactName: string): string {
  const { office, person, honorific } = addresseeOf(officeName, contactName);
  return person === '' ? `${office} ${honorific}` : `${office}\n${person} ${honorific}`;
}

/** The address in a sender as the settings hold it, `Name <a@b>` or `a@b`: where answers go. Empty when there is none. */
export function replyAddress(from: string): string {
  const address = /<([^<>]*)>\s*$/.exec(from)?.[1] ?? from;
  return /^[^\s<>@",:;]+@[^\s<>@",:;]+$/.test(address.trim()) ? address.trim() : '';
}

/** Where answers to our mails go: the address set for them, else the sender's. Empty when neither is one. */
export function answersTo(mail: { from: string; replyTo?: string | undefined } | null): string {
  return replyAddress(mail?.replyTo ?? mail?.from ?? '');
}

/** True for this very machine (127.0.0.0/8, ::1, localhost), the only host mail may reach without TLS. */
export function isLoopbackHost(host: string): boolean {
  const name = host.trim().toLowerCase();
  if (name === 'localhost' || name === '::1' || name === '[::1]') return true;
  const octets = name.split('.');
  return (
    octets.length === 4 && octets[0] === '127' && octets.every((octet) => /^\d{1,3}$/.test(octet) && +octet <= 255)
  );
}

/**
 * What a failed attempt means, by the SMTP code (RFC 5321 4.2.1: 4yz may be tried again, 5yz may not).
 * `afterHanded`: the final dot had gone out. Then silence leaves it in doubt, and only a person decides.
 */
export function classifyResponse(code: number | undefined, afterHanded: boolean): 'retry' | 'failed' | 'in_doubt' {
  if (code !== undefined && code >= 500 && code <= 599) return 'failed';
  if (code !== undefined && code >= 400 && code <= 499) return 'retry';
  return afterHanded ? 'in_doubt' : 'retry';
}

const MINUTE = 60_000;
/** An order whose hour went by this long ago while nobody sent asks a person before it goes. */
export const OVERDUE_MS = 15 * MINUTE;
const waitMinutes = [5, 15, 30, 60];
const GIVE_UP_AFTER = 48 * 60 * MINUTE;

/**
 * When to try again after `attempts` attempts (1 or more): 5, 15, 30, 60 minutes later, then every hour,
 * for 48 hours from queueing. Null then: give up.
 */
export function nextAttempt(attempts: number, firstQueuedAt: Date, now: Date): Date | null {
  const minutes = waitMinutes[Math.max(attempts, 1) - 1] ?? 60;
  const next = now.getTime() + minutes * MINUTE;
  return next > firstQueuedAt.getTime() + GIVE_UP_AFTER ? null : new Date(next);
}

/** Refuses to send in clear over a network: only this very machine may go without TLS. Errors: tls_required. */
export function requireEncryption(mail: { host: string; security: 'tls' | 'starttls' | 'none' }): void {
  if (mail.security === 'none' && !isLoopbackHost(mail.host)) throw fail('tls_required', { host: mail.host });
}
