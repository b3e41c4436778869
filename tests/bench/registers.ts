import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { connect } from '../../db/connect.ts';
import { type Client, openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { practiceFile } from '../../electron/practice/csv.ts';

const SEED = 1;

/** A register in a folder of its own, as a script sees it, and its file as SQLite sees it. */
export interface Register {
  client: Client;
  folder: string;
  /** A connection of its own to the same file, with the house's pragmas. */
  bare: Database.Database;
  close(): Promise<void>;
}

/** Opens an empty register. */
export async function emptyRegister(): Promise<Register> {
  const folder = await mkdtemp(join(tmpdir(), 'todoke-bench-'));
  const host = await openHost({
    dataFolder: folder,
    register: 'main',
    secrets: fileSecrets(join(folder, 'secrets.json')),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const bare = connect(join(folder, 'register.sqlite'));
  return {
    client: host.client('script'),
    folder,
    bare,
    close: async () => {
      bare.close();
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Registers by size and office lists by length; each is made once and thrown away at `close`. */
export interface Registers {
  /** A register of so many fictional offices. */
  of(offices: number): Promise<Register>;
  /** An association's list of so many offices, as CP932 CSV. */
  list(offices: number): Promise<string>;
  close(): Promise<void>;
}

export async function createRegisters(): Promise<Registers> {
  const folder = await mkdtemp(join(tmpdir(), 'todoke-bench-lists-'));
  const lists = new Map<number, string>();
  const registers = new Map<number, Register>();

  const list = async (offices: number): Promise<string> => {
    const file = lists.get(offices) ?? join(folder, `${offices}.csv`);
    if (!lists.has(offices)) await writeFile(file, practiceFile(offices, SEED));
    lists.set(offices, file);
    return file;
  };

  return {
    list,
    of: async (offices) => {
      const known = registers.get(offices);
      if (known) return known;
      const register = await emptyRegister();
      registers.set(offices, register);
      const { created } = await register.client.offices.import({ file: await list(offices), commit: true });
      if (created !== offices) throw new Error(`${created} of ${offices} offices came in`);
      return register;
    },
    close: async () => {
      for (const register of registers.values()) await register.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
