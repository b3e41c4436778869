import { type Client, openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';

type Options = Partial<Pick<Parameters<typeof openHost>[0], 'register' | 'clock'>>;

/** What a script does with a data folder before the window opens, or beside it. */
export async function byScript<T>(
  dataFolder: string,
  work: (client: Client) => Promise<T>,
  options: Options = {},
): Promise<T> {
  const quiet = { secrets: memorySecrets(), log: () => undefined };
  const host = await openHost({ dataFolder, register: 'main', ...quiet, ...options });
  return work(host.client('script')).finally(() => host.close());
}
