import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { AcknowledgementState, Recipient } from '../../../electron/contract/acknowledgements.ts';
import type { Standing } from '../../../electron/contract/incidents.ts';
import { api } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { acknowledgementMark, deliveryMark, StateMark } from '../../components/StateMark.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { WithdrawButton } from './WithdrawButton.tsx';

interface Props {
  standing: Standing;
  /** Null shows all. */
  state: AcknowledgementState | null;
}

/** The recipients of a version, filtered by what they confirmed. */
export function RecipientList({ standing, state }: Props) {
  const text = useText().acknowledgements;
  const { versionId } = standing;
  const pages = useCursorPages(`${versionId} ${state}`);
  const list = useQuery({
    ...api.acknowledgements.list.queryOptions({
      input: { versionId, states: state ? [state] : undefined, cursor: pages.cursor, limit: PAGE_ROWS },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="list-head">
        <StateChips standing={standing} state={state} />
        <Pager pages={pages} data={list.data} />
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <DataTable label={text.title} rows={list.data?.rows} rowKey={(row) => row.officeId} columns={useColumns()} />
    </>
  );
}

function StateChips({ standing, state }: Props) {
  const text = useText().acknowledgements;
  const format = useFormat();
  const chips: { state: AcknowledgementState | null; count: number }[] = [
    { state: null, count: standing.recipients },
    { state: 'open', count: standing.open },
    { state: 'outdated', count: standing.outdated },
    { state: 'confirmed', count: standing.confirmed },
  ];
  if (standing.superseded > 0) chips.push({ state: 'superseded', count: standing.superseded });
  return (
    <nav className="chips" aria-label={text.filter}>
      {chips.map((chip) => (
        <Link
          key={chip.state}
          href={to.acknowledgements(standing.versionId, chip.state ?? 'all')}
          className="chip"
          aria-current={chip.state === state ? 'true' : undefined}
        >
          {chip.state ? <StateMark mark={acknowledgementMark[chip.state]} label={text.state[chip.state]} /> : text.all}
          <strong>{format.number(chip.count)}</strong>
        </Link>
      ))}
    </nav>
  );
}

function useColumns(): Column<Recipient>[] {
  const text = useText();
  const format = useFormat();
  const words = text.acknowledgements;
  return [
    { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
    { key: 'name', title: text.common.column.name, cell: (row) => row.officeName },
    { key: 'branch', title: text.common.column.branch, width: '74px', cell: (row) => row.branch },
    { key: 'phone', title: text.common.column.phone, width: columnWidth.phone, cell: (row) => row.phone },
    {
      key: 'delivery',
      title: words.delivery,
      width: columnWidth.delivery,
      cell: (row) => (
        <StateMark mark={deliveryMark[row.deliveryState]} label={text.deliveries.state[row.deliveryState]} />
      ),
    },
    {
      key: 'state',
      title: text.common.column.state,
      width: columnWidth.state,
      cell: (row) => (
        <StateMark mark={acknowledgementMark[row.acknowledgementState]} label={words.state[row.acknowledgementState]} />
      ),
    },
    {
      key: 'number',
      title: words.confirmedVersion,
      width: '56px',
      cell: (row) => (row.confirmedNumber === null ? '' : words.confirmedNumber(row.confirmedNumber)),
    },
    {
      key: 'how',
      title: words.how,
      width: '238px',
      cell: (row) =>
        row.acknowledgement && (
          <span className="how">
            {format.moment(row.acknowledgement.at)} {words.methods[row.acknowledgement.method]}
            <WithdrawButton recipient={row} id={row.acknowledgement.id} />
          </span>
        ),
    },
  ];
}
