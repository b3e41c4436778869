/** Milliseconds a removal can be taken back: it is carried out only after that, or when a version is given away. */
const TAKE_BACK = 10_000;

const waiting = new Map<number, () => Promise<unknown>>();

/** Removes an attachment after a while. Answers how to take it back. */
export function removeLater(id: number, carryOut: () => Promise<unknown>): () => void {
  const end = () => {
    clearTimeout(timer);
    return waiting.delete(id);
  };
  // Its failure is told beside the list, by whoever carries it out.
  const timer = setTimeout(() => end() && carryOut().catch(() => undefined), TAKE_BACK);
  waiting.set(id, () => (end() ? carryOut() : Promise.resolve()));
  return end;
}

/** Carries out every removal that still waits: what is approved is what the clerk sees. */
export async function removeNow(): Promise<void> {
  await Promise.all([...waiting.values()].map((carryOut) => carryOut()));
}
