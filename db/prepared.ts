import type { Compilable, CompiledQuery } from 'kysely';
import type { WriteTx } from './store.ts';

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
export function prepared<V extends object, R>(
  build: (tx: WriteTx, value: V) => Compilable<R>,
): (tx: WriteTx, values: V) => Promise<R[]> {
  const ready = new WeakMap<object, CompiledQuery<R>>();
  return async (tx, values) => {
    // One of these belongs to each opened register, whatever the transaction.
    const register = tx.getExecutor().adapter;
    const query = ready.get(register) ?? build(tx, places as V).compile();
    ready.set(register, query);
    const given = values as Record<string, unknown>;
    const parameters = query.parameters.map((value) => (value instanceof Place ? given[value.name] : value));
    return (await tx.executeQuery<R>({ ...query, parameters })).rows;
  };
}
