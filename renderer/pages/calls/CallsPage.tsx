import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Overview } from '../../api/client.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useOverview } from '../../components/useIncident.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { AnswersPanel } from './AnswersPanel.tsx';
import { CallDesk } from './CallDesk.tsx';
import { CallLog } from './CallLog.tsx';
import { QuestionsPanel } from './QuestionsPanel.tsx';
import { SheetButton } from './SheetButton.tsx';

const tabs = ['desk', 'questions', 'answers', 'log'] as const;
type Tab = (typeof tabs)[number];
const isTab = (tab: string | undefined): tab is Tab => tabs.some((each) => each === tab);

/** The call desk of the chosen incident's newest sent version, and what came of the calls. */
export function CallsPage({ tab }: { tab: string | undefined }) {
  const text = useText();
  const { list, incident, overview } = useOverview();
  return (
    <Loaded query={list}>
      {() =>
        incident ? (
          <Loaded query={overview}>{(data) => <Calls data={data} tab={isTab(tab) ? tab : 'desk'} />}</Loaded>
        ) : (
          <EmptyState title={text.notices.noIncident}>
            <Button component={Link} href="/incidents">
              {text.overview.createIncident}
            </Button>
          </EmptyState>
        )
      }
    </Loaded>
  );
}

function Calls({ data, tab }: { data: Overview; tab: Tab }) {
  const text = useText().calls;
  const reminders = useText().reminders.open;
  const { latest, incident } = data;
  return (
    <>
      <PageHeader title={text.title} note={latest?.label}>
        {latest && (
          <>
            <Button component={Link} href={to.reminders(latest.versionId)} size="compact-md" variant="default">
              {reminders}
            </Button>
            <SheetButton versionId={latest.versionId} />
          </>
        )}
      </PageHeader>
      <nav className="chips call-tabs" aria-label={text.tabList}>
        {tabs.map((each) => (
          <Link key={each} href={to.calls(each)} className="chip" aria-current={each === tab ? 'page' : undefined}>
            {text.tabs[each]}
          </Link>
        ))}
      </nav>
      {tab === 'questions' && <QuestionsPanel key={incident.id} incidentId={incident.id} />}
      {tab === 'answers' && <AnswersPanel incidentId={incident.id} />}
      {tab === 'log' && <CallLog incidentId={incident.id} />}
      {tab === 'desk' &&
        (latest ? (
          <CallDesk key={latest.versionId} versionId={latest.versionId} incidentId={incident.id} />
        ) : (
          <EmptyState title={text.none} note={text.noneNote}>
            <Button component={Link} href="/notices">
              {text.toNotices}
            </Button>
          </EmptyState>
        ))}
    </>
  );
}
