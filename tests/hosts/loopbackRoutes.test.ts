import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { hostileHeads, openTestLoopback, ownHead, type TestLoopback } from '../support/loopback.ts';

const calls = Object.entries(contract).flatMap(([feature, procedures]) =>
  Object.keys(procedures).map((call) => `/rpc/${feature}/${call}`),
);
const routes = [...calls, '/session', '/reopen', '/', '/index.html', '/rpc', '/nothing'];
const OFFICE = '空蝉製作所';

describe('every route of the loopback host, by every hostile head', () => {
  let test: TestLoopback;
  let before = '';

  beforeAll(async () => {
    test = await openTestLoopback();
    const client = test.host.client('script');
    await client.offices.create({ values: { code: '00001', name: OFFICE, mail: 'office@example.jp' } });
    await client.incidents.create({ title: '試験の障害', provider: '例示システム', knownOn: '2026-06-05' });
    before = await contentOf(test.dataFolder);
  });
  afterAll(() => test.close());

  // `none` is what a browser says of an address typed by its user: our page is given out to that, and only that.
  const refusedFor = (route: string, name: string) =>
    route.startsWith('/rpc/') || name.startsWith('Host') || name.startsWith('Origin') || name.startsWith('fetch');

  it.each(hostileHeads)('%s: not one byte of data, not one change', async (name, head) => {
    let asked = 0;
    for (const route of routes.filter((each) => refusedFor(each, name))) {
      const page = !route.startsWith('/rpc/') && !['/session', '/reopen'].includes(route);
      const own = page ? {} : { ...ownHead, cookie: test.cookie };
      const reply = await test.ask(page ? 'GET' : 'POST', route, { ...own, ...head }, page ? '' : '{"json":{}}');
      expect([route, [401, 403].includes(reply.status)]).toEqual([route, true]);
      expect(reply.body).not.toMatch(/空蝉|試験の障害|office@example|<title>/);
      expect(Object.keys(reply.headers).filter((each) => each.startsWith('access-control-'))).toEqual([]);
      asked += 1;
    }
    expect(asked).toBeGreaterThanOrEqual(calls.length);
    expect(await contentOf(test.dataFolder)).toBe(before);
  });

  it('the same routes answer our own window: the refusals above are no accident', async () => {
    const reply = await test.ask('POST', '/rpc/offices/list', { ...ownHead, cookie: test.cookie }, '{"json":{}}');
    expect(reply.body).toContain(OFFICE);
    expect((await test.ask('GET', '/', {})).body).toContain('<title>');
  });

  it('who sends a head or a body drop by drop does not keep others waiting', async () => {
    const slow = Array.from({ length: 50 }, () => connect(test.loopback.port, '127.0.0.1'));
    for (const socket of slow) socket.write('POST /rpc/offices/list HTTP/1.1\r\nHost: 127');
    const reply = await test.ask('POST', '/rpc/offices/list', { ...ownHead, cookie: test.cookie }, '{"json":{}}');
    expect(reply.status).toBe(200);
    for (const socket of slow) socket.destroy();
  });
});

/** A digest of every row of every table, whatever the file looks like. */
async function contentOf(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'register.sqlite');
  expect((await readFile(file)).length).toBeGreaterThan(0);
  const db = new Database(file, { readonly: true });
  const tables = db.prepare("select name from sqlite_schema where type = 'table' order by name").pluck().all();
  const hash = createHash('sha256');
  for (const table of tables) hash.update(JSON.stringify(db.prepare(`select * from "${table}"`).raw().all()));
  db.close();
  return hash.digest('hex');
}
