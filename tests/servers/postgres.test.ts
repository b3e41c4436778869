import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPostgres } from '../../db/openPostgres.ts';
import type { Store } from '../../db/store.ts';
import { type Client, type Host, openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { startCatcher } from '../../electron/practice/catcher.ts';
import { approveVersion, createIncident, importOffices, manyOffices, setMail } from '../support/builders.ts';
import { countersAndTruth, officeCountsAndTruth } from '../support/counters.ts';
import { createDatabase } from '../support/engines.ts';

const OFFICES = 3000;

/** Two PCs of one office at one server: each runs the whole program with a data folder of its own. */
interface Pc {
  host: Host;
  client: Client;
  folder: string;
}

let database: { url: string; drop(): Promise<void> };
let here: Pc;
let there: Pc;
let store: Store;

beforeEach(async () => {
  const server = process.env.TODOKE_TEST_DATABASE_URL;
  if (!server) throw new Error('run by npm run test:servers');
  database = await createDatabase(server);
  process.env.TODOKE_DATABASE_URL = database.url;
  // Both at once: the second waits while the first makes the tables.
  [here, there] = await Promise.all([startPc(), startPc()]);
  store = await openPostgres(database.url);
});

afterEach(async () => {
  await store.close();
  for (const pc of [here, there]) {
    await pc.host.close();
    await rm(pc.folder, { recursive: true, force: true });
  }
  delete process.env.TODOKE_DATABASE_URL;
  await database.drop();
});

async function startPc(): Promise<Pc> {
  const folder = await mkdtemp(join(tmpdir(), 'todoke-pc-'));
  const secrets = fileSecrets(join(folder, 'secrets.json'));
  const host = await openHost({ dataFolder: folder, register: 'main', secrets, log: () => undefined });
  return { host, client: host.client('script'), folder };
}

const run = promisify(execFile);

/** A clerk with a program of their own; answers the recipients they took up. */
async function sitDown(clerk: string, versionId: number): Promise<number[]> {
  const script = join(import.meta.dirname, 'deskClerk.ts');
  const { stdout } = await run(process.execPath, [script, clerk, String(versionId)], { env: process.env });
  return JSON.parse(stdout) as number[];
}

describe('one register on a PostgreSQL server', () => {
  it('is a server, not the one in this process', async () => {
    const { rows } = await query<{ version: string }>('select version()');
    expect(rows[0]?.version).toMatch(/^PostgreSQL \d+.*linux/);
    expect(store.engine).toBe('postgres');
  });

  it('carries the main job from one PC to the other, and its counts stay true', async () => {
    const offices = manyOffices(OFFICES);
    await importOffices(here, offices);
    const incidentId = await createIncident(there.client);
    const { noticeId, versionId: first } = await approveVersion(there.client, incidentId);
    expect(await there.client.deliveries.queue({ versionId: first })).toMatchObject({
      queued: OFFICES,
      withoutAddress: 0,
    });
    for (const { code } of offices.slice(0, 40)) {
      const pc = Number(code) % 2 === 0 ? here : there;
      await pc.client.acknowledgements.record({ versionId: first, officeCode: code, method: 'phone' });
    }
    const { versionId: second } = await approveVersion(here.client, incidentId, noticeId);
    await here.client.deliveries.queue({ versionId: second });
    await there.client.acknowledgements.record({ versionId: second, officeCode: '0001', method: 'fax' });

    const { latest } = await there.client.incidents.overview({ incidentId });
    expect(latest).toMatchObject({ recipients: OFFICES, confirmed: 1, outdated: 39, open: OFFICES - 40 });
    for (const counted of [await countersAndTruth(store.read), await officeCountsAndTruth(store.read)]) {
      expect(counted.counters).toEqual(counted.truth);
      expect(counted.truth.length).toBeGreaterThan(0);
    }
    expect(await here.client.audit.verify({})).toMatchObject({ ok: true });
  });

  it('gives clerks in processes of their own the whole desk between them, and no office to two of them', async () => {
    const offices = manyOffices(120);
    await importOffices(here, offices);
    const { versionId } = await approveVersion(here.client, await createIncident(here.client));
    await here.client.deliveries.queue({ versionId });
    await query(`update offices set phone = '03-0000-' || code`);
    const clerks = await Promise.all(['山本', '佐藤', '中村'].map((clerk) => sitDown(clerk, versionId)));
    const taken = clerks.flat();
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken).toHaveLength(offices.length);
    expect(clerks.filter((own) => own.length > 0).length).toBeGreaterThan(1);
    expect((await here.client.calls.list({ versionId })).total).toBe(offices.length);
    expect(await here.client.audit.verify({})).toMatchObject({ ok: true });
  });

  it('pages in the order of the codes, whatever order the server sorts texts in', async () => {
    const codes = ['あ', 'ア', 'B', 'a', 'A', '2', '10', '-1', '亜'];
    await importOffices(
      here,
      codes.map((code) => ({ code })),
    );
    const { rows: sorted } = await query<{ sorted: boolean }>(`select 'a' < 'B' as sorted`);
    expect(sorted[0]?.sorted, 'a server that sorts as people do').toBe(true);
    const found: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await here.client.offices.list({ limit: 2, ...(cursor ? { cursor } : {}) });
      found.push(...page.rows.map((row) => row.code));
      cursor = page.next;
    }
    expect(found).toEqual([...codes].sort());
  });

  it('addresses an office once when two clerks queue the same version at the same moment', async () => {
    await importOffices(here, manyOffices(300));
    const { versionId } = await approveVersion(here.client, await createIncident(here.client));
    const both = await Promise.all([
      here.client.deliveries.queue({ versionId }),
      there.client.deliveries.queue({ versionId }),
    ]);
    expect(both.map((one) => one.queued).sort()).toEqual([0, 300]);
    const { rows } = await query<{ mails: number; offices: number }>(
      `select count(*)::int as mails, count(distinct r.office_id)::int as offices
        from deliveries d join recipients r on r.id = d.recipient_id`,
    );
    expect(rows[0]).toEqual({ mails: 300, offices: 300 });
    expect(await here.client.audit.verify({})).toMatchObject({ ok: true });
  });

  it('has one sender: the other PC gets the right only when the first gives it back or its line breaks', async () => {
    const held = await eventually(() => store.takeSenderLock());
    await importOffices(here, manyOffices(3));
    await setMail(here.client, 25);
    await expect(here.client.deliveries.run({})).rejects.toMatchObject({ code: 'sender_elsewhere' });
    held.release();
    const other = await openPostgres(database.url);
    const broken = await eventually(() => other.takeSenderLock());
    expect(await store.takeSenderLock()).toBeNull();
    await breakLines();
    const taken = await eventually(() => store.takeSenderLock().catch(() => null));
    for (const lock of [broken, taken]) lock.release();
    await other.close();
  });

  it('loses no line for good when it asks for the right to send just as its lines break', async () => {
    for (let times = 0; times < 6; times += 1) {
      await breakLines();
      const lock = await store.takeSenderLock().catch(() => null);
      lock?.release();
    }
    expect(
      (
        await eventually(() =>
          store.read
            .selectFrom('offices')
            .selectAll()
            .execute()
            .catch(() => null),
        )
      ).length,
    ).toBe(0);
  });

  it('sends each mail once when two PCs are told to send at the same time', async () => {
    const catcher = await startCatcher();
    await importOffices(here, manyOffices(60));
    await setMail(here.client, catcher.port);
    const { versionId } = await approveVersion(here.client, await createIncident(here.client));
    await here.client.deliveries.queue({ versionId });
    const both = await Promise.allSettled([here.client.deliveries.run({}), there.client.deliveries.run({})]);
    const ran = both.filter((one) => one.status === 'fulfilled').map((one) => one.value.sent);
    expect(ran.reduce((sum, sent) => sum + sent, 0)).toBe(60);
    const addresses = (await catcher.received()).flatMap((mail) => mail.to);
    expect(addresses).toHaveLength(60);
    expect(new Set(addresses).size).toBe(60);
    await catcher.close();
  });

  it('keeps one chain of actions, also on a server whose transactions go on seeing what was there when they began', async () => {
    const name = new URL(database.url).pathname.slice(1);
    await query(`alter database ${name} set default_transaction_isolation to 'repeatable read'`);
    await breakLines();
    await eventually(() => here.client.offices.list({}).catch(() => null));
    await eventually(() => there.client.offices.list({}).catch(() => null));
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? here : there).client.settings.update({ clerk: `${i}` })),
    );
    expect(await here.client.audit.verify({})).toMatchObject({ rows: 20, ok: true, firstBad: null });
  });

  it('says that the register is busy when the line breaks in the middle of a call', async () => {
    const waiting = query('select pg_sleep(1) from (select pg_advisory_lock(1415867188)) as held');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const cut = expect(here.client.settings.update({ clerk: '山本' })).rejects.toMatchObject({ code: 'database_busy' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query not like '%pg_sleep%'`);
    await cut;
    await waiting;
  });

  it('outlives a line that breaks between two statements of one write', async () => {
    const write = store.write(async (tx) => {
      await sql`select 1`.execute(tx);
      await breakLines();
      // Time for the news to arrive while no statement waits for an answer.
      await new Promise((resolve) => setTimeout(resolve, 200));
      await sql`select 1`.execute(tx);
    });
    await expect(write).rejects.toThrow();
    expect((await eventually(() => here.client.offices.list({}).catch(() => null))).total).toBe(0);
  });

  it('goes on after the server dropped every line', async () => {
    await importOffices(here, manyOffices(5));
    await breakLines();
    const { total } = await eventually(() => here.client.offices.list({}).catch(() => null));
    expect(total).toBe(5);
  });
});

async function query<Row extends pg.QueryResultRow>(text: string): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await client.query<Row>(text);
  } finally {
    await client.end();
  }
}

/** What a restart of the server or of the office's switch does to everyone. */
async function breakLines(): Promise<void> {
  await query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
}

/** Asks until there is an answer. Errors: none within 10 seconds. */
async function eventually<T>(ask: () => Promise<T | null>): Promise<T> {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no answer');
}
