import { type ReactNode, useEffect, useRef } from 'react';
import { reportEntry } from '../../../electron/contract/reportList.ts';
import { reportName } from '../../../electron/contract/reports.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useIncident } from '../../components/useIncident.ts';
import { readOfficeFilter } from '../../officeFilterPath.ts';
import { useText } from '../../text/index.ts';
import { PastExports } from './PastExports.tsx';
import { ReportPanel } from './ReportPanel.tsx';
import { ReportTiles } from './ReportTiles.tsx';

/** Give me the file. */
export function ReportsPage({ report, filter }: { report: string | undefined; filter: string | undefined }) {
  const text = useText().reports;
  const { incident, list } = useIncident();
  const parsed = reportName.safeParse(report);
  const chosen = parsed.success ? parsed.data : null;
  const filters = chosen ? reportEntry(chosen).filters : [];
  const missing = filters.includes('incident') && !incident;
  return (
    <>
      <PageHeader title={text.title} note={incident?.title} />
      <ReportTiles chosen={chosen} />
      {!chosen && <p className="dim">{text.choose}</p>}
      {missing && list.isSuccess && <EmptyState title={text.needsIncident} />}
      {chosen && !missing && (
        <InSight key={chosen}>
          <ReportPanel
            key={`${chosen} ${filter}`}
            report={chosen}
            incidentId={incident?.id}
            filter={filters.includes('offices') ? readOfficeFilter(filter) : {}}
          />
        </InSight>
      )}
      <PastExports />
    </>
  );
}

/** The tiles may fill the screen: what was chosen comes into sight. */
function InSight({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Braces: browsers have begun to answer a promise here, which React would call as its way back.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return <div ref={place}>{children}</div>;
}
