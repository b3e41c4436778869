import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import type { Store, WriteTx } from './store.ts';

/** One piece of work in a group. */
interface Member {
  /** Has a transaction to itself, on a connection of its own where there is one. */
  large: boolean;
  /** Does the work; its own failure undoes it alone. */
  join(tx: Transaction<Schema>, alone: boolean): Promise<void>;
  /** Tells the caller how it went, once the group is on the disk. */
  settle(): void;
  /** The group did not reach the disk. */
  reject(error: unknown): void;
}

/**
 * Writes that come in while the disk is busy share the next commit, each still all or nothing for itself and
 * answered only when it is safe. What costs is the wait for the disk, not the work: five mails that are handed
 * over at once wait for it once.
 * @param aside opens a connection for one large write; without it that is done like all others
 */
export function groupWrites(db: Kysely<Schema>, aside?: () => Kysely<Schema>): Store['write'] {
  let waiting: Member[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      // Whoever else is ready in this turn of the event loop comes along.
      await new Promise(setImmediate);
      const group = waiting;
      waiting = [];
      const large = aside ? group.filter((member) => member.large) : [];
      const small = group.filter((member) => !large.includes(member));
      if (small.length > 0) await commit(db, small);
      for (const member of large) await commitAside(member);
    }
    running = false;
  }

  async function commitAside(member: Member): Promise<void> {
    const own = aside?.() ?? db;
    try {
      await commit(own, [member]);
    } finally {
      // What it could not do, its member has been told.
      if (own !== db) await own.destroy().catch(() => undefined);
    }
  }

  return (work, { large = false } = {}) =>
    new Promise((resolve, reject) => {
      waiting.push({ ...memberOf(work, resolve, reject), large });
      if (!running) void run();
    });
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
): Omit<Member, 'large'> {
  let settle = () => {};
  const done = async (tx: Transaction<Schema>) => {
    const value = await work(tx as WriteTx);
    settle = () => resolve(value);
  };
  return {
    join: async (tx, alone) => {
      if (alone) return done(tx);
      await sql`savepoint member`.execute(tx);
      try {
        await done(tx);
      } catch (error) {
        settle = () => reject(error);
        // A full disk ends the transaction of all, and the savepoint with it: then that is what they are told.
        await sql`rollback to member`.execute(tx).catch(() => Promise.reject(error));
      }
      await sql`release member`.execute(tx);
    },
    settle: () => settle(),
    reject,
  };
}
