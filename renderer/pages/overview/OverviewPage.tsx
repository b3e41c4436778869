import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, type Overview } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { GreyLines, Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useOverview } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { BranchBars } from './BranchBars.tsx';
import { GrowthChart } from './GrowthChart.tsx';
import { NextSteps } from './NextSteps.tsx';
import { VersionTable } from './VersionTable.tsx';
import { WayTable } from './WayTable.tsx';

/** Where do we stand, and what do I do next? */
export function OverviewPage() {
  const text = useText();
  const { list, incident, overview } = useOverview();
  return (
    <Loaded query={list}>
      {() =>
        incident ? (
          <Loaded query={overview} waiting={<GreyLines />}>
            {(data) => <Standing data={data} />}
          </Loaded>
        ) : (
          <EmptyState title={text.overview.empty} note={text.overview.emptyNote}>
            <Button component={Link} href="/incidents">
              {text.overview.createIncident}
            </Button>
          </EmptyState>
        )
      }
    </Loaded>
  );
}

function Standing({ data }: { data: Overview }) {
  const text = useText();
  const format = useFormat();
  const { incident, latest } = data;
  const progress = useQuery(api.acknowledgements.progress.queryOptions({ input: { incidentId: incident.id } }));
  return (
    <article className="overview">
      <PageHeader
        title={text.overview.title}
        note={`${incident.title} · ${incident.provider} · ${format.date(incident.knownOn)}`}
      >
        <Button size="compact-sm" variant="default" className="no-print" onClick={() => window.print()}>
          {text.common.print}
        </Button>
      </PageHeader>
      <div className="overview-top">
        <section aria-labelledby="growth">
          <h2 id="growth">{text.overview.growth}</h2>
          <Loaded query={progress} waiting={<GreyLines />}>
            {(grown) => <GrowthChart data={grown} knownOn={incident.knownOn} />}
          </Loaded>
        </section>
        <section aria-labelledby="next" className="no-print">
          <h2 id="next">{text.overview.next}</h2>
          <NextSteps data={data} />
        </section>
      </div>
      <section aria-labelledby="versions">
        <h2 id="versions">{text.overview.versions}</h2>
        <VersionTable versions={data.versions} progress={progress.data} />
      </section>
      {latest && data.branches.length > 0 && (
        <div className="overview-ways">
          <section aria-labelledby="branches">
            <h2 id="branches">{text.overview.branches(latest.label)}</h2>
            <BranchBars branches={data.branches} versionId={latest.versionId} />
          </section>
          {progress.data && progress.data.channels.length > 0 && (
            <section aria-labelledby="ways">
              <h2 id="ways">{text.overview.ways(latest.label)}</h2>
              <WayTable data={progress.data} />
            </section>
          )}
        </div>
      )}
    </article>
  );
}
