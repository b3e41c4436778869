import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import { fail } from '../contract/errors.ts';
import type { UpdateManifest } from '../contract/updates.ts';
import { readManifest, signedText, updateFault } from '../rules/updateManifest.ts';
import { api } from './context.ts';

/** Every way to doubt ends in a refusal: without a key, a letter or a signature nothing counts as genuine. */
export const updates = {
  verify: api.updates.verify.handler(({ input, context }) => {
    const key = publisherKey(context.updateKey);
    if (!key) throw fail('update_no_key');
    const manifest = readManifest(input.manifest);
    if (!manifest || !isSigned(manifest, key)) throw fail('update_refused', { reason: 'signature' });
    const platform = `${process.platform}-${process.arch}`;
    const fault = updateFault(manifest, { version: packageJson.version, platform, installer: input.installer });
    if (fault) throw fail('update_refused', { reason: fault });
    return { version: manifest.version, releasedOn: manifest.releasedOn, name: input.installer.name };
  }),
};

/** The key of 32 bytes in base64 (RFC 8410 puts these twelve bytes before it); null for anything else. */
function publisherKey(base64: string): KeyObject | null {
  const raw = exactly(base64, 32);
  if (!raw) return null;
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  return createPublicKey({ key: Buffer.concat([prefix, raw]), format: 'der', type: 'spki' });
}

function isSigned(manifest: UpdateManifest, key: KeyObject): boolean {
  const signature = exactly(manifest.signature, 64);
  return signature !== null && verify(null, Buffer.from(signedText(manifest)), key, signature);
}

/** The bytes of a base64 text of this length, written in the one right way (RFC 4648 3.5); null for any other. */
function exactly(base64: string, length: number): Buffer | null {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === length && bytes.toString('base64') === base64 ? bytes : null;
}
