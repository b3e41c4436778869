import { chosenIncident, type ReportDefinition } from './definition.ts';
import { filingsTable } from './filings.ts';

/** What an incident leaves to be filed once it is over, the urgent first. */
export const proceduresRefile: ReportDefinition = {
  table: async (choice) => {
    const { id: incidentId } = await chosenIncident(choice);
    return filingsTable(choice, { patterns: [], refile: true, incidentId }, 'need');
  },
};
