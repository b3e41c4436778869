import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useText } from '../../text/index.ts';
import { SaveLine } from './SaveLine.tsx';
import { useSave } from './useSave.ts';

/** The association's name (it signs the mails) and the clerk's (it signs the record of actions). */
export function AssociationForm(saved: { association: string; clerk: string }) {
  const text = useText().settings;
  const [association, setAssociation] = useState(saved.association);
  const [clerk, setClerk] = useState(saved.clerk);
  const save = useSave();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ association, clerk });
  };
  return (
    <form className="panel" aria-label={text.association} onSubmit={submit} onChange={save.reset}>
      <h2>{text.association}</h2>
      <TextInput
        required
        maxLength={120}
        label={text.associationName}
        value={association}
        onChange={(event) => setAssociation(event.currentTarget.value)}
      />
      <TextInput
        required
        maxLength={60}
        label={text.clerk}
        description={text.clerkNote}
        value={clerk}
        onChange={(event) => setClerk(event.currentTarget.value)}
      />
      <SaveLine save={save} />
    </form>
  );
}
