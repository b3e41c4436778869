import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Inputs } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PagesPicture } from '../../components/PagesPicture.tsx';
import { useText } from '../../text/index.ts';

const forms = ['letter', 'fax'] as const;
/** Milliseconds without a key before the page is set anew. */
const PAUSE = 600;

interface Props {
  layout: Omit<Inputs['letters']['sample'], 'form'> & { source: string };
  house: string;
  onChange(source: string): void;
}

/** The association's own template beside the page it makes, set anew while it is being written. */
export function OwnTemplate({ layout, house, onChange }: Props) {
  const text = useText().letters;
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text.source}</summary>
      <Textarea
        rows={10}
        maxLength={50_000}
        spellCheck={false}
        aria-label={text.source}
        description={text.sourceNote}
        value={layout.source}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {layout.source === '' && (
        <Button mt="xs" size="compact-sm" variant="default" onClick={() => onChange(house)}>
          {text.beginSource}
        </Button>
      )}
      {isOpen && <Sample layout={layout} />}
    </details>
  );
}

function Sample({ layout }: Pick<Props, 'layout'>) {
  const text = useText().letters;
  const [form, setForm] = useState<(typeof forms)[number]>('letter');
  const [written] = useDebouncedValue(layout, PAUSE);
  const sample = useQuery({
    ...api.letters.sample.queryOptions({ input: { ...written, form } }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <div className="letter-sample">
      <SegmentedControl
        size="xs"
        aria-label={text.sample}
        data={forms.map((each) => ({ value: each, label: text.forms[each] }))}
        value={form}
        onChange={(chosen) => setForm(chosen === 'fax' ? 'fax' : 'letter')}
      />
      <ErrorNote error={sample.error} />
      {sample.data && <PagesPicture svg={sample.data.svg} label={text.sample} />}
    </div>
  );
}
