import { Button, Group, Progress } from '@mantine/core';
import { Link } from 'wouter';
import type { Standing } from '../../../electron/contract/incidents.ts';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { useFormat } from '../../components/dates.ts';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { VersionActions } from '../../components/VersionActions.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { audienceWords } from './audienceWords.ts';
import { CorrectButton } from './CorrectButton.tsx';
import { useNamedVersions } from './useNamedVersions.ts';

const marks: Record<NoticeVersion['state'], Mark> = {
  draft: 'open',
  review: 'doubt',
  approved: 'moving',
  sent: 'sent',
};

type Listed = Omit<NoticeVersion, 'body'>;

interface Props {
  version: Listed;
  /** The version below it on the time line: what it is compared with. */
  before: Listed | undefined;
  corrected: Listed | undefined;
  standing: Standing | undefined;
}

/** One version on the time line, with the one thing to do next about it. */
export function VersionEntry({ version, standing, before, corrected }: Props) {
  const words = useText();
  const text = words.notices;
  const format = useFormat();
  const versions = useNamedVersions();
  const when = {
    draft: `${text.updatedAt} ${format.instant(version.updatedAt)}`,
    review: version.reviewAskedBy && text.askedBy(version.reviewAskedBy),
    approved: version.approvedAt && `${text.approvedAt} ${format.instant(version.approvedAt)}`,
    sent: standing?.sentAt && `${text.sentAt} ${format.instant(standing.sentAt)}`,
  }[version.state];
  return (
    <li className="versions-line-entry" data-state={version.state}>
      <div className="versions-line-head">
        <h2>
          <Link href={to.version(version.id)}>{version.label}</Link>
        </h2>
        <StateMark mark={marks[version.state]} label={text.state[version.state]} />
        <span className="dim">{when}</span>
        {version.documentNumber && <span className="dim">{version.documentNumber}</span>}
        {corrected && <span>{text.supersedes(corrected.label)}</span>}
      </div>
      <p className="versions-line-subject">{version.subject}</p>
      <p className="dim versions-line-audience">
        {audienceWords(version.audience, versions, words)}
        {version.addressed > 0 && ` · ${text.recipients(format.number(version.addressed))}`}
      </p>
      {version.state === 'sent' && standing && <ConfirmedBar standing={standing} />}
      <Group gap="xs">
        <VersionActions version={version} />
        {before && (
          <Button
            component={Link}
            href={to.compare({ older: before.id, newer: version.id })}
            size="compact-md"
            variant="default"
            aria-label={`${version.label} ${text.compare}`}
          >
            {text.compare}
          </Button>
        )}
        {(version.state === 'approved' || version.state === 'sent') && <CorrectButton versionId={version.id} />}
      </Group>
    </li>
  );
}

function ConfirmedBar({ standing }: { standing: Standing }) {
  const text = useText().notices;
  const format = useFormat();
  const share = standing.recipients === 0 ? 0 : (standing.confirmed * 100) / standing.recipients;
  return (
    <div className="versions-line-bar">
      <Progress value={share} size="lg" aria-label={text.progressLabel(standing.label)} />
      <span>{text.confirmedOf(format.number(standing.confirmed), format.number(standing.recipients))}</span>
    </div>
  );
}
