import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useKindWords } from '../../components/useKindWords.ts';
import { useText } from '../../text/index.ts';
import { useRemoveRule } from './useRemoveRule.ts';

/** Every rule the association has saved, with the way to take it out and back in. */
export function OwnRules() {
  const text = useText();
  const words = text.procedureRules.history;
  const format = useFormat();
  const { nameOf } = useKindWords();
  const remove = useRemoveRule();
  const rules = useQuery(api.procedures.rules.queryOptions({ input: {} }));
  return (
    <section>
      <h2>{words.title}</h2>
      <ErrorNote error={rules.error} />
      <DataTable
        label={words.title}
        rows={rules.data?.rows}
        rowKey={(row) => row.id}
        empty={words.none}
        columns={[
          {
            key: 'name',
            title: text.procedureRules.name,
            cell: ({ body }) => nameOf(body),
          },
          { key: 'rule', title: text.procedureRules.deadline, width: '26%', cell: (row) => row.body.ruleJa },
          {
            key: 'from',
            title: words.from,
            width: columnWidth.date,
            cell: (row) => (row.effectiveFrom ? format.date(row.effectiveFrom) : text.procedureRules.always),
          },
          { key: 'at', title: words.at, width: columnWidth.instant, cell: (row) => format.instant(row.at) },
          {
            key: 'remove',
            title: '',
            width: '170px',
            cell: (row) => (
              <>
                {row.removedAt && `${words.removedMark} `}
                <Button size="compact-xs" variant="default" onClick={() => remove(row.id, row.removedAt === null)}>
                  {row.removedAt ? words.restore : words.remove}
                </Button>
              </>
            ),
          },
        ]}
      />
    </section>
  );
}
