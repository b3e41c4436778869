import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { errorCode } from './api/errors.ts';
import { followEvents } from './api/events.ts';
import { queryClient } from './api/queryClient.ts';
import { useStatus } from './api/status.ts';
import { EmptyState } from './components/EmptyState.tsx';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { Frame } from './components/frame/Frame.tsx';
import { LockGate } from './components/frame/LockGate.tsx';
import { SignedOut } from './components/frame/SignedOut.tsx';
import { useFrame } from './components/useIncident.ts';
import { useFollowRegister } from './components/useOpenRegister.ts';
import { styleNonce } from './nonce.ts';
import { AcknowledgementsPage } from './pages/acknowledgements/AcknowledgementsPage.tsx';
import { ImportAnswersPage } from './pages/acknowledgements/ImportAnswersPage.tsx';
import { BackupsPage } from './pages/backups/BackupsPage.tsx';
import { RescuePage } from './pages/backups/RescuePage.tsx';
import { CallsPage } from './pages/calls/CallsPage.tsx';
import { SendingPage } from './pages/deliveries/SendingPage.tsx';
import { IncidentsPage } from './pages/incidents/IncidentsPage.tsx';
import { OutdatedOfficesPage } from './pages/incidents/OutdatedOfficesPage.tsx';
import { LettersPage } from './pages/letters/LettersPage.tsx';
import { RepliesPage } from './pages/mailbox/RepliesPage.tsx';
import { AudiencePage } from './pages/notices/AudiencePage.tsx';
import { ComparePage } from './pages/notices/ComparePage.tsx';
import { NoticesPage } from './pages/notices/NoticesPage.tsx';
import { SendPage } from './pages/notices/SendPage.tsx';
import { VersionPage } from './pages/notices/VersionPage.tsx';
import { ConflictsPage } from './pages/offices/ConflictsPage.tsx';
import { DuplicatesPage } from './pages/offices/DuplicatesPage.tsx';
import { ImportPage } from './pages/offices/ImportPage.tsx';
import { MergePage } from './pages/offices/MergePage.tsx';
import { OfficesPage } from './pages/offices/OfficesPage.tsx';
import { OverviewPage } from './pages/overview/OverviewPage.tsx';
import { ProcedureImportPage } from './pages/procedures/ProcedureImportPage.tsx';
import { ProcedurePage } from './pages/procedures/ProcedurePage.tsx';
import { ProcedureRulesPage } from './pages/procedures/ProcedureRulesPage.tsx';
import { ProceduresPage } from './pages/procedures/ProceduresPage.tsx';
import { RefilePage } from './pages/procedures/RefilePage.tsx';
import { RemindersPage } from './pages/reminders/RemindersPage.tsx';
import { ReportsPage } from './pages/reports/ReportsPage.tsx';
import { RetentionPage } from './pages/retention/RetentionPage.tsx';
import { MailboxPage } from './pages/settings/MailboxPage.tsx';
import { SettingsPage } from './pages/settings/SettingsPage.tsx';
import { WelcomeGate } from './pages/welcome/WelcomeGate.tsx';
import { patterns } from './routes.ts';
import { useText } from './text/index.ts';
import { theme } from './theme.ts';

/** The window: one page inside one frame. */
export function App() {
  const { close } = useText().common;
  // The sign that closes a message has a name for those who cannot see it.
  const named = useMemo(() => {
    const defaultProps = { closeButtonProps: { 'aria-label': close } };
    return mergeThemeOverrides(theme, { components: { Notification: { defaultProps } } });
  }, [close]);
  return (
    <MantineProvider theme={named} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" autoClose={6000} />
        <Router hook={useHashLocation}>
          <ErrorBoundary of="page">
            <Window />
          </ErrorBoundary>
        </Router>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Window() {
  const { connection } = useStatus();
  const frame = useFrame();
  // Open, and yet so damaged that not even the frame can be read.
  const unreadable = !frame.data && frame.error !== null && errorCode(frame.error) === 'register_damaged';
  useFollowRegister();
  useEffect(() => {
    const ended = new AbortController();
    void followEvents(queryClient, ended.signal);
    return () => ended.abort();
  }, []);
  if (connection === 'signed_out') return <SignedOut />;
  if (frame.data?.damaged || unreadable) return <RescuePage />;
  return (
    <LockGate>
      <WelcomeGate>
        <Frame>
          <Pages />
        </Frame>
      </WelcomeGate>
    </LockGate>
  );
}

function Pages() {
  const text = useText();
  return (
    <Switch>
      <Route path={patterns.overview} component={OverviewPage} />
      <Route path={patterns.notices} component={NoticesPage} />
      <Route path={patterns.compare}>{(params) => <ComparePage older={params.older} newer={params.newer} />}</Route>
      <Route path={patterns.version}>{(params) => <VersionPage versionId={Number(params.versionId)} />}</Route>
      <Route path={patterns.letters}>{(params) => <LettersPage versionId={Number(params.versionId)} />}</Route>
      <Route path={patterns.audience}>{(params) => <AudiencePage versionId={Number(params.versionId)} />}</Route>
      <Route path={patterns.send}>{(params) => <SendPage versionId={Number(params.versionId)} />}</Route>
      <Route path={patterns.sending}>{(params) => <SendingPage versionId={Number(params.versionId)} />}</Route>
      <Route path={patterns.replies}>{(params) => <RepliesPage view={params.view} mail={params.mailId} />}</Route>
      <Route path={patterns.importAnswers} component={ImportAnswersPage} />
      <Route path={patterns.acknowledgements}>
        {(params) => <AcknowledgementsPage version={params.versionId} list={params.list} branch={params.branch} />}
      </Route>
      <Route path={patterns.reminders}>{(params) => <RemindersPage versionId={Number(params.versionId)} />}</Route>
      <Route path={patterns.calls}>{(params) => <CallsPage tab={params.tab} />}</Route>
      <Route path={patterns.importProcedures} component={ProcedureImportPage} />
      <Route path={patterns.procedureRules} component={ProcedureRulesPage} />
      <Route path={patterns.refile} component={RefilePage} />
      <Route path={patterns.procedure}>{(params) => <ProcedurePage procedureId={Number(params.procedureId)} />}</Route>
      <Route path={patterns.procedures}>{(params) => <ProceduresPage tab={params.tab} />}</Route>
      <Route path={patterns.importOffices} component={ImportPage} />
      <Route path={patterns.conflicts} component={ConflictsPage} />
      <Route path={patterns.duplicates} component={DuplicatesPage} />
      <Route path={patterns.merge}>
        {(params) => <MergePage oneId={Number(params.oneId)} otherId={Number(params.otherId)} />}
      </Route>
      <Route path={patterns.offices}>
        {(params) => <OfficesPage office={params.officeId} filter={params.filter} />}
      </Route>
      <Route path={patterns.incidents}>
        <IncidentsPage tab={undefined} />
      </Route>
      <Route path={patterns.incidentTab}>{(params) => <IncidentsPage tab={params.tab} />}</Route>
      <Route path={patterns.outdatedOffices}>
        {(params) => <OutdatedOfficesPage factId={Number(params.factId)} />}
      </Route>
      <Route path={patterns.reports}>{(params) => <ReportsPage report={params.report} filter={params.filter} />}</Route>
      <Route path={patterns.backups} component={BackupsPage} />
      <Route path={patterns.retention} component={RetentionPage} />
      <Route path={patterns.mailbox} component={MailboxPage} />
      <Route path={patterns.settings} component={SettingsPage} />
      <Route>
        <EmptyState title={text.common.notFound} />
      </Route>
    </Switch>
  );
}
