import type { ReportName } from '../../contract/reportList.ts';
import { acknowledgements, unacknowledged } from './acknowledgements.ts';
import { audit } from './audit.ts';
import { authorityReports } from './authorityReports.ts';
import { boardStatus } from './boardStatus.ts';
import { bounces } from './bounces.ts';
import { bulletins } from './bulletins.ts';
import { calls } from './calls.ts';
import { chronology } from './chronology.ts';
import { contacts } from './contacts.ts';
import type { ReportDefinition } from './definition.ts';
import { deliveries } from './deliveries.ts';
import { duties } from './duties.ts';
import { facts } from './facts.ts';
import { jointAnnex } from './jointAnnex.ts';
import { matrix } from './matrix.ts';
import { officeDuties } from './officeDuties.ts';
import { officeFile } from './officeFile.ts';
import { offices } from './offices.ts';
import { proceduresDelayed } from './proceduresDelayed.ts';
import { proceduresIncident } from './proceduresIncident.ts';
import { proceduresPending } from './proceduresPending.ts';
import { proceduresRefile } from './proceduresRefile.ts';
import { questions } from './questions.ts';
import { versions } from './versions.ts';

/** Every report of the list, each in a file of its own. */
export const definitions: Record<ReportName, ReportDefinition> = {
  'board-status': boardStatus,
  offices,
  contacts,
  acknowledgements,
  unacknowledged,
  matrix,
  calls,
  questions,
  deliveries,
  bounces,
  'procedures-pending': proceduresPending,
  'procedures-delayed': proceduresDelayed,
  'procedures-refile': proceduresRefile,
  'procedures-incident': proceduresIncident,
  chronology,
  facts,
  bulletins,
  versions,
  duties,
  'authority-reports': authorityReports,
  'office-file': officeFile,
  'office-duties': officeDuties,
  'joint-annex': jointAnnex,
  audit,
};
