import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Channel } from '../../../electron/contract/audiences.ts';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { api, type Outputs } from '../../api/client.ts';
import { ChannelMark } from '../../components/ChannelMark.tsx';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useIncident } from '../../components/useIncident.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { AudienceEditor } from './AudienceEditor.tsx';
import { audienceWords } from './audienceWords.ts';
import { channels } from './ChannelCounts.tsx';
import { ExcludedOffices } from './ExcludedOffices.tsx';
import { MemberList } from './MemberList.tsx';
import { TopUp } from './TopUp.tsx';
import { useNamedVersions } from './useNamedVersions.ts';

type Count = Outputs['audiences']['countOfVersion'];

const isDraft = (version: Pick<NoticeVersion, 'state'>) => version.state === 'draft' || version.state === 'review';

/** Whom a version is for: every office with its channel and its part, who was left out, who joined since. */
export function AudiencePage({ versionId }: { versionId: number }) {
  const version = useQuery(api.notices.get.queryOptions({ input: { versionId } }));
  return <Loaded query={version}>{(data) => <VersionAudience key={data.id} version={data} />}</Loaded>;
}

function VersionAudience({ version }: { version: NoticeVersion }) {
  const text = useText();
  const words = text.audiences;
  const draft = isDraft(version);
  const versions = useNamedVersions();
  const { incident } = useIncident();
  const count = useQuery(api.audiences.countOfVersion.queryOptions({ input: { versionId: version.id } }));
  const [channel, setChannel] = useState<Channel>();
  const [part, setPart] = useState<number>();
  return (
    <>
      <PageHeader title={words.title(version.label)} note={version.subject}>
        {!draft && (
          <Button
            component={Link}
            href={to.send(version.id)}
            size="compact-md"
            variant={version.state === 'sent' ? 'default' : 'filled'}
          >
            {text.notices.toSend}
          </Button>
        )}
        <Button component={Link} href={to.version(version.id)} size="compact-md" variant="default">
          {draft ? text.notices.openDraft : text.notices.read}
        </Button>
      </PageHeader>
      {draft && incident ? (
        <AudienceEditor version={version} incidentId={incident.id} />
      ) : (
        <p className="audience-words">{audienceWords(version.audience, versions, text)}</p>
      )}
      <p className="dim">{draft ? words.notFrozen : words.frozen}</p>
      <Loaded query={count}>
        {(found) => (
          <>
            <ChannelChips count={found} chosen={channel} onChoose={setChannel} />
            {found.parts.length > 0 && <PartChips count={found} chosen={part} onChoose={setPart} />}
            <MemberList
              source={{ versionId: version.id, channel, part }}
              leaveOutOf={draft ? version.id : undefined}
              withParts={found.parts.length > 0}
            />
          </>
        )}
      </Loaded>
      <ExcludedOffices versionId={version.id} editable={draft} />
      {!draft && <TopUp versionId={version.id} />}
    </>
  );
}

interface ChipsProps<Value> {
  count: Count;
  chosen: Value | undefined;
  onChoose: (value: Value | undefined) => void;
}

function ChannelChips({ count, chosen, onChoose }: ChipsProps<Channel>) {
  const text = useText().audiences;
  const format = useFormat();
  return (
    <fieldset className="chips audience-chips" aria-label={text.byChannel}>
      <button type="button" className="chip" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        {text.allChannels} <strong>{format.number(count.offices)}</strong>
      </button>
      {channels
        .filter((channel) => count.byChannel[channel] > 0 || channel === chosen)
        .map((channel) => (
          <button
            key={channel}
            type="button"
            className="chip"
            aria-pressed={chosen === channel}
            onClick={() => onChoose(channel)}
          >
            <ChannelMark channel={channel} /> <strong>{format.number(count.byChannel[channel])}</strong>
          </button>
        ))}
    </fieldset>
  );
}

function PartChips({ count, chosen, onChoose }: ChipsProps<number>) {
  const text = useText().audiences;
  const format = useFormat();
  return (
    <fieldset className="chips audience-chips" aria-label={text.byPart}>
      <button type="button" className="chip" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        {text.allParts}
      </button>
      {count.parts.map(({ title, offices }, place) => (
        <button
          key={title}
          type="button"
          className="chip"
          aria-pressed={chosen === place}
          onClick={() => onChoose(place)}
        >
          {title} <strong>{format.number(offices)}</strong>
        </button>
      ))}
    </fieldset>
  );
}
