import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Overview } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { prefer } from '../../preferences.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { rowsAsText } from './matrixText.ts';
import { type MatrixChoice, readRows } from './useMatrix.ts';

interface Props {
  data: Overview;
  choice: MatrixChoice;
  typed: string;
  onType: (text: string) => void;
  /** The rows that are chosen; one alone stands for all. */
  range: { from: number; to: number };
}

/** Most rows one copy takes: more than a clerk pastes, and a clipboard still holds it. */
const MOST_COPIED = 10_000;

/** What narrows and orders the matrix, and takes it over into Excel. */
export function MatrixTools({ data, choice, typed, onType, range }: Props) {
  const text = useText();
  const words = text.acknowledgements;
  const [, navigate] = useLocation();
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
    <div className="matrix-tools">
      <TextInput
        size="xs"
        aria-label={words.narrow}
        placeholder={words.narrow}
        value={typed}
        data-list-filter
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <Select
        size="xs"
        aria-label={text.common.column.branch}
        clearable
        placeholder={text.common.allBranches}
        data={branches}
        value={choice.branch ?? null}
        onChange={(value) => navigate(to.acknowledgements(choice.versionId, choice.list, value ?? ''))}
      />
      <SegmentedControl
        size="xs"
        aria-label={words.order}
        value={choice.order}
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
      {copy.error && <ErrorNote error={copy.error} />}
    </div>
  );
}
