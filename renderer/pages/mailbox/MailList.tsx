import { useEffect, useId, useRef } from 'react';
import type { IncomingMail, MailView } from '../../../electron/contract/mailbox.ts';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { useText } from '../../text/index.ts';
import { MailPanel } from './MailPanel.tsx';
import { useReplies } from './useReplies.ts';

/** Mails on the left, the chosen one on the right. */
export function MailList({ view, search, mailId }: { view: MailView; search: string; mailId: number | null }) {
  const text = useText().mailbox;
  const work = useReplies(view, search, mailId);
  const id = useId();
  const { list, rows, chosen } = work;
  if (list.data && rows.length === 0) {
    if (search !== '') return <p className="dim no-rows">{text.notFound}</p>;
    return <EmptyState title={text.empty[view]} note={text.emptyNote} />;
  }
  return (
    <>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <ErrorNote error={work.error} />
      <div className="mails">
        <div>
          <div
            ref={work.box}
            className="mail-list"
            role="listbox"
            tabIndex={0}
            aria-label={text.views[view]}
            aria-busy={!list.data}
            aria-activedescendant={chosen && `${id}-${chosen.id}`}
            onKeyDown={work.onKey}
          >
            {rows.map((row) => (
              <MailLine
                key={row.id}
                id={`${id}-${row.id}`}
                row={row}
                chosen={row.id === chosen?.id}
                onChoose={() => work.choose(row.id)}
              />
            ))}
          </div>
          <Pager pages={work.pages} data={list.data} />
        </div>
        {chosen ? <MailPanel key={chosen.id} mail={chosen} work={work} /> : <p className="dim">{text.choose}</p>}
      </div>
    </>
  );
}

interface LineProps {
  id: string;
  row: IncomingMail;
  chosen: boolean;
  onChoose(): void;
}

/** One mail in three lines: who and when, which office, what and why. */
function MailLine({ id, row, chosen, onChoose }: LineProps) {
  const text = useText().mailbox;
  const format = useFormat();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the listbox (aria-activedescendant)
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys
    <div ref={line} id={id} role="option" aria-selected={chosen} className="mail-line" onClick={onChoose}>
      <span className="mail-line-head">
        <strong>{row.officeName ?? (row.senderName || row.sender)}</strong>
        <span className="dim">{format.moment(row.receivedAt)}</span>
      </span>
      <span className="mail-line-subject">
        {row.subject || text.noSubject} <span className="dim">{row.excerpt}</span>
      </span>
      <span className="dim">
        {text.reasons[row.reason]}
        {row.question && row.reason !== 'question' && ` ・ ${text.asks}`}
      </span>
    </div>
  );
}
