import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticeSource } from '../../db/queries/noticeData.ts';
import { seeded } from '../rules/random.ts';
import { createIncident, importOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { addCopy, stateInVersion } from '../support/facts.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const VALUES = ['調査中', 'なし', 'あり'];
const OFFICES = 12;

describe.each(engines)('facts on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(() => test.close());

  const factOf = async (incidentId: number, name: string) => {
    const fact = (await test.client.facts.list({ incidentId })).rows.find((row) => row.name === name);
    if (!fact) throw new Error(`no ${name}`);
    return fact;
  };

  it('outdated are the offices whose newest received text says something else: random histories', async () => {
    const random = seeded(20260610);
    const below = (n: number) => Math.floor(random() * n);
    await importOffices(
      test,
      Array.from({ length: OFFICES }, (_, at) => ({ code: String(at).padStart(3, '0') })),
    );
    const offices = (await test.client.offices.list({})).rows;
    const merged = new Set([offices[3]?.id]);
    const kept = offices[4]?.id ?? 0;
    await test.store.write((tx) =>
      tx
        .updateTable('offices')
        .set({ merged_into: kept })
        .where('id', '=', offices[3]?.id ?? 0)
        .execute(),
    );
    let seen = 0;
    for (let history = 0; history < 12; history += 1) {
      const incidentId = await createIncident(test.client);
      const factId = (await factOf(incidentId, '漏えい')).id;
      const stated: { id: number; told: string }[] = [];
      /** By office: what its newest text says, and when that went out. */
      const read = new Map<number, { at: string; told: string }>();
      for (let step = 0; step < 8; step += 1) {
        const newest = stated.at(-1);
        if (!newest || random() < 0.5) {
          const [value, hearsay] = [VALUES[below(3)] ?? '', random() < 0.3];
          const { id } = await test.client.facts.state({ factId, value, hearsay, asOf: '2026-06-08' });
          stated.push({ id, told: `${value}${hearsay}` });
          continue;
        }
        // Versions go out in another order than they were written.
        const sentAt = random() < 0.2 ? null : `2026-06-${10 + below(18)}T0${step}:00:00.000Z`;
        const version = { incidentId, label: `第${step}報`, valueIds: [newest.id], sentAt };
        const versionId = await stateInVersion(test, version);
        for (const { id: officeId } of sentAt === null ? [] : offices) {
          if (random() < 0.4) continue;
          const delivery = ['sent', 'no_address', 'failed', 'cancelled'][below(4)] ?? '';
          const acknowledgement = random() < 0.3 ? 'confirmed' : 'open';
          await addCopy(test, { versionId, officeId, delivery, acknowledgement });
          const isRead = !['failed', 'cancelled'].includes(delivery) || acknowledgement === 'confirmed';
          const before = read.get(officeId);
          if (isRead && sentAt !== null && (!before || before.at < sentAt))
            read.set(officeId, { at: sentAt, told: newest.told });
        }
      }
      const now = stated.at(-1)?.told;
      const expected = offices.filter(({ id }) => !merged.has(id) && read.has(id) && read.get(id)?.told !== now);
      const { rows, total } = await test.client.facts.outdated({ factId });
      expect(rows.map((row) => row.officeCode)).toEqual(expected.map((office) => office.code));
      expect([total, (await factOf(incidentId, '漏えい')).outdatedOffices]).toEqual([rows.length, rows.length]);
      seen += rows.length;
    }
    expect(seen).toBeGreaterThan(10);
  });

  it('a version states for ever what was held to be true when it was frozen', async () => {
    const incidentId = await createIncident(test.client);
    const state = async (name: string, value: string) =>
      test.client.facts.state({
        factId: (await factOf(incidentId, name)).id,
        value,
        asOf: '2026-06-08',
        hearsay: true,
      });
    await state('漏えい', '調査中');
    const [leak] = (await factOf(incidentId, '漏えい')).values;
    const valueIds = leak ? [leak.id] : [];
    const versionId = await stateInVersion(test, { incidentId, label: '第1報', valueIds, sentAt: null });
    await state('漏えい', 'あり');
    const said = (await noticeSource(test.store.read, versionId))?.facts.filter(({ valueId }) => valueId !== null);
    expect(said).toEqual([{ name: '漏えい', valueId: leak?.id, value: '調査中', asOf: '2026-06-08', hearsay: 1 }]);
    expect((await factOf(incidentId, '漏えい')).statedBy).toEqual([
      { versionId, label: '第1報', valueId: leak?.id, outdated: true },
    ]);
  });
});
