import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { api, type Incident } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useOverview } from '../../components/useIncident.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { MailPreview } from './MailPreview.tsx';

/** Who gets it, how, how many: the last look before a version goes out. A page, so that nothing covers it. */
export function SendPage({ versionId }: { versionId: number }) {
  const text = useText().notices;
  const version = useQuery(api.notices.get.queryOptions({ input: { versionId } }));
  return (
    <Loaded query={version}>
      {(data) => (
        <>
          <PageHeader title={text.sendTitle(data.label)} note={data.subject} />
          {data.state === 'draft' ? (
            <div className="note" data-tone="warn" role="alert">
              {text.notApproved}
              <Button component={Link} href={to.version(data.id)} size="compact-sm" variant="default">
                {text.openDraft}
              </Button>
            </div>
          ) : (
            <div className="send">
              <SendForVersion version={data} />
              <MailPreview subject={data.subject} body={data.body} />
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}

/** The form, once it is certain that the version belongs to the incident whose offices it counts. */
function SendForVersion({ version }: { version: NoticeVersion }) {
  const text = useText().notices;
  const { overview } = useOverview();
  const incidentId = overview.data?.incident.id;
  const notices = useQuery({
    ...api.notices.list.queryOptions({ input: { incidentId: incidentId ?? 0 } }),
    enabled: incidentId !== undefined,
  });
  return (
    <Loaded query={overview}>
      {({ incident }) => (
        <Loaded query={notices}>
          {({ rows }) =>
            rows.some((notice) => notice.id === version.noticeId) ? (
              <SendForm version={version} incident={incident} />
            ) : (
              <p role="alert" className="note" data-tone="warn">
                {text.otherIncident}
              </p>
            )
          }
        </Loaded>
      )}
    </Loaded>
  );
}

function SendForm({ version, incident }: { version: NoticeVersion; incident: Incident }) {
  const text = useText();
  const format = useFormat();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState(false);
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  const queue = useMutation(
    api.deliveries.queue.mutationOptions({ onSuccess: () => navigate(to.sending(version.id)) }),
  );
  const affected = format.number(incident.affected);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Full-width digits and a thousands comma are what a clerk may well type.
    const number = typed.normalize('NFKC').replaceAll(',', '').trim();
    const right = number === String(incident.affected);
    setRefused(!right);
    if (right) queue.mutate({ versionId: version.id });
  };
  const noMail = settings.data !== undefined && settings.data.mail === null;
  return (
    <form onSubmit={submit} className="panel">
      {version.state === 'sent' && (
        <p className="note" data-tone="warn">
          {text.notices.alreadySent}
        </p>
      )}
      <SendFacts incident={incident} perMinute={settings.data?.mail?.perMinute} from={settings.data?.mail?.from} />
      {noMail && (
        <div className="note" data-tone="warn" role="alert">
          {text.notices.noMail}
          <Button component={Link} href="/settings" size="compact-sm" variant="default">
            {text.notices.toSettings}
          </Button>
        </div>
      )}
      <TextInput
        autoFocus
        inputMode="numeric"
        autoComplete="off"
        label={text.notices.typeNumber(affected)}
        error={refused && text.notices.typeNumberWrong(affected)}
        value={typed}
        onChange={(event) => {
          setRefused(false);
          setTyped(event.currentTarget.value);
        }}
      />
      <ErrorNote error={queue.error} />
      <Group justify="flex-end" mt="md">
        <Button component={Link} href={to.version(version.id)} variant="default">
          {text.common.back}
        </Button>
        <Button type="submit" loading={queue.isPending} disabled={typed.trim() === '' || noMail}>
          {text.notices.submitSend}
        </Button>
      </Group>
    </form>
  );
}

interface Facts {
  incident: Incident;
  perMinute: number | undefined;
  from: string | undefined;
}

function SendFacts({ incident, perMinute, from }: Facts) {
  const text = useText();
  const format = useFormat();
  const limit = perMinute ?? 0;
  return (
    <>
      <p className="big-number">
        {format.number(incident.affected)}
        <small>{text.overview.recipients}</small>
      </p>
      <dl className="facts">
        <dt>{text.notices.who}</dt>
        <dd>{incident.branches ? text.notices.whoBranches(incident.branches.join('、')) : text.notices.whoAll}</dd>
        <dt>{text.notices.how}</dt>
        <dd>{text.notices.howMail}</dd>
        <dt>{text.notices.from}</dt>
        <dd>{from ?? '—'}</dd>
        <dt>{text.notices.pace}</dt>
        <dd>
          {limit === 0
            ? text.notices.noLimit
            : `${text.notices.perMinute(format.number(limit))} · ${text.notices.estimate(
                format.minutes((incident.affected * 60) / limit),
              )}`}
        </dd>
      </dl>
      <p className="dim">{text.notices.withoutAddressNote}</p>
    </>
  );
}
