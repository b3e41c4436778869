import { Button, Progress, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useStatus } from '../../api/status.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { LettersMade } from './LettersMade.tsx';
import { useMaking } from './useMaking.ts';

const audiences = ['all', 'mail', 'fax', 'post', 'phone', 'none'] as const;
const forms = ['letter', 'fax'] as const;

/** Which form, for whom, and the button that makes them. */
export function MakeLetters({ versionId }: { versionId: number }) {
  const text = useText().letters;
  const format = useFormat();
  const [form, setForm] = useState<(typeof forms)[number]>('letter');
  const [audience, setAudience] = useState<(typeof audiences)[number]>('all');
  const count = useQuery(api.audiences.countOfVersion.queryOptions({ input: { versionId } }));
  const { making, stop } = useMaking();
  const officesOf = (which: (typeof audiences)[number]) =>
    which === 'all' ? (count.data?.offices ?? 0) : (count.data?.byChannel[which] ?? 0);
  return (
    <section className="panel" aria-label={text.makeTitle}>
      <h2>{text.makeTitle}</h2>
      <SegmentedControl
        aria-label={text.form}
        data={forms.map((each) => ({ value: each, label: text.forms[each] }))}
        value={form}
        onChange={(chosen) => {
          making.reset();
          setForm(chosen === 'fax' ? 'fax' : 'letter');
        }}
      />
      <Select
        mt="xs"
        label={text.who}
        allowDeselect={false}
        data={audiences
          .filter((each) => each === 'all' || officesOf(each) > 0)
          .map((each) => ({
            value: each,
            label: `${text.audience[each]} – ${text.offices(format.number(officesOf(each)))}`,
          }))}
        value={audience}
        onChange={(chosen) => {
          making.reset();
          setAudience(audiences.find((each) => each === chosen) ?? 'all');
        }}
      />
      <p className="dim">{text.orderNote}</p>
      {making.isPending ? (
        <MakingProgress onStop={stop} />
      ) : (
        <Button disabled={officesOf(audience) === 0} onClick={() => making.mutate({ versionId, audience, form })}>
          {text.make}
        </Button>
      )}
      <ErrorNote error={making.error} />
      {making.data === null && <p role="status">{text.stopped}</p>}
      {making.data && <LettersMade result={making.data} />}
    </section>
  );
}

function MakingProgress({ onStop }: { onStop(): void }) {
  const text = useText().letters;
  const format = useFormat();
  const told = useStatus().progress['letters.render'];
  const isSetting = told === undefined || told.done < told.total;
  const label = isSetting
    ? text.preparing(format.number(told?.done ?? 0), told ? format.number(told.total) : '–')
    : text.setting;
  return (
    <div role="status">
      <span>{label}</span>
      <Progress size="lg" aria-label={label} value={told ? (told.done * 100) / Math.max(told.total, 1) : 0} animated />
      <Button mt="xs" size="compact-sm" variant="default" onClick={onStop}>
        {text.stop}
      </Button>
    </div>
  );
}
