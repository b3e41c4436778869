import { ORPCError } from '@orpc/contract';
import { fail, isErrorCode } from './contract/errors.ts';
import { detailsOf, uncaughtLine } from './contract/redaction.ts';
import { type Host, openHost } from './host.ts';
import type { SecretStore } from './ports/secrets.ts';
import type { FromService, SecretRequest, ToService } from './shell/messages.ts';

// The utility process: the whole application behind MessagePorts. The shell names the folder, brings one port for
// each page that greets it, and keeps the secrets, because only there the system's key store is reached.

const shell = process.parentPort;
const waiting = new Map<number, PromiseWithResolvers<string | null>>();
let asked = 0;
let host: Host | null = null;

// The shell starts it again; what it was working on must not stand in the system's own report of it.
process.on('uncaughtException', (error) => {
  tell({ type: 'log', line: uncaughtLine(error) });
  process.exit(1);
});

shell.on('message', ({ data, ports }) => {
  const message: ToService = data;
  if (message.type === 'open') void open(message.dataFolder);
  else if (message.type === 'connect') connect(ports[0]);
  else if (message.type === 'lock') void lock();
  else if (message.type === 'close') void close();
  else settle(message);
});

async function open(dataFolder: string): Promise<void> {
  try {
    host = await openHost({
      dataFolder,
      secrets: shellSecrets(),
      log: (line) => tell({ type: 'log', line }),
      workers: true,
    });
    tell({ type: 'opened' });
  } catch (error) {
    tell({ type: 'log', line: `cannot open ${dataFolder}: ${detailsOf(error)}` });
    const known = error instanceof ORPCError && isErrorCode(error.code);
    tell({ type: 'refused', code: known ? error.code : 'internal', params: known ? error.data : {} });
  }
}

function connect(port: Electron.MessagePortMain | undefined): void {
  if (!host || !port) return;
  host.connect(port);
  port.start();
}

/** As the window itself would, whatever it is doing. */
async function lock(): Promise<void> {
  await host?.client('window').lock.lock({});
}

async function close(): Promise<void> {
  await host?.close();
  process.exit(0);
}

/** Secrets by question and answer with the shell. */
function shellSecrets(): SecretStore {
  const ask = (request: SecretRequest) => {
    const answer = Promise.withResolvers<string | null>();
    asked += 1;
    waiting.set(asked, answer);
    tell({ type: 'secret', id: asked, request });
    return answer.promise;
  };
  return {
    get: (name) => ask({ action: 'get', name }),
    set: async (name, value) => {
      await ask({ action: 'set', name, value });
    },
  };
}

function settle(message: Extract<ToService, { id: number }>): void {
  const answer = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.type === 'answer') answer?.resolve(message.value);
  else answer?.reject(fail(message.code, message.params));
}

function tell(message: FromService): void {
  shell.postMessage(message);
}
