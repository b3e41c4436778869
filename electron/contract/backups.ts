import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instant, line } from './common.ts';

/** Where a backup lies: beside the register, or sealed at the second place. */
const place = z.enum(['here', 'second']);

/** Why it was made: by the hour or by hand, before another register was put in place, before an update of the format. */
const kind = z.enum(['made', 'beforeRestore', 'beforeUpdate']);

/** What a register holds. */
const contents = z.object({
  offices: z.int(),
  incidents: z.int(),
  versions: z.int(),
  acknowledgements: z.int(),
  procedures: z.int(),
  auditRows: z.int(),
  auditHead: z.string(),
  changedAt: instant.nullable(),
  unsent: z.int(),
});

const backup = z.object({
  name: z.string(),
  place,
  kind,
  at: instant,
  bytes: z.int(),
  /** As found when it was made; null where nothing was written down. */
  contents: contents.nullable(),
});

/** Kinds of damage, `db/check.ts`. */
const damage = z.enum(['unreadable', 'structure', 'content', 'references', 'schema', 'chain']);

const health = z.object({
  /** When the register was last read whole; null before the first time. */
  checkedAt: instant.nullable(),
  damage: z.array(damage),
});

const secondPlace = z.object({
  folder: z.string(),
  hasPassphrase: z.boolean(),
  newestAt: instant.nullable(),
  /** No copy there is younger than a week. */
  late: z.boolean(),
  /** The folder cannot be read. */
  unreachable: z.boolean(),
});

/** Which backup; the passphrase only where another was used than the one kept on this PC. */
const named = z.object({ name: line(200), place: place.default('here'), passphrase: z.string().max(500).optional() });

export const backups = {
  list: oc.input(z.object({})).output(
    z.object({
      rows: z.array(backup).max(1000),
      /** No good backup is younger than a week. */
      late: z.boolean(),
      /** What is kept is not what was written: nothing old is dropped until that is looked at. */
      changed: z.boolean(),
      health,
      secondPlace: secondPlace.nullable(),
      /** The newest erasure: backups from before it were removed. `finishedAt` is null while some could not be reached. */
      erasure: z.object({ at: instant, finishedAt: instant.nullable() }).nullable(),
    }),
  ),
  /** Copies the register while it is in use, reopens the copy, reads it whole, and only then gives it its name. */
  create: oc.input(z.object({})).output(backup),
  /** Reads the register whole: pages, row checksums, references, audit chain. */
  check: oc.input(z.object({})).output(health),
  /** Reads a backup whole, and tells what it holds beside what the register holds now. */
  preview: oc
    .input(named)
    .output(
      z.object({ at: instant, damage: z.array(damage), backup: contents.nullable(), present: contents.nullable() }),
    ),
  /**
   * Puts a backup in the register's place. What stood there is kept as a backup, so this can be undone. Sending starts
   * paused, and mails that were not yet out are in doubt.
   */
  restore: oc.input(named).output(z.object({ kept: z.string() })),
  /** Where a sealed copy goes once a day; an empty folder for nowhere. */
  setPlace: oc
    .input(z.object({ folder: z.string().trim().max(1000), passphrase: z.string().min(12).max(500).optional() }))
    .output(z.object({})),
};
