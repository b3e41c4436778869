import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { mailPresets } from '../../../electron/contract/mailPresets.ts';
import type { MailSettings } from '../../../electron/contract/settings.ts';
import { wholeNumber } from '../../components/wholeNumber.ts';
import { useText } from '../../text/index.ts';

interface Props {
  typed: MailSettings;
  change: (part: Partial<MailSettings>) => void;
}

/** Fills in server and limits of a known kind of provider. */
export function PresetChooser({ change }: Pick<Props, 'change'>) {
  const text = useText().settings;
  return (
    <NativeSelect
      label={text.preset}
      description={text.presetNote}
      inputWrapperOrder={['label', 'input', 'description']}
      defaultValue=""
      data={[
        { value: '', label: text.presetNone },
        ...mailPresets.map(({ name }) => ({ value: name, label: text.presets[name] })),
      ]}
      onChange={(event) => {
        const preset = mailPresets.find(({ name }) => name === event.currentTarget.value);
        if (preset) change(preset.mail);
      }}
    />
  );
}

/** How much and when mail may leave, and where FAX goes. */
export function MailLimits({ typed, change }: Props) {
  const text = useText().settings;
  return (
    <>
      <div className="form-row">
        <TextInput
          inputMode="numeric"
          label={text.perMinute}
          description={text.perMinuteNote}
          inputWrapperOrder={['label', 'input', 'description']}
          value={String(typed.perMinute ?? 0)}
          onChange={(event) => change({ perMinute: wholeNumber(event.currentTarget.value) })}
        />
        <TextInput
          inputMode="numeric"
          label={text.perDay}
          description={text.perDayNote}
          inputWrapperOrder={['label', 'input', 'description']}
          value={String(typed.perDay ?? 0)}
          onChange={(event) => change({ perDay: wholeNumber(event.currentTarget.value) })}
        />
        <TextInput
          label={text.faxAddress}
          placeholder="{fax}@fax.example.jp"
          description={text.faxAddressNote}
          inputWrapperOrder={['label', 'input', 'description']}
          value={typed.faxAddress ?? ''}
          onChange={(event) => change({ faxAddress: event.currentTarget.value.trim() })}
        />
      </div>
      <HoursFields hours={typed.hours} change={change} />
    </>
  );
}

/** Office hours, to begin with. */
const usual = { from: '08:30', to: '18:00', businessDays: true };

function HoursFields({ hours, change }: { hours: MailSettings['hours']; change: Props['change'] }) {
  const text = useText().settings;
  return (
    <>
      <Checkbox
        mb="xs"
        label={text.hours}
        checked={hours !== undefined}
        onChange={(event) => change({ hours: event.currentTarget.checked ? usual : undefined })}
      />
      {hours && (
        <div className="form-row">
          <TextInput
            required
            type="time"
            label={text.hoursFrom}
            value={hours.from}
            onChange={(event) => change({ hours: { ...hours, from: event.currentTarget.value } })}
          />
          <TextInput
            required
            type="time"
            label={text.hoursTo}
            value={hours.to}
            error={hours.from >= hours.to && text.hoursWrong}
            onChange={(event) => change({ hours: { ...hours, to: event.currentTarget.value } })}
          />
          <Checkbox
            label={text.businessDays}
            checked={hours.businessDays}
            onChange={(event) => change({ hours: { ...hours, businessDays: event.currentTarget.checked } })}
          />
        </div>
      )}
    </>
  );
}
