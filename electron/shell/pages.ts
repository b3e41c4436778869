import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { newNonce, safeHeaders, withNonce } from '../pageSafety.ts';
import { PAGE_TYPES } from '../pageTypes.ts';
import { resolveAppUrl } from './policies.ts';

/**
 * The handler of the app: scheme: a GET of a file below `root`, its type by its name, and nothing else.
 * 403 for an address that is no plain path of ours, 404 for a file that is not there.
 */
export function servePages(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const path = request.method === 'GET' ? resolveAppUrl(request.url) : null;
    const type = path && PAGE_TYPES[extname(path)];
    const nonce = newNonce();
    const headers = safeHeaders(nonce);
    if (!path || !type) return new Response(null, { status: 403, headers });
    try {
      const body = new Uint8Array(withNonce(await readFile(join(root, path)), type, nonce));
      return new Response(body, { headers: { ...headers, 'content-type': type } });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return new Response(null, { status: 404, headers });
      }
      throw error;
    }
  };
}
