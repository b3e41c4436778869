import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { api, client, type Incident, type Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useOverview } from '../../components/useIncident.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { VersionEntry } from './VersionEntry.tsx';

type Notice = Outputs['notices']['list']['rows'][number];

/** What have we said, and what comes next? */
export function NoticesPage() {
  const text = useText();
  const { list, incident } = useOverview();
  return (
    <Loaded query={list}>
      {() =>
        incident ? (
          <IncidentNotices incident={incident} />
        ) : (
          <EmptyState title={text.notices.noIncident}>
            <Button component={Link} href="/incidents">
              {text.overview.createIncident}
            </Button>
          </EmptyState>
        )
      }
    </Loaded>
  );
}

function IncidentNotices({ incident }: { incident: Incident }) {
  const text = useText().notices;
  const notices = useQuery(api.notices.list.queryOptions({ input: { incidentId: incident.id } }));
  return (
    <Loaded query={notices}>
      {({ rows }) => {
        const written = rows.filter((notice) => notice.versions.length > 0);
        if (written.length === 0) return <FirstNotice incident={incident} started={rows[0]} />;
        return (
          <>
            <PageHeader title={text.title} note={incident.title}>
              {written.some((notice) => notice.versions.length > 1) && <CompareLink />}
            </PageHeader>
            {written.map((notice) => (
              <Timeline key={notice.id} notice={notice} />
            ))}
          </>
        );
      }}
    </Loaded>
  );
}

function CompareLink() {
  const text = useText().compare;
  return (
    <Button component={Link} href={to.compare()} size="compact-md" variant="default">
      {text.open}
    </Button>
  );
}

/** `started` is a notice without any text yet: it is used rather than a second one made. */
function FirstNotice({ incident, started }: { incident: Incident; started: Notice | undefined }) {
  const text = useText().notices;
  const format = useFormat();
  const [, navigate] = useLocation();
  const create = useMutation({
    mutationFn: async () => {
      const subject = text.templateSubject(incident.title);
      const notice = started ?? (await client.notices.create({ incidentId: incident.id, title: incident.title }));
      const body = text.templateBody(incident.title, incident.provider, format.date(incident.knownOn));
      return client.notices.draft({ noticeId: notice.id, subject, body });
    },
    onSuccess: ({ id }) => navigate(to.version(id)),
  });
  return (
    <>
      <PageHeader title={text.title} note={incident.title} />
      <EmptyState title={text.firstNote}>
        <ErrorNote error={create.error} />
        <Button loading={create.isPending} onClick={() => create.mutate()}>
          {text.first}
        </Button>
      </EmptyState>
    </>
  );
}

function Timeline({ notice }: { notice: Notice }) {
  const text = useText().notices;
  const [, navigate] = useLocation();
  const { overview } = useOverview();
  const newest = notice.versions[0];
  const next = useMutation({
    mutationFn: async (versionId: number) => {
      const { subject, body } = await client.notices.get({ versionId });
      return client.notices.draft({ noticeId: notice.id, subject, body });
    },
    onSuccess: ({ id }) => navigate(to.version(id)),
  });
  return (
    <section aria-label={notice.title}>
      {newest && newest.state !== 'draft' && newest.state !== 'review' && (
        <div className="versions-line-next">
          <Button
            variant={newest.state === 'sent' ? 'filled' : 'default'}
            loading={next.isPending}
            onClick={() => next.mutate(newest.id)}
          >
            {text.next}
          </Button>
          <span className="dim">{text.nextNote}</span>
          <ErrorNote error={next.error} />
        </div>
      )}
      <ol className="versions-line">
        {notice.versions.map((version, place) => (
          <VersionEntry
            key={version.id}
            version={version}
            before={notice.versions[place + 1]}
            corrected={notice.versions.find((each) => each.id === version.supersedes)}
            standing={overview.data?.versions.find((row) => row.versionId === version.id)}
          />
        ))}
      </ol>
    </section>
  );
}
