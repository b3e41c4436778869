import type { QueryClient } from '@tanstack/react-query';
import type { AppEvent } from '../../electron/contract/events.ts';
import { api, client } from './client.ts';
import { errorCode } from './errors.ts';
import { setConnection, setProgress, setUnwritable } from './status.ts';

/** Milliseconds between two rounds of refetching, however many rows change meanwhile. */
const ROUND = 500;
const FIRST_WAIT = 500;
/** The application is on this machine: asking costs nothing, and a clerk who waits is back at work soon. */
const LONGEST_WAIT = 3000;

/** Features whose lists show rows of another feature. */
const alsoShownBy: Record<string, string[]> = {
  contacts: ['offices', 'reports', 'audiences'],
  conflicts: ['offices'],
  offices: [
    'duplicates',
    'conflicts',
    'contacts',
    'acknowledgements',
    'deliveries',
    'procedures',
    'incidents',
    'facts',
    'duties',
    'reports',
    'audiences',
  ],
  incidents: ['facts', 'chronology', 'duties', 'reports', 'audiences'],
  chronology: ['incidents', 'reports'],
  bulletins: ['reports'],
  facts: ['reports'],
  duties: ['incidents', 'reports'],
  notices: ['facts', 'bulletins', 'duties', 'reports', 'audiences'],
  audiences: ['notices'],
  deliveries: ['acknowledgements', 'notices', 'facts', 'reports', 'audiences'],
  acknowledgements: ['facts', 'duties', 'reports', 'audiences', 'calls', 'reminders', 'mailbox', 'questions'],
  // The cards of what to do next and the desk count and name them.
  questions: ['calls'],
  reminders: ['calls', 'deliveries'],
  calls: ['questions', 'reminders', 'reports', 'acknowledgements'],
  mailbox: ['deliveries', 'offices', 'questions', 'calls'],
  procedures: ['reports', 'audiences'],
};

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Collects changed features and marks their queries stale, at most once a round. */
function createRefresher(queries: QueryClient) {
  const changed = new Set<string>();
  let waiting = false;
  const flush = () => {
    waiting = false;
    const features = new Set([...changed].flatMap((feature) => [feature, ...(alsoShownBy[feature] ?? [])]));
    changed.clear();
    const keys = [
      api.incidents.overview.key(),
      api.settings.frame.key(),
      // Whatever changed has left its row.
      api.audit.key(),
      ...[...features].map((feature) => [[feature]] as const),
    ];
    void Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  return (feature: string) => {
    changed.add(feature);
    if (waiting) return;
    waiting = true;
    setTimeout(flush, ROUND);
  };
}

/** Follows what the application tells until `signal` ends it; connects again whenever the stream breaks. */
export async function followEvents(queries: QueryClient, signal: AbortSignal): Promise<void> {
  const refresh = createRefresher(queries);
  const take = (event: AppEvent) => {
    if (event.type === 'progress') return setProgress(event.work, event.done, event.total);
    // Somebody's change was written: so the next one can be too.
    setUnwritable(null);
    refresh(event.feature);
  };
  let pause = FIRST_WAIT;
  let missed = false;
  while (!signal.aborted) {
    try {
      const stream = await client.events.watch({}, { signal });
      setConnection('open');
      // What changed while nobody listened is unknown: everything on the screen is asked for again.
      if (missed) await queries.invalidateQueries();
      pause = FIRST_WAIT;
      for await (const event of stream) take(event);
    } catch (error) {
      if (errorCode(error) === 'not_signed_in') return setConnection('signed_out');
    }
    if (signal.aborted) return;
    missed = true;
    setConnection('reconnecting');
    await wait(pause);
    pause = Math.min(pause * 2, LONGEST_WAIT);
  }
}
