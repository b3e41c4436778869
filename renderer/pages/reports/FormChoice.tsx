import { type ReportName, reportEntry } from '../../../electron/contract/reportList.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { LabelChoice, type LabelPlace } from './LabelChoice.tsx';
import { type Profile, ProfileChoice } from './ProfileChoice.tsx';
import { type Use, UseTiles } from './UseTiles.tsx';

/** How a report is to be written. */
export interface ReportForm extends Profile {
  use: Use;
  labels: LabelPlace;
}

/** What stands there when a report is opened. */
export const formOf = (report: ReportName): ReportForm => ({
  use: 'xlsx',
  labels: { sheet: '2x6', startAt: 1 },
  profile: 'full',
  purpose: reportEntry(report).for,
});

interface Props {
  report: ReportName;
  value: ReportForm;
  onChange(value: ReportForm): void;
  /** All headings, those shown, and what happens when other ones are chosen. */
  all: string[];
  shown: string[];
  onColumns(chosen: string[]): void;
}

/** How much the file tells and what for, how it is written, and its columns. */
export function FormChoice({ report, value, onChange, all, shown, onColumns }: Props) {
  const change = (part: Partial<ReportForm>) => onChange({ ...value, ...part });
  const labels = value.use === 'labels';
  const ownColumns = value.profile === 'statistics' || reportEntry(report).ownColumns;
  return (
    <>
      <ProfileChoice
        value={value}
        // Labels without the name are none.
        onChange={(how) => change({ ...how, ...(how.profile !== 'full' && labels && { use: 'xlsx' }) })}
      />
      <UseTiles
        value={value.use}
        withLabels={report === 'offices' && value.profile === 'full'}
        onChange={(use) => change({ use })}
      />
      {labels && <LabelChoice value={value.labels} onChange={(place) => change({ labels: place })} />}
      {!labels && !ownColumns && <ColumnChoice all={all} chosen={shown} onChange={onColumns} />}
    </>
  );
}
