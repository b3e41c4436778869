import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { copyVerified } from '../../db/backup.ts';
import type { Store } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import type { Clock } from '../ports/clock.ts';

export interface Backup {
  name: string;
  /** UTC instant it was made. */
  at: string;
  bytes: number;
}

/** Keeps proven copies of the register beside it: one an hour, the newest 24. */
export interface Backups {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Errors: backup_on_server. */
  create(): Promise<Backup>;
  list(): Promise<Backup[]>;
}

const HOUR = 3_600_000;
const KEEP = 24;
const NAME = /^register-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.sqlite$/;

/** Makes the keeper over a folder. */
export function createBackups(parts: {
  store: Store;
  clock: Clock;
  folder: string;
  changed(): void;
  log(line: string): void;
}): Backups {
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<unknown> = Promise.resolve();
  let turn: Promise<unknown> = Promise.resolve();

  async function list(): Promise<Backup[]> {
    await mkdir(parts.folder, { recursive: true });
    const names = (await readdir(parts.folder)).filter((name) => NAME.test(name)).sort();
    return Promise.all(
      names.reverse().map(async (name) => ({
        name,
        at: name.replace(NAME, '$1-$2-$3T$4:$5:$6Z'),
        bytes: (await stat(join(parts.folder, name))).size,
      })),
    );
  }

  /** One at a time: two of the same second would share a name. */
  function create(): Promise<Backup> {
    const mine = turn.then(createNow, createNow);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function createNow(): Promise<Backup> {
    if (!parts.store.copyTo) throw fail('backup_on_server');
    await mkdir(parts.folder, { recursive: true });
    const at = `${parts.clock.now().toISOString().slice(0, 19)}Z`;
    const name = `register-${at.replace(/[-:]/g, '')}.sqlite`;
    const copy = await copyVerified(parts.store.copyTo, join(parts.folder, name));
    for (const old of (await list()).slice(KEEP)) await rm(join(parts.folder, old.name));
    parts.changed();
    return { name, at, bytes: copy.bytes };
  }

  /** Makes one when the newest is an hour old. A failure is told and tried again at the next look. */
  async function keepUp(): Promise<void> {
    const newest = (await list())[0];
    const due = !newest || parts.clock.now().getTime() - Date.parse(newest.at) >= HOUR;
    if (due) await create();
  }

  const look = () => {
    work = keepUp().catch((error: unknown) => parts.log(`backup: ${error instanceof Error ? error.message : error}`));
  };

  return {
    start: async () => {
      if (!parts.store.copyTo) return;
      look();
      timer = setInterval(look, HOUR / 12);
    },
    stop: async () => {
      clearInterval(timer);
      await work;
    },
    create,
    list,
  };
}
