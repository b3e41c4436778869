import type { IncomingMessage } from 'node:http';

/** What a request is allowed to be. Anything else is refused before it is read. */
export type Verdict = 'ok' | 'wrong_host' | 'wrong_origin' | 'wrong_kind';

/** Header every call carries: a web page of another origin cannot set it without asking first. */
export const CALL_HEADER = 'x-todoke';

type Headers = IncomingMessage['headers'];

/**
 * Judges a request by its head alone. The loopback host is reachable from every web page the clerk opens,
 * so: the exact Host (against DNS rebinding), our own Origin, and no cross-site fetch.
 * https://fetch.spec.whatwg.org/#origin-header , https://w3c.github.io/webappsec-fetch-metadata/
 * @param authority `127.0.0.1:PORT`
 */
export function judgeRequest(method: string, headers: Headers, authority: string): Verdict {
  if (headers.host !== authority) return 'wrong_host';
  if (headers.origin !== undefined && headers.origin !== `http://${authority}`) return 'wrong_origin';
  const site = headers['sec-fetch-site'];
  const topNavigation =
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && topNavigation)) return 'wrong_origin';
  if (method === 'GET' || method === 'HEAD') return 'ok';
  if (method !== 'POST') return 'wrong_kind';
  const json = /^application\/json(;|$)/.test(headers['content-type'] ?? '');
  return json && headers[CALL_HEADER] === '1' ? 'ok' : 'wrong_kind';
}
