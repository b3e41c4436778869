import { oc } from '@orpc/contract';
import { z } from 'zod';
import { filePath, line } from './common.ts';

/** Largest piece of a file carried by one call, in bytes before base64. */
export const CHUNK_BYTES = 512 * 1024;

/** How files cross between the window and the app's own folder: in pieces, the same way through every host. */
export const files = {
  /** Adds a piece to an upload; without `file` starts a new one. Answers the name later calls use. */
  put: oc
    .input(z.object({ name: line(200), file: filePath.optional(), base64: z.base64().max(CHUNK_BYTES * 2) }))
    .output(z.object({ file: z.string(), bytes: z.int() })),
  /** A piece of an exported file from `offset`. */
  get: oc
    .input(z.object({ file: filePath, offset: z.int().min(0) }))
    .output(z.object({ name: z.string(), base64: z.string(), next: z.int().nullable() })),
};
