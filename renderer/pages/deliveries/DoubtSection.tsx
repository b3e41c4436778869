import { Button, Group } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { api, client, type Doubt } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { dialled } from '../../components/phone.ts';
import { deliveryMark, StateMark } from '../../components/StateMark.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import { DoubtEvidence } from './DoubtEvidence.tsx';
import { useTakeBack } from './useTakeBack.ts';

/** What may or may not have arrived, with all that is known of each. Never folded away; only a person decides. */
export function DoubtSection({ versionId, count }: { versionId: number; count: number }) {
  const text = useText();
  const words = text.deliveries;
  const format = useFormat();
  const heading = useId();
  const pages = useCursorPages('doubts');
  const input = { versionId, cursor: pages.cursor, limit: PAGE_ROWS };
  const list = useQuery({ ...api.deliveries.inDoubt.queryOptions({ input }), placeholderData: keepPreviousData });
  return (
    <section aria-labelledby={heading} className="doubts">
      <h2 id={heading}>
        <StateMark mark={deliveryMark.in_doubt} label={words.doubtTitle} /> {text.common.count(format.number(count))}
      </h2>
      <p className="dim">{words.doubtNote}</p>
      <ErrorNote error={list.error} />
      <DataTable
        label={words.doubtTitle}
        rows={list.data?.rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'office',
            title: text.common.column.name,
            width: '21%',
            cell: (row) => (
              <span className="told" title={`${row.officeCode} ${row.officeName} ${row.address}`}>
                <strong>
                  {row.officeCode} {row.officeName}
                </strong>
                {row.reminder && <span>{words.doubtReminder}</span>}
                <span className="dim">{row.address}</span>
              </span>
            ),
          },
          {
            key: 'phone',
            title: text.common.column.phone,
            width: columnWidth.phone,
            cell: (row) => dialled(row.phone),
          },
          { key: 'known', title: text.mailbox.doubtKnown, cell: (row) => <DoubtEvidence doubt={row} /> },
          { key: 'decide', title: words.decide, width: '318px', cell: (row) => <Decision doubt={row} /> },
        ]}
      />
      <Pager pages={pages} data={list.data} />
    </section>
  );
}

/** A person's word on one mail. Sending it again asks first: it may arrive twice. */
function Decision({ doubt }: { doubt: Doubt }) {
  const { id: deliveryId, officeName } = doubt;
  const text = useText().deliveries;
  const { offer, refresh } = useTakeBack(client.deliveries.decide);
  const decide = useMutation(
    api.deliveries.decide.mutationOptions({
      onSuccess: (_answer, { outcome }) =>
        offer(text.decided(officeName, outcome === 'sent' ? text.arrived : text.notArrived), {
          deliveryId,
          outcome: 'in_doubt',
        }),
    }),
  );
  const again = useMutation({
    mutationFn: () => client.deliveries.decide({ deliveryId, outcome: 'queued' }),
    onSuccess: refresh,
  });
  const button = (outcome: 'sent' | 'failed', label: string) => (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={text.decideFor(officeName, label)}
      disabled={decide.isPending}
      onClick={() => decide.mutate({ deliveryId, outcome })}
    >
      {label}
    </Button>
  );
  return (
    <>
      <Group gap={4} wrap="nowrap">
        {button('sent', text.arrived)}
        {button('failed', text.notArrived)}
        <ConfirmButton
          size="compact-sm"
          variant="default"
          aria-label={text.decideFor(officeName, text.again)}
          title={text.decideFor(officeName, text.again)}
          note={text.againNote}
          confirm={text.again}
          // Nobody is reminded of what has been confirmed.
          disabled={doubt.reminder && !['open', 'outdated'].includes(doubt.acknowledgementState)}
          action={again}
        >
          {text.again}
        </ConfirmButton>
      </Group>
      <ErrorNote error={decide.error} />
    </>
  );
}
