import { mailView } from '../../electron/contract/mailbox.ts';
import { reportName } from '../../electron/contract/reports.ts';
import { incidentTabs, type patterns } from '../../renderer/routes.ts';

/** Reports are one page with many lists: some stand for all, unless a whole sweep is asked for. */
const reports = reportName.options.slice(0, process.env.TODOKE_SWEEP === 'all' ? undefined : 3);
/** Those no address is visited of. */
export const leftOut = reportName.options.filter((report) => !reports.includes(report));

/** Addresses of each page on the practice register: a new page without one does not compile. */
export const addresses: Record<keyof typeof patterns, readonly string[]> = {
  overview: ['/'],
  notices: ['/notices'],
  compare: ['/notices/compare', '/notices/compare/1/2'],
  version: ['/notices/2'],
  audience: ['/notices/2/audience'],
  letters: ['/notices/2/letters'],
  send: ['/notices/2/send'],
  sending: ['/sending/2'],
  importAnswers: ['/acknowledgements/import'],
  acknowledgements: ['/acknowledgements', '/acknowledgements/latest/open', '/acknowledgements/2/undelivered'],
  calls: ['/calls', '/calls/questions', '/calls/answers', '/calls/log'],
  replies: mailView.options.map((view) => `/replies/${view}`),
  importProcedures: ['/procedures/import'],
  procedureRules: ['/procedures/kinds'],
  refile: ['/procedures/refile'],
  procedure: ['/procedures/filing/1'],
  reminders: ['/reminders/2'],
  procedures: ['/procedures', '/procedures/delayed', '/procedures/pending'],
  importOffices: ['/offices/import'],
  conflicts: ['/offices/conflicts'],
  duplicates: ['/offices/duplicates'],
  merge: ['/offices/duplicates/1/2'],
  offices: ['/offices', '/offices/1'],
  incidents: ['/incidents'],
  incidentTab: incidentTabs.map((tab) => `/incidents/tab/${tab}`),
  outdatedOffices: ['/incidents/facts/1'],
  reports: ['/reports', ...reports.map((report) => `/reports/${report}`)],
  backups: ['/settings/backups'],
  retention: ['/settings/retention'],
  mailbox: ['/settings/mailbox'],
  settings: ['/settings'],
};
