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
          <div className="mail-list" role="listbox" aria-label={text.views[view]} aria-busy={!list.data}>
            {rows.map((row) => (
              <MailLine key={row.id} row={row} chosen={row.id === chosen?.id} work={work} />
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
  row: IncomingMail;
  chosen: boolean;
  work: ReturnType<typeof useReplies>;
}

/** One mail in three lines: who and when, which office, what and why. */
function MailLine({ row, chosen, work }: LineProps) {
  const text = useText().mailbox;
  const format = useFormat();
  return (
    <div
      role="option"
      aria-selected={chosen}
      tabIndex={chosen ? 0 : -1}
      className="mail-line"
      data-mail={row.id}
      onClick={() => work.choose(row.id)}
      onFocus={() => work.choose(row.id)}
      onKeyDown={work.onKey}
    >
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
