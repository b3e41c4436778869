import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import type { MailSettings } from '../../../electron/contract/settings.ts';
import type { Incident, Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { audienceWords } from './audienceWords.ts';
import { ChannelCounts } from './ChannelCounts.tsx';
import { useNamedVersions } from './useNamedVersions.ts';

/** The frozen audience of a version in numbers. */
export type AudienceCounts = Outputs['audiences']['countOfVersion'];

interface Props {
  version: NoticeVersion;
  incident: Incident;
  audience: AudienceCounts;
  mail: Pick<MailSettings, 'from' | 'perMinute'> | null;
}

/** To whom, how and how fast: the audience as it was frozen, by channel and by part. */
export function SendFacts({ version, incident, audience, mail }: Props) {
  const text = useText();
  const words = text.notices;
  const format = useFormat();
  const versions = useNamedVersions();
  const limit = mail?.perMinute ?? 0;
  const narrowed = version.audience.kind === 'affected' && incident.branches;
  return (
    <>
      <p className="big-number">
        {format.number(audience.offices)}
        <small>{text.audiences.offices}</small>
      </p>
      <ChannelCounts byChannel={audience.byChannel} />
      <dl className="facts">
        <dt>{words.who}</dt>
        <dd>
          {narrowed
            ? words.whoBranches(narrowed.join(text.audiences.listed))
            : audienceWords(version.audience, versions, text)}{' '}
          <Button component={Link} href={to.audience(version.id)} size="compact-xs" variant="default">
            {text.audiences.open}
          </Button>
        </dd>
        {audience.parts.length > 0 && <dt>{text.audiences.byPart}</dt>}
        {audience.parts.length > 0 && (
          <dd>
            {audience.parts.map(({ title, offices }) => (
              <div key={title}>
                {title} {text.incidents.affectedCount(format.number(offices))}
              </div>
            ))}
          </dd>
        )}
        <dt>{words.how}</dt>
        <dd>{words.howMail}</dd>
        <dt>{words.from}</dt>
        <dd>{mail?.from ?? text.common.none}</dd>
        <dt>{words.pace}</dt>
        <dd>
          {limit === 0
            ? words.noLimit
            : `${words.perMinute(format.number(limit))} · ${words.estimate(
                format.minutes((audience.byChannel.mail * 60) / limit),
              )}`}
        </dd>
      </dl>
      <p className="dim">{words.withoutAddressNote}</p>
    </>
  );
}
