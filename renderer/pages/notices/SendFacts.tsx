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

/** Those of a version's audience who are still to be addressed, in numbers. */
export type ToSend = Outputs['audiences']['toSend'];

interface Props {
  version: NoticeVersion;
  incident: Incident;
  audience: ToSend;
  mail: MailSettings | null;
}

/** To whom, how and how fast: those the version has not been sent to, by channel and by part. */
export function SendFacts({ version, incident, audience, mail }: Props) {
  const text = useText();
  const words = text.notices;
  const format = useFormat();
  const versions = useNamedVersions();
  const others = audience.offices - audience.byChannel.mail;
  const narrowed = version.audience.kind === 'affected' && incident.branches;
  return (
    <>
      <p className="big-number">
        {format.number(audience.offices)}
        <small>{text.audiences.offices}</small>
      </p>
      {audience.already > 0 && (
        <p className="dim">{words.withoutSent(format.number(audience.already), format.number(audience.offices))}</p>
      )}
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
          <Pace mail={mail} mails={audience.byChannel.mail} />
        </dd>
      </dl>
      {others > 0 && <p className="dim">{text.sending.othersNote(format.number(others))}</p>}
    </>
  );
}

/** The limits of the contract, and when the last mail will be out with them. */
function Pace({ mail, mails }: { mail: MailSettings | null; mails: number }) {
  const text = useText();
  const format = useFormat();
  const { perMinute = 0, perDay = 0, hours } = mail ?? {};
  const said = [
    perMinute === 0 ? text.notices.noLimit : text.notices.perMinute(format.number(perMinute)),
    ...(perDay > 0 ? [text.sending.day(format.number(perDay))] : []),
    ...(hours ? [text.sending.hoursOnly(hours.from, hours.to)] : []),
    ...(perMinute > 0 && perDay === 0 && !hours
      ? [text.notices.estimate(format.minutes((mails * 60) / perMinute))]
      : []),
  ];
  return said.join(' · ');
}
