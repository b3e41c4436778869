import type { InferContractRouterOutputs } from '@orpc/contract';
import { implement } from '@orpc/server';
import { type AuditEntry, appendAudit } from '../../db/queries/audit.ts';
import type { Store, WriteOptions, WriteTx } from '../../db/store.ts';
import type { RestReason } from '../contract/deliveryShapes.ts';
import type { AppEvent } from '../contract/events.ts';
import { type Contract, contract } from '../contract/index.ts';
import type { MailboxReport } from '../contract/mailbox.ts';
import type { ReadMail } from '../contract/readMail.ts';
import type { MailboxSettings, RegisterKind } from '../contract/settings.ts';
import type { Jobs } from '../jobs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Caller, Files } from '../ports/files.ts';
import type { Letters } from '../ports/letters.ts';
import type { TestMail } from '../ports/mailer.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Threads } from '../ports/threads.ts';
import type { WindowLock } from '../ports/windowLock.ts';
import type { EventHub } from './eventHub.ts';

/** The outbox, as far as handlers may speak to it. They queue rows; it sends them. */
export interface Sending {
  wake(): void;
  drain(limits?: {
    until?: 'drained' | undefined;
    maxSeconds?: number | undefined;
    signal?: AbortSignal | undefined;
  }): Promise<{ sent: number; retry: number; failed: number; inDoubt: number }>;
  resting(): { until: string; why: RestReason; reason: string } | null;
  /** One mail that belongs to no office; answers the server's words. Errors: mail_not_set, tls_required, mail_refused. */
  sendTest(mail: TestMail): Promise<string>;
}

/** The mailbox answers come into, as far as handlers may speak to it: it is the worker that goes to the network. */
export interface MailboxWork {
  /** Other settings: look at once. */
  wake(): void;
  /** Errors: mailbox_not_set, mailbox_failed, tls_required. */
  fetch(): Promise<MailboxReport>;
  /** Connects with these settings, else the stored ones. Errors: as `fetch`. */
  look(
    settings?: MailboxSettings,
    password?: string,
  ): Promise<{ mails: number; sentFolder: string | null; folders: string[] }>;
  /** Errors: as `fetch`. */
  findSent(messageId: string): Promise<{ folder: string; at: string | null } | null>;
  /** Why the last reading failed; null when it did not. */
  trouble(): string | null;
}

/** Proven copies of the register, its health, and the way back to a copy. */
export interface BackupKeeping {
  create(): Promise<Answer<'create'>>;
  list(): Promise<Omit<Answer<'list'>, 'health' | 'erasure'>>;
  health(): Answer<'check'>;
  standing(): Promise<{ newestAt: string | null; late: boolean }>;
  check(): Promise<Answer<'check'>>;
  preview(named: NamedBackup): Promise<Answer<'preview'>>;
  restore(named: NamedBackup, by: string): Promise<Answer<'restore'>>;
  /** New ones, and none any more with fewer audit rows. `second`: what became of the second place. */
  renew(auditRows: number): Promise<{ made: number; removed: number; second: 'none' | 'renewed' | 'unreachable' }>;
  setPlace(folder: string, passphrase?: string): Promise<void>;
}

type Answer<Call extends keyof Contract['backups']> = InferContractRouterOutputs<Contract>['backups'][Call];
type NamedBackup = { name: string; place: 'here' | 'second'; passphrase?: string | undefined };

/** What the application is made of, once per register. */
export interface AppParts {
  store: Store;
  clock: Clock;
  files: Files;
  threads: Threads<Jobs>;
  letters: Letters;
  secrets: SecretStore;
  outbox: Sending;
  mailbox: MailboxWork;
  /** Reads a mail; never throws for what is in it. */
  readMail(raw: Uint8Array): Promise<ReadMail>;
  backups: BackupKeeping;
  windowLock: WindowLock;
  events: EventHub;
  register: RegisterKind;
  /** The register's file cannot be used; what is open in its place is empty, and only a backup can be put back. */
  damaged: boolean;
  /** Leaves this register and opens the other one; the host does it. */
  openRegister(kind: RegisterKind): Promise<void>;
  /** The publisher's key, by which an update is known; empty: by none. */
  updateKey: string;
  /** For what the developer must see; never personal data. */
  log(line: string): void;
}

/** What every handler gets: the parts, and who is calling. */
export interface AppContext extends AppParts {
  caller: Caller;
  /** Name of the clerk at work, for the audit; `script` for the command line. */
  clerk(): Promise<string>;
}

/** The contract, to be filled in feature by feature; a missing or misshapen handler does not compile. */
export const api = implement(contract).$context<AppContext>();

/** The one audit row of a change: what it was about, without personal data. */
export type Note = (entity: string, entityId: number | null, detail?: AuditEntry['detail']) => void;

/**
 * Every write goes through here: one transaction, one audit row, then the news to the windows.
 * A change that does not say what it did is rolled back.
 * @param action the procedure's name, e.g. `notices.approve`
 */
export async function change<T>(
  context: AppContext,
  action: string,
  work: (tx: WriteTx, note: Note, at: string) => Promise<T>,
  options: WriteOptions = {},
): Promise<T> {
  const at = context.clock.now().toISOString();
  const clerk = await context.clerk();
  const result = await context.store.write(async (tx) => {
    let noted: Pick<AuditEntry, 'entity' | 'entityId' | 'detail'> | null = null as typeof noted;
    const answer = await work(tx, (entity, entityId, detail = {}) => (noted = { entity, entityId, detail }), at);
    if (!noted) throw new Error(`${action} changed something without an audit row`);
    await appendAudit(tx, { at, clerk, action, ...noted });
    return answer;
  }, options);
  tell(context, { type: 'changed', feature: action.split('.')[0] ?? action });
  return result;
}

/** Tells the open windows. */
export function tell(context: Pick<AppContext, 'events'>, event: AppEvent): void {
  context.events.publish(event);
}
