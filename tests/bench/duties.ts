import { type Bench, timed } from './measure.ts';
import type { Registers } from './registers.ts';

const OFFICES = 10_000;

/** Where 10,000 offices stand with their duties: counted, paged, and noted for all at once. */
export async function dutyBenches(registers: Registers): Promise<Bench[]> {
  const { client, bare } = await registers.of(OFFICES);
  const { id: incidentId } = await client.incidents.create({
    ...{ title: '報告の要る障害', provider: '提供会社', knownOn: '2026-06-05' },
  });
  const duty = { incidentId, duty: 'report' } as const;
  const all = { kind: 'all' } as const;
  await client.duties.setOffices({ ...duty, state: 'none', offices: all });
  await client.duties.setOffices({ ...duty, state: 'required', offices: all });
  bare.exec('analyze');
  const standing = `from office_duties where incident_id = ${incidentId} and duty = 'report' and newest = 1`;
  const counts = bare.prepare(`select state, count(*) ${standing} group by state`);
  const page = bare.prepare(
    `select offices.code, offices.name, state from offices join office_duties on office_id = offices.id
      where incident_id = ${incidentId} and duty = 'report' and newest = 1 order by offices.code limit 100`,
  );
  const write = bare.prepare(
    `insert into office_duties (incident_id, office_id, duty, state, note, at, clerk, newest)
      select incident_id, office_id, duty, state, note, at, clerk, 0 ${standing}`,
  );
  return [
    {
      name: 'duties.counts, 10,000 offices',
      limit: 'one GROUP BY over the index',
      goal: 30,
      mostBlockMs: 50,
      product: () => timed(() => client.duties.counts({ incidentId }), 3),
      bare: () => timed(() => counts.all(), 3),
    },
    {
      name: 'duties.offices, 100 of 10,000',
      limit: 'the page with its offices',
      goal: 30,
      mostBlockMs: 50,
      product: () => timed(() => client.duties.offices({ ...duty, limit: 100 }), 3),
      bare: () => timed(() => page.all(), 3),
    },
    {
      name: 'duties.setOffices, all 10,000',
      limit: 'one INSERT of as many rows',
      goal: 10,
      mostBlockMs: 50,
      product: () => timed(() => client.duties.setOffices({ ...duty, state: 'required', offices: all })),
      bare: () => timed(() => bare.transaction(() => write.run())()),
    },
  ];
}
