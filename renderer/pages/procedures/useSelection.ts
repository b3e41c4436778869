import { useState } from 'react';
import type { Procedure } from '../../../electron/contract/procedureShapes.ts';

/** The filings chosen for a change of many, each as the clerk saw it. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<number, Procedure>>(new Map());
  const set = (rows: readonly Procedure[], on: boolean) => {
    const next = new Map(chosen);
    for (const row of rows) {
      if (on) next.set(row.id, row);
      else next.delete(row.id);
    }
    setChosen(next);
  };
  return {
    rows: [...chosen.values()],
    has: (id: number) => chosen.has(id),
    toggle: (row: Procedure) => set([row], !chosen.has(row.id)),
    set,
    clear: () => setChosen(new Map()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
