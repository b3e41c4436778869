import { CompiledQuery, type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import type { Store, WriteTx } from './store.ts';

/** One piece of work in a group. */
interface Member {
  /** Has a transaction to itself, on a connection of its own where there is one. */
  large: boolean;
  /** By when (`performance.now()`) it wants to be begun; until then it waits for company. */
  latest: number;
  /** Does the work; its own failure undoes it alone. */
  join(tx: Transaction<Schema>, alone: boolean): Promise<void>;
  /** Tells the caller how it went, once the group is on the disk. */
  settle(): void;
  /** The group did not reach the disk. */
  reject(error: unknown): void;
}

const SAVEPOINT = CompiledQuery.raw('savepoint member');
const ROLLBACK = CompiledQuery.raw('rollback to member');
const RELEASE = CompiledQuery.raw('release member');

/**
 * Writes that come in while the disk is busy share the next commit, each still all or nothing for itself and
 * answered only when it is safe. What costs is the wait for the disk, not the work: five mails that are handed
 * over at once wait for it once.
 * @param aside opens a connection for one large write; without it that is done like all others
 */
export function groupWrites(db: Kysely<Schema>, aside?: () => Kysely<Schema>): Pick<Store, 'write' | 'compact'> {
  let waiting: Member[] = [];
  let compacting: (() => Promise<void>)[] = [];
  let running = false;
  let timer: NodeJS.Timeout | undefined;

  const dueIn = (): number =>
    compacting.length > 0 ? 0 : Math.min(...waiting.map((member) => member.latest)) - performance.now();

  function plan(): void {
    clearTimeout(timer);
    const wait = dueIn();
    if (wait <= 0) void run();
    else if (wait < Number.POSITIVE_INFINITY) timer = setTimeout(run, wait);
  }

  async function run(): Promise<void> {
    running = true;
    do {
      // Whoever else is ready in this turn of the event loop comes along.
      await new Promise(setImmediate);
      const group = waiting;
      waiting = [];
      const large = aside ? group.filter((member) => member.large) : [];
      const small = group.filter((member) => !large.includes(member));
      if (small.length > 0) await commit(db, small);
      for (const member of large) await onItsOwn((own) => commit(own, [member]));
      const turns = compacting;
      compacting = [];
      for (const turn of turns) await turn();
    } while (dueIn() <= 0);
    running = false;
    plan();
  }

  async function onItsOwn(act: (own: Kysely<Schema>) => Promise<void>): Promise<void> {
    const own = aside?.() ?? db;
    try {
      await act(own);
    } finally {
      // What it could not do, its member has been told.
      if (own !== db) await own.destroy().catch(() => undefined);
    }
  }

  const start = () => {
    if (!running) plan();
  };
  return {
    write: (work, { large = false, patience = 0 } = {}) =>
      new Promise((resolve, reject) => {
        waiting.push({ ...memberOf(work, resolve, reject), large, latest: performance.now() + patience });
        start();
      }),
    compact: () =>
      new Promise((resolve, reject) => {
        compacting.push(() => onItsOwn(rewrite).then(resolve, reject));
        start();
      }),
  };
}

/** VACUUM copies what there is into a new file; then nothing may be left in the log beside it. */
async function rewrite(db: Kysely<Schema>): Promise<void> {
  await sql`vacuum`.execute(db);
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  if (rows[0]?.busy !== 0) throw new Error('The log could not be emptied: another program reads the register');
}

async function commit(db: Kysely<Schema>, group: readonly Member[]): Promise<void> {
  try {
    await db.transaction().execute(async (tx) => {
      for (const member of group) await member.join(tx, group.length === 1);
    });
    for (const member of group) member.settle();
  } catch (error) {
    for (const member of group) member.reject(error);
  }
}

function memberOf<T>(
  work: (tx: WriteTx) => Promise<T>,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): Omit<Member, 'large' | 'latest'> {
  let settle = () => {};
  const done = async (tx: Transaction<Schema>) => {
    const value = await work(tx as WriteTx);
    settle = () => resolve(value);
  };
  return {
    join: async (tx, alone) => {
      if (alone) return done(tx);
      await tx.executeQuery(SAVEPOINT);
      try {
        await done(tx);
      } catch (error) {
        settle = () => reject(error);
        // A full disk ends the transaction of all, and the savepoint with it: then that is what they are told.
        await tx.executeQuery(ROLLBACK).catch(() => Promise.reject(error));
      }
      await tx.executeQuery(RELEASE);
    },
    settle: () => settle(),
    reject,
  };
}
