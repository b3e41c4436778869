import { Group, Select, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Inputs, type Office } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { OfficePicker } from '../../components/OfficePicker.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import { AuditProof } from './AuditProof.tsx';

type Filter = Pick<Inputs['audit']['list'], 'clerk' | 'officeId' | 'from' | 'to'>;

/** Who did what and when, narrowed to a clerk, an office and a period; and the proof that nobody changed it. */
export function AuditSection() {
  const text = useText().settings;
  const [filter, setFilter] = useState<Filter>({});
  return (
    <section className="panel" aria-labelledby="audit">
      <h2 id="audit">{text.audit}</h2>
      <p className="dim">{text.auditNote}</p>
      <AuditProof />
      <AuditFilter onFilter={setFilter} />
      <AuditList filter={filter} />
    </section>
  );
}

function AuditFilter({ onFilter }: { onFilter: (filter: Filter) => void }) {
  const text = useText().settings;
  const [office, setOffice] = useState<Office | null>(null);
  const [typed, setTyped] = useState({ clerk: '', from: '', to: '' });
  const clerks = useQuery(api.audit.clerks.queryOptions({ input: {} }));
  const narrow = (part: Partial<typeof typed>, chosen = office) => {
    const next = { ...typed, ...part };
    setTyped(next);
    const { clerk, from, to } = next;
    onFilter({
      ...(clerk && { clerk }),
      ...(from && { from }),
      ...(to && { to }),
      ...(chosen && { officeId: chosen.id }),
    });
  };
  return (
    <div className="form-row">
      <Select
        clearable
        label={text.who}
        data={clerks.data?.rows ?? []}
        value={typed.clerk === '' ? null : typed.clerk}
        onChange={(clerk) => narrow({ clerk: clerk ?? '' })}
      />
      <OfficePicker
        optional
        label={text.auditOffice}
        chosen={office}
        onChoose={(chosen) => {
          setOffice(chosen);
          narrow({}, chosen);
        }}
      />
      <TextInput
        type="date"
        label={text.auditFrom}
        value={typed.from}
        onChange={(event) => narrow({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={text.auditTo}
        value={typed.to}
        onChange={(event) => narrow({ to: event.currentTarget.value })}
      />
    </div>
  );
}

/** `offices.import` on an `office` in the clerk's words; what nobody has words for is shown as it is. */
function useAuditWords() {
  const { did, features, acts, entities, details, truth } = useText().audit;
  const format = useFormat();
  const wordOf = (words: Record<string, string>, key: string) =>
    (Object.hasOwn(words, key) ? words[key] : undefined) ?? key;
  return {
    act: (action: string) => {
      const [feature = '', act = ''] = action.split('.');
      return did(wordOf(features, feature), wordOf(acts, act));
    },
    target: (entity: string, id: number | null) => `${wordOf(entities, entity)}${id === null ? '' : ` ${id}`}`,
    /** What stands in the audit as JSON, without its signs and without what is not known. */
    detail: (json: string) =>
      format.list(
        Object.entries(JSON.parse(json) as Record<string, unknown>)
          .filter(([, value]) => value !== null && value !== '')
          .map(([key, value]) => `${wordOf(details, key)} ${wordOf(truth, String(value))}`),
      ),
  };
}

function AuditList({ filter }: { filter: Filter }) {
  const text = useText().settings;
  const words = useAuditWords();
  const format = useFormat();
  const pages = useCursorPages(`audit ${JSON.stringify(filter)}`);
  const list = useQuery({
    ...api.audit.list.queryOptions({ input: { ...filter, cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return (
    <>
      <Group mb="sm">
        <Pager pages={pages} data={list.data} />
      </Group>
      <ErrorNote error={list.error} />
      <div className="audit-table">
        <DataTable
          label={text.audit}
          rows={list.data?.rows}
          rowKey={(row) => row.seq}
          columns={[
            { key: 'at', title: text.at, width: columnWidth.instant, cell: (row) => format.instant(row.at) },
            { key: 'clerk', title: text.who, width: '90px', cell: (row) => row.clerk },
            { key: 'action', title: text.action, width: '170px', cell: (row) => words.act(row.action) },
            {
              key: 'target',
              title: text.target,
              width: '110px',
              cell: (row) => words.target(row.entity, row.entityId),
            },
            { key: 'detail', title: text.detail, cell: (row) => words.detail(row.detail) },
          ]}
        />
      </div>
    </>
  );
}
