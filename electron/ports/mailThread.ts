import { MessageChannel } from 'node:worker_threads';
import type { MailSettings } from '../contract/settings.ts';
import { MailError, type Mailer, type MailFile, type OutgoingMail } from './mailer.ts';
import type { Answer, Ask, Carrying } from './mailThreadServing.ts';
import type { Threads } from './threads.ts';

// Putting mails together, encrypting and sending them takes as long as keeping their states: each has a core of its
// own, and the windows are answered meanwhile.

type CarrierJobs = { carryMails: (order: Carrying) => AsyncGenerator<never, void> };

/** A mail whose outcome is not known yet. */
interface UnderWay {
  beforeFinalDot: OutgoingMail['beforeFinalDot'];
  sent(response: string): void;
  failed(error: Error): void;
}

/** Makes mailers that work on a thread of their own, which starts with the first mail and ends with `close`. */
export function createThreadMailer(threads: Threads<CarrierJobs>) {
  return (settings: MailSettings, password: string | null): Mailer => {
    const { port1: port, port2: theirs } = new MessageChannel();
    const underWay = new Map<number, UnderWay>();
    const shared = sharer();
    let last = 0;
    let started = false;
    /** Why the thread has ended. */
    let over: Error | null = null;
    const say = (ask: Ask): void => port.postMessage(ask);

    /** When it has ended, nothing more leaves: what was not answered by then has failed, or is in doubt after its dot. */
    async function carry(): Promise<void> {
      let reason: Error = new MailError('closed', undefined, true);
      port.on('message', (answer: Answer) => void hear(answer));
      try {
        await threads.run('carryMails', { settings, password, port: theirs }, { transfer: [theirs] }).next();
      } catch (error) {
        reason = new MailError(String(error), undefined, true);
      }
      over = reason;
      for (const { failed } of underWay.values()) failed(reason);
      underWay.clear();
      port.close();
    }

    async function hear(answer: Answer): Promise<void> {
      const one = underWay.get(answer.id);
      if (!one) return;
      if (answer.type === 'before-dot') return say({ type: 'dot', id: answer.id, refused: await refusal(one) });
      underWay.delete(answer.id);
      if (answer.type === 'sent') one.sent(answer.response);
      else one.failed(new MailError(answer.words, answer.code, answer.ofSession));
    }

    return {
      send: ({ beforeFinalDot, attachments = [], ...mail }) =>
        new Promise((sent, failed) => {
          if (over) return failed(over);
          if (!started) void carry();
          started = true;
          last += 1;
          underWay.set(last, { beforeFinalDot, sent, failed });
          say({ type: 'send', id: last, mail: { ...mail, attachments: attachments.map(shared) } });
        }),
      close: () => (started ? say({ type: 'close' }) : port.close()),
    };
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
