import { MultiSelect, TagsInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useText } from '../../text/index.ts';
import { channels } from './shownValue.ts';

interface Props {
  /** As it is stored. */
  value: string;
  onChange: (value: string) => void;
}

/** So that the fields of a row stand on one line. */
const noteLast = ['label', 'input', 'description'] satisfies ('label' | 'input' | 'description')[];

const pieces = (value: string, sign: string) => (value === '' ? [] : value.split(sign));

/** The channels notices take, in the order they are chosen. */
export function ChannelsField({ value, onChange }: Props) {
  const text = useText().offices;
  return (
    <MultiSelect
      size="xs"
      label={text.field.channels}
      description={text.channelsNote}
      inputWrapperOrder={noteLast}
      className="wide-field"
      data={channels.map((channel) => ({ value: channel, label: text.channel[channel] }))}
      value={pieces(value, ',')}
      onChange={(chosen) => onChange(chosen.join(','))}
    />
  );
}

/** Tags, with those in use to choose from. */
export function TagsField({ value, onChange }: Props) {
  const text = useText().offices;
  const known = useQuery(api.offices.tags.queryOptions({ input: {} })).data?.rows ?? [];
  return (
    <TagsInput
      size="xs"
      label={text.field.tags}
      description={text.tagsNote}
      inputWrapperOrder={noteLast}
      className="wide-field"
      maxTags={20}
      splitChars={[',', ';', '、', '，', '；', '/']}
      acceptValueOnBlur
      data={known.map(({ tag }) => tag)}
      value={pieces(value, '; ')}
      onChange={(tags) => onChange(tags.join('; '))}
    />
  );
}

/** A construction firm has two or three labour insurance numbers. */
export function LaborNumbersField({ value, onChange }: Props) {
  const text = useText().offices;
  return (
    <Textarea
      size="xs"
      label={text.field.laborNumber}
      description={text.severalNumbers}
      inputWrapperOrder={noteLast}
      autosize
      minRows={1}
      maxRows={4}
      maxLength={200}
      value={value.replaceAll('; ', '\n')}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll('\n', '; '))}
    />
  );
}
