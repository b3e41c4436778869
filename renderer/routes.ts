import type { RecipientList } from '../electron/contract/acknowledgementStates.ts';
import type { MailView } from '../electron/contract/mailbox.ts';
import type { OfficeFilter } from '../electron/contract/offices.ts';
import { officeFilterPath } from './officeFilterPath.ts';

/** Pages of the left navigation in their order: Ctrl+1 opens the first. `feature` names its words and its help. */
export const navigation = [
  { feature: 'overview', path: '/' },
  { feature: 'notices', path: '/notices' },
  { feature: 'acknowledgements', path: '/acknowledgements' },
  { feature: 'calls', path: '/calls' },
  { feature: 'procedures', path: '/procedures' },
  { feature: 'offices', path: '/offices' },
  { feature: 'incidents', path: '/incidents' },
  { feature: 'reports', path: '/reports' },
  { feature: 'settings', path: '/settings' },
] as const;

export type PageFeature = (typeof navigation)[number]['feature'] | 'mailbox' | 'deliveries' | 'reminders';

/** Route patterns. Filters are part of the path, so that every number of the frame can link to its list. */
export const patterns = {
  overview: '/',
  notices: '/notices',
  /** Before `version`, which would take it for one. */
  compare: '/notices/compare/:older?/:newer?',
  version: '/notices/:versionId',
  audience: '/notices/:versionId/audience',
  letters: '/notices/:versionId/letters',
  send: '/notices/:versionId/send',
  sending: '/sending/:versionId',
  /** Before `acknowledgements`, which would take it for a version. */
  importAnswers: '/acknowledgements/import',
  acknowledgements: '/acknowledgements/:versionId?/:list?/:branch?',
  calls: '/calls/:tab?',
  replies: '/replies/:view?/:mailId?',
  importProcedures: '/procedures/import',
  procedureRules: '/procedures/kinds',
  refile: '/procedures/refile',
  procedure: '/procedures/filing/:procedureId',
  reminders: '/reminders/:versionId',
  procedures: '/procedures/:tab?',
  importOffices: '/offices/import',
  conflicts: '/offices/conflicts',
  duplicates: '/offices/duplicates',
  merge: '/offices/duplicates/:oneId/:otherId',
  /** `list` in place of an id: the list. The filter stays in the address of an office, for the way back. */
  offices: '/offices/:officeId?/:filter?',
  incidents: '/incidents',
  /** One of `incidentTabs`. */
  incidentTab: '/incidents/tab/:tab',
  outdatedOffices: '/incidents/facts/:factId',
  reports: '/reports/:report?/:filter?',
  backups: '/settings/backups',
  retention: '/settings/retention',
  mailbox: '/settings/mailbox',
  settings: '/settings',
} as const;

const withFilter = (path: string, filter: OfficeFilter) => {
  const piece = officeFilterPath(filter);
  return piece === '' ? path : `${path}/${piece}`;
};

/** The parts of an incident's record. */
export const incidentTabs = ['chronology', 'facts', 'bulletins', 'duties', 'audience', 'list'] as const;
export type IncidentTab = (typeof incidentTabs)[number];

/** Addresses of pages that take something. `latest` is the newest sent version of the chosen incident. */
export const to = {
  version: (versionId: number) => `/notices/${versionId}`,
  audience: (versionId: number) => `/notices/${versionId}/audience`,
  /** Without versions: the last two of the chosen incident. */
  compare: (versions?: { older: number; newer: number }) =>
    versions ? `/notices/compare/${versions.older}/${versions.newer}` : '/notices/compare',
  letters: (versionId: number) => `/notices/${versionId}/letters`,
  send: (versionId: number) => `/notices/${versionId}/send`,
  sending: (versionId: number) => `/sending/${versionId}`,
  acknowledgements: (versionId: number | 'latest', list: RecipientList = 'all', branch = '') =>
    `/acknowledgements/${versionId}/${list}${branch === '' ? '' : `/${encodeURIComponent(branch)}`}`,
  reminders: (versionId: number) => `/reminders/${versionId}`,
  calls: (tab: 'desk' | 'questions' | 'answers' | 'log') => `/calls/${tab}`,
  /** With a mail: this one, wherever it is in the list. */
  replies: (view: MailView = 'to-check', mailId?: number) =>
    `/replies/${view}${mailId === undefined ? '' : `/${mailId}`}`,
  /** Without a list's name: the board. */
  procedures: (list?: string) => (list === undefined ? '/procedures' : `/procedures/${list}`),
  procedure: (procedureId: number) => `/procedures/filing/${procedureId}`,
  offices: (filter: OfficeFilter) => withFilter('/offices/list', filter),
  merge: (oneId: number, otherId: number) => `/offices/duplicates/${oneId}/${otherId}`,
  office: (officeId: number, filter: OfficeFilter = {}) => withFilter(`/offices/${officeId}`, filter),
  incidentTab: (tab: IncidentTab) => `/incidents/tab/${tab}`,
  outdatedOffices: (factId: number) => `/incidents/facts/${factId}`,
  report: (report: string, filter: OfficeFilter = {}) => withFilter(`/reports/${report}`, filter),
};

/** The page a path belongs to. */
export function featureOf(path: string): PageFeature {
  if (path.startsWith('/sending')) return 'deliveries';
  if (path.startsWith('/replies')) return 'mailbox';
  if (path.startsWith('/reminders')) return 'reminders';
  const entry = navigation.find((page) => page.path !== '/' && path.startsWith(page.path));
  return entry?.feature ?? 'overview';
}
