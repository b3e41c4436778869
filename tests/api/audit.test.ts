import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(engines)('the audit on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(() => test.close());

  const addOffice = (code: string) => test.client.offices.create({ values: { code, name: `事業所${code}` } });

  it('is narrowed to an office, a clerk and a period, and counted', async () => {
    const { id } = await addOffice('001');
    await addOffice('002');
    await test.client.procedures.create({ officeCode: '001', type: 'rishoku', baseDate: '2026-06-01' });
    test.clock.set('2026-06-10T01:00:00.000Z');
    await test.as('window').settings.update({ association: '試験組合' });
    const actions = async (input: Parameters<typeof test.client.audit.list>[0]) =>
      (await test.client.audit.list(input)).rows.map(({ action }) => action);
    expect(await actions({ officeId: id })).toEqual(['procedures.create', 'offices.create']);
    expect(await actions({ clerk: 'window' })).toEqual(['settings.update']);
    expect(await actions({ from: '2026-06-09' })).toEqual(['settings.update']);
    expect(await actions({ to: '2026-06-08', clerk: 'script' })).toHaveLength(3);
    expect((await test.client.audit.list({ officeId: id, limit: 1 })).total).toBe(2);
    expect((await test.client.audit.clerks({})).rows).toEqual(['script', 'window']);
  });

  it('is signed, once for each state, and verified with what was written out', async () => {
    await addOffice('001');
    const first = await test.client.audit.sign({});
    expect(first.checkpoint).toMatchObject({ seq: 1 });
    expect(await test.client.audit.sign({})).toEqual(first);
    await addOffice('002');
    const { file } = await test.client.audit.export({ file: join(test.folder, 'checkpoints.txt') });
    expect(readFileSync(file, 'utf8').match(/^todoke-audit$/gm)).toHaveLength(2);
    await addOffice('003');
    expect(await test.client.audit.verify({ file })).toMatchObject({
      rows: 3,
      ok: true,
      checkpoints: 4,
      covered: 2,
      faults: [],
    });
  });

  it('rewritten whole by one who can write the file is found by what was kept outside', async () => {
    await addOffice('001');
    await addOffice('002');
    const note = (await test.client.audit.sign({})).checkpoint?.note ?? '';
    const before = await test.client.audit.verify({ checkpoints: note });
    expect(before).toMatchObject({ ok: true, covered: 2 });
    await test.store.write(async (tx) => {
      if (engine === 'sqlite') {
        await sql`drop trigger audit_append_only_delete`.execute(tx);
        await sql`drop trigger checkpoints_append_only_delete`.execute(tx);
      } else {
        await sql`alter table audit_events disable trigger all`.execute(tx);
        await sql`alter table audit_checkpoints disable trigger all`.execute(tx);
      }
      await sql`delete from audit_events where seq = 2`.execute(tx);
      await sql`delete from audit_checkpoints`.execute(tx);
    });
    expect(await test.client.audit.verify({})).toMatchObject({ ok: true, covered: 0 });
    expect(await test.client.audit.verify({ checkpoints: note })).toMatchObject({
      ok: false,
      faults: [{ seq: 2, fault: 'missing' }],
    });
  });

  it('a checkpoint cannot be changed or removed', async () => {
    await addOffice('001');
    await test.client.audit.sign({});
    const change = (statement: string) => test.store.write((tx) => sql.raw(statement).execute(tx));
    await expect(change('delete from audit_checkpoints')).rejects.toThrow('append-only');
    await expect(change(`update audit_checkpoints set note = ''`)).rejects.toThrow('append-only');
  });

  it('what does not follow from the last checkpoint is not signed', async () => {
    await addOffice('001');
    await test.client.audit.sign({});
    await addOffice('002');
    await test.store.write(async (tx) => {
      if (engine === 'sqlite') await sql`drop trigger audit_append_only_update`.execute(tx);
      else await sql`alter table audit_events disable trigger all`.execute(tx);
      await sql`update audit_events set clerk = 'another' where seq = 1`.execute(tx);
    });
    expect((await test.client.audit.sign({})).checkpoint).toMatchObject({ seq: 1 });
  });
});
