import { Group, Progress } from '@mantine/core';
import { Link } from 'wouter';
import type { Standing } from '../../../electron/contract/incidents.ts';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { useFormat } from '../../components/dates.ts';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { VersionActions } from '../../components/VersionActions.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

const marks: Record<NoticeVersion['state'], Mark> = {
  draft: 'open',
  review: 'doubt',
  approved: 'moving',
  sent: 'sent',
};

interface Props {
  version: Omit<NoticeVersion, 'body'>;
  standing: Standing | undefined;
}

/** One version on the time line, with the one thing to do next about it. */
export function VersionEntry({ version, standing }: Props) {
  const text = useText().notices;
  const format = useFormat();
  const when = {
    draft: `${text.updatedAt} ${format.instant(version.updatedAt)}`,
    review: `${text.updatedAt} ${format.instant(version.updatedAt)}`,
    approved: version.approvedAt && `${text.approvedAt} ${format.instant(version.approvedAt)}`,
    sent: standing?.sentAt && `${text.sentAt} ${format.instant(standing.sentAt)}`,
  }[version.state];
  return (
    <li className="timeline-entry" data-state={version.state}>
      <div className="timeline-head">
        <h2>
          <Link href={to.version(version.id)}>{version.label}</Link>
        </h2>
        <StateMark mark={marks[version.state]} label={text.state[version.state]} />
        <span className="dim">{when}</span>
      </div>
      <p className="timeline-subject">{version.subject}</p>
      {version.state === 'sent' && standing && <ConfirmedBar standing={standing} />}
      <Group gap="xs">
        <VersionActions version={version} />
      </Group>
    </li>
  );
}

function ConfirmedBar({ standing }: { standing: Standing }) {
  const text = useText().notices;
  const format = useFormat();
  const share = standing.recipients === 0 ? 0 : (standing.confirmed * 100) / standing.recipients;
  return (
    <div className="timeline-bar">
      <Progress value={share} size="lg" aria-label={text.progressLabel(standing.label)} />
      <span>{text.confirmedOf(format.number(standing.confirmed), format.number(standing.recipients))}</span>
    </div>
  );
}
