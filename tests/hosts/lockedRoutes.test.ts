import { afterEach, beforeEach, expect, test } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { openTestLoopback, ownHead, type TestLoopback } from '../support/loopback.ts';

/*
 * While it is locked the window gets no byte of the register, whatever it asks, over the very way it asks. What the lock
 * itself answers and the news that something changed are told apart.
 */

const SECRET = '鷺沼運輸';
const inputs = [
  '{}',
  '{"json":{}}',
  '{"json":{"id":1,"versionId":1,"incidentId":1,"report":"offices","officeId":1}}',
  'x',
];

let running: TestLoopback;
beforeEach(async () => {
  running = await openTestLoopback();
  const script = running.host.client('script');
  await script.offices.create({ values: { code: '0001', name: SECRET } });
  await script.incidents.create({ title: SECRET, provider: SECRET, knownOn: '2026-06-05' });
  await script.lock.setPin({ pin: '4816' });
  await script.lock.lock({});
});
afterEach(() => running.close());

const ask = (route: string, body: string) =>
  running.ask('POST', `/rpc/${route}`, { ...ownHead, cookie: running.cookie }, body);

test('locked, no route answers with data', async () => {
  const routes = Object.entries(contract).flatMap(([feature, calls]) =>
    Object.keys(calls).map((call) => `${feature}/${call}`),
  );
  const guarded = routes.filter((route) => !/^(lock|events)\//.test(route));
  expect(guarded.length).toBeGreaterThan(150);
  let answers = 0;
  for (const route of guarded) {
    for (const body of inputs) {
      const reply = await ask(route, body);
      answers += 1;
      expect([423, 400], `${route} ${body}`).toContain(reply.status);
      expect(reply.body, route).not.toContain(SECRET);
      // Broken JSON is refused before anybody looks at the lock.
      if (body !== 'x') expect(JSON.parse(reply.body), route).toMatchObject({ json: { code: 'locked' } });
    }
  }
  for (const body of inputs) expect((await ask('lock/state', body)).body).not.toContain(SECRET);
  process.stdout.write(`locked: ${guarded.length} routes, ${answers} requests, 0 answers with data\n`);
  await ask('lock/unlock', '{"json":{"pin":"4816"}}');
  // The search can find it: open again, the same request brings it.
  expect((await ask('offices/list', '{"json":{}}')).body).toContain(SECRET);
});
