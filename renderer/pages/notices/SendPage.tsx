import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { api, type Incident } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { TestMail } from '../../components/TestMail.tsx';
import { useOverview } from '../../components/useIncident.ts';
import { wholeNumber } from '../../components/wholeNumber.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { PreviewPanel } from './PreviewPanel.tsx';
import { SendFacts, type ToSend } from './SendFacts.tsx';
import { AT_ONCE, type SendStart, WhenToSend } from './WhenToSend.tsx';

/** Who gets it, how, how many: the last look before a version goes out. A page, so that nothing covers it. */
export function SendPage({ versionId }: { versionId: number }) {
  const text = useText().notices;
  const version = useQuery(api.notices.get.queryOptions({ input: { versionId } }));
  return (
    <Loaded query={version}>
      {(data) => (
        <>
          <PageHeader title={text.sendTitle(data.label)} note={data.subject} />
          {data.state === 'draft' || data.state === 'review' ? (
            <div className="note" data-tone="warn" role="alert">
              {text.notApproved}
              <Button component={Link} href={to.version(data.id)} size="compact-sm" variant="default">
                {text.openDraft}
              </Button>
            </div>
          ) : (
            <div className="send">
              <SendForVersion version={data} />
              <PreviewPanel versionId={data.id} updatedAt={data.updatedAt} />
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
  const count = useQuery(api.audiences.toSend.queryOptions({ input: { versionId: version.id } }));
  return (
    <Loaded query={count}>
      {(audience) =>
        audience.offices === 0 ? (
          <NobodyLeft version={version} already={audience.already} />
        ) : (
          <SendToAudience version={version} incident={incident} audience={audience} />
        )
      }
    </Loaded>
  );
}

/** Everybody was addressed, or the audience is empty: there is nothing to type a number for. */
function NobodyLeft({ version, already }: { version: NoticeVersion; already: number }) {
  const text = useText();
  const format = useFormat();
  const note = already > 0 ? text.notices.allSent(format.number(already)) : text.notices.emptyAudience;
  return (
    <div className="panel">
      <EmptyState title={text.notices.nobodyLeft} note={note}>
        <Group justify="center">
          {already > 0 && (
            <Button component={Link} href={to.sending(version.id)}>
              {text.notices.toSending}
            </Button>
          )}
          <Button component={Link} href={to.audience(version.id)} variant="default">
            {text.audiences.open}
          </Button>
        </Group>
      </EmptyState>
    </div>
  );
}

interface ToAudience {
  version: NoticeVersion;
  incident: Incident;
  audience: ToSend;
}

function SendToAudience({ version, incident, audience }: ToAudience) {
  const text = useText();
  const format = useFormat();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState(false);
  const [start, setStart] = useState<SendStart | null>(AT_ONCE);
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  const queue = useMutation(
    api.deliveries.queue.mutationOptions({ onSuccess: () => navigate(to.sending(version.id)) }),
  );
  const offices = format.number(audience.offices);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const right = wholeNumber(typed) === audience.offices;
    setRefused(!right);
    if (right && start) queue.mutate({ versionId: version.id, ...start });
  };
  const noMail = settings.data !== undefined && settings.data.mail === null;
  return (
    <form onSubmit={submit} className="panel">
      {version.state === 'sent' && (
        <p className="note" data-tone="warn">
          {text.notices.alreadySent}
        </p>
      )}
      <SendFacts version={version} incident={incident} audience={audience} mail={settings.data?.mail ?? null} />
      {noMail && (
        <div className="note" data-tone="warn" role="alert">
          {text.notices.noMail}
          <Button component={Link} href="/settings" size="compact-sm" variant="default">
            {text.notices.toSettings}
          </Button>
        </div>
      )}
      <WhenToSend onChange={setStart} />
      <TestMail versionId={version.id} disabled={noMail} />
      <TextInput
        autoFocus
        inputMode="numeric"
        autoComplete="off"
        label={text.notices.typeNumber(offices)}
        error={refused && text.notices.typeNumberWrong(offices)}
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
        <Button type="submit" loading={queue.isPending} disabled={typed.trim() === '' || noMail || !start}>
          {text.notices.submitSend}
        </Button>
      </Group>
    </form>
  );
}
