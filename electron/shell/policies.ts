/**
 * What the window may do, as pure functions: every rule here is a table of addresses in tests/desktop.
 * The rule behind all of them: the window shows its own pages and nothing else.
 */

/** The one origin the window ever shows. */
export const APP_ORIGIN = 'app://todoke';

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

/** True for an address of our own pages: exactly this scheme and host, no port, no credentials. */
function isAppUrl(address: string): boolean {
  const url = parse(address);
  return url !== null && url.protocol === 'app:' && url.host === 'todoke' && url.username === '' && url.password === '';
}

/** A path below the page folder: plain names, none of them hidden, parts joined by single slashes. */
const PLAIN_PATH = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.\w+$/;

/**
 * The file of our page folder an address stands for, as a path with slashes, or null.
 * Nothing is decoded: a percent sign, a backslash, a colon or a leading dot is no name of ours.
 */
export function resolveAppUrl(address: string): string | null {
  const url = parse(address);
  if (url === null || !isAppUrl(address)) return null;
  const path = url.pathname === '/' || url.pathname === '' ? 'index.html' : url.pathname.slice(1);
  return PLAIN_PATH.test(path) ? path : null;
}

/** Copying a number to the clipboard is all the pages need; Electron's own default is to grant everything. */
export function decidePermission(permission: string, origin: string): boolean {
  return permission === 'clipboard-sanitized-write' && isAppUrl(origin);
}

/** Whether the window may go to an address. */
export function decideNavigation(address: string): boolean {
  return isAppUrl(address);
}

/** Whether the window may load an address at all: it has no network of its own, only our files and its own blobs. */
export function decideRequest(address: string): boolean {
  return isAppUrl(address) || isOwnBlob(address) || address.startsWith('data:') || address.startsWith('devtools:');
}

/** Whether the window may save what it offers for download: only files it has put together itself. */
export function decideDownload(address: string): boolean {
  return isOwnBlob(address);
}

function isOwnBlob(address: string): boolean {
  return address.startsWith(`blob:${APP_ORIGIN}/`);
}

/** `open`: straight to the system's program. `ask`: show the address first. `deny`: nothing happens. */
export type Outside = 'open' | 'ask' | 'deny';

/** A mail client may attach local files for other fields than these. */
const MAIL_FIELDS = new Set(['subject', 'body']);

/** What happens to an address meant for another program. The system would start anything it has a handler for. */
export function decideExternal(address: string): Outside {
  const url = parse(address);
  if (url === null) return 'deny';
  if (url.protocol === 'https:') return url.username === '' && url.password === '' ? 'open' : 'deny';
  if (url.protocol === 'tel:') return /^\+?[\d-]+$/.test(url.pathname) && url.search === '' ? 'ask' : 'deny';
  if (url.protocol === 'mailto:') return isPlainMail(url) ? 'ask' : 'deny';
  return 'deny';
}

function isPlainMail(url: URL): boolean {
  return (
    /^[^\s,;%]+@[^\s,;%]+$/.test(url.pathname) && [...url.searchParams.keys()].every((key) => MAIL_FIELDS.has(key))
  );
}

/** A page never gets a second window; what it asked for may still go to another program. */
export function decideOpen(address: string): { action: 'deny'; outside: Outside } {
  return { action: 'deny', outside: decideExternal(address) };
}

/**
 * The events of the system (Electron's powerMonitor) at which the window locks. Whoever locks Windows, closes the lid or
 * goes home means our window too; coming back opens nothing. `lock-screen` comes on Windows and macOS,
 * `user-did-resign-active` on macOS, the others everywhere.
 */
export const LOCKING = ['lock-screen', 'suspend', 'shutdown', 'user-did-resign-active'] as const;

/** The part of a frame the sender rule looks at. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/** Only the top frame of our own page may speak to the shell: a frame gone or empty is nobody. */
export function validateSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}
