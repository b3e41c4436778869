import type { Incident } from '../../api/client.ts';
import { useText } from '../../text/index.ts';
import { AssessmentForm } from './AssessmentForm.tsx';
import { AuthorityReports } from './AuthorityReports.tsx';
import { DutyTable } from './DutyTable.tsx';
import { OfficeDuties } from './OfficeDuties.tsx';

/** What must we report to whom by when, with which offices, and who was told otherwise? */
export function DutiesSection({ incident }: { incident: Incident }) {
  const text = useText().duties;
  return (
    <>
      <p className="note">{text.notAdvice}</p>
      <DutyTable incidentId={incident.id} />
      <AssessmentForm incident={incident} />
      <AuthorityReports incident={incident} />
      <OfficeDuties incident={incident} />
    </>
  );
}
