import { useQuery } from '@tanstack/react-query';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { VersionActions } from '../../components/VersionActions.tsx';
import { useText } from '../../text/index.ts';
import { AttachmentList } from './Attachments.tsx';
import { CorrectButton } from './CorrectButton.tsx';
import { DraftEditor } from './DraftEditor.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';
import { ReviewPage } from './ReviewPage.tsx';
import { TopUp } from './TopUp.tsx';
import { VersionFacts } from './VersionFacts.tsx';

/** One version: written while it is a draft, judged while it waits for approval, read once it is approved. */
export function VersionPage({ versionId }: { versionId: number }) {
  const version = useQuery(api.notices.get.queryOptions({ input: { versionId } }));
  return (
    <Loaded query={version}>
      {(data) => {
        if (data.state === 'draft') return <DraftEditor key={data.id} version={data} />;
        if (data.state === 'review') return <ReviewPage key={data.id} version={data} />;
        return <FrozenVersion key={data.id} version={data} />;
      }}
    </Loaded>
  );
}

function FrozenVersion({ version }: { version: NoticeVersion }) {
  const text = useText().notices;
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={`${version.label} – ${text.state[version.state]}`}
        note={version.approvedAt && `${text.approvedAt} ${format.instant(version.approvedAt)}`}
      >
        <CorrectButton versionId={version.id} />
        <VersionActions version={version} />
      </PageHeader>
      <p className="dim">{text.frozen}</p>
      <div className="editor">
        <PreviewPanel versionId={version.id} updatedAt={version.updatedAt} />
        <div>
          <VersionFacts version={version} />
          <AttachmentList files={version.attachments} />
          <TopUp versionId={version.id} />
        </div>
      </div>
    </>
  );
}
