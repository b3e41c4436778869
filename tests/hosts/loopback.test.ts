import { mkdir, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, openHost } from '../../electron/host.ts';
import { type Loopback, startLoopback } from '../../electron/loopback/server.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { temporaryFolder } from '../support/engines.ts';

interface Reply {
  status: number;
  body: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Heads of requests that a page of another origin, another name or another program could send. */
const hostile: [name: string, headers: Record<string, string>][] = [
  ...[
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil',
    '127.1',
    '2130706433',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost',
  ].map((name): [string, Record<string, string>] => [`Host "${name}"`, { host: name }]),
  ...['null', 'http://evil.example', 'https://127.0.0.1', 'http://127.0.0.1:1', 'http://localhost'].map(
    (origin): [string, Record<string, string>] => [`Origin ${origin}`, { origin }],
  ),
  ...['cross-site', 'same-site', 'none'].map((site): [string, Record<string, string>] => [
    `fetch from ${site}`,
    { 'sec-fetch-site': site },
  ]),
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''].map(
    (type): [string, Record<string, string>] => [`content type "${type}"`, { 'content-type': type }],
  ),
  ['no header of our own', { 'x-todoke': '' }],
  ['no cookie', { cookie: '' }],
  ['another cookie', { cookie: 'todoke-1=abc' }],
];

describe('the loopback host', () => {
  let host: Host;
  let loopback: Loopback;
  let cookie = '';
  let authority = '';
  let remove: () => Promise<void>;

  beforeAll(async () => {
    const temporary = await temporaryFolder();
    remove = temporary.remove;
    const windowFolder = join(temporary.folder, 'window');
    await mkdir(windowFolder);
    await writeFile(join(windowFolder, 'index.html'), '<!doctype html><title>届</title>');
    await writeFile(join(temporary.folder, 'secret.js'), 'outside');
    const secrets = fileSecrets(join(temporary.folder, 'secrets.json'));
    host = await openHost({ dataFolder: temporary.folder, register: 'main', secrets, log: () => undefined });
    loopback = await startLoopback({ host, windowFolder, reopenSecret: 'the-secret' });
    authority = `127.0.0.1:${loopback.port}`;
    const token = tokenOf(loopback.newAddress());
    const reply = await ask('POST', '/session', good, JSON.stringify({ token }));
    cookie = String(reply.headers['set-cookie']).split(';')[0] ?? '';
  });
  afterAll(async () => {
    await loopback.close();
    await host.close();
    await remove();
  });

  const good = { 'content-type': 'application/json', 'x-todoke': '1' };
  const create = JSON.stringify({ json: { title: '侵入', provider: '某社', knownOn: '2026-06-05' } });
  const tokenOf = (address: string) => address.split('#token=')[1] ?? '';

  function ask(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Reply> {
    return new Promise((done, failed) => {
      const options = {
        agent: false,
        host: '127.0.0.1',
        port: loopback.port,
        method,
        path,
        headers: { host: authority, ...headers },
      };
      const sending = httpRequest(options, (response) => {
        let text = '';
        response.on('data', (piece) => (text += piece));
        response.on('end', () => done({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
      });
      sending.on('error', failed);
      sending.end(body);
    });
  }

  it('answers its own page, and its own calls with the cookie', async () => {
    expect((await ask('GET', '/', {})).body).toContain('届');
    const reply = await ask('POST', '/rpc/offices/list', { ...good, cookie }, '{"json":{}}');
    expect(JSON.parse(reply.body)).toEqual({ json: { rows: [], next: null, total: 0 } });
  });

  it.each(hostile)('a call with %s changes nothing and tells nothing', async (_name, headers) => {
    const reply = await ask('POST', '/rpc/incidents/create', { ...good, cookie, ...headers }, create);
    expect([401, 403]).toContain(reply.status);
    expect(reply.body).not.toContain('"id"');
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    expect(await host.client('script').incidents.list({})).toEqual({ rows: [] });
  });

  it.each(hostile.filter(([name]) => name.startsWith('Host') || name.startsWith('Origin')))(
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
        const socket = connect(loopback.port, '127.0.0.1', () => socket.write(head));
        socket.on('data', (piece) => (text += piece));
        socket.on('close', () => done(text));
      });
      expect(reply).toMatch(/^HTTP\/1\.1 4\d\d/);
      expect(reply).not.toContain('<title>');
    }
  });

  it('a token works once, and an old or wrong one never', async () => {
    const token = tokenOf(loopback.newAddress());
    const statuses = [];
    for (const each of [token, token, 'wrong', '']) {
      statuses.push((await ask('POST', '/session', good, JSON.stringify({ token: each }))).status);
    }
    expect(statuses).toEqual([200, 401, 401, 401]);
  });

  it('the cookie is HttpOnly and Strict, and named after the port', async () => {
    const reply = await ask('POST', '/session', good, JSON.stringify({ token: tokenOf(loopback.newAddress()) }));
    const set = String(reply.headers['set-cookie']);
    expect(set).toContain(`todoke-${loopback.port}=`);
    expect(set).toContain('HttpOnly; SameSite=Strict; Path=/');
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
      expect(headers['content-security-policy']).toContain("script-src 'self'");
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
