import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ErrorBoundary } from '../../components/ErrorBoundary.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { ApprovalForm } from './ApprovalForm.tsx';
import { AssociationForm } from './AssociationForm.tsx';
import { AuditSection } from './AuditSection.tsx';
import { BackupSection } from './BackupSection.tsx';
import { DisplaySection } from './DisplaySection.tsx';
import { LockSection } from './LockSection.tsx';
import { MailboxSection } from './MailboxSection.tsx';
import { MailForm } from './MailForm.tsx';
import { RegisterSection } from './RegisterSection.tsx';
import { RetentionSection } from './RetentionSection.tsx';
import { UpdateSection } from './UpdateSection.tsx';

/** Who we are, how mail leaves, how the window looks, and the proofs that all is in order. */
export function SettingsPage() {
  const text = useText().settings;
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  const frame = useFrame().data;
  return (
    <>
      <PageHeader title={text.title} note={frame && text.version(frame.version)} />
      <div className="settings">
        <Loaded query={settings}>
          {(data) => (
            <>
              <AssociationForm association={data.association} clerk={data.clerk} />
              <ApprovalForm twoClerks={data.twoClerks} />
              <MailForm mail={data.mail} hasPassword={data.hasPassword} />
              <MailboxSection mailbox={data.mailbox} />
            </>
          )}
        </Loaded>
        <ErrorBoundary of="panel">
          <DisplaySection />
        </ErrorBoundary>
        {frame && (
          <ErrorBoundary of="panel">
            <RegisterSection register={frame.register} />
          </ErrorBoundary>
        )}
        <ErrorBoundary of="panel">
          <LockSection />
        </ErrorBoundary>
        <ErrorBoundary of="panel">
          <BackupSection />
        </ErrorBoundary>
        <ErrorBoundary of="panel">
          <RetentionSection />
        </ErrorBoundary>
        <ErrorBoundary of="panel">
          <AuditSection />
        </ErrorBoundary>
        <ErrorBoundary of="panel">
          <UpdateSection />
        </ErrorBoundary>
      </div>
    </>
  );
}
