import { Group, Select, TextInput } from '@mantine/core';
import { type ReportName, reportEntry } from '../../../electron/contract/reportList.ts';
import type { Office } from '../../api/client.ts';
import { OfficePicker } from '../../components/OfficePicker.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { VersionChoice } from './VersionChoice.tsx';

/** What a report is narrowed to; empty text is "not narrowed". */
export interface Narrowing {
  version: string;
  office: Office | null;
  from: string;
  to: string;
  only: string;
}

export const notNarrowed: Narrowing = { version: '', office: null, from: '', to: '', only: '' };

interface Props {
  report: ReportName;
  value: Narrowing;
  onChange(value: Narrowing): void;
}

/** The filters a report has, and no others. */
export function ReportFilters({ report, value, onChange }: Props) {
  const text = useText().reports;
  const { language } = usePreferences();
  const { filters, only } = reportEntry(report);
  const change = (part: Partial<Narrowing>) => onChange({ ...value, ...part });
  return (
    <Group gap="sm" align="flex-end">
      <VersionChoice
        byVersion={filters.includes('version')}
        value={value.version}
        onChange={(version) => change({ version })}
      />
      {filters.includes('office') && (
        <OfficePicker label={text.office} chosen={value.office} onChoose={(office) => change({ office })} />
      )}
      {only && (
        <Select
          size="xs"
          label={text.only}
          data={[
            { value: '', label: text.all },
            ...Object.entries(only).map(([choice, words]) => ({ value: choice, label: words[language] })),
          ]}
          value={value.only}
          allowDeselect={false}
          onChange={(chosen) => change({ only: chosen ?? '' })}
        />
      )}
      {filters.includes('period') &&
        (['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            size="xs"
            type="date"
            label={text[end]}
            value={value[end]}
            onChange={(event) => change({ [end]: event.currentTarget.value })}
          />
        ))}
    </Group>
  );
}
