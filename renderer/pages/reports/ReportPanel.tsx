import { Button, Group, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReportName } from '../../../electron/contract/reports.ts';
import { api } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useOverview } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { ExportNote } from './ExportNote.tsx';

interface Props {
  report: ReportName;
  incidentId: number | undefined;
  /** The report is about one version of the incident's notice. */
  byVersion: boolean;
}

/** What the file is for; each use fixes how it is written. */
const uses = {
  spreadsheet: { encoding: 'utf-8', spreadsheet: true },
  'utf-8': { encoding: 'utf-8', spreadsheet: false },
  cp932: { encoding: 'cp932', spreadsheet: false },
} as const;
type Use = keyof typeof uses;
const useOrder: Use[] = ['spreadsheet', 'utf-8', 'cp932'];

const PREVIEW_ROWS = 20;

/** One report: its first rows, how it is to be written, the button that writes it. */
export function ReportPanel({ report, incidentId, byVersion }: Props) {
  const text = useText().reports;
  const { overview } = useOverview();
  const sent = byVersion ? (overview.data?.versions.filter((row) => row.sentAt !== null) ?? []) : [];
  const [version, setVersion] = useState('');
  const [use, setUse] = useState<Use>('spreadsheet');
  const choice = { report, incidentId, versionId: version === '' ? undefined : Number(version) };
  const write = useMutation(api.reports.export.mutationOptions());
  return (
    <section className="panel" aria-label={text.name[report]}>
      <Group align="flex-end">
        {sent.length > 0 && (
          <Select
            size="xs"
            label={text.version}
            data={[
              { value: '', label: text.newest },
              ...sent.map((row) => ({ value: String(row.versionId), label: row.label })),
            ]}
            value={version}
            onChange={(value) => {
              write.reset();
              setVersion(value ?? '');
            }}
          />
        )}
        <Select
          size="xs"
          label={text.purposeOf}
          data={useOrder.map((value) => ({ value, label: text.uses[value] }))}
          value={use}
          onChange={(value) => setUse(useOrder.find((each) => each === value) ?? 'spreadsheet')}
        />
        <Button loading={write.isPending} onClick={() => write.mutate({ ...choice, ...uses[use] })}>
          {text.export}
        </Button>
      </Group>
      <p className="dim">{text.usesNote[use]}</p>
      <ErrorNote error={write.error} />
      {write.data && <ExportNote result={write.data} />}
      <Preview choice={choice} />
    </section>
  );
}

function Preview({ choice }: { choice: { report: ReportName; incidentId?: number; versionId?: number } }) {
  const text = useText().reports;
  const format = useFormat();
  const preview = useQuery(api.reports.preview.queryOptions({ input: choice }));
  const rows = preview.data?.rows.slice(0, PREVIEW_ROWS);
  return (
    <>
      <h2>
        {text.preview}
        {preview.data && (
          <small className="dim">
            {text.total(format.number(preview.data.total))}
            {preview.data.total > PREVIEW_ROWS && ` ${text.shown(format.number(PREVIEW_ROWS))}`}
          </small>
        )}
      </h2>
      <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />
      {!preview.error && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        <section className="wide-table" tabIndex={0} aria-label={text.preview}>
          <DataTable
            label={text.preview}
            rows={rows?.map((cells, line) => ({ line, cells }))}
            rowKey={(row) => row.line}
            empty={text.empty}
            columns={(preview.data?.columns ?? ['']).map((title, index) => ({
              key: `${index} ${title}`,
              title,
              width: '140px',
              cell: (row: { cells: string[] }) => row.cells[index] ?? '',
            }))}
          />
        </section>
      )}
    </>
  );
}
