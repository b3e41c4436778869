import { mkdir, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { type Host, openHost } from '../../electron/host.ts';
import { type Loopback, startLoopback } from '../../electron/loopback/server.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { temporaryFolder } from './engines.ts';

/** An answer of the loopback host. */
export interface Reply {
  status: number;
  body: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Heads of requests that a page of another origin, another name or another program could send. */
export const hostileHeads: [name: string, headers: Record<string, string>][] = [
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

/** What every call of our own window carries beside its cookie. */
export const ownHead = { 'content-type': 'application/json', 'x-todoke': '1' };

/** A loopback host on a throw-away register, with one window signed in. */
export interface TestLoopback {
  host: Host;
  loopback: Loopback;
  /** `127.0.0.1:PORT` */
  authority: string;
  dataFolder: string;
  cookie: string;
  /** A one-time token, as it stands in an address's fragment. */
  newToken(): string;
  /** Sends one request whose heads are ours to choose, as no browser would let a page do. */
  ask(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Reply>;
  close(): Promise<void>;
}

export async function openTestLoopback(): Promise<TestLoopback> {
  const { folder: dataFolder, remove } = await temporaryFolder();
  const windowFolder = join(dataFolder, 'window');
  await mkdir(windowFolder);
  await writeFile(join(windowFolder, 'index.html'), '<!doctype html><title>届</title>');
  await writeFile(join(dataFolder, 'secret.js'), 'outside');
  const secrets = fileSecrets(join(dataFolder, 'secrets.json'));
  const host = await openHost({ dataFolder, register: 'main', secrets, log: () => undefined });
  const loopback = await startLoopback({ host, windowFolder, secret: 'the-secret' });
  const authority = `127.0.0.1:${loopback.port}`;
  const newToken = () => loopback.newAddress().split('#token=')[1] ?? '';

  const ask: TestLoopback['ask'] = (method, path, headers, body = '') =>
    new Promise((done, failed) => {
      const head = { host: authority, ...headers };
      const options = { agent: false, host: '127.0.0.1', port: loopback.port, method, path, headers: head };
      const sending = httpRequest(options, (response) => {
        let text = '';
        response.on('data', (piece) => (text += piece));
        response.on('end', () => done({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
      });
      sending.on('error', failed);
      sending.end(body);
    });

  const reply = await ask('POST', '/session', ownHead, JSON.stringify({ token: newToken() }));
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? '';
  const close = async () => {
    await loopback.close();
    await host.close();
    await remove();
  };
  return { host, loopback, authority, dataFolder, cookie, newToken, ask, close };
}
