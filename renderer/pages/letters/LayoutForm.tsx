import { Button, Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, client, type Outputs } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { OwnTemplate } from './OwnTemplate.tsx';
import { PagePicture } from './PagePicture.tsx';

const slips = ['sheet', 'below', 'none'] as const;
/** Least and most millimetres, as the contract has them. */
const numbers = {
  windowLeft: [5, 120],
  windowTop: [5, 120],
  windowWidth: [40, 150],
  windowHeight: [20, 80],
} as const;
const numberNames = ['windowLeft', 'windowTop', 'windowWidth', 'windowHeight'] as const;

type Layout = Omit<Outputs['letters']['layout'], 'house'>;

/** The layout as it is being edited, kept by saving, and tried on paper. */
function useLayout({ house: _house, ...stored }: Outputs['letters']['layout']) {
  const queries = useQueryClient();
  const [layout, setLayout] = useState<Layout>(stored);
  const save = useMutation(
    api.letters.saveLayout.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.letters.layout.key() }),
    }),
  );
  // What is printed is what is saved, so that the sheet and the letters cannot differ.
  const testPrint = useMutation({
    mutationFn: async () => {
      const { source: _source, ...place } = layout;
      await client.letters.saveLayout(place);
      await downloadFile((await client.letters.testPrint({})).file);
    },
  });
  const set = (part: Partial<Layout>) => {
    save.reset();
    setLayout((before) => ({ ...before, ...part }));
  };
  return { layout, set, save, testPrint };
}

/** Where the envelope has its window, what the slip is like, who writes. */
export function LayoutForm({ saved }: { saved: Outputs['letters']['layout'] }) {
  const text = useText().letters;
  const { layout, set, save, testPrint } = useLayout(saved);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(layout);
  };
  return (
    <form className="panel" aria-label={text.layout} onSubmit={submit}>
      <h2>{text.layout}</h2>
      <div className="letter-layout">
        <PagePicture
          place={layout}
          slip={layout.slip}
          onMove={(windowLeft, windowTop) => set({ windowLeft, windowTop })}
        />
        <LayoutFields layout={layout} set={set} />
      </div>
      <OwnTemplate layout={layout} house={saved.house} onChange={(source) => set({ source })} />
      <ErrorNote error={save.error ?? testPrint.error} />
      <Group mt="sm">
        <Button type="submit" variant="default" loading={save.isPending}>
          {text.save}
        </Button>
        <Button variant="default" loading={testPrint.isPending} onClick={() => testPrint.mutate()}>
          {text.testPrint}
        </Button>
        <span role="status">{save.isSuccess && `✓ ${text.saved}`}</span>
      </Group>
      <p className="dim">{text.testNote}</p>
    </form>
  );
}

/** Where the window is, what the slip is like, who writes. */
function LayoutFields({ layout, set }: { layout: Layout; set(part: Partial<Layout>): void }) {
  const text = useText().letters;
  return (
    <div>
      <p>{text.window}</p>
      <div className="window-numbers">
        {numberNames.map((name) => (
          <NumberInput
            key={name}
            label={text[name]}
            min={numbers[name][0]}
            max={numbers[name][1]}
            value={layout[name]}
            onChange={(value) => typeof value === 'number' && set({ [name]: value })}
          />
        ))}
      </div>
      <Select
        mt="xs"
        label={text.slip}
        allowDeselect={false}
        data={slips.map((slip) => ({ value: slip, label: text.slips[slip] }))}
        value={layout.slip}
        onChange={(value) => set({ slip: slips.find((slip) => slip === value) ?? 'sheet' })}
      />
      <div className="return-fields">
        <TextInput
          label={text.returnFax}
          maxLength={40}
          value={layout.returnFax}
          onChange={(event) => set({ returnFax: event.currentTarget.value })}
        />
        <NumberInput
          label={text.returnWithin}
          min={1}
          max={90}
          allowDecimal={false}
          value={layout.returnWithin}
          onChange={(value) => typeof value === 'number' && set({ returnWithin: value })}
        />
      </div>
      <Textarea
        mt="xs"
        rows={3}
        maxLength={400}
        label={text.sender}
        description={text.senderNote}
        value={layout.sender}
        onChange={(event) => set({ sender: event.currentTarget.value })}
      />
    </div>
  );
}
