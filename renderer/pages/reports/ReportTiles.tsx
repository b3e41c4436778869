import { Link } from 'wouter';
import { type ReportName, reportEntry, reportPurposes } from '../../../electron/contract/reportList.ts';
import { reportName } from '../../../electron/contract/reports.ts';
import { usePreferences } from '../../preferences.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** Every report as a tile, grouped by what it is for; a group without reports is left out. */
export function ReportTiles({ chosen }: { chosen: ReportName | null }) {
  const text = useText().reports;
  const { language } = usePreferences();
  return (
    <nav aria-label={text.title}>
      {reportPurposes.map((purpose) => {
        const names = reportName.options.filter((name) => reportEntry(name).for === purpose);
        if (names.length === 0) return null;
        return (
          <section key={purpose} className="report-group">
            <h2>{text.purposes[purpose]}</h2>
            <div className="tiles">
              {names.map((name) => {
                const [title, use] = reportEntry(name)[language];
                return (
                  <Link
                    key={name}
                    href={to.report(name)}
                    className="tile"
                    aria-current={name === chosen ? 'true' : undefined}
                  >
                    <strong>{title}</strong>
                    <span className="dim">{use}</span>
                  </Link>
                );
              })}
            </div>
          </section>
        );
      })}
    </nav>
  );
}
