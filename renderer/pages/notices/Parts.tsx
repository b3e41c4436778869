import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AudiencePart } from '../../../electron/contract/notices.ts';
import { offerUndo } from '../../components/undo.tsx';
import { useIncident } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { AudienceChooser } from './AudienceChooser.tsx';
import { audienceWords } from './audienceWords.ts';
import { useNamedVersions } from './useNamedVersions.ts';

/** As many as the contract takes. */
const MOST = 10;

interface Props {
  parts: readonly AudiencePart[];
  onChange: (parts: AudiencePart[]) => void;
}

/** Covering words that only some offices get, above the text. The first part that fits counts. */
export function Parts({ parts, onChange }: Props) {
  const words = useText();
  const text = words.notices;
  const [opened, setOpened] = useState(-1);
  const put = (place: number, change: Partial<AudiencePart>) =>
    onChange(parts.map((part, at) => (at === place ? { ...part, ...change } : part)));
  const remove = (place: number) => {
    const before = [...parts];
    onChange(parts.filter((_, at) => at !== place));
    setOpened(-1);
    offerUndo({
      message: text.partRemoved(before[place]?.title ?? ''),
      label: words.common.undo,
      undo: () => onChange(before),
    });
  };
  return (
    <section className="parts" aria-label={text.parts}>
      {parts.length === 0 && <p className="dim">{text.partsNote}</p>}
      {parts.map((part, place) => (
        <Part
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place and nothing else
          key={place}
          part={part}
          number={place + 1}
          choosing={opened === place}
          onChoose={() => setOpened(opened === place ? -1 : place)}
          onChange={(change) => put(place, change)}
          onRemove={() => remove(place)}
        />
      ))}
      {parts.length < MOST && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            setOpened(parts.length);
            onChange([
              ...parts,
              { title: text.partName(parts.length + 1), rule: { kind: 'nothing_yet' }, covering: '' },
            ]);
          }}
        >
          {text.addPart}
        </Button>
      )}
    </section>
  );
}

interface PartProps {
  part: AudiencePart;
  number: number;
  choosing: boolean;
  onChoose: () => void;
  onChange: (change: Partial<AudiencePart>) => void;
  onRemove: () => void;
}

function Part({ part, number, choosing, onChoose, onChange, onRemove }: PartProps) {
  const words = useText();
  const text = words.notices;
  const { incident } = useIncident();
  const versions = useNamedVersions();
  return (
    <fieldset className="part">
      <legend>{text.part(number)}</legend>
      <TextInput
        label={text.partTitle}
        maxLength={60}
        error={part.title.trim() === '' && text.partNeedsTitle}
        value={part.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <div className="part-rule">
        <span>{audienceWords(part.rule, versions, words)}</span>
        <Button size="compact-xs" variant="default" aria-expanded={choosing} onClick={onChoose}>
          {choosing ? words.common.close : text.choosePart}
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={onRemove}>
          {text.removePart(part.title)}
        </Button>
      </div>
      {choosing && incident && (
        <AudienceChooser
          incidentId={incident.id}
          rule={part.rule}
          versions={versions}
          withList={false}
          onChange={(rule) => onChange({ rule })}
        />
      )}
      <Textarea
        label={text.covering}
        maxLength={2000}
        autosize
        minRows={2}
        value={part.covering}
        onChange={(event) => onChange({ covering: event.currentTarget.value })}
      />
    </fieldset>
  );
}
