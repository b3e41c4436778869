import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** Where passwords live: never in the register, never in a backup of it. */
export interface SecretStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string | null): Promise<void>;
}

const shape = z.record(z.string(), z.string());

/**
 * Secrets in one file that only this user may read (0600). For the loopback host, where no key store of
 * the system is at hand; the desktop uses the system's own store.
 */
export function fileSecrets(file: string): SecretStore {
  const read = async (): Promise<Record<string, string>> => {
    try {
      return shape.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
      throw error;
    }
  };
  return {
    get: async (name) => (await read())[name] ?? null,
    set: async (name, value) => {
      const { [name]: _old, ...others } = await read();
      const next = value === null ? others : { ...others, [name]: value };
      await writeFile(`${file}.part`, JSON.stringify(next), { mode: 0o600 });
      await chmod(`${file}.part`, 0o600);
      await rename(`${file}.part`, file);
    },
  };
}

/** Secrets that are forgotten with the process: those typed in practice must never replace the true ones. */
export function memorySecrets(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: async (name) => secrets.get(name) ?? null,
    set: async (name, value) => {
      if (value === null) secrets.delete(name);
      else secrets.set(name, value);
    },
  };
}
