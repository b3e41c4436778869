import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/node';
import { z } from 'zod';
import { type ErrorCode, fail } from '../contract/errors.ts';
import { RPC_PATH } from '../contract/index.ts';
import type { Host } from '../host.ts';
import { newNonce, safeHeaders, withNonce } from '../pageSafety.ts';
import { type Clock, systemClock } from '../ports/clock.ts';
import { rpcOptions } from '../router.ts';
import { judgeRequest } from './guards.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { readStatic } from './statics.ts';

/** The running loopback host. */
export interface Loopback {
  port: number;
  /** A fresh address with a one-time token in the fragment, which never reaches a log or a Referer. */
  newAddress(): string;
  close(): Promise<void>;
}

/** Largest body of a call: a piece of an upload in base64, and room. */
const MAX_BODY = 10 * 1024 * 1024;

interface Parts {
  host: Host;
  /** Folder of the built window. */
  windowFolder: string;
  clock?: Clock;
  /** Who knows it may ask for another address: a second start of the program. It keys the sessions too. */
  secret: string;
}

/** Serves the application on 127.0.0.1, on a port of the system's choice unless one is named. */
export async function startLoopback(parts: Parts, port = 0): Promise<Loopback> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 120_000, maxHeaderSize: 16_384 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  if (address.address !== '127.0.0.1') throw new Error(`Bound to ${address.address} instead of loopback`);
  const authority = `127.0.0.1:${address.port}`;
  const sessions = createSessions(address.port, parts.clock ?? systemClock, parts.secret);
  const newAddress = () => `http://${authority}/#token=${sessions.newToken()}`;
  server.on('request', (request, response) => {
    answer({ ...parts, authority, sessions, newAddress }, request, response).catch(() => {
      // The browser went away in the middle; there is nobody left to tell.
      response.destroy();
    });
  });
  return { port: address.port, newAddress, close: () => closeServer(server) };
}

interface Serving extends Parts {
  authority: string;
  sessions: Sessions;
  newAddress(): string;
}

async function answer(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const nonce = newNonce();
  response.setHeaders(new Map(Object.entries(safeHeaders(nonce))));
  response.setHeader('cache-control', 'no-store');
  const method = request.method ?? '';
  const url = request.url ?? '';
  // An absolute request line (`GET http://…`) is for proxies; we are none.
  if (!url.startsWith('/') || url.startsWith('//')) return refuse(response, 'forbidden');
  // A second Host header is how a proxy and a server are made to disagree (RFC 9112 3.2: refuse it).
  if (request.headersDistinct.host?.length !== 1) return refuse(response, 'forbidden');
  if (judgeRequest(method, request.headers, serving.authority) !== 'ok') return refuse(response, 'forbidden');
  const path = url.split('?')[0] ?? '';
  if (method === 'POST' && path === '/session') return signIn(serving, request, response);
  if (method === 'POST' && path === '/reopen') return reopen(serving, request, response);
  if (path === RPC_PATH || path.startsWith(`${RPC_PATH}/`)) return call(serving, request, response);
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 'forbidden');
  const found = await readStatic(serving.windowFolder, path);
  if (!found) return refuse(response, 'unknown_call', { name: path });
  response.setHeader('content-type', found.type);
  // Names of built files carry their hash; the page itself must always be asked for anew.
  if (path.startsWith('/assets/')) response.setHeader('cache-control', 'private, max-age=31536000, immutable');
  response.end(method === 'HEAD' ? undefined : withNonce(found.bytes, found.type, nonce));
}

async function call(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return refuse(response, 'forbidden');
  if (!serving.sessions.knows(request.headers.cookie)) return refuse(response, 'not_signed_in');
  if (Number(request.headers['content-length'] ?? Number.NaN) > MAX_BODY) {
    return refuse(response, 'file_too_large', { limit: '10 MB' });
  }
  limitBody(request);
  const app = serving.host.app();
  // The handler adds its own parts to the options it is given: without a copy they pile up call by call.
  const options = { ...rpcOptions, rootInterceptors: [...(rpcOptions.rootInterceptors ?? [])] };
  const handler = new RPCHandler(app.router, options);
  await handler.handle(request, response, { prefix: RPC_PATH, context: app.context('window') });
}

/** Cuts off a body that is longer than it may be, whatever its head said. */
function limitBody(request: IncomingMessage): void {
  let bytes = 0;
  request.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > MAX_BODY) request.destroy();
  });
  request.pause();
}

const tokenBody = z.object({ token: z.string().max(100) });

async function signIn(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = tokenBody.safeParse(await readJson(request));
  const cookie = body.success ? serving.sessions.signIn(body.data.token) : null;
  if (!cookie) return refuse(response, 'not_signed_in');
  response.setHeader('set-cookie', cookie);
  sendJson(response, 200, {});
}

const secretBody = z.object({ secret: z.string().max(100) });

async function reopen(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = secretBody.safeParse(await readJson(request));
  if (!body.success || !same(body.data.secret, serving.secret)) return refuse(response, 'forbidden');
  sendJson(response, 200, { address: serving.newAddress() });
}

/** Compares without telling by its time how much was right. */
function same(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes > 4096) return null;
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    // Broken JSON is refused by the shape check of the caller.
    return null;
  }
}

/** Refusals before the application: the same envelope as its own errors. */
function refuse(response: ServerResponse, code: ErrorCode, params: Record<string, string> = {}): void {
  const error = fail(code, params);
  sendJson(response, error.status, { json: error.toJSON() });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
