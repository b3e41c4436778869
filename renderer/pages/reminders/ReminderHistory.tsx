import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Released } from '../../../electron/contract/reminders.ts';
import { api, client } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { useStepWords } from './stepWords.ts';

/** What was released, and what became of it. */
export function ReminderHistory({ versionId }: { versionId: number }) {
  const text = useText().reminders;
  const calls = useText().calls;
  const format = useFormat();
  const words = useStepWords();
  const history = useQuery(api.reminders.history.queryOptions({ input: { versionId } }));
  const sheets = useMutation({
    mutationFn: async (reminderId: number) => downloadFile((await client.reminders.sheets({ reminderId })).file),
  });
  return (
    <section>
      <h2>{text.history}</h2>
      <ErrorNote error={sheets.error} />
      <Loaded query={history}>
        {({ rows }) => (
          <DataTable
            label={text.history}
            rows={rows}
            rowKey={(row) => row.id}
            empty={text.noHistory}
            columns={[
              {
                key: 'when',
                title: text.when,
                width: columnWidth.instant,
                cell: (row) => format.instant(row.releasedAt),
              },
              { key: 'what', title: text.what, width: '180px', cell: (row) => words(row.step) },
              {
                key: 'offices',
                title: text.offices,
                width: '110px',
                align: 'right',
                cell: (row) => format.number(row.offices),
              },
              { key: 'result', title: text.result, cell: (row) => <Outcome row={row} versionId={versionId} /> },
              { key: 'clerk', title: calls.clerk, width: '84px', cell: (row) => row.clerk },
              {
                key: 'sheets',
                title: '',
                width: '150px',
                cell: (row) =>
                  row.channel === 'fax' && (
                    <Button
                      size="compact-xs"
                      variant="default"
                      loading={sheets.isPending && sheets.variables === row.id}
                      onClick={() => sheets.mutate(row.id)}
                    >
                      {text.sheets}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

function Outcome({ row, versionId }: { row: Released; versionId: number }) {
  const text = useText().reminders;
  const format = useFormat();
  const said = [
    row.sent > 0 && text.sent(format.number(row.sent)),
    row.waiting > 0 && text.waiting(format.number(row.waiting)),
    row.failed > 0 && text.failed(format.number(row.failed)),
    row.stopped > 0 && text.stopped(format.number(row.stopped)),
    text.confirmed(format.number(row.confirmed)),
  ];
  const words = said.filter(Boolean).join(' · ');
  return (
    <span title={words}>
      {row.inDoubt > 0 && (
        <Link href={to.sending(versionId)}>
          <StateMark mark="doubt" label={text.doubt(format.number(row.inDoubt))} />
        </Link>
      )}{' '}
      {words}
    </span>
  );
}
