import {
  type BulletinRow,
  bulletinsOf,
  countVersionsOfIncident,
  getBulletin,
  insertBulletin,
  setBulletin,
  setBulletinVersions,
  versionsOfBulletins,
} from '../../db/queries/bulletins.ts';
import { getLedgerChange, insertLedgerChange, type LedgerChange } from '../../db/queries/ledgerChanges.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { type BulletinValues, bulletinValues } from '../contract/bulletins.ts';
import { fail } from '../contract/errors.ts';
import { japanDate } from '../rules/dates.ts';
import { api, change } from './context.ts';
import { requireIncident, requireOpenIncident } from './ledger.ts';

export const bulletins = {
  list: api.bulletins.list.handler(async ({ input, context }) => {
    const db = context.store.read;
    await requireIncident(db, input.incidentId);
    const rows = await bulletinsOf(db, input.incidentId);
    const linked = await versionsOfBulletins(
      db,
      rows.map(({ id }) => id),
    );
    return {
      rows: rows.map(({ incidentId: _, removed: __, ...row }) => ({
        ...row,
        versions: linked
          .filter(({ bulletinId }) => bulletinId === row.id)
          .map(({ versionId, label, sentAt }) => ({ versionId, label, sentOn: sentAt && japanDate(sentAt) })),
      })),
      next: Math.max(0, ...rows.map(({ number }) => number)) + 1,
    };
  }),

  record: api.bulletins.record.handler(async ({ input: { incidentId, values }, context }) => {
    const clerk = await context.clerk();
    return change(context, 'bulletins.record', async (tx, note, at) => {
      await requireOpenIncident(tx, incidentId);
      await check(tx, incidentId, values, null);
      const id = await insertBulletin(tx, incidentId, values);
      await setBulletinVersions(tx, id, values.versionIds);
      await noteChange(tx, { incidentId, entityId: id, act: 'created', before: null, at, clerk });
      note('bulletin', id, { incidentId, number: values.number });
      return { id };
    });
  }),

  edit: api.bulletins.edit.handler(async ({ input: { id, values }, context }) => {
    const clerk = await context.clerk();
    return change(context, 'bulletins.edit', async (tx, note, at) => {
      const row = await requireBulletin(tx, id);
      await check(tx, row.incidentId, values, id);
      const before = await stoodBefore(tx, row);
      await setBulletin(tx, id, values, false);
      await setBulletinVersions(tx, id, values.versionIds);
      note('bulletin', id, { incidentId: row.incidentId, number: values.number });
      return { changeId: await noteChange(tx, { ...idsOf(row), act: 'changed', before, at, clerk }) };
    });
  }),

  remove: api.bulletins.remove.handler(async ({ input: { id }, context }) => {
    const clerk = await context.clerk();
    return change(context, 'bulletins.remove', async (tx, note, at) => {
      const row = await requireBulletin(tx, id);
      const before = await stoodBefore(tx, row);
      await setBulletin(tx, id, row, true);
      note('bulletin', id, { incidentId: row.incidentId });
      return { changeId: await noteChange(tx, { ...idsOf(row), act: 'removed', before, at, clerk }) };
    });
  }),

  undo: api.bulletins.undo.handler(async ({ input: { changeId }, context }) => {
    const clerk = await context.clerk();
    return change(context, 'bulletins.undo', async (tx, note, at) => {
      const undone = await getLedgerChange(tx, changeId, 'bulletin');
      const row = undone && (await getBulletin(tx, undone.entityId));
      if (!undone?.before || !row) throw fail('not_found', { what: 'change' });
      await requireOpenIncident(tx, row.incidentId);
      const values = bulletinValues.parse(JSON.parse(undone.before));
      await check(tx, row.incidentId, values, row.id);
      const before = await stoodBefore(tx, row);
      await setBulletin(tx, row.id, values, false);
      await setBulletinVersions(tx, row.id, values.versionIds);
      await noteChange(tx, { ...idsOf(row), act: 'restored', before, at, clerk });
      note('bulletin', row.id, { incidentId: row.incidentId, changeId });
      return { id: row.id };
    });
  }),
};

const idsOf = ({ id, incidentId }: BulletinRow) => ({ entityId: id, incidentId });

const noteChange = (tx: WriteTx, noted: Omit<LedgerChange, 'entity'>) =>
  insertLedgerChange(tx, { ...noted, entity: 'bulletin' });

async function requireBulletin(db: ReadDb, id: number): Promise<BulletinRow> {
  const row = await getBulletin(db, id);
  if (!row || row.removed) throw fail('not_found', { what: 'bulletin' });
  await requireOpenIncident(db, row.incidentId);
  return row;
}

async function stoodBefore(
  db: ReadDb,
  { id, incidentId: _, removed: __, ...values }: BulletinRow,
): Promise<BulletinValues> {
  const linked = await versionsOfBulletins(db, [id]);
  return { ...values, versionIds: linked.map(({ versionId }) => versionId) };
}

/** Errors: bulletin_taken when the number is another's; not_found for versions of another incident. */
async function check(db: ReadDb, incidentId: number, { number, versionIds }: BulletinValues, id: number | null) {
  const others = await bulletinsOf(db, incidentId);
  if (others.some((other) => other.number === number && other.id !== id)) throw fail('bulletin_taken', { number });
  const known = await countVersionsOfIncident(db, incidentId, [...new Set(versionIds)]);
  if (known < new Set(versionIds).size) throw fail('not_found', { what: 'notice' });
}
