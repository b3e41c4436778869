import { type UpdateManifest, updateManifest } from '../contract/updates.ts';

/**
 * The publisher's Ed25519 public key, 32 bytes in base64, by which this program knows its updates. Empty until somebody
 * publishes: `npm run sign-update -- --new-key FILE` makes a pair and prints this half. Without it every update is refused.
 */
export const PUBLISHER_KEY = '';

/** The letter a text holds, or null. */
export function readManifest(text: string): UpdateManifest | null {
  try {
    return updateManifest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // No JSON is no letter: the caller refuses it.
    return null;
  }
}

/** What the publisher signs: every field on a line of its own, in this order, UTF-8. */
export function signedText(manifest: Omit<UpdateManifest, 'signature'>): string {
  const { format, version, platform, file, bytes, sha256, releasedOn } = manifest;
  return ['todoke-update', format, version, platform, file, bytes, sha256, releasedOn, ''].join('\n');
}

/** What this program is and what lies before it. */
export interface Update {
  /** Version of the running program. */
  version: string;
  /** `win32-x64` */
  platform: string;
  installer: { name: string; bytes: number; sha256: string };
}

export type UpdateFault = 'changed' | 'older' | 'otherSystem';

/** Why a letter that is genuine still is none for this installer on this PC; null when it is. */
export function updateFault(manifest: UpdateManifest, { version, platform, installer }: Update): UpdateFault | null {
  if (installer.sha256 !== manifest.sha256 || installer.bytes !== manifest.bytes) return 'changed';
  if (manifest.platform !== platform) return 'otherSystem';
  // An old version may have a hole that is known by now: there is no way back by this door.
  return isNewer(manifest.version, version) ? null : 'older';
}

function isNewer(one: string, other: string): boolean {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
