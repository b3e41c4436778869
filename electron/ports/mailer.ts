import { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { MailSettings } from '../contract/settings.ts';

/** One mail to one address. */
export interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
  /** `<…@…>`, the same at every try. */
  messageId: string;
  /** Runs after the server said "go ahead" and the text is out, just before the final dot. Its failure stops the mail. */
  beforeFinalDot(): Promise<void>;
}

/** Sends mail; knows nothing of offices or states. */
export interface Mailer {
  /** Answers the server's words. Throws MailError. */
  send(mail: OutgoingMail): Promise<string>;
  close(): void;
}

/** How a try failed. */
export class MailError extends Error {
  /** SMTP reply code, when the server gave one. */
  readonly code: number | undefined;
  /** True when the server, the line or the login failed, not this mail. */
  readonly ofSession: boolean;
  constructor(message: string, code: number | undefined, ofSession: boolean) {
    super(message);
    this.name = 'MailError';
    this.code = code;
    this.ofSession = ofSession;
  }
}

/** Connections to the server at one time: at most this many mails can be in doubt after a crash. */
export const CONNECTIONS = 5;

const SECOND = 1000;

/**
 * Mail over SMTP through nodemailer's pool. TLS is verified and never given up half-way; `none` is for this
 * very machine, which the caller has checked (rules/messages.ts, requireEncryption).
 */
export function createSmtpMailer(settings: MailSettings, password: string | null): Mailer {
  const options: SMTPPool.Options = {
    pool: true,
    maxConnections: CONNECTIONS,
    // The pool must never send again by itself: only the outbox decides about a second try.
    maxRequeues: 0,
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: 30 * SECOND,
    greetingTimeout: 30 * SECOND,
    // RFC 5321 4.5.3.2.6 allows the server ten minutes after the final dot.
    socketTimeout: 600 * SECOND,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(settings.user ? { auth: { user: settings.user, pass: password ?? '' } } : {}),
  };
  const transport = nodemailer.createTransport(options);
  const committing = new Map<string, () => Promise<void>>();
  transport.use('stream', (mail, done) => {
    const commit = committing.get(mail.data.messageId ?? '');
    if (commit) mail.message.processFunc((text) => endingWith(text, commit));
    done();
  });
  return {
    send: async (mail) => {
      committing.set(mail.messageId, mail.beforeFinalDot);
      try {
        const info = await transport.sendMail(toNodemailer(mail, settings.from));
        return info.response;
      } catch (error) {
        throw toMailError(error);
      } finally {
        committing.delete(mail.messageId);
      }
    },
    close: () => transport.close(),
  };
}

/**
 * The text, and after its last byte the commit. `Readable.from` starts only when the connection asks for
 * data, that is after the server accepted sender, recipient and DATA.
 */
function endingWith(text: Readable, commit: () => Promise<void>): Readable {
  async function* pieces() {
    for await (const piece of text) yield piece;
    await commit();
  }
  return Readable.from(pieces(), { objectMode: false });
}

function toNodemailer(mail: OutgoingMail, from: string) {
  return {
    from,
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    messageId: mail.messageId,
    textEncoding: 'base64' as const,
    headers: {
      // RFC 3834: no vacation replies to these.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
    },
  };
}

function toMailError(error: unknown): MailError {
  const details =
    error instanceof Error ? (error as Error & { code?: string; responseCode?: number; response?: string }) : null;
  const words = details?.response ?? details?.message ?? String(error);
  const ofMail = details?.code === 'EENVELOPE' || details?.code === 'EMESSAGE' || details?.code === 'ESTREAM';
  return new MailError(words, details?.responseCode, !ofMail);
}
