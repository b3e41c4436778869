import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CallCard, CallOutcome } from '../../../electron/contract/calls.ts';
import type { QuestionCategory } from '../../../electron/contract/questionWords.ts';
import { api, client } from '../../api/client.ts';
import { errorCode } from '../../api/errors.ts';
import { offerUndo } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';
import { deskName, jot, jottedOf } from './deskMemory.ts';

/** What a clerk adds to an outcome. */
export interface Details {
  callbackAt?: string;
  category?: QuestionCategory;
  question?: string;
  confirmed?: boolean;
}

interface Outcome extends Details {
  outcome: CallOutcome;
  /** Recorded though somebody else has taken the office up. */
  forced?: boolean;
}

/** One window of the call desk: the office it has, and what becomes of it. */
export function useCallDesk(versionId: number, clerk: string) {
  const text = useText().calls;
  const queries = useQueryClient();
  const desk = deskName();
  const [card, setCard] = useState<CallCard | null>(null);
  const [phone, setPhone] = useState('');
  const [jotted, setJotted] = useState({ name: '', note: '' });
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<Outcome | null>(null);
  const who = { clerk, desk };

  const state = useQuery({
    ...api.calls.desk.queryOptions({
      input: { versionId, clerk: clerk || undefined, desk, recipientId: card?.recipientId },
    }),
    refetchInterval: 30_000,
  });
  const refresh = () => queries.invalidateQueries({ queryKey: [['calls']] });

  const show = (next: CallCard | null) => {
    setAsked(true);
    setCard(next);
    setRefused(null);
    setPhone(next?.phones.find((each) => !each.wrong)?.phone ?? next?.phones[0]?.phone ?? '');
    setJotted(next ? jottedOf(next.recipientId) : { name: '', note: '' });
  };
  const next = useMutation({
    mutationFn: (recipientId: number | undefined) => client.calls.next({ ...who, versionId, recipientId }),
    // The keys count as soon as the office is there; the lists beside it may follow.
    onSuccess: (answer) => {
      show(answer.call);
      void refresh();
    },
  });
  const undo = useMutation({
    mutationFn: (id: number) => client.calls.undo({ ...who, id, reason: text.undoReason }),
    onSuccess: (answer) => {
      if (answer.call) jot(answer.call.recipientId, { name: answer.name, note: answer.note });
      show(answer.call);
      void refresh();
    },
  });
  const record = useMutation({
    mutationFn: async ({ forced, outcome, ...details }: Outcome) => {
      if (!card) throw new Error('no office is on the desk');
      const told = { versionId, officeCode: card.office.code, outcome, clerk, phone, ...jotted, ...details };
      const answer = await client.calls.record({ ...told, fence: forced ? undefined : card.fence });
      return { answer, card, outcome };
    },
    onSuccess: ({ answer, card: done, outcome }) => {
      jot(done.recipientId, { name: '', note: '' });
      const { code, name } = done.office;
      offerUndo({
        message: text.recorded(code, name, text.outcome[outcome]),
        label: text.undo,
        undo: () => undo.mutate(answer.id),
      });
      next.mutate(undefined);
    },
    onError: (error, outcome) => setRefused(errorCode(error) === 'call_taken' ? outcome : null),
  });
  const release = useMutation({
    mutationFn: () => client.calls.release(who),
    onSuccess: async () => {
      show(null);
      setAsked(false);
      await refresh();
    },
  });

  const mine = state.data?.taken.some((row) => row.mine) ?? false;
  useResume(mine && card === null && clerk !== '' && !asked, () => next.mutate(undefined));

  return {
    state,
    card,
    phone,
    setPhone,
    jotted,
    jotDown: (change: Partial<typeof jotted>) => {
      const all = { ...jotted, ...change };
      setJotted(all);
      if (card) jot(card.recipientId, all);
    },
    /** Nobody is left to be called now: asked for, and none came. */
    isDone: asked && card === null && !next.isPending,
    isBusy: next.isPending || record.isPending || undo.isPending,
    next: (recipientId?: number) => next.mutate(recipientId),
    record: (outcome: Outcome) => {
      if (!record.isPending && !next.isPending) record.mutate(outcome);
    },
    /** What was refused because somebody else has the office; it can be recorded all the same. */
    force: refused && (() => record.mutate({ ...refused, forced: true })),
    release: () => release.mutate(),
    error: record.error ?? next.error ?? undo.error ?? release.error,
  };
}

export type CallDeskState = ReturnType<typeof useCallDesk>;

/** A window that was reloaded gets back, once, the office it had. */
function useResume(ready: boolean, resume: () => void): void {
  const latest = useRef(resume);
  useEffect(() => {
    latest.current = resume;
  });
  useEffect(() => {
    if (ready) latest.current();
  }, [ready]);
}
