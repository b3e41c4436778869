import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type OfficeField, type OfficeValues, officeField } from '../../../electron/contract/offices.ts';
import { api, client, type Outputs } from '../../api/client.ts';
import { errorText } from '../../api/errors.ts';
import { offerUndo, say } from '../../components/undo.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

export type OfficeDetails = Outputs['offices']['get'];
export type Conflict = Outputs['offices']['update']['conflicts'][number];
/** Whose value stays. */
export type Side = 'theirs' | 'mine';

/** Those fields of `values` that `fields` names. */
function only(values: OfficeValues, fields: OfficeField[]): OfficeValues {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? '']));
}

const differing = (one: OfficeValues, other: OfficeValues) =>
  officeField.options.filter((field) => (one[field] ?? '') !== (other[field] ?? ''));

/** The fields of an office being edited: `base` is what the clerk saw, `typed` what it shall be. */
export function useOfficeEdit(office: OfficeDetails, onEnd: () => void) {
  const [base, setBase] = useState<OfficeValues>(() => only(office, officeField.options));
  const [typed, setTyped] = useState<OfficeValues>(base);
  const [conflicts, setConflicts] = useState<Conflict[]>([]);
  const [sides, setSides] = useState<Partial<Record<OfficeField, Side>>>({});
  const settle = useSaved(office);

  const save = useMutation({
    mutationFn: async (edit: { base: OfficeValues; typed: OfficeValues }) => {
      const fields = differing(edit.typed, edit.base);
      if (fields.length === 0) return { saved: true, conflicts: [], fields };
      const values = only(edit.typed, fields);
      return { ...(await client.offices.update({ id: office.id, base: only(edit.base, fields), values })), fields };
    },
    onSuccess: async (answer, edit) => {
      setBase(edit.base);
      setTyped(edit.typed);
      setConflicts(answer.conflicts);
      setSides({});
      if (!answer.saved) return;
      await settle(edit.base, answer.fields);
      onEnd();
    },
  });

  return {
    typed,
    conflicts,
    sides,
    save,
    dirty: differing(typed, base).length > 0,
    undecided: conflicts.some(({ field }) => !sides[field]),
    type: (field: OfficeField, value: string) => setTyped({ ...typed, [field]: value }),
    decide: (field: OfficeField, side: Side) => setSides({ ...sides, [field]: side }),
    submit: () => {
      const next = { base: { ...base }, typed: { ...typed } };
      for (const { field, theirs } of conflicts) {
        next.base[field] = theirs;
        if (sides[field] === 'theirs') next.typed[field] = theirs;
      }
      save.mutate(next);
    },
  };
}

export type OfficeEdit = ReturnType<typeof useOfficeEdit>;

/** After a save: shows it everywhere, and offers the way back to the former values of `fields`. */
function useSaved(office: OfficeDetails) {
  const queries = useQueryClient();
  const text = useText();
  const words = text.offices;
  const { language } = usePreferences();
  const refresh = () => queries.invalidateQueries({ queryKey: api.offices.key() });
  const undo = useMutation(
    api.offices.update.mutationOptions({
      onSuccess: async ({ saved }) => {
        await refresh();
        say(saved ? words.undone(office.name) : words.undoRefused);
      },
      onError: (error) => say(errorText(error, language, words.field)),
    }),
  );
  return async (former: OfficeValues, fields: OfficeField[]) => {
    await refresh();
    if (fields.length === 0) return;
    // What the register made of the typed text (trimmed, put in form) is what a later change is told from.
    const base = only(await client.offices.get({ id: office.id }), fields);
    offerUndo({
      message: words.savedChange(office.name),
      label: text.common.undo,
      undo: () => undo.mutate({ id: office.id, base, values: only(former, fields) }),
    });
  };
}
