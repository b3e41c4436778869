import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp();
});
afterEach(() => test.close());

const window = () => test.as('window');

it('without a PIN nothing is ever locked', async () => {
  await window().lock.lock({});
  expect(await window().lock.state({})).toEqual({ hasPin: false, locked: false, waitSeconds: 0 });
  expect((await window().offices.list({})).rows).toEqual([]);
});

it('while locked every call of the window is refused but those of the lock and the news; scripts go on', async () => {
  await window().lock.setPin({ pin: '４８１６' });
  await window().lock.lock({});
  const calls = window() as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  let refused = 0;
  for (const [feature, names] of Object.entries(contract)) {
    if (feature === 'lock' || feature === 'events') continue;
    for (const name of Object.keys(names)) {
      await expect(calls[feature]?.[name]?.({}), `${feature}.${name}`).rejects.toMatchObject({ code: 'locked' });
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(50);
  expect((await test.client.offices.list({})).rows).toEqual([]);
  await expect(window().lock.setPin({ pin: null })).rejects.toMatchObject({ code: 'pin_wrong' });
  await expect(window().lock.unlock({ pin: '0000' })).rejects.toMatchObject({ code: 'pin_wrong' });
  await window().lock.unlock({ pin: '4816' });
  expect((await window().offices.list({})).rows).toEqual([]);
});

it('five wrong ones make it wait, longer each time, whatever is typed meanwhile', async () => {
  await window().lock.setPin({ pin: '4816' });
  await window().lock.lock({});
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => window().lock.unlock({ pin: '0000' })));
  const codes = tries.map((each) => each.status === 'rejected' && each.reason.code);
  expect(codes.filter((code) => code === 'pin_wrong')).toHaveLength(5);
  await expect(window().lock.unlock({ pin: '4816' })).rejects.toMatchObject({
    code: 'pin_wait',
    data: { seconds: 30 },
  });
  test.clock.forward(31_000);
  await expect(window().lock.unlock({ pin: '0000' })).rejects.toMatchObject({ code: 'pin_wrong' });
  expect((await window().lock.state({})).waitSeconds).toBe(60);
  test.clock.forward(61_000);
  await window().lock.unlock({ pin: '4816' });
  expect(await window().lock.state({})).toMatchObject({ locked: false, waitSeconds: 0 });
});

it('a new start is locked, and the PIN is nowhere in the register, the secrets, the audit or the log', async () => {
  await window().lock.setPin({ pin: '48167315' });
  await window().lock.setPin({ pin: '90125577', present: '48167315' });
  const again = await createTestApp({ folder: test.folder });
  expect(await again.as('window').lock.state({})).toMatchObject({ hasPin: true, locked: true });
  const audit = JSON.stringify(await again.client.audit.list({}));
  const secrets = await readFile(join(test.folder, 'secrets.json'), 'utf8');
  expect(`${audit}${secrets}${again.log.join()}${test.log.join()}`).not.toMatch(/48167315|90125577/);
  await again.client.lock.setPin({ pin: null });
  expect(await again.as('window').lock.state({})).toMatchObject({ hasPin: false, locked: false });
  await again.close();
});
