import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import { SealBroken, seal, unseal } from '../../db/sealed.ts';
import { fail } from '../contract/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { SecretStore } from '../ports/secrets.ts';
import { isBackupLate, keptBackups } from '../rules/backupGenerations.ts';
import { type Backup, listBackups } from './backupFiles.ts';

export type Placed = Backup['place'];

export interface SecondPlaceState {
  folder: string;
  hasPassphrase: boolean;
  newestAt: string | null;
  late: boolean;
  unreachable: boolean;
}

/** A folder off this PC (USB, share) that gets a sealed copy once a day. */
export interface SecondPlace {
  state(): Promise<SecondPlaceState | null>;
  list(): Promise<Backup[]>;
  /** Errors: second_place_unusable, passphrase_missing. */
  set(folder: string, passphrase?: string): Promise<void>;
  /** Seals the backup there when the newest is a day old. */
  keepUp(backup: string): Promise<void>;
  /** Seals these there, whenever the last was made, and then removes all others. */
  renew(backups: readonly string[]): Promise<'none' | 'renewed' | 'unreachable'>;
  /** Errors: passphrase_wrong, passphrase_missing. */
  unseal(name: string, target: string, passphrase?: string): Promise<void>;
}

/** Name of the passphrase in the secrets port. */
const PASSPHRASE = 'backup-passphrase';
const DAY = 24 * 3_600_000;

/** The place belongs to the PC, not to the register: it must be known while that is damaged, and not come with a backup. */
export function createSecondPlace(parts: { dataFolder: string; clock: Clock; secrets: SecretStore }): SecondPlace {
  const note = join(parts.dataFolder, 'backup-place.json');

  async function folderNow(): Promise<string | null> {
    try {
      const { folder } = JSON.parse(await readFile(note, 'utf8')) as { folder: unknown };
      return typeof folder === 'string' && folder !== '' ? folder : null;
    } catch {
      return null;
    }
  }

  async function list(): Promise<Backup[]> {
    const folder = await folderNow();
    if (!folder || !(await isThere(folder))) return [];
    return (await listBackups(folder)).filter((backup) => backup.place === 'second');
  }

  async function passphraseFor(typed: string | undefined): Promise<string> {
    const passphrase = typed || (await parts.secrets.get(PASSPHRASE));
    if (!passphrase) throw fail('passphrase_missing');
    return passphrase;
  }

  return {
    list,
    state: async () => {
      const folder = await folderNow();
      if (!folder) return null;
      const newestAt = (await list())[0]?.at ?? null;
      return {
        folder,
        hasPassphrase: (await parts.secrets.get(PASSPHRASE)) !== null,
        newestAt,
        late: isBackupLate(newestAt, parts.clock.now()),
        unreachable: !(await isThere(folder)),
      };
    },
    set: async (folder, passphrase) => {
      if (folder !== '') {
        await requireWritable(folder, parts.dataFolder);
        await passphraseFor(passphrase);
      }
      if (passphrase) await parts.secrets.set(PASSPHRASE, passphrase);
      await writeFile(`${note}.part`, JSON.stringify({ folder }), { flush: true });
      await rename(`${note}.part`, note);
    },
    keepUp: async (backup) => {
      const folder = await folderNow();
      if (!folder) return;
      const there = await list();
      if (there[0] && parts.clock.now().getTime() - Date.parse(there[0].at) < DAY) return;
      await seal(backup, join(folder, sealedName(backup)), await passphraseFor(undefined));
      const made = await list();
      const kept = new Set(keptBackups(made));
      for (const old of made.filter((each) => !kept.has(each))) await rm(join(folder, old.name), { force: true });
    },
    renew: async (backups) => {
      const folder = await folderNow();
      if (!folder) return 'none';
      if (!(await isThere(folder))) return 'unreachable';
      const there = new Set((await list()).map(({ name }) => name));
      const passphrase = await passphraseFor(undefined);
      for (const backup of backups) {
        const sealed = sealedName(backup);
        // The first of the new ones was sealed as it was made, if the day's was due.
        if (!there.delete(sealed)) await seal(backup, join(folder, sealed), passphrase);
      }
      for (const name of there) await rm(join(folder, name), { force: true });
      return 'renewed';
    },
    unseal: async (name, target, passphrase) => {
      const folder = await folderNow();
      try {
        await unseal(join(folder ?? '', name), target, await passphraseFor(passphrase));
      } catch (error) {
        if (error instanceof SealBroken) throw fail('passphrase_wrong', { name });
        throw error;
      }
    },
  };
}

const sealedName = (backup: string) => `${basename(backup)}.sealed`;

async function isThere(folder: string): Promise<boolean> {
  return readdir(folder).then(
    () => true,
    () => false,
  );
}

/** Another folder than the data's own: a second copy on the same spot is none. */
async function requireWritable(folder: string, dataFolder: string): Promise<void> {
  const unusable = () => fail('second_place_unusable', { folder });
  const way = relative(dataFolder, folder);
  if (!isAbsolute(folder) || (!way.startsWith('..') && !isAbsolute(way))) throw unusable();
  const trial = join(folder, 'todoke-trial.part');
  try {
    await writeFile(trial, 'todoke', { flush: true });
    await rm(trial);
  } catch {
    throw unusable();
  }
}
