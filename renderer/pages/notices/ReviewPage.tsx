import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { ApproveButton } from './ApproveButton.tsx';
import { AttachmentList } from './Attachments.tsx';
import { Checks, useCheck } from './Checks.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';
import { VersionFacts } from './VersionFacts.tsx';

/** A text that waits for its approval: read by another clerk, approved or given back. */
export function ReviewPage({ version }: { version: NoticeVersion }) {
  const text = useText().notices;
  const clerk = useFrame().data?.clerk;
  const check = useCheck(version.id, version.updatedAt);
  const back = useMutation({ mutationFn: () => client.notices.returnToDraft({ versionId: version.id }) });
  return (
    <>
      <PageHeader title={`${version.label} – ${text.state.review}`} note={text.askedBy(version.reviewAskedBy ?? '')}>
        <Button variant="default" loading={back.isPending} onClick={() => back.mutate()}>
          {text.returnToDraft}
        </Button>
        <ApproveButton version={version} label={version.label} check={check} before={async () => undefined} />
      </PageHeader>
      <ErrorNote error={back.error} />
      {clerk !== undefined && clerk === version.reviewAskedBy && <p className="dim">{text.ownReview}</p>}
      <div className="editor">
        <PreviewPanel versionId={version.id} updatedAt={version.updatedAt} />
        <div>
          <VersionFacts version={version} />
          <AttachmentList files={version.attachments} />
          <Checks check={check} />
        </div>
      </div>
    </>
  );
}
