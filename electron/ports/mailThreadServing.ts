import type { MessagePort } from 'node:worker_threads';
import type { MailSettings } from '../contract/settings.ts';
import { createSmtpMailer, MailError, type OutgoingMail } from './mailer.ts';

/** What the thread of a mailer is started with. */
export interface Carrying {
  settings: MailSettings;
  password: string | null;
  port: MessagePort;
}

type PlainMail = Omit<OutgoingMail, 'beforeFinalDot'>;

/** What it is told. `refused`: why the final dot must not go out; null when it may. */
export type Ask =
  | { type: 'send'; id: number; mail: PlainMail }
  | { type: 'dot'; id: number; refused: string | null }
  | { type: 'close' };

/** What it says. */
export type Answer =
  | { type: 'before-dot'; id: number }
  | { type: 'sent'; id: number; response: string }
  | { type: 'failed'; id: number; words: string; code: number | undefined; ofSession: boolean };

/**
 * The thread's side of a mailer: sends what it is asked to until it is told to close. It knows nothing of the register;
 * before each final dot it asks, and without an answer the dot does not go out.
 */
export async function carryMails({ settings, password, port }: Carrying): Promise<void> {
  const mailer = createSmtpMailer(settings, password);
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

  await new Promise<void>((resolve) => {
    port.on('close', resolve);
    port.on('message', (ask: Ask) => {
      if (ask.type === 'send') void send(ask.id, ask.mail);
      else if (ask.type === 'dot') asked.get(ask.id)?.(ask.refused);
      else resolve();
    });
  });
  mailer.close();
}
