import { type FetchMessageObject, ImapFlow } from 'imapflow';
import type { MailboxSettings } from '../contract/settings.ts';
import { MAX_MAIL_BYTES } from './mailReading.ts';

/** A mail as it lies on the server. */
export interface FoundMail {
  uidValidity: string;
  uid: number;
  /** When the server got it, UTC. */
  receivedAt: string;
  /** Its bytes; of one larger than the limit, the beginning. */
  raw: Uint8Array;
}

/** Up to where a folder was read (RFC 3501 2.3.1.1: UIDs mean something within one UIDVALIDITY only). */
export interface ReadMark {
  uidValidity: string;
  lastUid: number;
}

/** A mailbox that is only ever read: nothing in it is marked, moved or deleted. */
export interface Mailbox {
  /**
   * Hands over every mail after the mark, oldest first, each only when the one before was taken. Without a mark, or when the
   * server has numbered anew: those that came on that day or later. Throws MailboxError, and whatever `take` throws.
   */
  readNew(mark: ReadMark | null, since: Date, take: (mail: FoundMail) => Promise<void>): Promise<void>;
  /** The copy of a mail in the folder of what was sent; null when it has none. Throws MailboxError. */
  findSent(messageId: string): Promise<{ folder: string; at: string | null } | null>;
  /** What is there. Throws MailboxError. */
  look(): Promise<{ mails: number; sentFolder: string | null; folders: string[] }>;
}

/** Why the mailbox could not be read. */
export class MailboxError extends Error {
  constructor(words: string) {
    super(words);
    this.name = 'MailboxError';
  }
}

/** Waits in milliseconds. */
export interface MailboxTimeouts {
  connect: number;
  greeting: number;
  silence: number;
}

const SECOND = 1000;
const TIMEOUTS: MailboxTimeouts = { connect: 30 * SECOND, greeting: 16 * SECOND, silence: 120 * SECOND };

/**
 * A mailbox over IMAP through imapflow, one connection for each call. TLS is verified and never given up half-way; `none` is
 * for this very machine, which the caller has checked (rules/messages.ts, requireEncryption).
 */
export function createImapMailbox(
  settings: MailboxSettings,
  password: string | null,
  timeouts: MailboxTimeouts = TIMEOUTS,
  trusted: { ca?: string } = {},
): Mailbox {
  async function connected<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = new ImapFlow(optionsOf(settings, password, timeouts, trusted));
    // Errors of the line come through the call that is under way; without a listener they would end the program.
    client.on('error', () => undefined);
    try {
      await client.connect().catch((error) => {
        throw toMailboxError(error);
      });
      return await work(client);
    } finally {
      await client.logout().catch(() => client.close());
    }
  }

  return {
    readNew: (mark, since, take) =>
      connected(async (client) => {
        const lock = await opened(client, settings.folder);
        try {
          await readFolder(client, mark, since, take);
        } finally {
          lock.release();
        }
      }),
    findSent: (messageId) =>
      connected(async (client) => {
        const folder = settings.sentFolder || (await sentFolderOf(client));
        if (folder === null) throw new MailboxError('no folder for sent mail');
        const lock = await opened(client, folder);
        try {
          return await findByMessageId(client, folder, messageId);
        } finally {
          lock.release();
        }
      }),
    look: () =>
      connected(async (client) => {
        const folders = await said(client.list());
        const lock = await opened(client, settings.folder);
        try {
          const mails = client.mailbox ? client.mailbox.exists : 0;
          const sentFolder = settings.sentFolder || (folders.find(isSent)?.path ?? null);
          return { mails, sentFolder, folders: folders.map(({ path }) => path).slice(0, 200) };
        } finally {
          lock.release();
        }
      }),
  };
}

function optionsOf(
  settings: MailboxSettings,
  password: string | null,
  timeouts: MailboxTimeouts,
  trusted: { ca?: string },
) {
  return {
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    // Not set at all, the library would go on in clear where a server, or somebody between, offers no TLS.
    ...(settings.security === 'tls' ? {} : { doSTARTTLS: settings.security === 'starttls' }),
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...trusted } as const,
    auth: { user: settings.user, pass: password ?? '' },
    logger: false as const,
    disableAutoIdle: true,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    maxLiteralSize: MAX_MAIL_BYTES + SECOND,
    maxLineLength: 8 * 1024 * 1024,
    maxResponseSize: 2 * MAX_MAIL_BYTES,
  };
}

const opened = (client: ImapFlow, folder: string) => said(client.getMailboxLock(folder, { readOnly: true }));

async function readFolder(
  client: ImapFlow,
  mark: ReadMark | null,
  since: Date,
  take: (mail: FoundMail) => Promise<void>,
): Promise<void> {
  const folder = client.mailbox;
  if (!folder) throw new MailboxError('the folder could not be opened');
  const uidValidity = folder.uidValidity.toString();
  const from = mark?.uidValidity === uidValidity ? mark.lastUid + 1 : null;
  if (folder.exists === 0) return;
  const asked = from === null ? { since } : { uid: `${from}:*` };
  const found = (await said(client.search(asked, { uid: true }))) || [];
  // `n:*` names the newest mail even when its number is smaller than n (RFC 3501 6.4.8).
  const uids = found.filter((uid) => uid >= (from ?? 1)).sort((a, b) => a - b);
  for (const uid of uids) {
    const source = { maxLength: MAX_MAIL_BYTES + 1 };
    const mail = await said(client.fetchOne(String(uid), { source, internalDate: true }, { uid: true }));
    // Taken away by somebody meanwhile.
    if (!mail) continue;
    if (!mail.source) throw new MailboxError(`mail ${uid} came without its text`);
    await take({ uidValidity, uid, receivedAt: instantOf(mail), raw: mail.source });
  }
}

async function findByMessageId(client: ImapFlow, folder: string, messageId: string) {
  const uids = (await said(client.search({ header: { 'message-id': messageId } }, { uid: true }))) || [];
  const last = uids.at(-1);
  if (last === undefined) return null;
  const mail = await said(client.fetchOne(String(last), { internalDate: true }, { uid: true }));
  return { folder, at: mail ? instantOf(mail) : null };
}

function instantOf({ internalDate }: FetchMessageObject): string {
  const at = internalDate === undefined ? new Date() : new Date(internalDate);
  return (Number.isNaN(at.getTime()) ? new Date() : at).toISOString();
}

const isSent = (folder: { specialUse?: string | undefined }): boolean => folder.specialUse === '\\Sent';

async function sentFolderOf(client: ImapFlow): Promise<string | null> {
  return (await said(client.list())).find(isSent)?.path ?? null;
}

async function said<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw toMailboxError(error);
  }
}

/** The server's own words where it has said some. */
function toMailboxError(error: unknown): MailboxError {
  const details: { responseText?: unknown; message?: unknown } = error instanceof Error ? error : {};
  const words = typeof details.responseText === 'string' ? details.responseText : details.message;
  return new MailboxError(String(words ?? error).slice(0, 300));
}
