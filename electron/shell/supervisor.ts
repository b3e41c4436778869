import type { ErrorCode, ErrorParams } from '../contract/errors.ts';
import { isErrorCode } from '../contract/errors.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { FromService, SecretRequest, ToService } from './messages.ts';
import { restartDelay } from './restart.ts';

/** How long a service may take to close before it is ended; what it had handed over by then it reports as in doubt. */
const CLOSE_MS = 10_000;

/** The part of Electron's UtilityProcess we use. */
export interface ServiceProcess<Port> {
  postMessage(message: ToService, ports?: Port[]): void;
  on(event: 'message', listener: (message: FromService) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

export interface ServiceOptions<Port> {
  dataFolder: string;
  fork: () => ServiceProcess<Port>;
  secrets: SecretStore;
  log: (line: string) => void;
  /** The service is open, at first or again after it died: the window needs a (new) port. */
  opened: () => void;
  /** The data cannot be opened, or the service dies again and again. Nothing is tried any more. */
  gaveUp: (code: ErrorCode, params: ErrorParams) => void;
}

export interface Service<Port> {
  isOpen: () => boolean;
  /** Hands the service one end of a channel; only while it is open. */
  connect: (port: Port) => void;
  /** Shuts the lock of the windows; one that is not open yet starts locked anyway. */
  lock: () => void;
  /** Asks the service to finish and resolves when it has gone, after ten seconds at the latest. */
  close: () => Promise<void>;
}

/** Keeps one service process alive: starts it, answers what it asks for, starts it again when it dies. */
export function superviseService<Port>(options: ServiceOptions<Port>): Service<Port> {
  const deaths: number[] = [];
  let child: ServiceProcess<Port> | null = null;
  let open = false;
  let stopped = false;
  let gone = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;

  function giveUp(code: ErrorCode, params: ErrorParams): void {
    stopped = true;
    options.gaveUp(code, params);
  }

  function receive(from: ServiceProcess<Port>, message: FromService): void {
    if (message.type === 'log') options.log(message.line);
    else if (message.type === 'secret') void answerSecret(options, from, message.id, message.request);
    else if (message.type === 'refused') giveUp(message.code, message.params);
    else {
      open = true;
      options.opened();
    }
  }

  function died(code: number): void {
    child = null;
    open = false;
    gone.resolve();
    if (stopped) return;
    const now = Date.now();
    deaths.push(now);
    const delay = restartDelay(deaths, now);
    options.log(`the service ended with code ${code}; ${delay === null ? 'giving up' : `again in ${delay} ms`}`);
    if (delay === null) giveUp('internal', {});
    else timer = setTimeout(start, delay);
  }

  function start(): void {
    const started = options.fork();
    child = started;
    gone = Promise.withResolvers();
    started.on('message', (message) => receive(started, message));
    started.on('exit', died);
    started.postMessage({ type: 'open', dataFolder: options.dataFolder });
  }

  async function close(): Promise<void> {
    stopped = true;
    clearTimeout(timer);
    if (!child) return;
    const late = setTimeout(() => child?.kill(), CLOSE_MS);
    child.postMessage({ type: 'close' });
    await gone.promise;
    clearTimeout(late);
  }

  start();
  return {
    isOpen: () => open,
    lock: () => child?.postMessage({ type: 'lock' }),
    connect: (port) => child?.postMessage({ type: 'connect' }, [port]),
    close,
  };
}

/** Looks a secret up, or stores it, for the service. A refusal keeps its code; the reason stays in our log. */
async function answerSecret<Port>(
  { secrets, log }: ServiceOptions<Port>,
  child: ServiceProcess<Port>,
  id: number,
  request: SecretRequest,
): Promise<void> {
  try {
    const value = request.action === 'get' ? await secrets.get(request.name) : null;
    if (request.action === 'set') await secrets.set(request.name, request.value);
    child.postMessage({ type: 'answer', id, value });
  } catch (error) {
    const code = error instanceof Error && 'code' in error && isErrorCode(error.code) ? error.code : 'internal';
    log(`secret ${request.action} ${request.name}: ${error instanceof Error ? error.message : String(error)}`);
    child.postMessage({ type: 'refusal', id, code, params: {} });
  }
}
