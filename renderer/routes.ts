/** Pages of the left navigation in their order: Ctrl+1 opens the first. `feature` names its words and its help. */
export const navigation = [
  { feature: 'overview', path: '/' },
  { feature: 'notices', path: '/notices' },
  { feature: 'acknowledgements', path: '/acknowledgements' },
  { feature: 'procedures', path: '/procedures' },
  { feature: 'offices', path: '/offices' },
  { feature: 'incidents', path: '/incidents' },
  { feature: 'reports', path: '/reports' },
  { feature: 'settings', path: '/settings' },
] as const;

export type PageFeature = (typeof navigation)[number]['feature'] | 'deliveries';

/** Route patterns. Filters are part of the path, so that every number of the frame can link to its list. */
export const patterns = {
  overview: '/',
  notices: '/notices',
  version: '/notices/:versionId',
  send: '/notices/:versionId/send',
  sending: '/sending/:versionId',
  acknowledgements: '/acknowledgements/:versionId?/:state?',
  procedures: '/procedures/:tab?',
  importOffices: '/offices/import',
  offices: '/offices/:officeId?',
  incidents: '/incidents',
  reports: '/reports/:report?',
  settings: '/settings',
} as const;

/** Addresses of pages that take something. `latest` is the newest sent version of the chosen incident. */
export const to = {
  version: (versionId: number) => `/notices/${versionId}`,
  send: (versionId: number) => `/notices/${versionId}/send`,
  sending: (versionId: number) => `/sending/${versionId}`,
  acknowledgements: (versionId: number | 'latest', state = 'all') => `/acknowledgements/${versionId}/${state}`,
  procedures: (tab: 'all' | 'delayed') => `/procedures/${tab}`,
  office: (officeId: number) => `/offices/${officeId}`,
  report: (report: string) => `/reports/${report}`,
};

/** The page a path belongs to. */
export function featureOf(path: string): PageFeature {
  if (path.startsWith('/sending')) return 'deliveries';
  const entry = navigation.find((page) => page.path !== '/' && path.startsWith(page.path));
  return entry?.feature ?? 'overview';
}
