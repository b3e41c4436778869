import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { IncomingMail, MailView } from '../../../electron/contract/mailbox.ts';
import { api, client, type Inputs } from '../../api/client.ts';
import { errorText } from '../../api/errors.ts';
import { offerUndo, say } from '../../components/undo.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

type Decision = Omit<Inputs['mailbox']['decide'], 'id'>;

/** What each key decides, in the order of the buttons. */
const KEYS: Readonly<Record<string, Decision['outcome']>> = { '1': 'acknowledged', '2': 'question', '3': 'irrelevant' };

/** A page of mails, the chosen one, and the clerk's decisions. A decided mail goes at once; the next is chosen. */
export function useReplies(view: MailView, search: string, mailId: number | null) {
  const text = useText();
  const words = text.mailbox;
  const { language } = usePreferences();
  const queries = useQueryClient();
  const pages = useCursorPages(`${view} ${search}`);
  const box = useRef<HTMLDivElement>(null);
  const [chosenId, setChosenId] = useState(mailId);
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const input = { view, search: search || undefined, cursor: pages.cursor, limit: PAGE_ROWS };
  const list = useQuery({ ...api.mailbox.list.queryOptions({ input }), placeholderData: keepPreviousData });
  const rows = list.data?.rows.filter((row) => !gone.has(row.id)) ?? [];
  const linked = useQuery({
    ...api.mailbox.get.queryOptions({ input: { id: mailId ?? 0 } }),
    enabled: mailId !== null,
  });
  const elsewhere = chosenId === mailId ? linked.data : undefined;
  const chosen = rows.find((row) => row.id === chosenId) ?? elsewhere ?? rows[0];
  const open = view === 'to-check';
  const back = (id: number) => setGone((before) => new Set([...before].filter((one) => one !== id)));
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: api.mailbox.key() });
    await queries.invalidateQueries({ queryKey: api.acknowledgements.key() });
  };
  const reopen = useMutation({
    mutationFn: (id: number) => client.mailbox.reopen({ id }),
    onSuccess: async (_, id) => {
      back(id);
      say(words.reopened);
      await refresh();
    },
    onError: (error) => say(errorText(error, language, text.offices.field)),
  });
  const decide = useMutation({
    mutationFn: ({ mail, ...decision }: Decision & { mail: IncomingMail }) =>
      client.mailbox.decide({ id: mail.id, ...decision }),
    onSuccess: async (_, { mail, outcome, officeCode }) => {
      const message =
        outcome === 'acknowledged'
          ? words.recorded(officeCode ?? mail.officeName ?? mail.sender)
          : outcome === 'question'
            ? words.kept
            : words.put;
      offerUndo({ message, label: text.common.undo, undo: () => reopen.mutate(mail.id) });
      await refresh();
    },
    onError: (_, { mail }) => {
      back(mail.id);
      setChosenId(mail.id);
    },
  });

  const step = (by: number) => {
    const at = rows.findIndex((row) => row.id === chosen?.id);
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next) setChosenId(next.id);
  };
  const act = (mail: IncomingMail, decision: Decision) => {
    const at = rows.findIndex((row) => row.id === mail.id);
    const next = rows[at + 1] ?? rows[at - 1];
    if (open) {
      setGone((before) => new Set([...before, mail.id]));
      setChosenId(next?.id ?? null);
      // After a button too, the next key decides the next mail.
      box.current?.focus();
    }
    decide.mutate({ mail, ...decision });
  };

  return {
    list,
    pages,
    /** Has the keyboard throughout: a key pressed while the lines change is not lost. */
    box,
    rows,
    chosen,
    open,
    error: decide.error,
    choose: setChosenId,
    act,
    reopen: (mail: IncomingMail) => reopen.mutate(mail.id),
    onKey: (event: KeyboardEvent) => {
      const outcome = event.ctrlKey || event.altKey || event.metaKey ? undefined : KEYS[event.key];
      if (event.key === 'ArrowDown') step(1);
      else if (event.key === 'ArrowUp') step(-1);
      else if (outcome && chosen && open) act(chosen, { outcome });
      else return;
      event.preventDefault();
    },
  };
}
