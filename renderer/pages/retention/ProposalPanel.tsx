import { Checkbox } from '@mantine/core';
import type { Outputs } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { Pager } from '../../components/Pager.tsx';
import type { CursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import type { Kept } from './RetentionPage.tsx';

interface Props {
  data: Outputs['retention']['proposal'];
  pages: CursorPages;
  kept: Kept;
  onKeep(kept: Kept): void;
}

/** Incidents, offices and mails that may go, each with the mark that takes it out. */
export function ProposalPanel({ data, pages, kept, onKeep }: Props) {
  const text = useText().retention;
  const format = useFormat();
  const { before, incidents, rows, total, mails, waiting } = data;
  const mark = (what: keyof Kept) => ({
    key: 'include',
    title: text.include,
    width: '64px',
    cell: ({ id, name }: { id: number; name: string }) => (
      <Checkbox
        size="xs"
        aria-label={text.includeRow(name)}
        checked={!kept[what].includes(id)}
        onChange={(event) => {
          const others = kept[what].filter((each) => each !== id);
          onKeep({ ...kept, [what]: event.currentTarget.checked ? others : [...others, id] });
        }}
      />
    ),
  });
  return (
    <section className="panel" aria-labelledby="proposal">
      <h2 id="proposal">{text.proposal}</h2>
      {total + incidents.length + mails === 0 ? (
        <p className="dim">{text.none(format.date(before))}</p>
      ) : (
        <p>{text.proposed(format.date(before))}</p>
      )}
      {incidents.length > 0 && (
        <DataTable
          label={text.incidents}
          rows={incidents.map(({ title, ...row }) => ({ ...row, name: title }))}
          rowKey={(row) => row.id}
          columns={[
            mark('incidents'),
            { key: 'title', title: text.incident, cell: (row) => row.name },
            {
              key: 'closed',
              title: text.closedAt,
              width: columnWidth.instant,
              cell: (row) => format.instant(row.closedAt),
            },
          ]}
        />
      )}
      {total > 0 && (
        <>
          <DataTable
            label={text.offices}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              mark('offices'),
              { key: 'code', title: text.code, width: columnWidth.code, cell: (row) => row.code },
              { key: 'name', title: text.name, cell: (row) => row.name },
              { key: 'left', title: text.leftOn, width: columnWidth.instant, cell: (row) => format.date(row.leftOn) },
            ]}
          />
          <Pager pages={pages} data={data} />
        </>
      )}
      {mails > 0 && <p>{text.mails(format.number(mails))}</p>}
      {waiting > 0 && <p className="dim">{text.waiting(format.number(waiting))}</p>}
    </section>
  );
}
