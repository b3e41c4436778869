import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail } from '../contract/errors.ts';
import type { SecretStore } from '../ports/secrets.ts';

/** The system's key store, as far as we need it. */
export interface Vault {
  /** False where text would only be scrambled with a key that is known to all. */
  available: () => Promise<boolean>;
  encrypt: (text: string) => Promise<Uint8Array>;
  decrypt: (bytes: Buffer) => Promise<string>;
}

const fileShape = z.record(z.string(), z.base64());

/**
 * Secrets in one file, each encrypted by the system for this user of this machine (on Windows by DPAPI: safe from
 * other users, not from other programs of the same user). Plain text is never written: without a vault it refuses.
 */
export function createSecretStore(vault: Vault, file: string): SecretStore {
  let last: Promise<void> = Promise.resolve();

  async function change(name: string, value: string | null): Promise<void> {
    const { [name]: _old, ...others } = await readSecrets(file);
    const all = value === null ? others : { ...others, [name]: await encrypted(vault, value) };
    await writeFile(`${file}.new`, JSON.stringify(all), { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
  }

  return {
    async get(name) {
      const stored = (await readSecrets(file))[name];
      return stored === undefined ? null : vault.decrypt(Buffer.from(stored, 'base64'));
    },
    /** One change after the other, or two would overwrite each other's file. */
    set(name, value) {
      const done = last.then(() => change(name, value));
      last = done.catch(() => undefined);
      return done;
    },
  };
}

async function encrypted(vault: Vault, value: string): Promise<string> {
  if (!(await vault.available())) throw fail('secrets_unavailable');
  return Buffer.from(await vault.encrypt(value)).toString('base64');
}

async function readSecrets(file: string): Promise<Record<string, string>> {
  try {
    return fileShape.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
