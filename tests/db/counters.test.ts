import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../electron/practice/random.ts';
import { countersAndTruth, officeCountsAndTruth } from '../support/counters.ts';
import { engines } from '../support/engines.ts';

const DELIVERY = [
  'no_address',
  'queued',
  'sending',
  'handed',
  'sent',
  'retry',
  'failed',
  'in_doubt',
  'cancelled',
] as const;
const ACKNOWLEDGEMENT = ['open', 'outdated', 'confirmed', 'superseded'] as const;

describe.each(engines)('counters on $engine', ({ open }) => {
  it('always equal the full GROUP BY, over random histories', async () => {
    const { store, close } = await open();
    const random = createRandom(7);
    await store.write(async (tx) => {
      await sql`insert into incidents (title, provider, known_on, narrowed, created_at) values ('a', 'b', '2026-06-05', 0, '')`.execute(
        tx,
      );
      await sql`insert into notices (incident_id, title, created_at) values (1, 'n', '')`.execute(tx);
      for (let number = 1; number <= 3; number += 1) {
        await sql`insert into notice_versions (notice_id, number, label, subject, body, updated_at) values (1, ${number}, '', '', '', '')`.execute(
          tx,
        );
      }
      for (let code = 1; code <= 40; code += 1) {
        await sql`insert into offices (code, name, kana, branch, postal_code, address, phone, fax, mail, contact_name, labor_number, status, updated_at)
          values (${String(code)}, '', '', '', '', '', '', '', '', '', '', 'entrusted', '')`.execute(tx);
      }
    });
    for (let round = 0; round < 12; round += 1) {
      await store.write(async (tx) => {
        for (let step = 0; step < 15; step += 1) {
          const version = random.int(1, 3);
          const office = random.int(1, 40);
          const delivery = random.pick(DELIVERY);
          const acknowledgement = random.pick(ACKNOWLEDGEMENT);
          const branch = random.pick(['東', '西']);
          await sql`insert into recipients (version_id, office_id, branch, delivery_state, acknowledgement_state, confirmed_number)
            values (${version}, ${office}, ${branch}, ${delivery}, ${acknowledgement}, null)
            on conflict (version_id, office_id) do update set delivery_state = ${delivery}, branch = ${branch}`.execute(
            tx,
          );
          await sql`update recipients set acknowledgement_state = ${acknowledgement} where office_id = ${office}`.execute(
            tx,
          );
          if (random.chance(0.2)) await sql`delete from recipients where office_id = ${random.int(1, 40)}`.execute(tx);
        }
      });
      const { counters, truth } = await countersAndTruth(store.read);
      expect(counters).toEqual(truth);
      expect(truth.length).toBeGreaterThan(0);
    }
    await close();
  });

  it('of offices too, while they come, move, leave and are taken out', async () => {
    const { store, close } = await open();
    const random = createRandom(8);
    for (let round = 0; round < 12; round += 1) {
      await store.write(async (tx) => {
        for (let step = 0; step < 15; step += 1) {
          const code = String(random.int(1, 30));
          const branch = random.pick(['東', '西']);
          const status = random.pick(['entrusted', 'released']);
          await sql`insert into offices (code, name, kana, branch, postal_code, address, phone, fax, mail, contact_name, labor_number, status, updated_at)
            values (${code}, '', '', ${branch}, '', '', '', '', '', '', '', ${status}, '')
            on conflict (code) do update set branch = ${branch}`.execute(tx);
          await sql`update offices set status = ${status} where branch = ${branch} and code < ${code}`.execute(tx);
          if (random.chance(0.2)) await sql`delete from offices where code > ${code}`.execute(tx);
        }
      });
      const { counters, truth } = await officeCountsAndTruth(store.read);
      expect(counters).toEqual(truth);
      expect(truth.length).toBeGreaterThan(0);
    }
    await close();
  });
});
