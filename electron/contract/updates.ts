import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, line } from './common.ts';

/** SHA-256 in lower-case hexadecimal. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The publisher's letter to an installer. Whatever it holds beyond this makes it no letter of ours. */
export const updateManifest = z.strictObject({
  format: z.literal(1),
  version: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/),
  /** As `process.platform` and `process.arch` say it: `win32-x64`. */
  platform: z.enum(['win32-x64', 'darwin-arm64', 'darwin-x64', 'linux-x64']),
  file: z.string().regex(/^[\w.-]{1,200}$/),
  bytes: z.int().positive(),
  sha256,
  releasedOn: date,
  /** Ed25519 (RFC 8032) over `signedText` of the rules, base64. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});
export type UpdateManifest = z.infer<typeof updateManifest>;

/** What an installer says of itself beside the publisher's letter: found on this PC, not yet believed. */
const installer = z.object({ name: line(200), bytes: z.int().positive(), sha256 });

/** Updates come by hand, not over the network: this only tells a genuine one from all others. */
export const updates = {
  /**
   * Holds an installer against the publisher's signed letter (`manifest`: the text of the .todoke-update.json file).
   * Errors: update_no_key, update_refused. Nothing is opened or installed.
   */
  verify: oc
    .input(z.object({ manifest: z.string().max(10_000), installer }))
    .output(z.object({ version: z.string(), releasedOn: date, name: z.string() })),
};
