import type { ReportName } from '../../contract/reportList.ts';
import { acknowledgements, unacknowledged } from './acknowledgements.ts';
import { calls } from './calls.ts';
import { contacts } from './contacts.ts';
import type { ReportDefinition } from './definition.ts';
import { deliveries } from './deliveries.ts';
import { offices } from './offices.ts';
import { proceduresDelayed } from './proceduresDelayed.ts';
import { proceduresPending } from './proceduresPending.ts';
import { proceduresRefile } from './proceduresRefile.ts';

/** Every report of the list, each in a file of its own. */
export const definitions: Record<ReportName, ReportDefinition> = {
  offices,
  contacts,
  acknowledgements,
  unacknowledged,
  calls,
  deliveries,
  'procedures-pending': proceduresPending,
  'procedures-delayed': proceduresDelayed,
  'procedures-refile': proceduresRefile,
};
