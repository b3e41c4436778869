import { Select } from '@mantine/core';
import {
  type ExportPurpose,
  exportPurposes,
  type ReportProfile,
  reportProfiles,
} from '../../../electron/contract/reportList.ts';
import { useText } from '../../text/index.ts';

/** How much a file tells, and what it is for. */
export interface Profile {
  profile: ReportProfile;
  purpose: ExportPurpose;
}

/** Both are asked before anything is written: what leaves the office is decided, not left over. */
export function ProfileChoice({ value, onChange }: { value: Profile; onChange(value: Profile): void }) {
  const text = useText().reports;
  return (
    <>
      <fieldset className="use-tiles">
        <legend>{text.profileOf}</legend>
        {reportProfiles.map((profile) => (
          <label key={profile} className="tile" data-chosen={profile === value.profile}>
            <input
              type="radio"
              name="profile"
              checked={profile === value.profile}
              onChange={() => onChange({ profile, purpose: value.purpose })}
            />
            <strong>{text.profiles[profile]}</strong>
            <span className="dim">{text.profilesNote[profile]}</span>
          </label>
        ))}
      </fieldset>
      <Select
        size="xs"
        mt="xs"
        maw={320}
        label={text.exportFor}
        description={text.exportForNote}
        allowDeselect={false}
        data={exportPurposes.map((purpose) => ({ value: purpose, label: text.exportPurposes[purpose] }))}
        value={value.purpose}
        onChange={(chosen) => {
          const purpose = exportPurposes.find((each) => each === chosen);
          if (purpose) onChange({ profile: value.profile, purpose });
        }}
      />
    </>
  );
}
