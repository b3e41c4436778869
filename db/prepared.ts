import { type Compilable, type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { ReadDb, WriteTx } from './store.ts';

/** Stands where a value will be. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const places = new Proxy({}, { get: (_, name) => new Place(String(name)) });

/**
 * A statement of a way that is gone thousands of times a minute: put together once for an opened register and run with
 * other values each time. Putting a small one together takes several times as long as running it.
 * @param build gets a stand-in for each value; it must not look into them
 * @returns the rows
 */
export function prepared<V extends object, R, Db extends ReadDb = WriteTx>(
  build: (db: Db, value: V) => Compilable<R>,
): (db: Db, values: V) => Promise<R[]> {
  const ready = new WeakMap<object, CompiledQuery<R>>();
  return async (db, values) => {
    const executor = db.getExecutor();
    // One of these belongs to each opened register, whatever the transaction.
    const query = ready.get(executor.adapter) ?? build(db, places as V).compile();
    ready.set(executor.adapter, query);
    const given = values as Record<string, unknown>;
    const parameters = query.parameters.map((value) => (value instanceof Place ? given[value.name] : value));
    return (await executor.executeQuery<R>({ ...query, parameters })).rows;
  };
}

/**
 * A value in a statement that is run again and again with other values. SQLite plans a join anew each time a bare
 * value of it is bound, since it might choose an index by the value; that takes ten times as long as the question. What
 * is reckoned out of a value it does not look into.
 */
export function reckoned<T extends number | string>(value: T): RawBuilder<T> {
  return typeof value === 'string' ? sql<T>`(${value} || '')` : sql<T>`(${value} + 0)`;
}
