import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../electron/host.ts';
import { ownHead as good, hostileHeads, openTestLoopback, type TestLoopback } from '../support/loopback.ts';

describe('the loopback host', () => {
  let test: TestLoopback;
  let host: Host;
  let ask: TestLoopback['ask'];
  let cookie = '';
  let authority = '';

  beforeAll(async () => {
    test = await openTestLoopback();
    ({ host, ask, cookie, authority } = test);
  });
  afterAll(() => test.close());

  const create = JSON.stringify({ json: { title: '侵入', provider: '某社', knownOn: '2026-06-05' } });

  it('answers its own page, and its own calls with the cookie', async () => {
    expect((await ask('GET', '/', {})).body).toContain('届');
    const reply = await ask('POST', '/rpc/offices/list', { ...good, cookie }, '{"json":{}}');
    expect(JSON.parse(reply.body)).toEqual({ json: { rows: [], next: null, total: 0 } });
  });

  it.each(hostileHeads)('a call with %s changes nothing and tells nothing', async (_name, headers) => {
    const reply = await ask('POST', '/rpc/incidents/create', { ...good, cookie, ...headers }, create);
    expect([401, 403]).toContain(reply.status);
    expect(reply.body).not.toContain('"id"');
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    expect(await host.client('script').incidents.list({})).toEqual({ rows: [] });
  });

  it.each(hostileHeads.filter(([name]) => name.startsWith('Host') || name.startsWith('Origin')))(
    'the page itself is not given out to %s',
    async (_name, headers) => {
      expect((await ask('GET', '/', headers)).body).not.toContain('<title>');
    },
  );

  it('reads are not given out by GET, nor to other methods', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      const reply = await ask(method, '/rpc/offices/list?data=%7B%22json%22%3A%7B%7D%7D', { ...good, cookie });
      expect(reply.status).toBe(403);
    }
  });

  it('no Host, an empty one, two of them or an absolute request line are refused', async () => {
    for (const head of [
      `GET / HTTP/1.1\r\nHost: ${authority}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
      'GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n',
      'GET / HTTP/1.0\r\nConnection: close\r\n\r\n',
      `GET http://evil.example/ HTTP/1.1\r\nHost: ${authority}\r\nConnection: close\r\n\r\n`,
    ]) {
      const reply = await new Promise<string>((done) => {
        let text = '';
        const socket = connect(test.loopback.port, '127.0.0.1', () => socket.write(head));
        socket.on('data', (piece) => (text += piece));
        socket.on('close', () => done(text));
      });
      expect(reply).toMatch(/^HTTP\/1\.1 4\d\d/);
      expect(reply).not.toContain('<title>');
    }
  });

  it('a token works once, and an old or wrong one never', async () => {
    const token = test.newToken();
    const statuses = [];
    for (const each of [token, token, 'wrong', '']) {
      statuses.push((await ask('POST', '/session', good, JSON.stringify({ token: each }))).status);
    }
    expect(statuses).toEqual([200, 401, 401, 401]);
  });

  it('the cookie is HttpOnly and Strict, and named after the port', async () => {
    const reply = await ask('POST', '/session', good, JSON.stringify({ token: test.newToken() }));
    const set = String(reply.headers['set-cookie']);
    expect(set).toContain(`todoke-${test.loopback.port}=`);
    expect(set).toContain('HttpOnly; SameSite=Strict; Path=/');
  });

  it('a cookie that was made up, cut or changed opens nothing', async () => {
    const [name = '', value = ''] = cookie.split('=');
    const [session = '', proof = ''] = value.split('.');
    const madeUp = ['', '.', session, `${session}.`, `.${proof}`, `${proof}.${session}`, `${session}.${proof}x`];
    const turned = `${session}.${proof.startsWith('A') ? 'B' : 'A'}${proof.slice(1)}`;
    for (const each of [...madeUp, turned]) {
      const reply = await ask('POST', '/rpc/offices/list', { ...good, cookie: `${name}=${each}` }, '{"json":{}}');
      expect([each, reply.status]).toEqual([each, 401]);
    }
  });

  it('no file outside the window folder is served', async () => {
    for (const path of [
      '/../secret.js',
      '/%2e%2e/secret.js',
      '/..%2fsecret.js',
      '/assets/../../secret.js',
      '/secrets.json',
      '/register.sqlite',
    ]) {
      expect((await ask('GET', path, {})).body).not.toContain('outside');
    }
  });

  it('every answer forbids framing, sniffing, storing and foreign scripts', async () => {
    for (const path of ['/', '/nothing']) {
      const { headers } = await ask('GET', path, {});
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['content-security-policy']).toMatch(/style-src 'self' 'nonce-[^']{20,}';/);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('a second start gets a fresh address only with the secret of the data folder', async () => {
    expect((await ask('POST', '/reopen', good, '{"secret":"guess"}')).status).toBe(403);
    const reply = await ask('POST', '/reopen', good, '{"secret":"the-secret"}');
    expect(JSON.parse(reply.body).address).toMatch(new RegExp(`^http://${authority}/#token=`));
  });

  it('a body over the limit is refused', async () => {
    const reply = await ask('POST', '/rpc/offices/list', {
      ...good,
      cookie,
      'content-length': String(11 * 1024 * 1024),
    }).catch(() => ({ status: 413 }));
    expect(reply.status).toBe(413);
  });

  it('an unknown call answers in the one error shape', async () => {
    const reply = await ask('POST', '/rpc/offices/nothing', { ...good, cookie }, '{"json":{}}');
    expect(JSON.parse(reply.body).json).toMatchObject({ code: 'unknown_call', data: { name: 'offices.nothing' } });
  });
});
