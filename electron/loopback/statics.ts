import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { PAGE_TYPES } from '../pageTypes.ts';

/**
 * A file of the built window, or null. Only files with a known ending below `folder`: no way out of it.
 * @param path of the URL, e.g. `/assets/index.js`
 */
export async function readStatic(folder: string, path: string): Promise<{ bytes: Buffer; type: string } | null> {
  const wanted = path === '/' ? '/index.html' : path;
  const type = PAGE_TYPES[extname(wanted)];
  const file = normalize(join(folder, wanted));
  if (!type || !file.startsWith(folder + sep) || wanted.includes('\0') || wanted.includes('%')) return null;
  try {
    return { bytes: await readFile(file), type };
  } catch {
    // Not there is an answer, not an error: the caller says 404.
    return null;
  }
}
