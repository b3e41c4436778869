import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { PAGE_TYPES } from '../pageTypes.ts';
import { resolveAppUrl } from './policies.ts';

/** Styles may stand inline because the component library sets sizes that way; scripts may not. */
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * The handler of the app: scheme: a GET of a file below `root`, its type by its name, and nothing else.
 * 403 for an address that is no plain path of ours, 404 for a file that is not there.
 */
export function servePages(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const path = request.method === 'GET' ? resolveAppUrl(request.url) : null;
    const type = path && PAGE_TYPES[extname(path)];
    if (!path || !type) return new Response(null, { status: 403, headers: HEADERS });
    try {
      const body = new Uint8Array(await readFile(join(root, path)));
      return new Response(body, { headers: { ...HEADERS, 'content-type': type } });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return new Response(null, { status: 404, headers: HEADERS });
      }
      throw error;
    }
  };
}
