import { TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, type Outputs } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { wholeNumber } from '../../components/wholeNumber.ts';
import { useText } from '../../text/index.ts';
import type { Kept } from './RetentionPage.tsx';

type Preview = Outputs['retention']['preview'];
type Erased = Outputs['retention']['erase'];

/** What would go and what would stay, in numbers; and the end of it, once the number has been typed. */
export function ErasePanel({ kept }: { kept: Kept }) {
  const text = useText().retention;
  const [done, setDone] = useState<Erased | null>(null);
  const input = { keepOffices: kept.offices, keepIncidents: kept.incidents };
  const preview = useQuery(api.retention.preview.queryOptions({ input, placeholderData: keepPreviousData }));
  return (
    <section className="panel" aria-labelledby="erase-preview">
      <h2 id="erase-preview">{text.preview}</h2>
      {done && <Done result={done} />}
      <Loaded query={preview}>
        {(data) => (
          <>
            {data.records > 0 ? <WhatGoes preview={data} /> : <p className="dim">{text.nothing}</p>}
            {data.records > 0 && <Decision records={data.records} kept={input} onErased={setDone} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Done({ result }: { result: Erased }) {
  const text = useText().retention;
  const format = useFormat();
  const { offices, incidents, mails } = result.gone;
  if (result.copies === 'later') {
    return (
      <p role="alert" className="note" data-tone="warn">
        {text.later}
      </p>
    );
  }
  return (
    <p role="status" className="note" data-tone="good">
      ✓ {text.done(format.number(offices + incidents + mails))}{' '}
      {result.made > 0 ? text.renewed(format.number(result.made), format.number(result.backups)) : text.onServer}
    </p>
  );
}

function WhatGoes({ preview: { gone, stays, backups, files } }: { preview: Preview }) {
  const text = useText().retention;
  const format = useFormat();
  const row = (label: string, n: number) => (
    <tr key={label}>
      <th scope="row">{label}</th>
      <td data-align="right">{format.number(n)}</td>
    </tr>
  );
  const all = { ...gone, backups, files };
  return (
    <div className="what-goes">
      <table className="table" aria-label={text.goes}>
        <caption>{text.goes}</caption>
        <tbody>
          {(Object.keys(text.gone) as (keyof typeof text.gone)[])
            .filter((key) => all[key] > 0)
            .map((key) => row(text.gone[key], all[key]))}
        </tbody>
      </table>
      <div>
        <table className="table" aria-label={text.stays}>
          <caption>{text.stays}</caption>
          <tbody>
            {(Object.keys(text.kept) as (keyof typeof text.kept)[]).map((key) => row(text.kept[key], stays[key]))}
          </tbody>
        </table>
        <p className="dim">{text.elsewhere}</p>
      </div>
    </div>
  );
}

interface DecisionProps {
  records: number;
  kept: { keepOffices: number[]; keepIncidents: number[] };
  onErased(result: Erased): void;
}

function Decision({ records, kept, onErased }: DecisionProps) {
  const text = useText().retention;
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const confirm = wholeNumber(typed);
  const erase = useMutation({
    mutationFn: () => client.retention.erase({ ...kept, confirm }),
    onSuccess: onErased,
  });
  return (
    <>
      <TextInput
        maw={420}
        mt="sm"
        mb="sm"
        inputMode="numeric"
        autoComplete="off"
        label={text.type(format.number(records))}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ConfirmButton
        color="red"
        disabled={confirm !== records}
        title={text.eraseTitle(format.number(records))}
        note={
          <>
            <p>{text.forGood}</p>
            <p>{text.elsewhere}</p>
            {erase.isPending && <p role="status">{text.working}</p>}
          </>
        }
        action={erase}
      >
        {text.erase}
      </ConfirmButton>
    </>
  );
}
