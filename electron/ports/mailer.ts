import { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { MailSettings } from '../contract/settings.ts';

/** A file that goes with a mail. */
export interface MailFile {
  name: string;
  mediaType: string;
  content: Uint8Array;
}

/** One mail to one address. */
export interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
  /** The same words for who reads HTML. */
  html?: string;
  attachments?: readonly MailFile[];
  /** `<…@…>`, the same at every try. */
  messageId: string;
  /**
   * Runs after the server said "go ahead" and the text is out, just before the final dot. Its failure stops the mail.
   * If it has not resolved when `send` throws, the dot never goes out.
   */
  beforeFinalDot(): Promise<void>;
}

/** A mail to oneself. */
export type TestMail = Pick<OutgoingMail, 'to' | 'subject' | 'text' | 'html' | 'attachments'>;

/** Sends mail; knows nothing of offices or states. */
export interface Mailer {
  /** Answers the server's words. Throws MailError. */
  send(mail: OutgoingMail): Promise<string>;
  /** Drops every connection at once; mails under way fail. */
  close(): void;
}

/** How a try failed. */
export class MailError extends Error {
  /** SMTP reply code, when the server gave one. */
  readonly code: number | undefined;
  /** True when the server, the line, the login or the sender's address failed, not this mail. */
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

/** Waits in milliseconds. */
export interface MailTimeouts {
  connect: number;
  greeting: number;
  /** Silence in the middle of a session. */
  silence: number;
  /** One mail from beginning to end, so that a server that answers in crumbs holds nobody up for ever. */
  whole: number;
}

const MINUTE = 60_000;
/** RFC 5321 4.5.3.2.6 allows the server ten minutes after the final dot. */
const TIMEOUTS: MailTimeouts = { connect: MINUTE / 2, greeting: MINUTE / 2, silence: 10 * MINUTE, whole: 20 * MINUTE };

/** A mail between `send` and its outcome. */
interface UnderWay {
  beforeFinalDot(): Promise<void>;
  /** The dot may go out, or has. */
  dotted: boolean;
  /** The outcome is known: whatever is still to come of the text must not end in a dot. */
  over: boolean;
}

/**
 * Mail over SMTP through nodemailer's pool. TLS is verified and never given up half-way; `none` is for this
 * very machine, which the caller has checked (rules/messages.ts, requireEncryption).
 */
export function createSmtpMailer(settings: MailSettings, password: string | null, timeouts = TIMEOUTS): Mailer {
  const transport = nodemailer.createTransport(poolOptions(settings, password, timeouts));
  const underWay = new Map<string, UnderWay>();
  transport.use('stream', (mail, done) => {
    const one = underWay.get(mail.data.messageId ?? '');
    if (one) mail.message.processFunc((text) => endingWith(text, one));
    done();
  });
  return {
    send: async (mail) => {
      const one: UnderWay = { beforeFinalDot: mail.beforeFinalDot, dotted: false, over: false };
      underWay.set(mail.messageId, one);
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(new Error('the server took too long')), timeouts.whole);
      try {
        const info = await transport.sendMail({ ...toNodemailer(mail, settings), signal: patience.signal });
        if (!one.dotted) throw new Error(`answered before the end of the mail: ${info.response}`);
        return info.response;
      } catch (error) {
        throw toMailError(patience.signal.aborted ? patience.signal.reason : error);
      } finally {
        one.over = true;
        clearTimeout(timer);
        underWay.delete(mail.messageId);
      }
    },
    close: () => transport.close({ force: true }),
  };
}

function poolOptions(settings: MailSettings, password: string | null, timeouts: MailTimeouts): SMTPPool.Options {
  return {
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
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(settings.user ? { auth: { user: settings.user, pass: password ?? '' } } : {}),
  };
}

/** Bytes that go out in one write. */
const PIECE = 64 * 1024;

/**
 * The text in few large pieces, and after its last byte the commit. Nothing of it is read before the connection asks
 * for data, that is after the server accepted sender, recipient and DATA.
 */
function endingWith(text: Readable, one: UnderWay): Readable {
  let gathered: Buffer[] = [];
  let size = 0;
  const whole = new Readable({
    read: () => void text.resume(),
    destroy: (error, done) => {
      text.destroy();
      done(error);
    },
  });
  const handOut = (): boolean => {
    const piece = Buffer.concat(gathered, size);
    gathered = [];
    size = 0;
    return whole.push(piece);
  };
  const end = async (): Promise<void> => {
    if (size > 0) handOut();
    await one.beforeFinalDot();
    if (one.over) throw new Error('the mail ended before its final dot');
    one.dotted = true;
    whole.push(null);
  };
  text.on('data', (bytes: Buffer) => {
    gathered.push(bytes);
    size += bytes.length;
    if (size >= PIECE && !handOut()) text.pause();
  });
  text.once('end', () => void end().catch((error) => whole.destroy(error)));
  text.once('error', (error) => whole.destroy(error));
  text.pause();
  return whole;
}

function toNodemailer(mail: OutgoingMail, { from, replyTo }: MailSettings) {
  return {
    from,
    ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    attachments: (mail.attachments ?? []).map(({ name, mediaType, content }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    })),
    messageId: mail.messageId,
    textEncoding: 'base64' as const,
    headers: {
      // RFC 3834: no vacation replies to these.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      // Some relays give mails a Message-ID of their own: what comes back is matched by this one.
      'X-Todoke-Mail': mail.messageId,
    },
  };
}

function toMailError(error: unknown): MailError {
  const details: Partial<SMTPError> = error instanceof Error ? error : {};
  const words = details.response ?? details.message ?? String(error);
  return new MailError(words, details.responseCode || undefined, !isOfMail(details));
}

interface SMTPError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** RFC 5321 4.2.3: 552, too much mail data. */
const TOO_LARGE = 552;

/** A refused sender is the clerk's to mend and would fail every mail alike; a refused size is this mail's own. */
function isOfMail({ code, command, responseCode }: Partial<SMTPError>): boolean {
  if (code === 'ESTREAM' || code === 'EMESSAGE') return true;
  return code === 'EENVELOPE' && (command !== 'MAIL FROM' || responseCode === TOO_LARGE);
}
