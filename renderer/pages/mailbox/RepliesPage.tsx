import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { type MailView, mailView } from '../../../electron/contract/mailbox.ts';
import { api, type Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { ListSearch, useListSearch } from '../../components/ListSearch.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { patterns, to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { MailList } from './MailList.tsx';
import { RecordAll } from './RecordAll.tsx';

type Status = Outputs['mailbox']['status'];

/** What came in: what a person must look at first, each decided with one key. */
export function RepliesPage({ view, mail }: { view: string | undefined; mail: string | undefined }) {
  const text = useText().mailbox;
  const status = useQuery(api.mailbox.status.queryOptions({ input: {} }));
  const chosen = mailView.catch('to-check').parse(view);
  return (
    <>
      <PageHeader title={text.title}>
        <Button component={Link} href={to.acknowledgements('latest')} size="compact-md" variant="default">
          {text.toAcknowledgements}
        </Button>
        <QuestionsLink />
        <FetchButton set={status.data?.set ?? false} />
      </PageHeader>
      <Loaded query={status}>
        {(data) =>
          data.set || data.counts.all > 0 ? (
            <Replies key={`${chosen} ${mail}`} view={chosen} status={data} mailId={idOf(mail)} />
          ) : (
            <EmptyState title={text.notSet} note={text.notSetNote}>
              <Button component={Link} href={patterns.mailbox}>
                {text.toSettings}
              </Button>
            </EmptyState>
          )
        }
      </Loaded>
    </>
  );
}

/** A mail's id out of the address; null for none. */
const idOf = (piece: string | undefined) => (/^[1-9]\d*$/.test(piece ?? '') ? Number(piece) : null);

interface RepliesProps {
  view: MailView;
  status: Status;
  /** Shown though it is on another page of the list. */
  mailId: number | null;
}

function Replies({ view, status, mailId }: RepliesProps) {
  const text = useText().mailbox;
  const format = useFormat();
  const { search, ...box } = useListSearch();
  return (
    <>
      <div className="list-head">
        <Views view={view} counts={status.counts} />
        <ListSearch label={text.search} {...box} />
      </div>
      <p className="dim">
        {status.readAt ? text.readAt(format.instant(status.readAt)) : text.neverRead}
        {view === 'to-check' && ` ・ ${text.keys}`}
      </p>
      {status.trouble && <p className="mail-trouble">△ {text.trouble(status.trouble)}</p>}
      {view === 'to-check' && <RecordAll />}
      <MailList view={view} search={search} mailId={mailId} />
    </>
  );
}

/** What the mails ask lies in the one list of questions. */
function QuestionsLink() {
  const text = useText().questions;
  const format = useFormat();
  const { data } = useQuery(api.calls.due.queryOptions({ input: {} }));
  if (!data) return null;
  return (
    <Button component={Link} href={to.calls('questions')} size="compact-md" variant="default">
      {text.waiting(format.number(data.questions))}
    </Button>
  );
}

function Views({ view, counts }: { view: MailView; counts: Status['counts'] }) {
  const text = useText().mailbox;
  const format = useFormat();
  return (
    <nav className="chips" aria-label={text.viewNav}>
      {mailView.options.map((each) => (
        <Link key={each} href={to.replies(each)} className="chip" aria-current={each === view ? 'true' : undefined}>
          {text.views[each]}
          <strong>{format.number(counts[each])}</strong>
        </Link>
      ))}
    </nav>
  );
}

/** Reads the mailbox at once and says what it brought. */
function FetchButton({ set }: { set: boolean }) {
  const text = useText().mailbox;
  const format = useFormat();
  const queries = useQueryClient();
  const fetch = useMutation(
    api.mailbox.fetch.mutationOptions({ onSettled: () => queries.invalidateQueries({ queryKey: api.mailbox.key() }) }),
  );
  if (!set) return null;
  const { read, acknowledged, toCheck } = fetch.data ?? { read: 0, acknowledged: 0, toCheck: 0 };
  const numbers = [read, acknowledged, toCheck].map(format.number) as [string, string, string];
  return (
    <>
      <Button size="compact-md" variant="default" loading={fetch.isPending} onClick={() => fetch.mutate({})}>
        {text.fetch}
      </Button>
      <span role="status">{fetch.data && (read === 0 ? text.fetchedNothing : text.fetched(...numbers))}</span>
      <ErrorNote error={fetch.error} />
    </>
  );
}
