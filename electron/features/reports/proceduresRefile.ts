import type { ReportDefinition } from './definition.ts';
import { filingsTable } from './filings.ts';

/** What an incident leaves to be filed once it is over, the urgent first. */
export const proceduresRefile: ReportDefinition = {
  table: (choice) => filingsTable(choice, { patterns: [], refile: true, incidentId: choice.incidentId }, 'need'),
};
