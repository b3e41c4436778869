import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, removeFile } from '../../db/backup.ts';
import type { Contents, Damage, Findings } from '../../db/check.ts';
import type { Restoring } from '../../db/restore.ts';
import type { Store } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { SecretStore } from '../ports/secrets.ts';
import { isBackupLate, keptBackups, NEVER_DROPPED } from '../rules/backupGenerations.ts';
import { type Backup, freeName, listBackups, newestFirst, removeOthers, unlikeManifest } from './backupFiles.ts';
import { createSecondPlace, type Placed, type SecondPlaceState } from './secondPlace.ts';
import { createTurns } from './turns.ts';

export type { Backup } from './backupFiles.ts';

/** Which backup. The passphrase only where another was used than the one kept on this PC. */
export interface NamedBackup {
  name: string;
  place: Placed;
  passphrase?: string | undefined;
}

export interface Renewed {
  /** Backups that were made here. */
  made: number;
  /** Backups that were removed here. */
  removed: number;
  /** The second place: there is none, it holds the new ones alone, or it could not be reached and still holds old ones. */
  second: 'none' | 'renewed' | 'unreachable';
}

export interface Health {
  /** When the register was last read whole. */
  checkedAt: string | null;
  damage: Damage[];
}

/** Keeps proven copies of the register, looks for damage, and puts a copy back. */
export interface Backups {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Errors: backup_on_server, copy_damaged. */
  create(): Promise<Backup>;
  /** Newest first, those at the second place too. */
  list(): Promise<{ rows: Backup[]; late: boolean; changed: boolean; secondPlace: SecondPlaceState | null }>;
  health(): Health;
  /** What every page shows; the disk is looked at by the hour, not by the page. */
  standing(): Promise<{ newestAt: string | null; late: boolean }>;
  /** Reads the register whole, in a thread. */
  check(): Promise<Health>;
  /** Errors: not_found, passphrase_wrong. */
  preview(
    named: NamedBackup,
  ): Promise<{ at: string; damage: Damage[]; backup: Contents | null; present: Contents | null }>;
  /** Errors: not_found, backup_damaged, passphrase_wrong, database_busy, backup_on_server. */
  restore(named: NamedBackup, by: string): Promise<{ kept: string }>;
  /**
   * Removes every backup of a register with fewer audit rows than that: it holds what was erased since. Before the first
   * goes, there are as many new ones as are never dropped. Errors: as `create`; then nothing has been removed.
   */
  renew(auditRows: number): Promise<Renewed>;
  /** Errors: second_place_unusable, passphrase_missing. */
  setPlace(folder: string, passphrase?: string): Promise<void>;
}

/** The heavy work, each in a thread of its own. */
export interface BackupWork {
  copy(file: string, target: string): Promise<Manifest | { damaged: string }>;
  check(file: string): Promise<Findings>;
  makeIncoming(order: Restoring): Promise<Findings>;
}

export interface BackupParts {
  store: Store;
  clock: Clock;
  secrets: SecretStore;
  work: BackupWork;
  /** Where the data is; the backups are in a folder of it. */
  dataFolder: string;
  /** The register in the data folder, which is damaged and not what is open. */
  damagedFile: string | null;
  /** Number and hash of the newest audit row. */
  auditHead(): Promise<{ seq: number; hash: string }>;
  /** Signs the state of the audit, so that the copy holds it. */
  sign(): Promise<unknown>;
  /** Closes the register, puts `incoming` in its place, keeps what stood there as `kept`, and opens it. */
  replaceRegister(incoming: string, kept: string): Promise<void>;
  changed(): void;
  log(line: string): void;
}

const HOUR = 3_600_000;

/** Makes the keeper over a data folder. */
export function createBackups(parts: BackupParts): Backups {
  const folder = join(parts.dataFolder, 'backups');
  const register = parts.damagedFile ?? parts.store.file;
  const second = createSecondPlace(parts);
  let health: Health = { checkedAt: null, damage: [] };
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<unknown> = Promise.resolve();
  /** One at a time: two at once could find the same name free. */
  const { inTurn } = createTurns();
  let changed = false;
  let restoring = false;
  let newest: { here: string | null; second: string | null | undefined } | undefined;

  async function createNow(): Promise<Backup> {
    if (parts.damagedFile) throw fail('register_damaged');
    if (!parts.store.file) throw fail('backup_on_server');
    await parts.sign().catch((error: unknown) => parts.log(`checkpoint: ${messageOf(error)}`));
    const { name, at } = await freeName(folder, parts.clock.now());
    const target = join(folder, name);
    const copy = await parts.work.copy(parts.store.file, target);
    if ('damaged' in copy) {
      parts.log(`backup: ${copy.damaged}`);
      await checkNow();
      throw fail('copy_damaged');
    }
    await dropOld();
    await second.keepUp(target).catch((error: unknown) => parts.log(`second place: ${messageOf(error)}`));
    await lookForNewest();
    parts.changed();
    const { name: _name, bytes, sha256: _hash, ...contents } = copy;
    return { name, place: 'here', kind: 'made', at, bytes, contents };
  }

  async function lookForNewest(): Promise<NonNullable<typeof newest>> {
    const here = (await listBackups(folder)).find((backup) => backup.kind === 'made')?.at ?? null;
    newest = { here, second: (await second.state())?.newestAt };
    return newest;
  }

  const isLate = (at: string | null) => register !== null && isBackupLate(at, parts.clock.now());

  /** Whoever changes what lies in the folder (ransomware does) must not get the good old ones dropped as well. */
  async function dropOld(): Promise<void> {
    const made = (await listBackups(folder)).filter((backup) => backup.kind === 'made');
    changed = await unlikeManifest(folder, made);
    if (changed) return parts.log('backup: a kept copy is not what was written; nothing is dropped');
    const kept = new Set(keptBackups(made));
    for (const old of made.filter((backup) => !kept.has(backup))) {
      await rm(join(folder, old.name), { force: true });
      await rm(join(folder, `${old.name}.json`), { force: true });
    }
  }

  async function checkNow(): Promise<Health> {
    if (!register) return health;
    const { damage, details } = await parts.work.check(register);
    health = { checkedAt: parts.clock.now().toISOString(), damage };
    for (const line of details) parts.log(`register: ${line}`);
    parts.changed();
    return health;
  }

  /** Makes one when the newest is an hour old and something has changed since, or a day old. */
  async function keepUp(): Promise<void> {
    await lookForNewest();
    const last = (await listBackups(folder)).find((backup) => backup.kind === 'made');
    const age = last ? parts.clock.now().getTime() - Date.parse(last.at) : Number.POSITIVE_INFINITY;
    if (age < HOUR) return;
    const same = last?.contents?.auditHead === (await parts.auditHead()).hash;
    if (!same || age >= 24 * HOUR) await inTurn(createNow);
  }

  async function renew(auditRows: number): Promise<Renewed> {
    // A server keeps its own.
    if (!parts.store.file) return { made: 0, removed: 0, second: 'none' };
    const isClean = ({ kind, contents }: Backup) => kind === 'made' && (contents?.auditRows ?? 0) >= auditRows;
    const clean = (await listBackups(folder)).filter(isClean);
    const made = Math.max(0, NEVER_DROPPED - clean.length);
    for (let n = 0; n < made; n += 1) clean.unshift(await createNow());
    const names = clean.map(({ name }) => name);
    const removed = await removeOthers(folder, names);
    const newest = names.slice(0, NEVER_DROPPED).map((name) => join(folder, name));
    return { made, removed, second: await second.renew(newest) };
  }

  const look = (first: boolean) => {
    work = (first ? checkNow().then(keepUp) : keepUp()).catch((error: unknown) =>
      parts.log(`backup: ${messageOf(error)}`),
    );
  };

  /** Calls `use` with a plain copy of the backup, which is gone afterwards if it had to be unsealed for that. */
  async function withPlain<T>(named: NamedBackup, use: (file: string, found: Backup) => Promise<T>): Promise<T> {
    const rows = named.place === 'here' ? await listBackups(folder) : await second.list();
    const found = rows.find((backup) => backup.name === named.name);
    if (!found) throw fail('not_found', { what: 'backup' });
    if (named.place === 'here') return use(join(folder, found.name), found);
    const plain = join(folder, 'unsealed.part');
    try {
      await second.unseal(found.name, plain, named.passphrase);
      return await use(plain, found);
    } finally {
      await removeFile(plain);
    }
  }

  async function prepare(named: NamedBackup, by: string): Promise<{ incoming: string; kept: string }> {
    if (!register) throw fail('backup_on_server');
    const incoming = join(parts.dataFolder, 'register.incoming');
    const { name: kept, at } = await freeName(folder, parts.clock.now(), 'before-restore');
    // A register too damaged to be asked must not stand in the way of its backup.
    const left = await parts.auditHead().catch((error: unknown) => {
      parts.log(`audit: ${messageOf(error)}`);
      return { seq: 0, hash: '' };
    });
    await withPlain(named, async (backup) => {
      const order = { backup, incoming, at, clerk: by, from: named.name, kept, left };
      const { damage, details } = await parts.work.makeIncoming(order);
      for (const line of details) parts.log(`backup ${named.name}: ${line}`);
      if (damage.length > 0) throw fail('backup_damaged', { name: named.name });
    });
    return { incoming, kept };
  }

  return {
    start: async () => {
      if (!register || parts.damagedFile) return;
      look(true);
      timer = setInterval(() => look(false), HOUR / 12);
    },
    stop: async () => {
      clearInterval(timer);
      await work;
    },
    create: () => inTurn(createNow),
    list: async () => {
      const here = await listBackups(folder);
      const late = isLate(here.find((backup) => backup.kind === 'made')?.at ?? null);
      const rows = [...here, ...(await second.list())].sort(newestFirst);
      return { rows: rows.slice(0, 1000), late, changed, secondPlace: await second.state() };
    },
    standing: async () => {
      const at = newest ?? (await lookForNewest());
      return { newestAt: at.here, late: isLate(at.here) || (at.second !== undefined && isLate(at.second)) };
    },
    health: () => (parts.damagedFile ? { checkedAt: null, damage: ['unreadable'] } : health),
    check: checkNow,
    preview: (named) =>
      inTurn(() =>
        withPlain(named, async (file, { at }) => {
          const [found, present] = await Promise.all([parts.work.check(file), register && parts.work.check(register)]);
          return { at, damage: found.damage, backup: found.contents, present: present ? present.contents : null };
        }),
      ),
    restore: async (named, by) => {
      // The register of the first would be made while that of the second is being put in its place.
      if (restoring) throw fail('database_busy');
      restoring = true;
      try {
        const { incoming, kept } = await inTurn(() => prepare(named, by));
        clearInterval(timer);
        await parts.replaceRegister(incoming, join(folder, kept));
        return { kept };
      } finally {
        restoring = false;
      }
    },
    renew: (auditRows) => inTurn(() => renew(auditRows)),
    setPlace: async (place, passphrase) => {
      await second.set(place, passphrase);
      await lookForNewest();
    },
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
