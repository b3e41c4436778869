import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { type Contact, type ContactValues, contactField, contactValues } from '../../../electron/contract/contacts.ts';
import { client, type Outputs } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { contactFields, emptyContact, useRefreshContacts, valuesOf } from './useContacts.ts';

type Conflicts = Outputs['contacts']['update']['conflicts'];
const saved = { saved: true, conflicts: [] as Conflicts };

interface Props {
  officeId: number;
  /** Undefined: a new one. */
  contact: Contact | undefined;
  onEnd: () => void;
}

/** A contact to type in; Esc ends it without a change. What somebody else changed meanwhile is shown, not lost. */
export function ContactForm({ officeId, contact, onEnd }: Props) {
  const text = useText();
  const words = text.contacts;
  const { values, setValues, conflicts, save } = useContactForm(officeId, contact, onEnd);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const endOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The page behind would take it as the way back to the list.
    event.nativeEvent.stopImmediatePropagation();
    onEnd();
  };
  const title = contact ? words.editOf(contact.name || words.unnamed) : words.add;
  return (
    <form className="panel" aria-label={title} onSubmit={submit} onKeyDown={endOnEscape}>
      <div className="office-fields">
        {contactFields.map((field) => (
          <TextInput
            key={field}
            size="xs"
            label={words.field[field]}
            // The form was just asked for.
            autoFocus={field === 'role'}
            placeholder={field === 'role' ? words.rolePlaceholder : undefined}
            maxLength={contactValues.shape[field].maxLength ?? undefined}
            value={values[field]}
            onChange={(event) => setValues({ ...values, [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      <Checkbox
        mt="xs"
        label={words.field.getsNotices}
        description={words.getsNote}
        checked={values.getsNotices}
        onChange={(event) => setValues({ ...values, getsNotices: event.currentTarget.checked })}
      />
      {conflicts.length > 0 && (
        <div role="alert" className="note" data-tone="warn">
          <span>{words.conflict}</span>
          {conflicts.map(({ field, theirs }) => (
            <span key={field}>{words.conflictOf(words.field[field], shownValue(theirs, words))}</span>
          ))}
        </div>
      )}
      <ErrorNote error={save.error} />
      <Group justify="flex-end" mt="sm">
        <Button variant="default" onClick={onEnd}>
          {text.common.cancel}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {contact ? text.common.save : words.add1}
        </Button>
      </Group>
    </form>
  );
}

/** What is typed, and what of it differs from `base`: what the clerk saw, or was shown since in a conflict. */
function useContactForm(officeId: number, contact: Contact | undefined, onEnd: () => void) {
  const [base, setBase] = useState<ContactValues>(contact ? valuesOf(contact) : emptyContact);
  const [values, setValues] = useState(base);
  const [conflicts, setConflicts] = useState<Conflicts>([]);
  const refresh = useRefreshContacts();
  const save = useMutation({
    mutationFn: async () => {
      if (contact) return client.contacts.update({ id: contact.id, ...changesOf(base, values) });
      await client.contacts.create({ officeId, values });
      return saved;
    },
    onSuccess: async (answer) => {
      setConflicts(answer.conflicts);
      // Saved once more, one's own value stands: the clerk has seen the other.
      setBase({ ...base, ...theirsOf(answer.conflicts) });
      await refresh();
      if (answer.saved) onEnd();
    },
  });
  return { values, setValues, conflicts, save };
}

function changesOf(base: ContactValues, values: ContactValues) {
  const fields = contactField.options.filter((field) => base[field] !== values[field]);
  const only = (from: ContactValues) => Object.fromEntries(fields.map((field) => [field, from[field]]));
  return { base: only(base), values: only(values) };
}

const theirsOf = (conflicts: Conflicts) =>
  Object.fromEntries(
    conflicts.map(({ field, theirs }) => [field, field === 'getsNotices' ? theirs === 'true' : theirs]),
  );

function shownValue(theirs: string, words: { gets: string; getsNot: string }): string {
  if (theirs === 'true') return words.gets;
  return theirs === 'false' ? words.getsNot : theirs;
}
