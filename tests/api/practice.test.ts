import { once } from 'node:events';
import { access, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Host, openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { practiceFile } from '../../electron/practice/csv.ts';
import { practiceOffices } from '../../electron/practice/offices.ts';
import { fileProcedures, practiceProcedures } from '../../electron/practice/procedures.ts';
import { createRandom } from '../../electron/practice/random.ts';
import { discardUnfinished } from '../../electron/practice/register.ts';
import { temporaryFolder } from '../support/engines.ts';
import { createTestApp, createTestClock } from '../support/testApp.ts';

let home: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  home = await temporaryFolder();
});
afterEach(() => home.remove());

/** True when a mail server greets on this loopback port. */
async function greets(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    const [greeting] = await once(socket, 'data');
    return String(greeting).startsWith('220');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return false;
    throw error;
  } finally {
    socket.destroy();
  }
}

describe('the practice register', () => {
  async function openPracticeHost(): Promise<Host> {
    const secrets = fileSecrets(join(home.folder, 'secrets.json'));
    return openHost({ dataFolder: home.folder, register: 'practice', secrets, log: () => undefined });
  }

  test('tells the story at first use, keeps it at the next, and has a mail catcher as long as it is open', async () => {
    const first = await openPracticeHost();
    const client = first.client('script');
    const frame = await client.settings.frame({});
    expect(frame).toMatchObject({ register: 'practice', fresh: false });
    const [incident] = (await client.incidents.list({})).rows;
    expect(incident?.affected).toBe(1200);
    const overview = await client.incidents.overview({ incidentId: incident?.id ?? 0 });
    expect(overview.latest).toMatchObject({ number: 2, recipients: 1200, confirmed: 200, outdated: 380, open: 620 });
    expect(overview.delayed).toBe(18);
    // The story lies in the past: the answers came in on many days, none of them after today.
    const days = new Set(overview.growth.map(({ on }) => on));
    expect(days.size).toBeGreaterThan(8);
    expect([...days].every((on) => on < frame.today)).toBe(true);
    const port = (await client.settings.get({})).mail?.port ?? 0;
    expect(await greets(port)).toBe(true);
    await first.close();
    expect(await greets(port)).toBe(false);

    const second = await openPracticeHost();
    const again = second.client('script');
    expect((await again.incidents.list({})).rows).toHaveLength(1);
    const mail = (await again.settings.get({})).mail;
    expect(mail).toMatchObject({ host: '127.0.0.1', security: 'none' });
    expect(await greets(mail?.port ?? 0)).toBe(true);
    await second.close();
  }, 120_000);

  test('that was left half filled is thrown away; one that was finished is not', async () => {
    const marker = join(home.folder, 'practice-complete');
    const register = join(home.folder, 'register.sqlite');
    await writeFile(register, 'finished');
    await writeFile(marker, '');
    await discardUnfinished(home.folder);
    await access(register);

    const { folder, remove } = await temporaryFolder();
    await writeFile(join(folder, 'register.sqlite'), 'half filled');
    await discardUnfinished(folder);
    await expect(access(join(folder, 'register.sqlite'))).rejects.toMatchObject({ code: 'ENOENT' });
    await remove();
  });
});

describe('the practice procedures', () => {
  const codes = practiceOffices(20, 1).map((office) => office.code);

  test.each([
    ['a Monday', '2026-06-08'],
    ['a Sunday', '2026-06-07'],
    ['within the long holidays of May', '2026-05-04'],
    ['New Year’s Eve', '2026-12-31'],
    ['the first open day of the year', '2027-01-04'],
  ])('hold eighteen late ones and no more on %s', async (_day, today) => {
    const app = await createTestApp({ clock: createTestClock(`${today}T01:00:00.000Z`) });
    const list = join(home.folder, 'list.csv');
    await writeFile(list, practiceFile(20, 1));
    await app.client.offices.import({ file: list, commit: true });
    const { id: incidentId } = await app.client.incidents.create({ title: '障害', provider: '提供元', knownOn: today });
    const counts = await fileProcedures(app.client, createRandom(1), { incidentId, today, codes });
    expect(counts).toEqual(practiceProcedures);
    expect((await app.client.procedures.list({})).total).toBe(60);
    expect((await app.client.procedures.list({ delayed: true })).total).toBe(practiceProcedures.late);
    const undated = (await app.client.procedures.list({})).rows.filter((row) => row.dueOn === null);
    expect(undated).toHaveLength(practiceProcedures.undated);
    await app.close();
  });
});
