import { forgetListing } from '../../db/queries/conflicts.ts';
import { markUndone, officesOfImport, usedOffices } from '../../db/queries/imports.ts';
import {
  type ChangeOrigin,
  changesOfImport,
  firstValues,
  insertOfficeChanges,
  newestChange,
  type OfficeChange,
} from '../../db/queries/officeChanges.ts';
import { type OfficeRow, officesById } from '../../db/queries/offices.ts';
import { deleteOffices, updateOffice } from '../../db/queries/officeWrites.ts';
import type { Engine, WriteTx } from '../../db/store.ts';
import type { OfficeField } from '../contract/offices.ts';
import { breathe } from './breathing.ts';
import { withFields } from './officeComparing.ts';
import { removeFurtherMails } from './officeFurtherMails.ts';
import { furtherTexts, withSearchKey } from './officeKey.ts';

/** Something that stays although its import is taken back, and why. `field` null: the office as a whole. */
interface KeptBack {
  code: string;
  field: OfficeField | null;
  reason: 'used' | 'changed_since';
}

/** What taking an import back did. */
export interface TakenBack {
  /** New offices that went. */
  removed: number;
  /** Fields that hold again what they held before. */
  restored: number;
  /** What stays: all of them, and the first 1,000 by name. */
  keptCount: number;
  kept: KeptBack[];
}

/** Offices or changes handled at a time. */
const BATCH = 200;
const MOST_NAMED = 1000;

/**
 * Takes an import back inside the caller's transaction. Only what is as the import left it goes or turns back.
 * Null when there is no such import, or when it was taken back before.
 */
export async function takeBack(
  tx: WriteTx,
  engine: Engine,
  importId: number,
  by: Omit<ChangeOrigin, 'importId'>,
): Promise<TakenBack | null> {
  if (!(await markUndone(tx, importId, by.at))) return null;
  const done: TakenBack = { removed: 0, restored: 0, keptCount: 0, kept: [] };
  await forgetListing(tx, importId);
  await turnChangesBack(tx, engine, { ...by, importId }, done);
  await removeFurtherMails(tx, engine, { ...by, importId });
  await removeNewOffices(tx, importId, done);
  return done;
}

async function turnChangesBack(
  tx: WriteTx,
  engine: Engine,
  origin: ChangeOrigin & { importId: number },
  done: TakenBack,
): Promise<void> {
  // What is written here is told under the import too, and is not to be turned back in its turn.
  const lastId = await newestChange(tx);
  for (let afterId = 0; ; ) {
    const changes = await changesOfImport(tx, origin.importId, { afterId, lastId }, BATCH);
    if (changes.length === 0) return;
    const offices = await officesById(tx, [...new Set(changes.map((each) => each.officeId))]);
    const furtherOf = await furtherTexts(tx, [...offices.keys()]);
    const written: OfficeChange[] = [];
    for (const [officeId, office] of offices) {
      const mine = changes.filter((each) => each.officeId === officeId);
      for (const each of mine) if (office[each.field] !== each.to) keep(done, office, each.field, 'changed_since');
      // From nothing to nothing: what was changed has been erased since.
      const back = mine
        .filter((each) => office[each.field] === each.to && each.from !== each.to)
        .map(({ field, from, to }) => ({ officeId, field, from: to, to: from }));
      if (back.length === 0) continue;
      await updateOffice(tx, office, withSearchKey(withFields(office, back), furtherOf(officeId)), origin.at);
      written.push(...back);
    }
    await insertOfficeChanges(tx, engine, written, origin);
    done.restored += written.length;
    afterId = changes.at(-1)?.id ?? afterId;
    await breathe();
  }
}

async function removeNewOffices(tx: WriteTx, importId: number, done: TakenBack): Promise<void> {
  for (let last = 0; ; ) {
    const offices = await officesOfImport(tx, importId, last, BATCH);
    if (offices.length === 0) return;
    const ids = offices.map((office) => office.id);
    const used = await usedOffices(tx, ids);
    const touched = await touchedOffices(tx, offices);
    const going: OfficeRow[] = [];
    for (const office of offices) {
      if (used.has(office.id)) keep(done, office, null, 'used');
      else if (touched.has(office.id)) keep(done, office, null, 'changed_since');
      else going.push(office);
    }
    if (going.length > 0) await deleteOffices(tx, going);
    done.removed += going.length;
    last = offices.at(-1)?.id ?? last;
    await breathe();
  }
}

/** Offices in which some field no longer holds what came in: a change and its taking back leave no trace. */
async function touchedOffices(tx: WriteTx, offices: readonly OfficeRow[]): Promise<Set<number>> {
  const byId = new Map(offices.map((office) => [office.id, office]));
  const first = await firstValues(tx, [...byId.keys()]);
  return new Set(
    first.filter(({ officeId, field, value }) => byId.get(officeId)?.[field] !== value).map((each) => each.officeId),
  );
}

function keep(done: TakenBack, office: OfficeRow, field: OfficeField | null, reason: KeptBack['reason']): void {
  done.keptCount += 1;
  if (done.kept.length < MOST_NAMED) done.kept.push({ code: office.code, field, reason });
}
