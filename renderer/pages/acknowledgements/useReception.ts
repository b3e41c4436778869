import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Recipient } from '../../../electron/contract/acknowledgements.ts';
import { api, client } from '../../api/client.ts';
import { SEARCH_REST } from '../../components/OfficePicker.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** What became of the last thing typed. */
export type Outcome =
  | { kind: 'recorded'; recipient: Recipient; outdated: boolean }
  | { kind: 'withdrawn'; recipient: Recipient }
  | { kind: 'already'; recipient: Recipient }
  | { kind: 'several'; typed: string }
  | { kind: 'unknown'; typed: string };

interface Recorded {
  id: number;
  recipient: Recipient;
}

interface Found {
  rows: Recipient[];
  total: number;
}

/** The matches with the very code that was typed in front: a scanned code also occurs inside phone numbers. */
function exactFirst(rows: Recipient[], typed: string): Recipient[] {
  const code = typed.normalize('NFKC');
  return [...rows].sort((a, b) => Number(b.officeCode === code) - Number(a.officeCode === code));
}

/** Who is meant when Enter came before the list was there to choose from: the exact code, or the only match. */
function meant({ rows, total }: Found, typed: string): Recipient | undefined {
  const [first] = exactFirst(rows, typed);
  return total === 1 || first?.officeCode === typed.normalize('NFKC') ? first : undefined;
}

/** Digits that are no code but occur in more offices than are listed: none of the listed can be taken for meant. */
function isVague({ rows, total }: Found, typed: string): boolean {
  const code = typed.normalize('NFKC');
  return total > rows.length && /^[\d-]+$/.test(code) && !rows.some((row) => row.officeCode === code);
}

/** Taking in confirmations one after the other, and taking the last ones back. */
export function useReception(versionId: number, onTaken: () => void) {
  const { method } = usePreferences();
  const reason = useText().acknowledgements.undoReason;
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [recorded, setRecorded] = useState<Recorded[]>([]);
  const [search] = useDebouncedValue(typed.trim(), SEARCH_REST);
  const candidates = (text: string) =>
    api.acknowledgements.list.queryOptions({ input: { versionId, search: text, limit: 8 } });
  const found = useQuery({ ...candidates(search), enabled: search !== '', placeholderData: keepPreviousData });
  const settled = found.isSuccess && !found.isPlaceholderData && search === typed.trim();
  const refresh = () => queries.invalidateQueries({ queryKey: api.acknowledgements.key() });

  const take = useMutation({
    mutationFn: async (index: number): Promise<Outcome> => {
      const text = typed.trim();
      // Enter may come before the list does: then the text itself must say who is meant.
      const matches = settled ? found.data : await queries.fetchQuery({ ...candidates(text), staleTime: 0 });
      const listed = settled && !(index === 0 && isVague(matches, text));
      const recipient = listed ? exactFirst(matches.rows, text)[index] : meant(matches, text);
      if (!recipient) return { kind: matches.total === 0 ? 'unknown' : 'several', typed: text };
      if (recipient.acknowledgement) return { kind: 'already', recipient };
      const answer = await client.acknowledgements.record({ versionId, officeCode: recipient.officeCode, method });
      setRecorded((before) => [...before, { id: answer.id, recipient }]);
      return { kind: 'recorded', recipient, outdated: answer.state === 'outdated' };
    },
    onSuccess: async (next) => {
      setOutcome(next);
      if (next.kind === 'recorded' || next.kind === 'already') setTyped('');
      onTaken();
      await refresh();
    },
  });

  const undo = useMutation({
    mutationFn: ({ id }: Recorded) => client.acknowledgements.withdraw({ id, reason }),
    onSuccess: async (_answer, { id, recipient }) => {
      setRecorded((before) => before.filter((row) => row.id !== id));
      setOutcome({ kind: 'withdrawn', recipient });
      onTaken();
      await refresh();
    },
  });

  const last = recorded.at(-1);
  return {
    typed,
    type: (text: string) => {
      setTyped(text);
      if (text !== '') setOutcome(null);
    },
    candidates: typed.trim() === '' ? [] : exactFirst(found.data?.rows ?? [], search),
    settled,
    outcome,
    take,
    undo,
    /** Takes back the newest record that still stands; undefined when there is none. */
    undoLast: last && (() => undo.mutate(last)),
    count: recorded.length,
  };
}
