import { randomBytes } from 'node:crypto';

/** Stands in the built page wherever a nonce belongs (`html.cspNonce` of the build). */
const NONCE_PLACE = 'NONCE_OF_THIS_ANSWER';

/** A word for one answer: only style sheets that carry it take effect. */
export const newNonce = (): string => randomBytes(16).toString('base64');

/** The page with its nonce filled in; other files as they are. */
export function withNonce(bytes: Uint8Array, type: string, nonce: string): Uint8Array {
  if (!type.startsWith('text/html')) return bytes;
  return Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll(NONCE_PLACE, nonce), 'utf8');
}

/**
 * Headers of every answer of every host: nothing is framed, sniffed or fetched from elsewhere, no script and no style
 * sheet stands inline. Style attributes may: the preview of a mail is such HTML, as its readers' programs want it; it is
 * framed without scripts, and no attribute can fetch anything (https://www.w3.org/TR/CSP3/#directive-style-src-attr).
 */
export function safeHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
