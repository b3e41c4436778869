import { Button, Group, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type EntryKind, entryKind } from '../../../electron/contract/chronology.ts';
import { useFormat } from '../../components/dates.ts';
import { ListSearch } from '../../components/ListSearch.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

interface Props {
  /** The incident is not closed. */
  isOpen: boolean;
  counts: Partial<Record<EntryKind, number>>;
  kind: EntryKind | null;
  onKind(kind: EntryKind | null): void;
  typed: string;
  onType(text: string): void;
  onAct(act: 'new' | 'import'): void;
  pager: ReactNode;
}

/** What can be done with the chronology, and what of it is shown. */
export function ChronologyBar({ isOpen, counts, kind, onKind, typed, onType, onAct, pager }: Props) {
  const text = useText().chronology;
  const format = useFormat();
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return (
    <div className="list-head no-print">
      {isOpen && (
        <Button size="compact-md" onClick={() => onAct('new')}>
          {text.add}
        </Button>
      )}
      {isOpen && (
        <Button size="compact-md" variant="default" onClick={() => onAct('import')}>
          {text.import}
        </Button>
      )}
      <Button size="compact-md" variant="default" component={Link} href={to.report('chronology')}>
        {text.report}
      </Button>
      <Select
        size="xs"
        aria-label={text.kindFilter}
        w={170}
        allowDeselect={false}
        data={[
          { value: '', label: `${text.all} ${format.number(all)}` },
          ...entryKind.options.map((each) => ({
            value: each,
            label: `${text.kind[each]} ${format.number(counts[each] ?? 0)}`,
          })),
        ]}
        value={kind ?? ''}
        onChange={(chosen) => onKind(entryKind.options.find((each) => each === chosen) ?? null)}
      />
      <ListSearch label={text.search} typed={typed} onType={onType} />
      <Group ml="auto">{pager}</Group>
    </div>
  );
}
