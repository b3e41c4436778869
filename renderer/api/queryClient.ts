import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { errorCode } from './errors.ts';
import { setConnection, setUnwritable } from './status.ts';

function notice(error: unknown) {
  if (errorCode(error) === 'not_signed_in') setConnection('signed_out');
}

function noticeOfChange(error: unknown) {
  const code = errorCode(error);
  if (code === 'read_only' || code === 'disk_full') setUnwritable(code);
  notice(error);
}

/** `networkMode: always`: the application is on this machine, so a pulled network cable must not stop a call. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: notice }),
  mutationCache: new MutationCache({ onError: noticeOfChange }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 3 && errorCode(error) === 'unreachable',
      retryDelay: (failures) => 500 * 2 ** failures,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
