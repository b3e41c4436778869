import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Identity } from '../fixtures/certificates.ts';

/** A mail in a folder. */
export interface StoredMail {
  uid: number;
  source: Buffer;
  at: Date;
}

/** A folder; tests put mails in, take them out, and number it anew by another `uidValidity`. */
export interface Folder {
  name: string;
  uidValidity: number;
  mails: StoredMail[];
  /** RFC 6154, e.g. `\Sent`. */
  use?: string;
}

export interface ImapOptions {
  user?: string;
  password?: string;
  /** Offered by STARTTLS, or spoken from the first byte. */
  tls?: { identity: Identity; from: 'starttls' | 'start' };
  /** Runs before a command is answered; a text is said instead, `drop` hangs up. */
  at?(command: string): string | 'drop' | undefined;
}

/** A mail server that is read by IMAP4rev1 (RFC 3501), as far as a reader needs it. */
export interface ImapServer {
  port: number;
  folders: Folder[];
  /** Puts a mail into a folder (INBOX unless said) as the newest. Answers its UID. */
  put(source: string | Uint8Array, folder?: string, at?: Date): number;
  /** Every line clients said, decrypted where it came encrypted. */
  heard: string[];
  close(): Promise<void>;
}

/** Starts on a free loopback port with an empty INBOX. */
export async function startImapServer(options: ImapOptions = {}): Promise<ImapServer> {
  const folders: Folder[] = [
    { name: 'INBOX', uidValidity: 1000, mails: [] },
    { name: 'Sent', uidValidity: 2000, mails: [], use: '\\Sent' },
  ];
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    converse(options.tls?.from === 'start' ? encrypted(socket, options) : socket, options, folders, heard);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let lastUid = 100;
  return {
    port: (server.address() as AddressInfo).port,
    folders,
    heard,
    put: (source, name = 'INBOX', at = new Date()) => {
      lastUid += 1;
      const mail = { uid: lastUid, source: Buffer.from(source as string), at };
      folders.find((folder) => folder.name === name)?.mails.push(mail);
      return lastUid;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function encrypted(raw: Socket, { tls }: ImapOptions): Socket {
  const socket = new TLSSocket(raw, { isServer: true, secureContext: createSecureContext({ ...tls?.identity }) });
  // A client that does not trust the certificate hangs up: that is what some tests are about.
  socket.on('error', () => undefined);
  return socket;
}

interface Session {
  secure: boolean;
  loggedIn: boolean;
  folder: Folder | null;
}

type Say = (line: string) => void;

/** One connection: lines in, answers out. Literals are not taken: no reader sends one. */
function converse(first: Socket, options: ImapOptions, folders: Folder[], heard: string[]): void {
  const session: Session = { secure: options.tls?.from === 'start', loggedIn: false, folder: null };
  let socket = first;
  const say: Say = (line) => void socket.write(Buffer.from(`${line}\r\n`, 'latin1'));
  const listen = (to: Socket) => {
    let buffered = '';
    to.on('data', (bytes: Buffer) => {
      buffered += bytes.toString('latin1');
      for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        obey(line);
      }
    });
  };

  function obey(line: string): unknown {
    heard.push(line);
    const [, tag = '*', command = '', rest = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/.exec(line) ?? [];
    const turn = options.at?.(`${command} ${rest}`.trim());
    if (turn === 'drop') return socket.destroy();
    if (turn !== undefined) return say(turn.replace('%', tag));
    if (command.toUpperCase() === 'STARTTLS' && options.tls) {
      say(`${tag} OK Begin TLS`);
      first.removeAllListeners('data');
      socket = encrypted(first, options);
      session.secure = true;
      return listen(socket);
    }
    answer(command.toUpperCase(), rest, { tag, session, folders, options, say });
    return command.toUpperCase() === 'LOGOUT' && socket.end();
  }

  listen(first);
  say('* OK test IMAP4rev1');
}

interface Asked {
  tag: string;
  session: Session;
  folders: Folder[];
  options: ImapOptions;
  say: Say;
}

function answer(command: string, rest: string, asked: Asked): unknown {
  const { tag, session, say } = asked;
  const open = ['CAPABILITY', 'LOGIN', 'AUTHENTICATE', 'LOGOUT', 'NOOP', 'ID'];
  if (!session.loggedIn && !open.includes(command)) return say(`${tag} NO Log in first`);
  const known: Record<string, () => void> = {
    CAPABILITY: () => say(`* CAPABILITY ${capabilities(asked)}`),
    ID: () => say('* ID NIL'),
    NAMESPACE: () => say('* NAMESPACE (("" "/")) NIL NIL'),
    LIST: () => listFolders(asked, 'LIST'),
    LSUB: () => listFolders(asked, 'LSUB'),
    SELECT: () => select(rest, asked),
    EXAMINE: () => select(rest, asked),
    'UID SEARCH': () => say(`* SEARCH ${search(rest, session.folder).join(' ')}`.trim()),
    'UID FETCH': () => fetch(rest, session.folder, say),
    LOGOUT: () => say('* BYE'),
    NOOP: () => undefined,
    CLOSE: () => undefined,
  };
  if (command === 'LOGIN') return logIn(rest, asked);
  const act = known[command];
  if (!act) return say(`${tag} BAD ${command}`);
  const refused = (command === 'SELECT' || command === 'EXAMINE') && !folderOf(rest, asked.folders);
  if (refused) return say(`${tag} NO [NONEXISTENT] Unknown Mailbox: ${rest}`);
  act();
  return say(`${tag} OK ${command === 'EXAMINE' ? '[READ-ONLY] ' : ''}done`);
}

function capabilities({ options, session }: Asked): string {
  const starttls = options.tls?.from === 'starttls' && !session.secure ? ' STARTTLS' : '';
  return `IMAP4rev1 ID NAMESPACE SPECIAL-USE${starttls}`;
}

function logIn(rest: string, { tag, session, options, say }: Asked): void {
  const [user, password] = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((m) => m[1] ?? m[2]);
  const right = user === (options.user ?? 'kumiai') && password === (options.password ?? 'secret');
  session.loggedIn = right;
  say(right ? `${tag} OK Logged in` : `${tag} NO [AUTHENTICATIONFAILED] Authentication failed.`);
}

function listFolders({ folders, say }: Asked, word: string): void {
  for (const { name, use } of folders) say(`* ${word} (\\HasNoChildren${use ? ` ${use}` : ''}) "/" "${name}"`);
}

const folderOf = (rest: string, folders: readonly Folder[]): Folder | undefined =>
  folders.find(({ name }) => name === /^"?([^"(]*?)"?(?: \(.*)?$/.exec(rest.trim())?.[1]);

function select(rest: string, { session, folders, say }: Asked): void {
  const folder = folderOf(rest, folders);
  session.folder = folder ?? null;
  if (!folder) return;
  say('* FLAGS (\\Seen)');
  say(`* ${folder.mails.length} EXISTS`);
  say(`* OK [UIDVALIDITY ${folder.uidValidity}] valid`);
  say(`* OK [UIDNEXT ${(folder.mails.at(-1)?.uid ?? 0) + 1}] next`);
}

/** SINCE date, UID n:* and HEADER Message-ID are what a reader asks for. */
function search(rest: string, folder: Folder | null): number[] {
  const mails = folder?.mails ?? [];
  const since = /SINCE "?([^"\s]+)"?/i.exec(rest)?.[1];
  const from = /UID (\d+):\*/i.exec(rest)?.[1];
  const id = /HEADER "?message-id"? "?<?([^">\s]+)>?"?/i.exec(rest)?.[1];
  // `n:*` holds the newest mail even when its number is smaller.
  const newest = mails.at(-1)?.uid;
  return mails
    .filter((mail) => !since || mail.at.getTime() >= Date.parse(`${since.replaceAll('-', ' ')} UTC`) - 86_400_000)
    .filter((mail) => !from || mail.uid >= Number(from) || mail.uid === newest)
    .filter((mail) => !id || mail.source.toString('latin1').includes(`<${id}>`))
    .map((mail) => mail.uid);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function internalDate(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}-${MONTHS[Number(month) - 1]}-${year} ${time.slice(0, 8)} +0000`;
}

function fetch(rest: string, folder: Folder | null, say: Say): void {
  const uid = Number(/^\d+/.exec(rest)?.[0]);
  const at = folder?.mails.findIndex((mail) => mail.uid === uid) ?? -1;
  const mail = folder?.mails[at];
  if (!mail) return;
  const parts = [`UID ${uid}`];
  if (/INTERNALDATE/i.test(rest)) parts.push(`INTERNALDATE "${internalDate(mail.at)}"`);
  if (/RFC822\.SIZE/i.test(rest)) parts.push(`RFC822.SIZE ${mail.source.length}`);
  const body = /BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(rest);
  if (body) {
    const begin = Number(body[1] ?? 0);
    const piece = mail.source.subarray(begin, body[2] ? begin + Number(body[2]) : undefined);
    parts.push(`BODY[]${body[1] === undefined ? '' : `<${begin}>`} {${piece.length}}\r\n${piece.toString('latin1')}`);
  }
  say(`* ${at + 1} FETCH (${parts.join(' ')})`);
}
