import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signNewest } from '../../electron/features/auditSigning.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { createCheckpoints } from '../../electron/workers/checkpoints.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const HOUR = 3_600_000;
const LOOK = 10 * 60_000;

describe.each(engines)('the daily checkpoint on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await test.close();
  });

  const signed = () => test.store.read.selectFrom('audit_checkpoints').select(['seq', 'at']).orderBy('id').execute();
  const addOffice = (code: string) => test.client.offices.create({ values: { code, name: `事業所${code}` } });

  it('is signed once a Japan day, if anything was done, and again only when the day is another', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { store, clock } = test;
    const secrets = fileSecrets(`${test.folder}/key.json`);
    const watch = createCheckpoints({
      store,
      clock,
      sign: () => signNewest({ store, clock, secrets }),
      log: (line) => test.log.push(line),
    });
    const looks = async () => {
      vi.advanceTimersByTime(LOOK);
      await watch.stop();
      const found = (await signed()).map(({ seq }) => Number(seq));
      await watch.start();
      await watch.stop();
      expect((await signed()).map(({ seq }) => Number(seq))).toEqual(found);
      await watch.start();
      return found;
    };
    await watch.start();
    expect(await looks()).toEqual([]);
    await addOffice('001');
    expect(await looks()).toEqual([1]);
    await addOffice('002');
    expect(await looks()).toEqual([1]);
    // 10:00 in Japan: midnight is fourteen hours away.
    clock.forward(13 * HOUR);
    expect(await looks()).toEqual([1]);
    clock.forward(HOUR);
    expect(await looks()).toEqual([1, 2]);
    clock.forward(24 * HOUR);
    expect(await looks()).toEqual([1, 2]);
    expect(test.log).toEqual([]);
    await watch.stop();
  });

  it('of an audit that does not follow is refused and told once a day, not at every look', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { store, clock } = test;
    await addOffice('001');
    await test.client.audit.sign({});
    await addOffice('002');
    await store.write(async (tx) => {
      if (engine === 'sqlite') await sql`drop trigger audit_append_only_update`.execute(tx);
      else await sql`alter table audit_events disable trigger all`.execute(tx);
      await sql`update audit_events set clerk = 'another' where seq = 1`.execute(tx);
    });
    let walked = 0;
    const secrets = fileSecrets(join(test.folder, 'secrets.json'));
    const sign = () => {
      walked += 1;
      return signNewest({ store, clock, secrets });
    };
    const lines: string[] = [];
    const watch = createCheckpoints({ store, clock, sign, log: (line) => lines.push(line) });
    await watch.start();
    const looks = async () => {
      for (let look = 0; look < 3; look += 1) vi.advanceTimersByTime(LOOK);
      await watch.stop();
      await watch.start();
      return [walked, lines.length];
    };
    // The day of the checkpoint needs no other.
    expect(await looks()).toEqual([0, 0]);
    clock.forward(24 * HOUR);
    expect(await looks()).toEqual([1, 1]);
    expect(await looks()).toEqual([1, 1]);
    clock.forward(24 * HOUR);
    expect(await looks()).toEqual([2, 2]);
    await watch.stop();
    expect(lines[0]).toContain('does not follow');
    expect(await signed()).toMatchObject([{ seq: 1 }]);
  });

  it('has one key, though the watch, a backup and a clerk sign at the same moment', async () => {
    await addOffice('001');
    await Promise.all([
      test.app.start(),
      test.client.audit.sign({}),
      test.client.audit.export({ file: join(test.folder, 'checkpoints.txt') }),
    ]);
    for (let tries = 0; tries < 400 && (await signed()).length === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(await test.client.audit.verify({})).toMatchObject({ ok: true, covered: 1, checkpoints: 1, faults: [] });
  });
});
