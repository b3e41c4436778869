import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPC_PATH } from '../../electron/contract/index.ts';

type Link = ClientLink<ClientContext>;

/** The loopback host refuses every request without it: a foreign page cannot set it. */
const OWN_HEADER = { 'x-todoke': '1' };

const inShell = location.protocol === 'app:';
let current: Promise<Link> = inShell ? shellLink() : Promise.resolve(hostLink());

/** The way to the application. Calls go to the newest port: the shell sends another when the service restarts. */
export const link: Link = {
  call: async (path, input, options) => (await current).call(path, input, options),
};

/** The shell answers our greeting with a port to the service, now and after each restart. */
function shellLink(): Promise<Link> {
  const first = Promise.withResolvers<Link>();
  window.addEventListener('message', (event) => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== 'todoke-port' || !port) return;
    const newest = new PortLink({ port });
    port.start();
    current = Promise.resolve(newest);
    first.resolve(newest);
  });
  window.postMessage('todoke-ready', location.origin);
  return first.promise;
}

function hostLink(): Link {
  return new FetchLink({
    url: `${location.origin}${RPC_PATH}`,
    headers: OWN_HEADER,
    fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
  });
}

/**
 * Trades the one-time token of the address for a cookie and takes it out of the address bar.
 * A used token is no error here: a reload still has the cookie, and without one the first call says so.
 */
export async function openSession(): Promise<void> {
  const token = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (inShell || !token) return;
  history.replaceState(null, '', `${location.pathname}#/`);
  const answer = await fetch('/session', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...OWN_HEADER, 'content-type': 'application/json' },
    body: JSON.stringify({ token: decodeURIComponent(token) }),
  });
  // An answer left unread would hold one of the few connections a browser opens.
  await answer.text();
}
