import { NativeSelect, TextInput } from '@mantine/core';
import { type OfficeField, type OfficeValues, officeStatus } from '../../../electron/contract/offices.ts';
import { useText } from '../../text/index.ts';
import { ChannelsField, LaborNumbersField, TagsField } from './ListFields.tsx';
import { officeGroups, requiredFields } from './officeGroups.ts';

interface Props {
  values: OfficeValues;
  onChange: (field: OfficeField, value: string) => void;
}

const dates: readonly OfficeField[] = ['entrustedOn', 'releasedOn'];

/** Every field of an office, to type in. */
export function OfficeFields({ values, onChange }: Props) {
  const text = useText().offices;
  return officeGroups.map(({ group, fields }) => (
    <fieldset key={group} className="office-group">
      <legend>{text.group[group]}</legend>
      <div className="office-fields">
        {fields.map((field) => (
          <OneField key={field} field={field} value={values[field] ?? ''} onChange={onChange} />
        ))}
      </div>
    </fieldset>
  ));
}

interface OneProps {
  field: OfficeField;
  value: string;
  onChange: Props['onChange'];
}

function OneField({ field, value, onChange }: OneProps) {
  const text = useText().offices;
  const change = (next: string) => onChange(field, next);
  if (field === 'channels') return <ChannelsField value={value} onChange={change} />;
  if (field === 'tags') return <TagsField value={value} onChange={change} />;
  if (field === 'laborNumber') return <LaborNumbersField value={value} onChange={change} />;
  if (field === 'status')
    return (
      <NativeSelect
        size="xs"
        label={text.field.status}
        value={value}
        data={officeStatus.options.map((status) => ({ value: status, label: text.status[status] }))}
        onChange={(event) => onChange(field, event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      size="xs"
      className={field === 'address' ? 'wide-field' : undefined}
      label={text.field[field]}
      required={requiredFields.includes(field)}
      type={dates.includes(field) ? 'date' : 'text'}
      maxLength={200}
      value={value}
      onChange={(event) => onChange(field, event.currentTarget.value)}
    />
  );
}
