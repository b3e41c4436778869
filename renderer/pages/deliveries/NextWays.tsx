import { Group, NativeSelect } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { DeliveryChannel } from '../../../electron/contract/deliveries.ts';
import { api, client, type Outputs } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { say } from '../../components/undo.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';

type Proposal = Outputs['deliveries']['proposals']['rows'][number];

/** Offices nothing has reached: the app proposes the next way of each, the clerk decides for the whole page at once. */
export function NextWays({ versionId }: { versionId: number }) {
  const text = useText();
  const words = text.sending;
  const format = useFormat();
  const heading = useId();
  const pages = useCursorPages('');
  const [chosen, setChosen] = useState<Record<number, DeliveryChannel | ''>>({});
  const list = useQuery({
    ...api.deliveries.proposals.queryOptions({ input: { versionId, cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
  });
  const choiceOf = (row: Proposal) => chosen[row.officeId] ?? row.proposed ?? '';
  const choices = (list.data?.rows ?? []).flatMap((row) => {
    const channel = choiceOf(row);
    return channel === '' ? [] : [{ officeId: row.officeId, channel }];
  });
  const tried = ({ tried: ways }: Proposal) =>
    ways.length === 0
      ? words.triedNone
      : ways.map(({ channel, cause }) => `${text.audiences.channel[channel]}: ${words.cause[cause].name}`).join(' / ');
  return (
    <section aria-labelledby={heading} id="next">
      <h2 id={heading}>
        {words.nextTitle} {list.data && text.common.count(format.number(list.data.total))}
      </h2>
      <p className="dim">{words.nextNote}</p>
      <ErrorNote error={list.error} />
      <DataTable
        label={words.nextTitle}
        rows={list.data?.rows}
        rowKey={(row) => row.officeId}
        columns={[
          { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
          { key: 'name', title: text.common.column.name, cell: (row) => row.officeName },
          { key: 'tried', title: words.tried, cell: tried },
          {
            key: 'next',
            title: words.next,
            width: '168px',
            cell: (row) =>
              row.open.length === 0 ? (
                <span className="dim">{words.noWay}</span>
              ) : (
                <NativeSelect
                  size="xs"
                  aria-label={words.nextOf(row.officeName)}
                  value={choiceOf(row)}
                  data={[
                    { value: '', label: words.leaveOut },
                    ...row.open.map((channel) => ({ value: channel, label: text.audiences.channel[channel] })),
                  ]}
                  onChange={(event) => {
                    const channel = row.open.find((each) => each === event.currentTarget.value) ?? '';
                    setChosen({ ...chosen, [row.officeId]: channel });
                  }}
                />
              ),
          },
        ]}
      />
      <Group justify="space-between" align="flex-start">
        <Pager pages={pages} data={list.data} />
        {choices.length > 0 && <Accept versionId={versionId} choices={choices} onDone={() => setChosen({})} />}
      </Group>
    </section>
  );
}

interface AcceptProps {
  versionId: number;
  choices: { officeId: number; channel: DeliveryChannel }[];
  onDone: () => void;
}

function Accept({ versionId, choices, onDone }: AcceptProps) {
  const text = useText();
  const format = useFormat();
  const queries = useQueryClient();
  const accept = useMutation({
    mutationFn: () => client.deliveries.acceptProposals({ versionId, choices }),
    onSuccess: () => {
      say(text.sending.accepted(format.number(choices.length)));
      onDone();
      return queries.invalidateQueries({ queryKey: api.deliveries.key() });
    },
  });
  const byChannel = Map.groupBy(choices, ({ channel }) => channel);
  const parts = [...byChannel].map(([channel, of]) =>
    text.sending.countOf(text.audiences.channel[channel], format.number(of.length)),
  );
  return (
    <ConfirmButton
      title={text.sending.acceptTitle}
      note={text.sending.acceptNote(parts.join(text.audiences.listed))}
      action={accept}
    >
      {text.sending.acceptShown(format.number(choices.length))}
    </ConfirmButton>
  );
}
