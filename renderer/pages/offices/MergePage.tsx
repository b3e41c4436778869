import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { OfficeField } from '../../../electron/contract/offices.ts';
import { api, client, type Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';
import { MergeTable } from './MergeTable.tsx';
import { useRegisterAct } from './useRegisterAct.ts';
import { useUndoMerge } from './useUndoMerge.ts';

type Comparison = Outputs['duplicates']['compare'];
type Records = Comparison['records']['kept'];

/** Two entries side by side: which code stays, which value of each field, and what comes along. */
export function MergePage({ oneId, otherId }: { oneId: number; otherId: number }) {
  const compared = useQuery(api.duplicates.compare.queryOptions({ input: { keptId: oneId, droppedId: otherId } }));
  return <Loaded query={compared}>{(data) => <Merge data={data} />}</Loaded>;
}

const sum = (records: Records) => Object.values(records).reduce((total, count) => total + count, 0);

/** The one with more records stays unless the clerk says otherwise; of two alike the older one. */
function otherHasMore({ kept, dropped, records }: Comparison): boolean {
  const more = sum(records.dropped) - sum(records.kept);
  return more > 0 || (more === 0 && dropped.id < kept.id);
}

function Merge({ data }: { data: Comparison }) {
  const text = useText().duplicates;
  const [chosenId, choose] = useState<number | null>(null);
  const swapped = chosenId === null ? otherHasMore(data) : chosenId === data.dropped.id;
  const kept = swapped ? data.dropped : data.kept;
  const dropped = swapped ? data.kept : data.dropped;
  const records = swapped ? data.records.kept : data.records.dropped;
  const codes = [data.kept, data.dropped].sort((one, other) => one.id - other.id);
  return (
    <>
      <PageHeader title={text.merging(kept.code, dropped.code)}>
        <Button component={Link} href="/offices/duplicates" size="compact-md" variant="default">
          {text.back}
        </Button>
      </PageHeader>
      <div className="merge-which">
        <span>{text.which}</span>
        <SegmentedControl
          size="xs"
          aria-label={text.which}
          value={String(kept.id)}
          onChange={(id) => choose(Number(id))}
          data={codes.map(({ id, code, name }) => ({ value: String(id), label: `${code} ${name}` }))}
        />
        <span className="dim">{text.choose}</span>
      </div>
      <Chosen key={kept.id} kept={kept} dropped={dropped} records={records} />
    </>
  );
}

interface Two {
  kept: Comparison['kept'];
  dropped: Comparison['kept'];
}

function Chosen({ kept, dropped, records }: Two & { records: Records }) {
  const text = useText().duplicates;
  const format = useFormat();
  const [taken, take] = useState<ReadonlySet<OfficeField>>(() => emptyOnesOf({ kept, dropped }));
  const merge = useMerge({ kept, dropped }, taken);
  const setTaken = (field: OfficeField, fromDropped: boolean) => {
    const next = new Set(taken);
    if (fromDropped) next.add(field);
    else next.delete(field);
    take(next);
  };
  const counts = [records.versions, records.acknowledgements, records.procedures, records.contacts] as const;
  const [versions, acknowledgements, procedures, contacts] = counts.map((count) => format.number(count));
  return (
    <>
      <MergeTable kept={kept} dropped={dropped} taken={taken} onTake={setTaken} />
      <div className="merge-foot">
        <ErrorNote error={merge.error} />
        <div>
          <p>
            <strong>{text.comes}</strong>{' '}
            {text.records(versions ?? '', acknowledgements ?? '', procedures ?? '', contacts ?? '')}
          </p>
          <p className="dim">{text.codeNote(dropped.code, kept.code)}</p>
        </div>
        <Button loading={merge.isPending} onClick={() => merge.mutate()}>
          {text.merge}
        </Button>
      </div>
    </>
  );
}

/** What only the other entry knows is taken from it, until the clerk says otherwise; the tags of both stay anyway. */
function emptyOnesOf({ kept, dropped }: Two): Set<OfficeField> {
  const fields = Object.keys(kept).filter((key): key is OfficeField => !['id', 'code', 'tags'].includes(key));
  return new Set(fields.filter((field) => kept[field] === '' && dropped[field] !== ''));
}

function useMerge({ kept, dropped }: Two, taken: ReadonlySet<OfficeField>) {
  const text = useText().duplicates;
  const [, navigate] = useLocation();
  const undo = useUndoMerge();
  const values = Object.fromEntries([...taken].map((field) => [field, dropped[field]]));
  return useRegisterAct(
    () => client.duplicates.merge({ keptId: kept.id, droppedId: dropped.id, values }),
    ({ mergeId }) => {
      navigate('/offices/duplicates');
      offerUndo({
        message: text.merged(dropped.code, kept.code),
        undo: () => undo.mutate(mergeId),
        label: text.undo,
      });
    },
  );
}
