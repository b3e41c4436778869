import { useRef, useState } from 'react';
import type { AcknowledgementMethod, Recorded } from '../../../electron/contract/acknowledgements.ts';
import { client, type Outputs } from '../../api/client.ts';

export type Slip = Outputs['acknowledgements']['slip'];

/** What became of one slip. `older`: it confirms a version that is no longer the newest the office was sent. */
export type Scan =
  | { kind: 'recorded'; slip: Slip; done: Recorded; older: boolean }
  | { kind: 'repeated'; slip: Slip }
  | { kind: 'refused'; code: string; error: unknown };

/** A slip's code is eight symbols and a check symbol; a scanner types it as printed, with or without hyphens. */
export function looksLikeSlip(typed: string): boolean {
  const code = typed.normalize('NFKC').replace(/[\s\-‐‑‒–—―−─ー]/g, '');
  return /^[0-9A-Za-z]{9}$/.test(code);
}

/** Printed with its hyphens it can be nothing else. */
export const isHyphenated = (typed: string): boolean =>
  /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/i.test(
    typed
      .normalize('NFKC')
      .replace(/[‐‑‒–—―−─ー]/g, '-')
      .trim(),
  );

const MOST_SHOWN = 8;

/**
 * Slips one after the other, as fast as a scanner types them: each waits for the one before, and the box is free at
 * once. `onDone` hears how each went.
 */
export function useScans(method: AcknowledgementMethod, onDone: (scan: Scan) => void) {
  const [scans, setScans] = useState<{ at: number; scan: Scan }[]>([]);
  const [counts, setCounts] = useState({ recorded: 0, repeated: 0, refused: 0 });
  const queue = useRef(Promise.resolve());
  const next = useRef(0);

  const take = (code: string) => {
    const at = next.current;
    next.current += 1;
    queue.current = queue.current.then(async () => {
      const scan = await takeSlip(code, method);
      setScans((before) => [{ at, scan }, ...before].slice(0, MOST_SHOWN));
      setCounts((before) => ({ ...before, [scan.kind]: before[scan.kind] + 1 }));
      onDone(scan);
    });
  };
  const clear = () => {
    setScans([]);
    setCounts({ recorded: 0, repeated: 0, refused: 0 });
  };
  return { scans, counts, take, clear };
}

/** Looks first whose the slip is: one that was taken in already is said, not recorded twice. */
async function takeSlip(code: string, method: AcknowledgementMethod): Promise<Scan> {
  try {
    const slip = await client.acknowledgements.slip({ code });
    if (slip.acknowledgement) return { kind: 'repeated', slip };
    const done = await client.acknowledgements.record({ code, method });
    return { kind: 'recorded', slip, done, older: slip.newest !== null && slip.newest.number > slip.number };
  } catch (error) {
    return { kind: 'refused', code, error };
  }
}
