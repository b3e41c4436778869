import { randomUUID } from 'node:crypto';
import { ORPCError, ValidationError } from '@orpc/server';
import type { StandardRPCHandlerOptions } from '@orpc/server/standard';
import { auditHead } from '../db/queries/audit.ts';
import type { Store } from '../db/store.ts';
import { type ErrorCode, errors as errorList, fail, isErrorCode } from './contract/errors.ts';
import type { MailboxSettings, MailSettings, RegisterKind } from './contract/settings.ts';
import { acknowledgements } from './features/acknowledgements.ts';
import { audiences } from './features/audiences.ts';
import { audit } from './features/audit.ts';
import { backups } from './features/backups.ts';
import { bulletins } from './features/bulletins.ts';
import { calls } from './features/calls.ts';
import { chronology } from './features/chronology.ts';
import { conflicts } from './features/conflicts.ts';
import { contacts } from './features/contacts.ts';
import { type AppContext, type AppParts, api } from './features/context.ts';
import { deliveries } from './features/deliveries.ts';
import { duplicates } from './features/duplicates.ts';
import { duties } from './features/duties.ts';
import { createEventHub } from './features/eventHub.ts';
import { events } from './features/events.ts';
import { facts } from './features/facts.ts';
import { files } from './features/files.ts';
import { incidents } from './features/incidents.ts';
import { faxSheet } from './features/letterRendering.ts';
import { letters as letterCalls } from './features/letters.ts';
import { mailbox } from './features/mailbox.ts';
import { takeMail } from './features/mailTaking.ts';
import { notices } from './features/notices.ts';
import { offices } from './features/offices.ts';
import { procedures } from './features/procedures.ts';
import { questions } from './features/questions.ts';
import { reports } from './features/reports.ts';
import { settings } from './features/settings.ts';
import { MAIL_PASSWORD, MAILBOX_PASSWORD, readSettings } from './features/storedSettings.ts';
import { templates } from './features/templates.ts';
import { jobs } from './jobs.ts';
import type { Clock } from './ports/clock.ts';
import { type Caller, createFiles } from './ports/files.ts';
import { createLetters } from './ports/letters.ts';
import type { Mailbox } from './ports/mailbox.ts';
import type { Mailer } from './ports/mailer.ts';
import { createMailReader } from './ports/mailReader.ts';
import type { SecretStore } from './ports/secrets.ts';
import { createThreads } from './ports/threads.ts';
import { containsMyNumber } from './rules/myNumber.ts';
import { createBackups } from './workers/backups.ts';
import { createMailboxReader } from './workers/mailbox.ts';
import { createOutbox } from './workers/outbox.ts';

/** What a host brings: the register, the outside world, and a place for files. */
export interface AppOptions {
  store: Store;
  register: RegisterKind;
  dataFolder: string;
  clock: Clock;
  secrets: SecretStore;
  createMailer(settings: MailSettings, password: string | null): Mailer;
  createMailbox(settings: MailboxSettings, password: string | null): Mailbox;
  openRegister(kind: RegisterKind): Promise<void>;
  /** Closes the register, puts `incoming` in its place, keeps what stood there as `kept`, and opens it. */
  replaceRegister(incoming: string, kept: string): Promise<void>;
  /** The register's file, when it cannot be used and the store is an empty one in its place. */
  damagedFile?: string | null;
  log(line: string): void;
}

/** The whole application over one register. `start` sets the workers going; scripts do without. */
export interface App {
  router: typeof router;
  /** The context of one call. */
  context(caller: Caller): AppContext;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the application together. Everything it is made of is named on this page. */
export function createApp(options: AppOptions): App {
  const { store, clock, secrets, log } = options;
  const hub = createEventHub();
  const threads = createThreads(jobs);
  const letters = createLetters(threads);
  const outbox = createOutbox({
    store,
    clock,
    log,
    setup: async () => ({ ...(await readSettings(store.read)), password: await secrets.get(MAIL_PASSWORD) }),
    createMailer: options.createMailer,
    faxSheet: (versionId, officeId) => faxSheet({ store, clock, letters, events: hub }, versionId, officeId),
    changed: () => hub.publish({ type: 'changed', feature: 'deliveries' }),
  });
  const keeper = createBackups({
    ...options,
    damagedFile: options.damagedFile ?? null,
    auditHead: () => auditHead(store.read),
    work: {
      copy: (file, target) => first(threads.run('copyRegister', { file, target })),
      check: (file) => first(threads.run('checkRegister', file)),
      makeIncoming: (order) => first(threads.run('makeIncoming', order)),
    },
    changed: () => hub.publish({ type: 'changed', feature: 'backups' }),
  });
  const reader = createMailboxReader({
    store,
    clock,
    log,
    setup: async () => ({
      mailbox: (await readSettings(store.read)).mailbox,
      password: await secrets.get(MAILBOX_PASSWORD),
    }),
    createMailbox: options.createMailbox,
    take: (mail) => takeMail({ ...parts, caller: 'script', clerk: async () => 'mailbox' }, mail),
    changed: () => hub.publish({ type: 'changed', feature: 'mailbox' }),
  });
  const parts: AppParts = {
    store,
    clock,
    secrets,
    outbox,
    mailbox: reader,
    readMail: createMailReader(threads),
    backups: keeper,
    events: hub,
    files: createFiles(options.dataFolder),
    threads,
    letters,
    register: options.register,
    opened: randomUUID(),
    damaged: Boolean(options.damagedFile),
    openRegister: options.openRegister,
    log,
  };
  const clerkOf = async (caller: Caller) => {
    if (caller === 'script') return 'script';
    const { clerk } = await readSettings(store.read);
    // The audit is kept when people are forgotten: it says which seat acted, the name stays in the settings.
    return clerk === '' ? 'window' : 'clerk-1';
  };
  return {
    router,
    context: (caller) => ({ ...parts, caller, clerk: () => clerkOf(caller) }),
    start: async () => {
      if (!options.damagedFile) {
        await outbox.start();
        await reader.start();
      }
      await keeper.start();
    },
    stop: async () => {
      hub.close();
      await outbox.stop();
      await reader.stop();
      await keeper.stop();
      await store.close();
    },
  };
}

/** Every call with its handler, behind the two rules that hold for all: the My Number guard and the one error shape. */
const router = api
  .use(async ({ next, path, context }, input) => {
    try {
      if (path[0] !== 'files') refuseMyNumber(input, '');
      if (context.damaged && !OPEN_WHEN_DAMAGED.test(path.join('.'))) throw fail('register_damaged');
      return await next();
    } catch (error) {
      const listed = toListedError(error);
      if (listed.code === 'internal') context.log(`${path.join('.')}: ${detailsOf(listed.cause)}`);
      throw listed;
    }
  })
  .router({
    offices,
    contacts,
    duplicates,
    conflicts,
    incidents,
    notices,
    audiences,
    facts,
    letters: letterCalls,
    chronology,
    bulletins,
    duties,
    templates,
    deliveries,
    acknowledgements,
    calls,
    questions,
    mailbox,
    procedures,
    reports,
    files,
    settings,
    audit,
    backups,
    events,
  });

/**
 * Options of every RPC handler over the router: a call that is not in the contract is answered in the one
 * error shape too, not in the transport's own.
 */
export const rpcOptions: StandardRPCHandlerOptions<AppContext> = {
  rootInterceptors: [
    async (options) => {
      const result = await options.next(options);
      if (result.matched) return result;
      const way = options.request.url.pathname.slice((options.prefix ?? '').length);
      const error = fail('unknown_call', { name: way.split('/').filter(Boolean).join('.') });
      return { matched: true, response: { status: error.status, headers: {}, body: { json: error.toJSON() } } };
    },
  ],
};

/** What can be asked for while the register's file cannot be used: all that leads to a backup put back. */
const OPEN_WHEN_DAMAGED = /^(backups|events)\.|^settings\.(frame|open)$/;

const UNCHECKED = new Set(['file', 'cursor', 'password', 'mailboxPassword', 'passphrase', 'pin']);

/** My Number is never stored (番号法20条: nobody may keep one without a listed ground). */
function refuseMyNumber(value: unknown, field: string): void {
  if (typeof value === 'string' && containsMyNumber(value)) throw fail('my_number', { field });
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!UNCHECKED.has(key)) refuseMyNumber(inner, Array.isArray(value) ? field : key);
  }
}

/** How the codes of SQLite, PostgreSQL (its appendix A) and the system begin; for errors without one, the words. */
const KNOWN_TROUBLE: Record<string, ErrorCode> = {
  SQLITE_FULL: 'disk_full',
  '53100': 'disk_full',
  ENOSPC: 'disk_full',
  SQLITE_BUSY: 'database_busy',
  SQLITE_LOCKED: 'database_busy',
  // The server's line broke, it is being stopped or started, or it has no place left for one more.
  '08': 'database_busy',
  '57P0': 'database_busy',
  '53300': 'database_busy',
  ECONNREFUSED: 'database_busy',
  ECONNRESET: 'database_busy',
  ETIMEDOUT: 'database_busy',
  EHOSTUNREACH: 'database_busy',
  'Connection terminated': 'database_busy',
  'timeout exceeded when trying to connect': 'database_busy',
  // The register was left while this call was at it: another is being put in its place.
  'The database connection is not open': 'database_busy',
  'driver has already been destroyed': 'database_busy',
  SQLITE_CANTOPEN: 'read_only',
  SQLITE_READONLY: 'read_only',
  SQLITE_CORRUPT: 'register_damaged',
  SQLITE_NOTADB: 'register_damaged',
};

/** Whatever went wrong, what leaves the app is one of the closed list. */
export function toListedError(error: unknown): ORPCError<ErrorCode, unknown> {
  if (error instanceof ORPCError) {
    if (isErrorCode(error.code) && error.status === errorList[error.code].status)
      return error as ORPCError<ErrorCode, unknown>;
    if (error.code === 'BAD_REQUEST') return fail('invalid_input', { field: fieldOf(error) });
  }
  const trouble = error instanceof Error ? String('code' in error ? error.code : error.message) : '';
  const listed = Object.entries(KNOWN_TROUBLE).find(([beginning]) => trouble.startsWith(beginning))?.[1];
  if (listed) return fail(listed);
  const hidden = fail('internal');
  hidden.cause = error;
  return hidden;
}

/** What a job yields that has one thing to say. */
async function first<T>(parts: AsyncGenerator<T, void>): Promise<T> {
  for await (const part of parts) return part;
  throw new Error('A thread ended without an answer');
}

const detailsOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** The way to the first wrong field, e.g. `mail.port`. */
function fieldOf(error: ORPCError<string, unknown>): string {
  const issue = error.cause instanceof ValidationError ? error.cause.issues[0] : undefined;
  const way = issue?.path?.map((part) => String(typeof part === 'object' ? part.key : part)) ?? [];
  return way.length > 0 ? way.join('.') : 'input';
}
