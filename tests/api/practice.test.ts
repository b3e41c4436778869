import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openHost } from '../../electron/host.ts';
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

describe('the practice register', () => {
  const openFolder = (register: 'main' | 'practice') =>
    openHost({
      dataFolder: home.folder,
      register,
      secrets: fileSecrets(join(home.folder, 'secrets.json')),
      log: () => undefined,
    });

  test('tells a story of the past weeks, keeps what is done in it, and lets nothing out', async () => {
    const first = await openFolder('main');
    const asked = first.client('window');
    // A double click: the second must neither fill it twice nor take away what the first is filling.
    await Promise.all([asked.settings.open({ register: 'practice' }), asked.settings.open({ register: 'practice' })]);
    const client = first.client('window');
    const frame = await client.settings.frame({});
    expect(frame).toMatchObject({ register: 'practice', fresh: false });
    const [incident] = (await client.incidents.list({})).rows;
    expect(incident?.affected).toBe(1200);
    const overview = await client.incidents.overview({ incidentId: incident?.id ?? 0 });
    expect(overview.latest).toMatchObject({ number: 2, recipients: 1200, confirmed: 200, outdated: 380, open: 620 });
    expect(overview.latest?.inDoubt).toBe(0);
    expect(overview.delayed).toBe(18);
    const { growth } = await client.acknowledgements.progress({ incidentId: incident?.id ?? 0 });
    const days = new Set(growth.map(({ on }) => on));
    expect(days.size).toBeGreaterThan(8);
    expect([...days].every((on) => on < frame.today)).toBe(true);

    // A server that is not there: the mail would be in trouble if it were asked.
    await client.settings.update({
      mail: { host: 'mail.invalid', port: 25, security: 'starttls', from: 'jimu@example.jp' },
      password: 'typed in practice',
    });
    const { id: versionId } = await client.notices.draft({
      noticeId: overview.latest?.noticeId ?? 0,
      subject: '第3報',
      body: '練習の本文',
    });
    await client.notices.approve({ versionId });
    await client.deliveries.queue({ versionId });
    await client.deliveries.run({});
    const { byState } = await client.deliveries.status({ versionId });
    expect(byState).toMatchObject({ sent: 1100, failed: 11, no_address: 89, retry: 0, in_doubt: 0 });
    await first.close();

    const second = await openFolder('practice');
    const again = await second.client('window').incidents.overview({ incidentId: incident?.id ?? 0 });
    expect(again.latest?.number).toBe(3);
    expect((await second.client('window').settings.get({})).hasPassword).toBe(false);
    await second.close();

    const main = await openFolder('main');
    expect(await main.client('window').settings.get({})).toMatchObject({ mail: null, hasPassword: false });
    expect((await main.client('window').settings.frame({})).fresh).toBe(true);
    await main.close();
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
