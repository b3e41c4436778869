import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { RecipientList } from '../../../electron/contract/acknowledgementStates.ts';
import { api, type Overview } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { ListChips } from './ListChips.tsx';
import { MatrixGrid } from './MatrixGrid.tsx';
import { MatrixTools } from './MatrixTools.tsx';
import { ProofPanel } from './ProofPanel.tsx';
import type { MatrixChoice } from './useMatrix.ts';

interface Props {
  data: Overview;
  versionId: number;
  list: RecipientList;
  branch: string | undefined;
}

/** Milliseconds of rest before typed text filters. */
const REST = 200;

/** Who has confirmed what: the filters, the matrix, and the proof of the square that is opened. */
export function MatrixSection({ data, versionId, list, branch }: Props) {
  const words = useText().acknowledgements;
  const { matrixOrder: order } = usePreferences();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), REST);
  const [opened, setOpened] = useState<{ officeId: number; versionId: number } | null>(null);
  const [range, setRange] = useState({ from: 0, to: 0 });
  const grid = useRef<HTMLTableElement>(null);
  const summary = useQuery(api.acknowledgements.summary.queryOptions({ input: { versionId, branch } }));
  const choice: MatrixChoice = {
    ...{ incidentId: data.incident.id, versionId, list, order },
    ...(branch === undefined ? {} : { branch }),
    ...(search === '' ? {} : { search }),
  };
  const gridKey = `${versionId} ${list} ${branch} ${search} ${order}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows chosen in one list are not those of another
  useEffect(() => setRange({ from: 0, to: 0 }), [gridKey]);
  return (
    <section className="matrix-section" aria-label={words.matrix}>
      <ListChips summary={summary.data} versionId={versionId} list={list} branch={branch} />
      <MatrixTools data={data} choice={choice} typed={typed} onType={setTyped} range={range} />
      <ErrorNote error={summary.error} />
      <div className="matrix-area" data-panel={opened !== null}>
        <MatrixGrid
          key={gridKey}
          choice={choice}
          gridRef={grid}
          opened={opened}
          onSelection={setRange}
          onOpen={(row, version) => setOpened({ officeId: row.officeId, versionId: version })}
        />
        {opened && (
          <ProofPanel
            {...opened}
            onClose={() => {
              setOpened(null);
              grid.current?.focus({ preventScroll: true });
            }}
          />
        )}
      </div>
    </section>
  );
}
