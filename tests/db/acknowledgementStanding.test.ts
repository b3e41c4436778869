import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store, WriteTx } from '../../db/store.ts';
import { deriveMany } from '../../electron/features/acknowledgementStanding.ts';
import { createRandom } from '../../electron/practice/random.ts';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const ANSWERS = ['confirmed', 'agreed', 'declined', 'question', 'left', 'contact_changed'] as const;
const OFFICES = 6;
const STEPS = 60;

const standing = (db: Pick<WriteTx, 'selectFrom'>) =>
  db
    .selectFrom('recipients')
    .select(['office_id', 'version_id', 'acknowledgement_state', 'confirmed_number'])
    .orderBy('office_id')
    .orderBy('version_id')
    .execute();

/** Where all stand when they are derived together out of their answers alone; nothing of it is kept. */
async function derivedTogether(store: Store, noticeId: number, from: { state: string; number: number | null }) {
  let derived: Awaited<ReturnType<typeof standing>> = [];
  const kept = store.write(async (tx) => {
    await tx
      .updateTable('recipients')
      .set({ acknowledgement_state: from.state, confirmed_number: from.number })
      .execute();
    const offices = await tx.selectFrom('offices').select('id').execute();
    await deriveMany(
      tx,
      noticeId,
      offices.map(({ id }) => id),
    );
    derived = await standing(tx);
    throw new Error('not kept');
  });
  await expect(kept).rejects.toThrow('not kept');
  return derived;
}

describe.each(engines)('where an office stands, on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(() => test.close());

  it('is the same reckoned one answer at a time and for all together, over a random history', async () => {
    await importOffices(test, manyOffices(OFFICES));
    const incidentId = await createIncident(test.client);
    const versions: number[] = [];
    let noticeId: number | undefined;
    const sendNext = async () => {
      const made = await approveVersion(test.client, incidentId, noticeId);
      await test.client.deliveries.queue({ versionId: made.versionId });
      noticeId = made.noticeId;
      versions.push(made.versionId);
    };
    await sendNext();
    const random = createRandom(19);
    const recorded: number[] = [];
    const seen = new Set<string>();
    for (let step = 0; step < STEPS; step += 1) {
      test.clock.forward(60_000);
      const withdrawn =
        recorded.length > 0 && random.chance(0.25) ? recorded.splice(random.int(0, recorded.length - 1), 1) : [];
      if (step === 20 || step === 40) await sendNext();
      else if (withdrawn[0]) await test.client.acknowledgements.withdraw({ id: withdrawn[0], reason: '誤り' });
      else {
        const { id } = await test.client.acknowledgements.record({
          ...{
            versionId: versions[random.int(0, versions.length - 1)],
            officeCode: String(random.int(1, OFFICES)).padStart(4, '0'),
          },
          ...{ method: 'phone', name: '架空', answer: random.pick(ANSWERS), note: '架空の問い' },
          at: new Date(test.clock.now().getTime() - random.int(0, 3) * 3_600_000).toISOString(),
        });
        recorded.push(id);
      }
      const kept = await standing(test.store.read);
      for (const row of kept) seen.add(row.acknowledgement_state);
      for (const from of [
        { state: 'open', number: null },
        { state: 'confirmed', number: 1 },
      ]) {
        expect(await derivedTogether(test.store, noticeId ?? 0, from), `step ${step}`).toEqual(kept);
      }
    }
    // A history in which this could not differ would prove nothing.
    expect([...seen].sort()).toEqual(['confirmed', 'exempt', 'open', 'outdated', 'superseded']);
  });
});
