import { MessageChannel } from 'node:worker_threads';
import type { MailSettings } from '../contract/settings.ts';
import { MailError, type Mailer, type MailFile, type OutgoingMail } from './mailer.ts';
import type { Answer, Ask, Carrying } from './mailThreadServing.ts';
import type { Threads } from './threads.ts';

// Putting mails together, encrypting and sending them takes as long as keeping their states: each has a core of its
// own, and the windows are answered meanwhile.

type CarrierJobs = { carryMails: (order: Carrying) => AsyncGenerator<never, void> };

/** Mailers that work on a thread of their own. */
export interface ThreadMailers {
  /** The thread starts with its first mail. */
  createMailer(settings: MailSettings, password: string | null): Mailer;
  /** No mailer is made after this; a thread that waits for the next one ends. */
  close(): void;
}

/** A thread that has sent needs a fifth of a second less for the next mailer than a new one: so long it is kept. */
const READY_MS = 60_000;

/** Makes them; `close` is owed. */
export function createThreadMailers(threads: Threads<CarrierJobs>): ThreadMailers {
  let ready: Carrier | null = null;
  let timer: NodeJS.Timeout | undefined;
  let over = false;

  function takeReady(): Carrier | null {
    const carrier = ready;
    ready = null;
    clearTimeout(timer);
    return carrier?.isOver() ? null : carrier;
  }

  function keepReady(carrier: Carrier): void {
    if (over || ready) {
      carrier.end();
      return;
    }
    ready = carrier;
    timer = setTimeout(() => takeReady()?.end(), READY_MS);
  }

  return {
    createMailer: (settings, password) => {
      let carrier: Carrier | null = null;
      let closed = false;
      return {
        send: async (mail) => {
          if (closed) throw closedError();
          if (!carrier) {
            carrier = takeReady() ?? startCarrier(threads);
            carrier.open(settings, password);
          }
          return carrier.send(mail);
        },
        close: () => {
          const mine = carrier;
          if (!closed) mine?.close(() => keepReady(mine));
          closed = true;
        },
      };
    },
    close: () => {
      over = true;
      takeReady()?.end();
    },
  };
}

const closedError = () => new MailError('closed', undefined, true);

/** A thread with one mailer at a time. */
interface Carrier {
  /** The thread has ended, by itself too. */
  isOver(): boolean;
  open(settings: MailSettings, password: string | null): void;
  send(mail: OutgoingMail): Promise<string>;
  /** Mails under way fail, then `done` is called; never when the thread has ended by then. */
  close(done: () => void): void;
  end(): void;
}

/** A mail whose outcome is not known yet. */
interface UnderWay {
  beforeFinalDot: OutgoingMail['beforeFinalDot'];
  sent(response: string): void;
  failed(error: Error): void;
}

function startCarrier(threads: Threads<CarrierJobs>): Carrier {
  const { port1: port, port2: theirs } = new MessageChannel();
  const underWay = new Map<number, UnderWay>();
  const shared = sharer();
  let last = 0;
  /** Why the thread has ended. */
  let over: Error | null = null;
  let whenClosed = () => {};
  const say = (ask: Ask): void => port.postMessage(ask);

  /** When it has ended, nothing more leaves: what was not answered by then has failed, or is in doubt after its dot. */
  async function carry(): Promise<void> {
    let reason: Error = closedError();
    port.on('message', (answer: Answer) => void hear(answer));
    try {
      await threads.run('carryMails', { port: theirs }, { transfer: [theirs] }).next();
    } catch (error) {
      reason = new MailError(String(error), undefined, true);
    }
    over = reason;
    failAll(reason);
    port.close();
  }

  function failAll(reason: Error): void {
    for (const { failed } of underWay.values()) failed(reason);
    underWay.clear();
  }

  async function hear(answer: Answer): Promise<void> {
    if (answer.type === 'closed') {
      failAll(closedError());
      return whenClosed();
    }
    const one = underWay.get(answer.id);
    if (!one) return;
    if (answer.type === 'before-dot') return say({ type: 'dot', id: answer.id, refused: await refusal(one) });
    underWay.delete(answer.id);
    if (answer.type === 'sent') one.sent(answer.response);
    else one.failed(new MailError(answer.words, answer.code, answer.ofSession));
  }

  void carry();
  return {
    isOver: () => over !== null,
    open: (settings, password) => say({ type: 'open', settings, password }),
    send: ({ beforeFinalDot, attachments = [], ...mail }) =>
      new Promise((sent, failed) => {
        if (over) return failed(over);
        last += 1;
        underWay.set(last, { beforeFinalDot, sent, failed });
        say({ type: 'send', id: last, mail: { ...mail, attachments: attachments.map(shared) } });
      }),
    close: (done) => {
      whenClosed = done;
      say({ type: 'close' });
    },
    end: () => say({ type: 'end' }),
  };
}

/** Null: the dot may go out. Otherwise why not. */
function refusal({ beforeFinalDot }: UnderWay): Promise<string | null> {
  return beforeFinalDot().then(
    () => null,
    (error) => String(error),
  );
}

/** A version's files go with thousands of mails: their bytes are laid where both threads see them, once. */
function sharer(): (file: MailFile) => MailFile {
  const copies = new WeakMap<Uint8Array, Uint8Array>();
  return (file) => {
    const known = copies.get(file.content);
    if (known) return { ...file, content: known };
    const content = new Uint8Array(new SharedArrayBuffer(file.content.byteLength));
    content.set(file.content);
    copies.set(file.content, content);
    return { ...file, content };
  };
}
