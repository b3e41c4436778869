import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { temporaryFolder } from '../support/engines.ts';
import { startSmtpServer } from '../support/smtpServer.ts';

it('a drill works on a copy: its mail reaches nobody, whatever its settings are set to, and nothing of it stays', async () => {
  const { folder, remove } = await temporaryFolder();
  const server = await startSmtpServer();
  const other = await startSmtpServer();
  const host = await openHost({
    dataFolder: folder,
    register: 'main',
    secrets: fileSecrets(join(folder, 'secrets.json')),
    log: () => undefined,
  });
  onTestFinished(async () => {
    await host.close();
    await server.close();
    await other.close();
    await remove();
  });
  const client = () => host.client('script');
  const mail = { host: '127.0.0.1', port: server.port, security: 'none', from: 'kumiai@example.jp' } as const;
  await client().settings.update({ association: '試験組合', mail: { ...mail, perMinute: 0 }, password: 'secret' });
  await importOffices({ client: client(), folder }, manyOffices(5));
  const { versionId } = await approveVersion(client(), await createIncident(client()));

  await client().settings.open({ register: 'drill' });
  expect(await client().settings.frame({})).toMatchObject({ register: 'drill', association: '試験組合' });
  expect((await client().settings.get({})).hasPassword).toBe(false);
  await client().deliveries.queue({ versionId });
  expect(await client().deliveries.run({})).toMatchObject({ sent: 5 });
  // Changed in the middle of the drill: still nowhere to go.
  await client().settings.update({ mail: { ...mail, port: other.port, perMinute: 0 }, password: 'other' });
  await client().deliveries.resend({ versionId, officeCodes: ['0001'], reason: '練習' });
  expect(await client().deliveries.run({})).toMatchObject({ sent: 1 });
  await client().deliveries.test({ to: 'me@example.jp' });
  expect([server.connections(), other.connections()]).toEqual([0, 0]);

  await client().settings.open({ register: 'main' });
  expect(await client().deliveries.status({ versionId })).toMatchObject({ total: 0, waiting: 0 });
  expect((await client().settings.get({})).mail?.port).toBe(server.port);
  await client().settings.open({ register: 'drill' });
  expect((await client().deliveries.status({ versionId })).total).toBe(0);
  expect(existsSync(join(folder, 'drill', 'register.sqlite'))).toBe(true);
});
