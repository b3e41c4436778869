import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  AcknowledgementAnswer,
  AcknowledgementMethod,
  Recorded as Answered,
  Recipient,
} from '../../../electron/contract/acknowledgements.ts';
import { api, client } from '../../api/client.ts';
import { uploadFile } from '../../api/files.ts';
import { SEARCH_REST } from '../../components/ListSearch.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { sound } from './sounds.ts';
import { isHyphenated, looksLikeSlip, useScans } from './useScans.ts';

/** What became of the last thing typed. */
export type Outcome =
  | { kind: 'recorded'; recipient: Recipient; state: Answered['state']; answer: AcknowledgementAnswer }
  | { kind: 'withdrawn'; office: NamedOffice }
  | { kind: 'already'; recipient: Recipient }
  | { kind: 'several'; typed: string }
  | { kind: 'unknown'; typed: string };

export interface NamedOffice {
  officeCode: string;
  officeName: string;
}
const officeOf = ({ officeCode, officeName }: NamedOffice): NamedOffice => ({ officeCode, officeName });

interface Recorded {
  id: number;
  office: NamedOffice;
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

/** What a clerk adds to an answer beyond that it came; each record starts with none of it. */
export interface Details {
  answer: AcknowledgementAnswer;
  name: string;
  note: string;
  /** `YYYY-MM-DDTHH:mm` by Japan's clock; empty for now. */
  at: string;
  paper: File | null;
}
export const noDetails: Details = { answer: 'confirmed', name: '', note: '', at: '', paper: null };
const isPlain = (details: Details) => JSON.stringify(details) === JSON.stringify(noDetails);

async function recordOf(versionId: number, officeCode: string, method: AcknowledgementMethod, details: Details) {
  const { answer, name, note, at, paper } = details;
  const evidence = paper ? await uploadFile(paper, () => undefined, new AbortController().signal) : undefined;
  const moment = at === '' ? undefined : `${at}:00+09:00`;
  return client.acknowledgements.record({ versionId, officeCode, method, answer, name, note, at: moment, evidence });
}

/** Taking in answers one after the other, slips as fast as they are scanned, and taking the last ones back. */
export function useReception(versionId: number, onTaken: () => void) {
  const { method, sounds } = usePreferences();
  const reason = useText().acknowledgements.undoReason;
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [recorded, setRecorded] = useState<Recorded[]>([]);
  const [details, setDetails] = useState(noDetails);
  const [search] = useDebouncedValue(typed.trim(), SEARCH_REST);
  const candidates = (text: string) =>
    api.acknowledgements.list.queryOptions({ input: { versionId, search: text, limit: 8 } });
  const found = useQuery({ ...candidates(search), enabled: search !== '', placeholderData: keepPreviousData });
  const settled = found.isSuccess && !found.isPlaceholderData && search === typed.trim();
  const refresh = () => queries.invalidateQueries({ queryKey: api.acknowledgements.key() });
  const heard = (good: boolean) => sounds && sound(good ? 'good' : 'bad');

  const scans = useScans(method, (scan) => {
    heard(scan.kind === 'recorded');
    if (scan.kind === 'recorded')
      setRecorded((before) => [...before, { id: scan.done.id, office: officeOf(scan.slip) }]);
    void refresh();
  });

  const take = useMutation({
    mutationFn: async ({ text, index, again }: { text: string; index: number; again: boolean }): Promise<Outcome> => {
      // Enter may come before the list does: then the text itself must say who is meant.
      const matches = settled ? found.data : await queries.fetchQuery({ ...candidates(text), staleTime: 0 });
      const listed = settled && !(index === 0 && isVague(matches, text));
      const recipient = listed ? exactFirst(matches.rows, text)[index] : meant(matches, text);
      if (!recipient) return { kind: matches.total === 0 ? 'unknown' : 'several', typed: text };
      if (recipient.acknowledgement && isPlain(details) && !again) return { kind: 'already', recipient };
      const answer = await recordOf(versionId, recipient.officeCode, method, details);
      setRecorded((before) => [...before, { id: answer.id, office: officeOf(recipient) }]);
      return { kind: 'recorded', recipient, state: answer.state, answer: details.answer };
    },
    onSuccess: async (next) => {
      setOutcome(next);
      heard(next.kind === 'recorded');
      if (next.kind === 'recorded' || next.kind === 'already') setTyped('');
      if (next.kind === 'recorded') setDetails(noDetails);
      onTaken();
      await refresh();
    },
    onError: () => heard(false),
  });

  const enter = async (index: number) => {
    const text = typed.trim();
    if (looksLikeSlip(text) && !(await isOfficeCode(text))) {
      setTyped('');
      setOutcome(null);
      scans.take(text);
    } else take.mutate({ text, index, again: false });
  };
  /** Nine digits may be an office's own code; hyphens as on a slip, or a letter, settle it. */
  const isOfficeCode = async (text: string) => {
    if (isHyphenated(text) || !/^\d{9}$/.test(text.normalize('NFKC'))) return false;
    const matches = await queries.fetchQuery({ ...candidates(text), staleTime: 0 });
    return matches.rows.some((row) => row.officeCode === text.normalize('NFKC'));
  };

  const undo = useMutation({
    mutationFn: ({ id }: Recorded) => client.acknowledgements.withdraw({ id, reason }),
    onSuccess: async (_answer, { id, office }) => {
      setRecorded((before) => before.filter((row) => row.id !== id));
      setOutcome({ kind: 'withdrawn', office });
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
    enter: (index: number) => void enter(index),
    /** Records once more what the office had told already. */
    again: (officeCode: string) => take.mutate({ text: officeCode, index: -1, again: true }),
    take,
    undo,
    scans,
    details,
    setDetails,
    /** Takes back the newest record that still stands; undefined when there is none. */
    undoLast: last && (() => undo.mutate(last)),
    count: recorded.length,
  };
}
