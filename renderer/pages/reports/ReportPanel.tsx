import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OfficeFilter } from '../../../electron/contract/offices.ts';
import { type ReportName, reportEntry } from '../../../electron/contract/reportList.ts';
import { api, client, type Inputs } from '../../api/client.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { prefer, usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { ExportNote } from './ExportNote.tsx';
import { FormChoice, formOf, type ReportForm } from './FormChoice.tsx';
import type { LabelPlace } from './LabelChoice.tsx';
import { LossNote } from './LossNote.tsx';
import { type Narrowing, notNarrowed, ReportFilters } from './ReportFilters.tsx';
import { ReportPreview } from './ReportPreview.tsx';
import { type Use, uses } from './UseTiles.tsx';

interface Props {
  report: ReportName;
  incidentId: number | undefined;
  /** Which offices; taken over from their list. */
  filter: OfficeFilter;
}

/** What holds every character, in place of a use that does not. */
const wayOut: Partial<Record<Use, Use>> = { cp932: 'utf-8', pdf: 'xlsx', labels: 'xlsx' };

/** One report: how it is to be written, its columns, the button that writes it, its first rows. */
export function ReportPanel({ report, incidentId, filter }: Props) {
  const text = useText().reports;
  const [narrowing, setNarrowing] = useState<Narrowing>(notNarrowed);
  const [form, setForm] = useState<ReportForm>(() => formOf(report));
  const { use, profile, purpose } = form;
  const { reportColumns, language } = usePreferences();
  // Counts have columns of their own, and some reports those of their incident.
  const columns = profile === 'statistics' || reportEntry(report).ownColumns ? undefined : reportColumns[report];
  const choice = { report, incidentId, filter, columns, profile, ...narrowed(narrowing) };
  const waitsForOffice = reportEntry(report).filters.includes('office') && narrowing.office === null;
  const preview = useQuery({
    ...api.reports.preview.queryOptions({ input: choice, placeholderData: keepPreviousData }),
    enabled: !waitsForOffice,
  });
  const all = preview.data?.columns ?? [];
  const shown = columns ?? all;
  const instead = wayOut[use];
  const { write, check } = useWriting({ ...choice, purpose }, form.labels);
  const forget = () => {
    write.reset();
    check.reset();
  };
  const writeBy = (by: Use) => {
    check.reset();
    write.mutate(by);
  };
  const start = () => {
    forget();
    if (instead) check.mutate(use);
    else write.mutate(use);
  };
  return (
    <section className="panel" aria-label={reportEntry(report)[language][0]}>
      {Object.keys(filter).length > 0 && <p className="note">{text.filtered}</p>}
      <ReportFilters
        report={report}
        value={narrowing}
        onChange={(chosen) => {
          forget();
          setNarrowing(chosen);
        }}
      />
      <FormChoice
        report={report}
        value={form}
        all={all}
        shown={shown}
        onChange={(chosen) => {
          forget();
          setForm(chosen);
        }}
        onColumns={(chosen) => {
          forget();
          prefer({ reportColumns: { ...reportColumns, [report]: chosen } });
        }}
      />
      <Button mt="xs" loading={write.isPending || check.isPending} disabled={waitsForOffice} onClick={start}>
        {text.export}
      </Button>
      <ErrorNote error={check.error ?? write.error} />
      {instead && check.data && check.data.total > 0 && (
        <LossNote
          lost={check.data}
          instead={instead}
          onInstead={() => writeBy(instead)}
          onAnyway={() => writeBy(use)}
        />
      )}
      {write.data && <ExportNote result={write.data} />}
      {waitsForOffice && <EmptyState title={text.needsOffice} />}
      {use !== 'labels' && !waitsForOffice && <ReportPreview preview={preview} shown={shown} />}
    </section>
  );
}

/** What was chosen, as the call takes it. */
function narrowed({ version, office, from, to, only }: Narrowing) {
  return {
    versionId: version === '' ? undefined : Number(version),
    officeCode: office?.code,
    from: from || undefined,
    to: to || undefined,
    only: only || undefined,
  };
}

/** Writes a report, and asks before that what would be lost: with nothing lost it goes on by itself. */
function useWriting(choice: Omit<Inputs['reports']['export'], 'format'>, labels: LabelPlace) {
  const write = useMutation({
    mutationFn: (by: Use) => client.reports.export({ ...choice, ...uses[by], ...(by === 'labels' && { labels }) }),
  });
  // Asked before anything is written: what would be lost, and whether the clerk wants that.
  const check = useMutation({
    mutationFn: (by: Use) => client.reports.unwritable({ ...choice, ...uses[by] }),
    onSuccess: (lost, by) => lost.total === 0 && write.mutate(by),
  });
  return { write, check };
}
