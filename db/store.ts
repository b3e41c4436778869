import type { Kysely, Transaction } from 'kysely';
import type { Lock } from './lock.ts';
import type { Schema } from './schema.ts';

export type Engine = 'sqlite' | 'postgres';

/** What reading functions take: they cannot write by mistake. A write transaction may be passed too. */
export type ReadDb = Pick<Kysely<Schema>, 'selectFrom' | 'with' | 'fn' | 'getExecutor'>;

declare const writing: unique symbol;
/** What writing functions take: only `Store.write` hands it out. */
export type WriteTx = Transaction<Schema> & { readonly [writing]: true };

export interface WriteOptions {
  /** Thousands of rows: in a thread, so that its commit keeps nobody waiting but other writers. */
  large?: boolean;
  /** Milliseconds it may wait for others to share its commit with (0). It never gets behind a later one. */
  patience?: number;
}

/** An opened register: one writer, readers beside it. */
export interface Store {
  readonly engine: Engine;
  readonly read: ReadDb;
  /** Runs `work` in one transaction; all or nothing. Writers queue up behind each other. */
  write<T>(work: (tx: WriteTx) => Promise<T>, options?: WriteOptions): Promise<T>;
  /**
   * Writes all of it anew, so that nothing of what was deleted or overwritten is left in its files. In turn with the
   * writes, in a thread where there is one. Fails while another program reads.
   */
  compact(): Promise<void>;
  /** The register's file. Null on a server, whose own backup and checksums serve. */
  readonly file: string | null;
  /**
   * Writes meanwhile do not wait for the disk; all of it is there for certain when this answers. A power cut before that
   * may leave no readable register: only for one that is then thrown away.
   */
  hurry<T>(work: () => Promise<T>): Promise<T>;
  /** The right to send mail; null while another process holds it. Given back by the system when its holder dies. */
  takeSenderLock(): Promise<Lock | null>;
  close(): Promise<void>;
}
