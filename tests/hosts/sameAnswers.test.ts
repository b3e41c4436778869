import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as HttpLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Host, openHost } from '../../electron/host.ts';
import { type Loopback, startLoopback } from '../../electron/loopback/server.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { temporaryFolder } from '../support/engines.ts';

type Way = 'port' | 'http' | 'cli';
type Answer = { answer: unknown } | { error: { code: string; message: string; data: unknown } };

/** One story of calls, right and wrong ones, that every way in must answer alike. */
const story: [name: string, input: unknown][] = [
  ['settings.frame', {}],
  ['offices.list', {}],
  ['offices.list', { limit: 5000 }],
  ['offices.list', { search: '東雲', limit: 10 }],
  ['offices.get', { id: 999 }],
  ['incidents.create', { title: '障害', provider: '某社', knownOn: '2026-06-05' }],
  ['incidents.create', { title: '', provider: '某社', knownOn: '昨日' }],
  ['incidents.overview', { incidentId: 1 }],
  ['notices.create', { incidentId: 1, title: 'お知らせ' }],
  ['notices.draft', { noticeId: 1, subject: '件名', body: '番号 123456789018' }],
  ['notices.draft', { noticeId: 1, subject: '件名', body: '本文' }],
  ['deliveries.queue', { versionId: 1 }],
  ['notices.approve', { versionId: 1 }],
  ['notices.approve', { versionId: 1 }],
  ['deliveries.queue', { versionId: 1 }],
  ['deliveries.status', { versionId: 1 }],
  ['deliveries.run', {}],
  ['acknowledgements.record', { versionId: 1, officeCode: '00417', method: 'phone' }],
  ['procedures.due', { type: 'shaho-shutoku', baseDate: '2023-06-12' }],
  ['procedures.create', { officeCode: 'x', type: 'rishoku', baseDate: '2026-06-01' }],
  ['reports.preview', { report: 'offices' }],
  ['reports.preview', { report: 'none' }],
  ['settings.update', { mail: { host: 'smtp.example.jp', port: 25, security: 'none', from: 'a@example.jp' } }],
  ['audit.verify', {}],
  ['offices.nothing', {}],
  ['nothing.list', {}],
];

const root = resolve(import.meta.dirname, '../..');

describe('the same calls through all three ways in', () => {
  const told: Partial<Record<Way, Answer[]>> = {};

  beforeAll(async () => {
    told.port = await overPort();
    told.http = await overHttp();
    told.cli = await overCli();
  }, 120_000);

  it.each(story.map(([name, input], i) => [name, JSON.stringify(input), i] as const))('%s %s', (_name, _input, i) => {
    const [port, http, cli] = [told.port?.[i], told.http?.[i], told.cli?.[i]].map(withoutMoments);
    expect(http).toEqual(port);
    expect(cli).toEqual(port);
  });

  it('answered some and refused some, each refusal in the one shape', () => {
    const refused = (told.port ?? []).filter((answer) => 'error' in answer);
    expect(refused.length).toBeGreaterThan(8);
    expect(refused.length).toBeLessThan(story.length - 8);
    for (const { error } of refused) {
      expect(error).toEqual({
        code: expect.stringMatching(/^[a-z_]+$/),
        message: expect.any(String),
        data: expect.any(Object),
      });
      expect(error.message).toMatch(/[ぁ-ん]/);
    }
  });
});

describe('a message port', () => {
  it('carries news while calls go on', async () => {
    const { folder, remove } = await temporaryFolder();
    const { host, client, close } = await portClient(folder);
    const news = await client.events.watch({});
    const first = news.next();
    await client.settings.update({ clerk: '山本' });
    expect((await first).value).toEqual({ type: 'changed', feature: 'settings' });
    await news.return?.(undefined);
    await close();
    await host.close();
    await remove();
  });
});

/** Instants and ids of openings differ from run to run and are no part of the comparison. */
function withoutMoments(answer: Answer | undefined): unknown {
  const moments = /\d{4}-\d\d-\d\dT[\d:.]+Z|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g;
  return JSON.parse(JSON.stringify(answer).replaceAll(moments, 'then'));
}

async function tell(client: Client): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [name, input] of story) {
    const [feature = '', procedure = ''] = name.split('.');
    const calls = client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
    try {
      answers.push({ answer: await calls[feature]?.[procedure]?.(input) });
    } catch (error) {
      if (!(error instanceof ORPCError)) throw error;
      answers.push({ error: { code: error.code, message: error.message, data: error.data } });
    }
  }
  return answers;
}

async function openFolder(folder: string): Promise<Host> {
  const secrets = fileSecrets(join(folder, 'secrets.json'));
  return openHost({ dataFolder: folder, register: 'main', secrets, log: () => undefined });
}

async function portClient(folder: string) {
  const host = await openFolder(folder);
  const { port1, port2 } = new MessageChannel();
  host.connect(port1);
  port1.start();
  port2.start();
  const client: Client = createORPCClient(new PortLink({ port: port2 }));
  const close = async () => {
    port1.close();
    port2.close();
  };
  return { host, client, close };
}

async function overPort(): Promise<Answer[]> {
  const { folder, remove } = await temporaryFolder();
  const { host, client, close } = await portClient(folder);
  const answers = await tell(client);
  await close();
  await host.close();
  await remove();
  return answers;
}

async function overHttp(): Promise<Answer[]> {
  const { folder, remove } = await temporaryFolder();
  const windowFolder = join(folder, 'window');
  await mkdir(windowFolder);
  await writeFile(join(windowFolder, 'index.html'), '<!doctype html>');
  const host = await openFolder(folder);
  const loopback = await startLoopback({ host, windowFolder, secret: 'the-secret' });
  const client = await signedInClient(loopback);
  const answers = await tell(client);
  await loopback.close();
  await host.close();
  await remove();
  return answers;
}

async function signedInClient(loopback: Loopback): Promise<Client> {
  const address = new URL(loopback.newAddress());
  const headers = { 'content-type': 'application/json', 'x-todoke': '1' };
  const token = address.hash.slice('#token='.length);
  const session = await fetch(`${address.origin}/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token }),
  });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  return createORPCClient(new HttpLink({ url: `${address.origin}/rpc`, headers: { 'x-todoke': '1', cookie } }));
}

async function overCli(): Promise<Answer[]> {
  const { folder, remove } = await temporaryFolder();
  const answers: Answer[] = [];
  for (const [name, input] of story) answers.push(await runCli(folder, name, input));
  await remove();
  return answers;
}

function runCli(folder: string, name: string, input: unknown): Promise<Answer> {
  return new Promise((done, failed) => {
    const args = [join(root, 'electron/cli.ts'), name, JSON.stringify(input), '--data', folder];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (piece) => (out += piece));
    child.stderr.on('data', (piece) => (err += piece));
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) done({ answer: JSON.parse(out) });
      else done({ error: JSON.parse(err.trim().split('\n').at(-1) ?? '') });
    });
  });
}
