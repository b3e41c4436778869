/** Lets other calls have the event loop between two pieces of long work; a piece takes at most some 50 ms. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Answers, members, people from which on a change writes in a thread of its own. */
export const LARGE_WRITE = 2_000;
