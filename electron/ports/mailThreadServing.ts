import type { MessagePort } from 'node:worker_threads';
import type { MailSettings } from '../contract/settings.ts';
import { createSmtpMailer, MailError, type Mailer, type OutgoingMail } from './mailer.ts';

/** What the thread of the mailers is started with. */
export interface Carrying {
  port: MessagePort;
}

type PlainMail = Omit<OutgoingMail, 'beforeFinalDot'>;

/** What it is told; between `open` and `close` it has a mailer. `refused`: why the final dot must not go out, or null. */
export type Ask =
  | { type: 'open'; settings: MailSettings; password: string | null }
  | { type: 'send'; id: number; mail: PlainMail }
  | { type: 'dot'; id: number; refused: string | null }
  | { type: 'close' }
  | { type: 'end' };

/** What it says. After `closed` nothing more leaves by the mailer that was open. */
export type Answer =
  | { type: 'before-dot'; id: number }
  | { type: 'sent'; id: number; response: string }
  | { type: 'failed'; id: number; words: string; code: number | undefined; ofSession: boolean }
  | { type: 'closed' };

/**
 * The thread's side of the mailers: sends what it is asked to until it is told to end. It knows nothing of the register;
 * before each final dot it asks, and without an answer the dot does not go out.
 */
export async function carryMails({ port }: Carrying): Promise<void> {
  let mailer: Mailer | null = null;
  const asked = new Map<number, (refused: string | null) => void>();
  const say = (answer: Answer): void => port.postMessage(answer);

  async function mayEnd(id: number): Promise<void> {
    const answered = new Promise<string | null>((resolve) => asked.set(id, resolve));
    say({ type: 'before-dot', id });
    const refused = await answered;
    if (refused !== null) throw new Error(refused);
  }

  async function send(id: number, mail: PlainMail): Promise<void> {
    try {
      if (!mailer) throw new MailError('closed', undefined, true);
      const response = await mailer.send({ ...mail, beforeFinalDot: () => mayEnd(id) });
      say({ type: 'sent', id, response });
    } catch (error) {
      const {
        message: words,
        code,
        ofSession,
      } = error instanceof MailError ? error : new MailError(String(error), undefined, false);
      say({ type: 'failed', id, words, code, ofSession });
    } finally {
      asked.delete(id);
    }
  }

  function close(): void {
    mailer?.close();
    mailer = null;
    for (const answer of asked.values()) answer('closed');
  }

  await new Promise<void>((resolve) => {
    port.on('close', resolve);
    port.on('message', (ask: Ask) => {
      if (ask.type === 'open') mailer = createSmtpMailer(ask.settings, ask.password);
      else if (ask.type === 'send') void send(ask.id, ask.mail);
      else if (ask.type === 'dot') asked.get(ask.id)?.(ask.refused);
      else if (ask.type === 'end') resolve();
      else {
        close();
        say({ type: 'closed' });
      }
    });
  });
  close();
}
