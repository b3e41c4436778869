import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHost } from '../../electron/host.ts';
import { startLoopback } from '../../electron/loopback/server.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { temporaryFolder } from '../support/engines.ts';

// The RPC handler adds its parts to the options it is given: shared options grew by a layer with every call, until
// after about a hundred calls the host answered nothing.
it('the loopback host answers its thousandth call like its first', async () => {
  const { folder, remove } = await temporaryFolder();
  const windowFolder = join(folder, 'window');
  await mkdir(windowFolder);
  await writeFile(join(windowFolder, 'index.html'), '<!doctype html>');
  const host = await openHost({ dataFolder: folder, register: 'main', secrets: memorySecrets(), log: () => undefined });
  const loopback = await startLoopback({ host, windowFolder, secret: 'the-secret' });
  const { origin, hash } = new URL(loopback.newAddress());
  const headers = { 'content-type': 'application/json', 'x-todoke': '1' };
  const body = JSON.stringify({ token: hash.slice('#token='.length) });
  const session = await fetch(`${origin}/session`, { method: 'POST', headers, body });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const call = () =>
    fetch(`${origin}/rpc/offices/list`, { method: 'POST', headers: { ...headers, cookie }, body: '{"json":{}}' });

  const first = await (await call()).text();
  expect(first).toContain('"total":0');
  for (let i = 0; i < 999; i += 1) expect(await (await call()).text()).toBe(first);

  await loopback.close();
  await host.close();
  await remove();
});
