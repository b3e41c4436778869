import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext, type SecureVersion, TLSSocket } from 'node:tls';
import type { Identity } from '../fixtures/certificates.ts';

/**
 * A place in the conversation: before the greeting, at a command, after "go ahead" to STARTTLS (`handshake`), at the
 * first bytes of a mail's text (`body`), after its last and before the final dot (`text`), after the dot and before its
 * answer (`dot`), and after that answer (`answered`). The client says RSET after every refusal but 421, of a recipient
 * or of a text; QUIT only after minutes without work, and ours is closed before.
 */
export type Point =
  | 'greeting'
  | 'EHLO'
  | 'STARTTLS'
  | 'handshake'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'body'
  | 'text'
  | 'dot'
  | 'answered'
  | 'RSET'
  | 'QUIT';

/** Words to answer instead of the usual, an end of the connection, or nothing at all ever. */
export type Turn = string | typeof DROP | typeof SILENCE;
export const DROP = Symbol('drop');
export const SILENCE = Symbol('silence');

/** One mail on its way into the server. */
export interface Transaction {
  from: string;
  /** Every accepted RCPT, in order. */
  to: string[];
  /** The whole message without dot stuffing; empty until text comes. */
  source: string;
  messageId: string;
  /** The server decided to take it, whether or not it could still say so. */
  accepted: boolean;
}

export interface SmtpOptions {
  /** What to do at a point, where it is not the usual. `address` is the recipient, once known. */
  at?(point: Point, address: string): Turn | undefined | Promise<Turn | undefined>;
  /** Offered by STARTTLS, or spoken from the first byte. */
  tls?: { identity: Identity; from: 'starttls' | 'start'; maxVersion?: SecureVersion };
  /** The one user and password that may log in. */
  login?: { user: string; password: string };
  /** Answers leave byte by byte, this many milliseconds apart. */
  crumbsMs?: number;
}

/** A mail server that does as it is told, at every point of the protocol. */
export interface SmtpServer {
  port: number;
  /** Mails the server has taken. */
  accepted(): Transaction[];
  /** All that reached the end of a text, taken or not. */
  transactions: Transaction[];
  /** Every byte clients said, decrypted where it came encrypted. */
  heard(): string;
  connections(): number;
  close(): Promise<void>;
}

/** Starts on a free loopback port (or `port`). */
export async function startSmtpServer(options: SmtpOptions = {}, port = 0): Promise<SmtpServer> {
  const transactions: Transaction[] = [];
  const words: Buffer[] = [];
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Clients that hang up are part of the tests.
    socket.on('error', () => undefined);
    void converse(socket, options, transactions, (bytes) => words.push(bytes));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    transactions,
    accepted: () => transactions.filter((each) => each.accepted),
    heard: () => Buffer.concat(words).toString('latin1'),
    connections: () => count,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One connection from greeting to end. */
async function converse(
  raw: Socket,
  options: SmtpOptions,
  transactions: Transaction[],
  hear: (bytes: Buffer) => void,
): Promise<void> {
  const secured = options.tls?.from === 'start';
  const state = { address: '', secure: secured, loggedIn: false, mail: emptyTransaction() };
  let line = createLine(secured ? encrypt(raw, options) : raw, hear);

  /** The script's turn at a point, else the usual words; true while the conversation goes on. */
  async function answer(point: Point, usual: string): Promise<string | null> {
    const turn = (await options.at?.(point, state.address)) ?? usual;
    if (turn === DROP) raw.destroy();
    if (typeof turn !== 'string') return null;
    if (turn !== '') await line.say(turn, options.crumbsMs ?? 0);
    return turn;
  }

  async function takeMail(): Promise<boolean> {
    if (!(await line.begun())) return false;
    if ((await answer('body', '')) === null) return false;
    if (!(await line.closed())) return false;
    if ((await answer('text', '')) === null) return false;
    const text = await line.untilDot();
    if (text === null) return false;
    const mail = { ...state.mail, source: text, messageId: /^Message-ID:\s*(<[^>]*>)/im.exec(text)?.[1] ?? '' };
    state.mail = emptyTransaction();
    transactions.push(mail);
    const turn = (await options.at?.('dot', state.address)) ?? '250 2.0.0 Ok: queued';
    // Decided before it is said: the answer may never arrive.
    mail.accepted = typeof turn === 'string' && turn.startsWith('2');
    if (turn === DROP) raw.destroy();
    if (typeof turn !== 'string') return false;
    await line.say(turn, options.crumbsMs ?? 0);
    return (await answer('answered', '')) !== null;
  }

  async function logIn(command: string): Promise<boolean> {
    const [, user = '', password = ''] = Buffer.from(command.split(' ')[2] ?? '', 'base64')
      .toString()
      .split('\0');
    const right = user === options.login?.user && password === options.login.password;
    state.loggedIn ||= right;
    return (await answer('AUTH', right ? '235 2.7.0 Ok' : '535 5.7.8 Bad credentials')) !== null;
  }

  async function obey(command: string): Promise<boolean> {
    const verb = command.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return (await answer('EHLO', extensions(options, state.secure))) !== null;
    if (verb === 'STAR') {
      const said = await answer('STARTTLS', options.tls ? '220 Go ahead' : '502 5.5.1 Not here');
      if (said?.startsWith('220')) {
        if ((await answer('handshake', '')) === null) return false;
        line.stop();
        line = createLine(encrypt(raw, options), hear);
        state.secure = true;
      }
      return said !== null;
    }
    if (verb === 'AUTH') return logIn(command);
    if (verb === 'MAIL') {
      state.mail = { ...emptyTransaction(), from: addressIn(command) };
      return (await answer('MAIL', options.login && !state.loggedIn ? '530 5.7.0 Log in' : '250 Ok')) !== null;
    }
    if (verb === 'RCPT') {
      state.address = addressIn(command);
      const said = await answer('RCPT', '250 Ok');
      if (said?.startsWith('2')) state.mail.to.push(state.address);
      return said !== null;
    }
    if (verb === 'DATA') {
      const said = await answer('DATA', '354 Go on');
      return said !== null && (!said.startsWith('3') || takeMail());
    }
    if (verb === 'RSET') return (await answer('RSET', '250 Ok')) !== null;
    if (verb !== 'QUIT') {
      await line.say('502 5.5.1 What?', options.crumbsMs ?? 0);
      return true;
    }
    await answer('QUIT', '221 Bye');
    raw.end();
    return false;
  }

  if ((await answer('greeting', '220 test ESMTP')) === null) return;
  for (let command = await line.command(); command !== null; command = await line.command()) {
    if (!(await obey(command))) return;
  }
}

const emptyTransaction = (): Transaction => ({ from: '', to: [], source: '', messageId: '', accepted: false });
const addressIn = (command: string): string => /<([^>]*)>/.exec(command)?.[1] ?? '';

function extensions(options: SmtpOptions, secure: boolean): string {
  const offered = ['8BITMIME'];
  if (options.tls?.from === 'starttls' && !secure) offered.push('STARTTLS');
  if (options.login) offered.push('AUTH PLAIN');
  return ['250-test', ...offered.slice(0, -1).map((each) => `250-${each}`), `250 ${offered.at(-1)}`].join('\r\n');
}

function encrypt(raw: Socket, options: SmtpOptions): Socket {
  const secureContext = createSecureContext({
    ...options.tls?.identity,
    ...(options.tls?.maxVersion ? { maxVersion: options.tls.maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
  });
  const socket = new TLSSocket(raw, { isServer: true, secureContext });
  // A client that does not trust the certificate hangs up: that is what some tests are about.
  socket.on('error', () => undefined);
  return socket;
}

/** Reads a socket in lines and texts, writes whole or in crumbs. Answers null once the other side has gone. */
function createLine(socket: Socket, hear: (bytes: Buffer) => void) {
  let buffered = '';
  let ended = false;
  let wake: () => void = () => undefined;
  const onData = (bytes: Buffer) => {
    hear(bytes);
    buffered += bytes.toString('latin1');
    wake();
  };
  const onEnd = () => {
    ended = true;
    wake();
  };
  socket.on('data', onData).on('close', onEnd).on('end', onEnd);

  async function until<T>(take: () => T | undefined): Promise<T | null> {
    for (;;) {
      const taken = take();
      if (taken !== undefined) return taken;
      if (ended) return null;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const upTo = (end: string) => () => {
    const at = buffered.indexOf(end);
    if (at < 0) return undefined;
    const taken = buffered.slice(0, at);
    buffered = buffered.slice(at + end.length);
    return taken;
  };
  return {
    command: () => until(upTo('\r\n')),
    /** The first bytes of a text have come. */
    begun: async () => (await until(() => buffered || undefined)) !== null,
    /** The last line before the dot has come: the end of the last part (RFC 2046 5.1.1), or the dot along with it. */
    closed: async () => (await until(() => /\r\n--[^\r\n]+--\r\n$|\r\n\.\r\n/.test(buffered) || undefined)) !== null,
    untilDot: async () => {
      const text = await until(upTo('\r\n.\r\n'));
      return text === null ? null : `${text}\r\n`.replaceAll('\r\n..', '\r\n.');
    },
    stop: () => socket.off('data', onData),
    async say(words: string, crumbsMs: number): Promise<void> {
      const bytes = Buffer.from(`${words}\r\n`);
      if (crumbsMs === 0) return void socket.write(bytes);
      for (const byte of bytes) {
        if (ended) return;
        socket.write(Buffer.from([byte]));
        await new Promise((resolve) => setTimeout(resolve, crumbsMs));
      }
    },
  };
}
