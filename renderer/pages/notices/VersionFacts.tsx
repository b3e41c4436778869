import { Link } from 'wouter';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { useFormat } from '../../components/dates.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { audienceWords } from './audienceWords.ts';
import { useNamedVersions } from './useNamedVersions.ts';

/** What a version is: number, dates, who approved it, whom it is for, and by what it is known again. */
export function VersionFacts({ version }: { version: NoticeVersion }) {
  const words = useText();
  const text = words.notices;
  const format = useFormat();
  const versions = useNamedVersions();
  const corrected = versions.find((each) => each.id === version.supersedes);
  const rows = [
    [text.documentNumber, version.documentNumber],
    [text.datedOn, version.datedOn && format.date(version.datedOn)],
    [text.supersedesTitle, corrected && text.supersedes(corrected.label)],
    [text.approvedBy, version.approvedBy],
  ].filter(([, value]) => value);
  return (
    <dl className="facts">
      {rows.map(([title, value]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{text.who}</dt>
        <dd>
          {audienceWords(version.audience, versions, words)}
          {version.addressed > 0 && ` · ${text.recipients(format.number(version.addressed))}`}{' '}
          <Link href={to.audience(version.id)}>{words.audiences.open}</Link>
        </dd>
      </div>
      {version.sha256 && (
        <div>
          <dt>{text.fingerprint}</dt>
          <dd>
            <code title={version.sha256}>{version.sha256.slice(0, 12)}…</code>
          </dd>
        </div>
      )}
    </dl>
  );
}
