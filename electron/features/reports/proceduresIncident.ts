import { chosenIncident, type ReportDefinition } from './definition.ts';
import { filingsTable } from './filings.ts';

/** Filings noted in an incident or stopped by it, filed since or not, with what their offices were told. */
export const proceduresIncident: ReportDefinition = {
  table: async (choice) => {
    const { id: incidentId } = await chosenIncident(choice);
    return filingsTable(choice, { patterns: [], incidentId }, 'due');
  },
};
