import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Contact, ContactValues } from '../../../electron/contract/contacts.ts';
import { api, client } from '../../api/client.ts';
import { errorText } from '../../api/errors.ts';
import { offerUndo, say } from '../../components/undo.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** Everything that shows contacts is asked for again. */
export function useRefreshContacts() {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      [api.contacts.key(), api.offices.key()].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  };
}

/** Takes a contact out, and offers the way back. */
export function useRemoveContact() {
  const text = useText();
  const words = text.contacts;
  const { language } = usePreferences();
  const refresh = useRefreshContacts();
  const onError = (error: Error) => say(errorText(error, language, words.field));
  const restore = useMutation({
    mutationFn: (contact: Contact) => client.contacts.restore({ id: contact.id }),
    onSuccess: async (_answer, contact) => {
      await refresh();
      say(words.restored(contact.name || words.unnamed));
    },
    onError,
  });
  return useMutation({
    mutationFn: (contact: Contact) => client.contacts.remove({ id: contact.id }),
    onSuccess: async (_answer, contact) => {
      await refresh();
      offerUndo({
        message: words.removed(contact.name || words.unnamed),
        label: text.common.undo,
        undo: () => restore.mutate(contact),
      });
    },
    onError,
  });
}

/** What a clerk finds right: a value of the office itself, or of one of its contacts. */
export interface Found {
  contactId: number | null;
  field: 'mail' | 'fax';
}

/** Records that somebody has found a value right. */
export function useCheck(officeId: number) {
  const refresh = useRefreshContacts();
  const { language } = usePreferences();
  const words = useText().contacts;
  return useMutation({
    mutationFn: async ({ contactId, field }: Found) => {
      if (contactId === null) await client.offices.check({ id: officeId, fields: [field] });
      else await client.contacts.check({ id: contactId, field });
    },
    onSuccess: refresh,
    onError: (error) => say(errorText(error, language, words.field)),
  });
}

/** The fields a contact form fills, in the order of the form. */
export const contactFields = ['role', 'name', 'mail', 'phone', 'fax', 'note'] as const;

/** A contact with nothing in it yet; whoever is entered usually gets notices. */
export const emptyContact: ContactValues = {
  role: '',
  name: '',
  mail: '',
  phone: '',
  fax: '',
  getsNotices: true,
  note: '',
};

/** Only what a clerk enters of a contact. */
export function valuesOf({ role, name, mail, phone, fax, getsNotices, note }: ContactValues): ContactValues {
  return { role, name, mail, phone, fax, getsNotices, note };
}
