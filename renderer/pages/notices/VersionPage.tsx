import { useQuery } from '@tanstack/react-query';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { VersionActions } from '../../components/VersionActions.tsx';
import { useText } from '../../text/index.ts';
import { DraftEditor } from './DraftEditor.tsx';
import { MailPreview } from './MailPreview.tsx';

/** One version: written while it is a draft, read once it is approved. */
export function VersionPage({ versionId }: { versionId: number }) {
  const version = useQuery(api.notices.get.queryOptions({ input: { versionId } }));
  return (
    <Loaded query={version}>
      {(data) =>
        data.state === 'draft' ? <DraftEditor key={data.id} version={data} /> : <FrozenVersion version={data} />
      }
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
        <VersionActions version={version} />
      </PageHeader>
      <p className="dim">{text.frozen}</p>
      <MailPreview subject={version.subject} body={version.body} />
      <p className="dim fingerprint">
        {text.fingerprint}: <code>{version.sha256}</code>
      </p>
    </>
  );
}
