import { Link } from 'wouter';
import { type ReportName, reportName } from '../../../electron/contract/reports.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useIncident } from '../../components/useIncident.ts';
import { readOfficeFilter } from '../../officeFilterPath.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { ReportPanel } from './ReportPanel.tsx';

/** Reports about an incident; the others are about the whole register. */
const aboutIncident: ReportName[] = ['acknowledgements', 'unacknowledged', 'deliveries'];

/** Give me the file. */
export function ReportsPage({ report, filter }: { report: string | undefined; filter: string | undefined }) {
  const text = useText().reports;
  const { incident, list } = useIncident();
  const parsed = reportName.safeParse(report);
  const chosen = parsed.success ? parsed.data : null;
  const missing = chosen !== null && aboutIncident.includes(chosen) && !incident;
  return (
    <>
      <PageHeader title={text.title} note={incident?.title} />
      <nav className="tiles" aria-label={text.title}>
        {reportName.options.map((name) => (
          <Link key={name} href={to.report(name)} className="tile" aria-current={name === chosen ? 'true' : undefined}>
            <strong>{text.name[name]}</strong>
            <span className="dim">{text.purpose[name]}</span>
          </Link>
        ))}
      </nav>
      {!chosen && <p className="dim">{text.choose}</p>}
      {missing && list.isSuccess && <EmptyState title={text.needsIncident} />}
      {chosen && !missing && (
        <ReportPanel
          key={`${chosen} ${filter}`}
          report={chosen}
          incidentId={incident?.id}
          filter={chosen === 'offices' ? readOfficeFilter(filter) : {}}
          byVersion={aboutIncident.includes(chosen)}
        />
      )}
    </>
  );
}
