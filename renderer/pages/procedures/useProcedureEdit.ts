import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Inputs, type Outputs } from '../../api/client.ts';
import { offerUndo } from '../../components/undo.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { useUndoChange } from './useUndoChange.ts';

export type Filing = Outputs['procedures']['get'];
type Typed = Pick<
  Filing,
  | 'person'
  | 'baseDate'
  | 'receivedOn'
  | 'state'
  | 'route'
  | 'evidence'
  | 'reason'
  | 'expectedOn'
  | 'clerk'
  | 'blockedBy'
> & { given: string; stateReason: string };

const typedOf = (filing: Filing): Typed => ({
  person: filing.person,
  baseDate: filing.baseDate,
  receivedOn: filing.receivedOn,
  state: filing.state,
  route: filing.route,
  evidence: filing.evidence,
  reason: filing.reason,
  expectedOn: filing.expectedOn,
  clerk: filing.clerk,
  blockedBy: filing.blockedBy,
  stateReason: '',
  given: filing.dueGiven ? (filing.dueOn ?? '') : '',
});

/**
 * A filing while a clerk changes it. Only what was changed is sent, with the revision that was seen: what another
 * window has written since is never overwritten, and what was typed here stays on the screen.
 */
export function useProcedureEdit(filing: Filing) {
  const text = useText();
  const { language } = usePreferences();
  const queries = useQueryClient();
  const undo = useUndoChange();
  const [seen, setSeen] = useState(filing);
  const [typed, setTyped] = useState(typedOf(filing));
  const before = typedOf(seen);
  const isChanged = (Object.keys(before) as (keyof Typed)[]).some((field) => before[field] !== typed[field]);
  // A newer state of the register is taken over while nothing is typed.
  if (filing.revision !== seen.revision && !isChanged) {
    setSeen(filing);
    setTyped(typedOf(filing));
  }
  const update = useMutation(
    api.procedures.update.mutationOptions({
      onSuccess: async ({ changeId }) => {
        const get = api.procedures.get.queryOptions({ input: { id: filing.id, language } });
        const fresh = await queries.fetchQuery({ ...get, staleTime: 0 });
        setSeen(fresh);
        setTyped(typedOf(fresh));
        await queries.invalidateQueries({ queryKey: api.procedures.key() });
        if (changeId === null) return;
        const message = text.procedureBoard.detail.saved;
        offerUndo({ message, label: text.common.undo, undo: () => undo(changeId) });
      },
    }),
  );
  const save = (part: Partial<Typed> = {}, again = false) => {
    const { given, ...now } = { ...typed, ...part };
    const { given: givenBefore, ...was } = before;
    const changed = Object.entries(now).filter(([field, value]) => was[field as keyof typeof was] !== value);
    const input: Inputs['procedures']['update'] = {
      id: filing.id,
      revision: seen.revision,
      again,
      ...Object.fromEntries(changed),
    };
    if (given !== givenBefore) input.dueOn = given === '' ? null : given;
    update.mutate(input);
  };
  const reopen = () => {
    update.reset();
    setSeen(filing);
    setTyped(typedOf(filing));
    void queries.invalidateQueries({ queryKey: api.procedures.key() });
  };
  return { typed, isChanged, update, save, reopen, change: (part: Partial<Typed>) => setTyped({ ...typed, ...part }) };
}

export type ProcedureEdit = ReturnType<typeof useProcedureEdit>;
