import { Button, Group, Radio } from '@mantine/core';
import type { FormEvent } from 'react';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { OfficeFields } from './OfficeFields.tsx';
import { useShownValue } from './shownValue.ts';
import { type Conflict, type OfficeDetails, type OfficeEdit, useOfficeEdit } from './useOfficeEdit.ts';

/** The facts as fields. What somebody else changed meanwhile is shown beside one's own; nothing typed is lost. */
export function OfficeEditor({ office, onEnd }: { office: OfficeDetails; onEnd: () => void }) {
  const text = useText();
  const edit = useOfficeEdit(office, onEnd);
  const conflicting = edit.conflicts.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    edit.submit();
  };
  return (
    <form className="panel" aria-label={text.offices.editing(office.name)} onSubmit={submit}>
      {conflicting && <Conflicts edit={edit} />}
      <OfficeFields values={edit.typed} onChange={edit.type} />
      <ErrorNote error={edit.save.error} />
      <Group justify="flex-end" mt="sm">
        <Button variant="default" onClick={onEnd}>
          {text.common.cancel}
        </Button>
        <Button type="submit" loading={edit.save.isPending} disabled={edit.undecided || !edit.dirty}>
          {conflicting ? text.offices.saveAgain : text.common.save}
        </Button>
      </Group>
    </form>
  );
}

function Conflicts({ edit }: { edit: OfficeEdit }) {
  const text = useText().offices;
  return (
    <section role="alert" className="conflicts" aria-label={text.conflictTitle}>
      <h2>{text.conflictTitle}</h2>
      <p>{text.conflictNote}</p>
      {edit.conflicts.map((conflict) => (
        <OneConflict key={conflict.field} conflict={conflict} edit={edit} />
      ))}
    </section>
  );
}

function OneConflict({ conflict, edit }: { conflict: Conflict; edit: OfficeEdit }) {
  const text = useText().offices;
  const shown = useShownValue();
  const { field } = conflict;
  const values = { theirs: conflict.theirs, mine: edit.typed[field] ?? '' };
  return (
    <fieldset className="conflict">
      <legend>{text.field[field]}</legend>
      {(['theirs', 'mine'] as const).map((side) => (
        <Radio
          key={side}
          name={`conflict ${field}`}
          label={
            <>
              <span className="dim">{text[side]}</span> {shown(field, values[side])}
            </>
          }
          checked={edit.sides[field] === side}
          onChange={() => edit.decide(field, side)}
        />
      ))}
    </fieldset>
  );
}
