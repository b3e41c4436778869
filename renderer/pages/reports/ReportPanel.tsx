import { Button, Group, Select } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OfficeFilter } from '../../../electron/contract/offices.ts';
import type { ReportName } from '../../../electron/contract/reports.ts';
import { api, client } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useOverview } from '../../components/useIncident.ts';
import { prefer, usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { ExportNote } from './ExportNote.tsx';
import { LabelChoice, type LabelPlace } from './LabelChoice.tsx';
import { ReportPreview } from './ReportPreview.tsx';
import { UnwritableList } from './UnwritableList.tsx';
import { type Use, UseTiles, uses } from './UseTiles.tsx';

interface Props {
  report: ReportName;
  incidentId: number | undefined;
  /** The report is about one version of the incident's notice. */
  byVersion: boolean;
  /** Which offices; taken over from their list. */
  filter: OfficeFilter;
}

/** What holds every character, in place of a use that does not. */
const wayOut: Partial<Record<Use, Use>> = { cp932: 'utf-8', pdf: 'xlsx', labels: 'xlsx' };

/** One report: how it is to be written, its columns, the button that writes it, its first rows. */
export function ReportPanel({ report, incidentId, byVersion, filter }: Props) {
  const text = useText().reports;
  const format = useFormat();
  const { overview } = useOverview();
  const sent = byVersion ? (overview.data?.versions.filter((row) => row.sentAt !== null) ?? []) : [];
  const [version, setVersion] = useState('');
  const [use, setUse] = useState<Use>('xlsx');
  const [labels, setLabels] = useState<LabelPlace>({ sheet: '2x6', startAt: 1 });
  const { reportColumns } = usePreferences();
  const columns = reportColumns[report];
  const about = { report, incidentId, versionId: version === '' ? undefined : Number(version), filter };
  const choice = { ...about, columns };
  const preview = useQuery(api.reports.preview.queryOptions({ input: choice, placeholderData: keepPreviousData }));
  const all = preview.data?.columns ?? [];
  const shown = columns ?? all;
  const write = useMutation({
    mutationFn: (by: Use) => client.reports.export({ ...choice, ...uses[by], ...(by === 'labels' && { labels }) }),
  });
  // Asked before anything is written: what would be lost, and whether the clerk wants that.
  const check = useMutation({
    mutationFn: (by: Use) => client.reports.unwritable({ ...choice, ...uses[by] }),
    onSuccess: (lost, by) => lost.total === 0 && write.mutate(by),
  });
  const forget = () => {
    write.reset();
    check.reset();
  };
  const writeBy = (by: Use) => {
    check.reset();
    write.mutate(by);
  };
  const instead = wayOut[use];
  return (
    <section className="panel" aria-label={text.name[report]}>
      {Object.keys(filter).length > 0 && <p className="note">{text.filtered}</p>}
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
            forget();
            setVersion(value ?? '');
          }}
        />
      )}
      <UseTiles
        value={use}
        withLabels={report === 'offices'}
        onChange={(chosen) => {
          forget();
          setUse(chosen);
        }}
      />
      {use === 'labels' ? (
        <LabelChoice value={labels} onChange={setLabels} />
      ) : (
        <ColumnChoice
          all={all}
          chosen={shown}
          onChange={(chosen) => {
            forget();
            prefer({ reportColumns: { ...reportColumns, [report]: chosen } });
          }}
        />
      )}
      <Button
        mt="xs"
        loading={write.isPending || check.isPending}
        onClick={() => {
          forget();
          if (instead) check.mutate(use);
          else write.mutate(use);
        }}
      >
        {text.export}
      </Button>
      <ErrorNote error={check.error ?? write.error} />
      {instead && check.data && check.data.total > 0 && (
        <section className="note" data-tone="warn" role="alert">
          <p>△ {text.wouldLose(format.number(check.data.total))}</p>
          <Group gap="xs">
            <Button size="compact-sm" onClick={() => writeBy(instead)}>
              {text.writeAs(text.uses[instead])}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => writeBy(use)}>
              {text.writeAnyway}
            </Button>
          </Group>
          <UnwritableList rows={check.data.rows} />
        </section>
      )}
      {write.data && <ExportNote result={write.data} />}
      {use !== 'labels' && <ReportPreview preview={preview} shown={shown} />}
    </section>
  );
}
