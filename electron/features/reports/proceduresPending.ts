import type { ReportDefinition } from './definition.ts';
import { filingsTable } from './filings.ts';

/** All filings still to be made. */
export const proceduresPending: ReportDefinition = {
  table: (choice) => filingsTable(choice, { patterns: [], pending: true }, 'due'),
};
