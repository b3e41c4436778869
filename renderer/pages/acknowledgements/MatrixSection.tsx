import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { RecipientList } from '../../../electron/contract/acknowledgementStates.ts';
import { api, type Overview } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { prefer, usePreferences } from '../../preferences.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { ListChips } from './ListChips.tsx';
import { MatrixGrid } from './MatrixGrid.tsx';
import { rowsAsText } from './matrixText.ts';
import { ProofPanel } from './ProofPanel.tsx';
import { type MatrixChoice, readRows } from './useMatrix.ts';

interface Props {
  data: Overview;
  versionId: number;
  list: RecipientList;
  branch: string | undefined;
}

/** Most rows one copy takes: more than a clerk pastes, and a clipboard still holds it. */
const MOST_COPIED = 10_000;
const REST = 200;

/** Who has confirmed what: the filters, the matrix, and the proof of the square that is opened. */
export function MatrixSection({ data, versionId, list, branch }: Props) {
  const text = useText();
  const words = text.acknowledgements;
  const [, navigate] = useLocation();
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
  const copy = useMutation({
    mutationFn: async () => {
      const chosen = range.to > range.from ? range : { from: 0, to: MOST_COPIED - 1 };
      const rows = await readRows(choice, chosen.from, chosen.to, MOST_COPIED);
      const column = text.common.column;
      const sent = data.versions.filter((version) => version.sentAt !== null);
      const labels = sent.sort((a, b) => (a.sentAt ?? '').localeCompare(b.sentAt ?? '') || a.versionId - b.versionId);
      const heads = [column.code, column.name, column.branch, words.daysOpen, ...labels.map(({ label }) => label)];
      await navigator.clipboard.writeText(rowsAsText(rows, { heads, state: words.cell }));
      return rows.length;
    },
  });
  const branches = data.branches.map((row) => row.branch).filter((name) => name !== '');

  return (
    <section className="matrix-section" aria-label={words.matrix}>
      <ListChips summary={summary.data} versionId={versionId} list={list} branch={branch} />
      <div className="matrix-tools">
        <TextInput
          size="xs"
          aria-label={words.narrow}
          placeholder={words.narrow}
          value={typed}
          data-list-filter
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          size="xs"
          aria-label={text.common.column.branch}
          clearable
          placeholder={text.common.allBranches}
          data={branches}
          value={branch ?? null}
          onChange={(value) => navigate(to.acknowledgements(versionId, list, value ?? ''))}
        />
        <SegmentedControl
          size="xs"
          aria-label={words.order}
          value={order}
          onChange={(value) => prefer({ matrixOrder: value as 'risk' | 'code' })}
          data={[
            { value: 'risk', label: words.byRisk },
            { value: 'code', label: words.byCode },
          ]}
        />
        <Button size="compact-sm" variant="default" loading={copy.isPending} onClick={() => copy.mutate()}>
          {words.copy}
        </Button>
        <span className="dim" aria-live="polite">
          {copy.isSuccess ? words.copied(copy.data) : words.gridHint}
        </span>
      </div>
      <ErrorNote error={summary.error ?? copy.error} />
      <div className="matrix-area" data-panel={opened !== null}>
        <MatrixGrid
          key={`${versionId} ${list} ${branch} ${search} ${order}`}
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
