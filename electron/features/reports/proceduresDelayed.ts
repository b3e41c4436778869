import type { ReportDefinition } from './definition.ts';
import { filingsTable } from './filings.ts';

/** Filings past their due date or certain to pass it. */
export const proceduresDelayed: ReportDefinition = {
  table: (choice) => filingsTable(choice, { patterns: [], delayedOn: choice.today }, 'due'),
};
