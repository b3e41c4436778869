import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useIncident } from '../../components/useIncident.ts';
import { type IncidentTab, incidentTabs, to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { BranchNarrowing } from './BranchNarrowing.tsx';
import { BulletinsSection } from './BulletinsSection.tsx';
import { ChronologySection } from './ChronologySection.tsx';
import { DutiesSection } from './DutiesSection.tsx';
import { FactsSection } from './FactsSection.tsx';
import { IncidentForm } from './IncidentForm.tsx';
import { IncidentHead } from './IncidentHead.tsx';
import { IncidentTable } from './IncidentTable.tsx';
import { PickedOffices } from './PickedOffices.tsx';

/** What happened, what do we know, what must we do by when, and which offices does it touch? */
export function IncidentsPage({ tab }: { tab: string | undefined }) {
  const text = useText();
  const words = text.incidents;
  const { list, incidents, incident } = useIncident();
  const [creating, setCreating] = useState(false);
  const chosen = incidentTabs.find((each) => each === tab) ?? 'chronology';
  return (
    <>
      <PageHeader title={words.title}>
        {!creating && (
          <Button size="compact-md" variant={incident ? 'default' : 'filled'} onClick={() => setCreating(true)}>
            {words.create}
          </Button>
        )}
      </PageHeader>
      {creating && <IncidentForm onDone={() => setCreating(false)} />}
      <Loaded query={list}>
        {() =>
          incident ? (
            <>
              <IncidentHead key={`head-${incident.id}`} incident={incident} />
              <Tabs chosen={chosen} />
              {chosen === 'chronology' && <ChronologySection key={incident.id} incident={incident} />}
              {chosen === 'facts' && <FactsSection key={incident.id} incidentId={incident.id} />}
              {chosen === 'bulletins' && <BulletinsSection key={incident.id} incident={incident} />}
              {chosen === 'duties' && <DutiesSection key={incident.id} incident={incident} />}
              {chosen === 'audience' && <BranchNarrowing key={incident.id} incident={incident} />}
              {chosen === 'audience' && <PickedOffices key={`picks-${incident.id}`} incident={incident} />}
              {chosen === 'list' && <IncidentTable incidents={incidents} chosen={incident.id} />}
            </>
          ) : (
            !creating && <EmptyState title={words.none} note={words.createNote} />
          )
        }
      </Loaded>
    </>
  );
}

function Tabs({ chosen }: { chosen: IncidentTab }) {
  const text = useText();
  return (
    <nav className="tab-row no-print" aria-label={text.incidents.title}>
      {incidentTabs.map((tab) => (
        <Link key={tab} href={to.incidentTab(tab)} aria-current={tab === chosen ? 'page' : undefined}>
          {text.chronology.tabs[tab]}
        </Link>
      ))}
    </nav>
  );
}
