import { Select } from '@mantine/core';
import { useOverview } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';

interface Props {
  /** The report is about one version of the incident's notice. */
  byVersion: boolean;
  /** Its id; empty for the newest one sent. */
  value: string;
  onChange(version: string): void;
}

/** Which sent version a report is about; nothing while there is none to choose. */
export function VersionChoice({ byVersion, value, onChange }: Props) {
  const text = useText().reports;
  const { overview } = useOverview();
  const sent = byVersion ? (overview.data?.versions.filter((row) => row.sentAt !== null) ?? []) : [];
  if (sent.length === 0) return null;
  return (
    <Select
      size="xs"
      label={text.version}
      data={[
        { value: '', label: text.newest },
        ...sent.map((row) => ({ value: String(row.versionId), label: row.label })),
      ]}
      value={value}
      onChange={(version) => onChange(version ?? '')}
    />
  );
}
