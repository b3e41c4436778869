import { auditHead } from '../db/queries/audit.ts';
import type { Store } from '../db/store.ts';
import { redacted } from './contract/redaction.ts';
import type { MailboxSettings, MailSettings, RegisterKind } from './contract/settings.ts';
import { signNewest } from './features/auditSigning.ts';
import type { AppContext, AppParts } from './features/context.ts';
import { removeCopies } from './features/erasedCopies.ts';
import { createEventHub } from './features/eventHub.ts';
import { faxSheet } from './features/letterRendering.ts';
import { takeMail } from './features/mailTaking.ts';
import { countStepsDue } from './features/reminderProposals.ts';
import { MAIL_PASSWORD, MAILBOX_PASSWORD, readSettings } from './features/storedSettings.ts';
import { type Jobs, jobs } from './jobs.ts';
import type { Clock } from './ports/clock.ts';
import { type Caller, createFiles } from './ports/files.ts';
import { createLetters } from './ports/letters.ts';
import type { Mailbox } from './ports/mailbox.ts';
import type { Mailer } from './ports/mailer.ts';
import { createMailReader } from './ports/mailReader.ts';
import type { SecretStore } from './ports/secrets.ts';
import { createThreads, type Threads } from './ports/threads.ts';
import { createWindowLock } from './ports/windowLock.ts';
import { router } from './router.ts';
import { PUBLISHER_KEY } from './rules/updateManifest.ts';
import { type BackupWork, createBackups } from './workers/backups.ts';
import { createCheckpoints } from './workers/checkpoints.ts';
import { createErasing } from './workers/erasing.ts';
import { createMailboxReader } from './workers/mailbox.ts';
import { createOutbox } from './workers/outbox.ts';
import { createReminding } from './workers/reminders.ts';

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
  /** Another publisher's key than our own, for tests. */
  updateKey?: string;
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
  const { store, clock, secrets } = options;
  const log = (line: string) => options.log(redacted(line));
  const base = { store, clock, log };
  const hub = createEventHub();
  const threads = createThreads(jobs);
  const letters = createLetters(threads);
  const outbox = createOutbox({
    ...base,
    setup: async () => ({ ...(await readSettings(store.read)), password: await secrets.get(MAIL_PASSWORD) }),
    createMailer: options.createMailer,
    faxSheet: (mail) => faxSheet({ store, clock, letters, events: hub }, mail),
    changed: () => hub.publish({ type: 'changed', feature: 'deliveries' }),
  });
  const keeper = createBackups({
    ...options,
    log,
    damagedFile: options.damagedFile ?? null,
    auditHead: () => auditHead(store.read),
    sign: () => signNewest(options),
    work: backupWork(threads),
    changed: () => hub.publish({ type: 'changed', feature: 'backups' }),
  });
  const checkpoints = createCheckpoints({ ...base, sign: () => signNewest(options) });
  const reader = createMailboxReader({
    ...base,
    setup: async () => ({
      mailbox: (await readSettings(store.read)).mailbox,
      password: await secrets.get(MAILBOX_PASSWORD),
    }),
    createMailbox: options.createMailbox,
    take: (mail) => takeMail(workerOf(parts, 'mailbox'), mail),
    changed: () => hub.publish({ type: 'changed', feature: 'mailbox' }),
  });
  const fellDue = () => hub.publish({ type: 'changed', feature: 'reminders' });
  const reminding = createReminding({ ...base, countStepsDue, changed: fellDue });
  const parts: AppParts = {
    store,
    clock,
    secrets,
    outbox,
    mailbox: reader,
    readMail: createMailReader(threads),
    backups: keeper,
    windowLock: createWindowLock(options),
    events: hub,
    files: createFiles(options.dataFolder),
    threads,
    letters,
    register: options.register,
    damaged: Boolean(options.damagedFile),
    openRegister: options.openRegister,
    updateKey: options.updateKey ?? PUBLISHER_KEY,
    log,
  };
  const erasing = createErasing({ ...base, removeCopies: (ids) => removeCopies(workerOf(parts, 'script'), ids) });
  return {
    router,
    context: (caller) => ({ ...parts, caller, clerk: () => clerkOf(caller, store) }),
    start: async () => {
      const moving = options.damagedFile ? [] : [outbox, reader, reminding, checkpoints, erasing];
      for (const worker of [...moving, keeper]) await worker.start();
    },
    stop: async () => {
      hub.close();
      for (const worker of [erasing, outbox, reader, reminding, checkpoints, keeper]) await worker.stop();
      await store.close();
    },
  };
}

/** The context of what a worker does by itself, under its name in the audit. */
function workerOf(parts: AppParts, name: string): AppContext {
  return { ...parts, caller: 'script', clerk: async () => name };
}

/** Who acts, as the audit keeps it: `script`, or the seat at the window; the name itself stays in the settings. */
async function clerkOf(caller: Caller, store: Store): Promise<string> {
  if (caller === 'script') return 'script';
  const { clerk } = await readSettings(store.read);
  // The audit is kept when people are forgotten, so it must not hold their names.
  return clerk === '' ? 'window' : 'clerk-1';
}

/** The keeper's heavy work, each in a thread of its own. */
function backupWork(threads: Threads<Jobs>): BackupWork {
  return {
    copy: (file, target) => first(threads.run('copyRegister', { file, target })),
    check: (file) => first(threads.run('checkRegister', file)),
    makeIncoming: (order) => first(threads.run('makeIncoming', order)),
  };
}

/** What a job yields that has one thing to say. */
async function first<T>(parts: AsyncGenerator<T, void>): Promise<T> {
  for await (const part of parts) return part;
  throw new Error('A thread ended without an answer');
}
