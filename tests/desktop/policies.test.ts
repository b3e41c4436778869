import { describe, expect, test } from 'vitest';
import {
  decideDownload,
  decideExternal,
  decideNavigation,
  decideOpen,
  decidePermission,
  decideRequest,
  LOCKING,
  resolveAppUrl,
  validateSender,
} from '../../electron/shell/policies.ts';
import { FOREIGN } from './foreignAddresses.ts';

describe('only our own pages', () => {
  test('at least 300 addresses are tried that are not', () => {
    expect(new Set(FOREIGN).size).toBeGreaterThanOrEqual(300);
  });

  test.each(FOREIGN)('%j is no page, no navigation, no request, no sender, and gets no rights', (address) => {
    expect(resolveAppUrl(address)).toBeNull();
    expect(decideNavigation(address)).toBe(false);
    expect(decideRequest(address)).toBe(false);
    expect(decideDownload(address)).toBe(false);
    expect(decidePermission('clipboard-sanitized-write', address)).toBe(false);
    expect(validateSender({ url: address, parent: null })).toBe(false);
  });

  test.each([
    ['app://todoke', 'index.html'],
    ['app://todoke/', 'index.html'],
    ['app://todoke/index.html', 'index.html'],
    ['app://todoke/index.html#/offices', 'index.html'],
    ['app://todoke/index.html?x=1', 'index.html'],
    ['app://todoke/assets/index-B1_x-2.js', 'assets/index-B1_x-2.js'],
    ['app://todoke/assets/./font.woff2', 'assets/font.woff2'],
    // The address is settled before we see it: these stay inside by the rules of addresses themselves.
    ['app://todoke/../../etc/passwd.txt', 'etc/passwd.txt'],
    ['app://todoke/assets/../index.html', 'index.html'],
  ])('%s is the file %s', (address, file) => {
    expect(decideNavigation(address)).toBe(true);
    expect(decideRequest(address)).toBe(true);
    expect(resolveAppUrl(address)).toBe(file);
  });

  test.each([
    '/%2e%2e/%2e%2e/etc/passwd.txt%00',
    '/..%2f..%2fetc%2fpasswd.txt',
    '/..%5c..%5cWindows%5cwin.ini',
    '/..\\..\\Windows\\win.ini',
    '/%252e%252e/secret.txt',
    '/assets/%00.js',
    '/assets/index.js%00.png',
    '/index.html::$DATA',
    '/C:/Windows/win.ini',
    '/c%3a/windows/win.ini',
    '//server/share/x.js',
    '///etc/passwd.txt',
    '/assets//index.js',
    '/.env',
    '/.git/config.txt',
    '/assets/.hidden.js',
    '/assets/..../x.js',
    '/index.html.',
    '/index.html%20',
    '/index.html/',
    '/assets/',
    '/assets',
    '/~/x.js',
    '/assets/*.js',
    '/届.js',
    '/assets/index.js;x',
    '/a\u202e.js',
  ])('%j stands for no file', (path) => {
    expect(resolveAppUrl(`app://todoke${path}`)).toBeNull();
  });
});

describe('the window has no network', () => {
  test.each(['blob:app://todoke/7b1d', 'data:image/png;base64,AA==', 'devtools://devtools/bundled/x.html'])(
    'it may load %s',
    (address) => expect(decideRequest(address)).toBe(true),
  );

  test.each(['blob:https://example.jp/1', 'blob:null/1', 'blob:app://evil/1', 'blob:app://todoke.evil/1', 'blob:'])(
    'it may neither load nor save %s',
    (address) => {
      expect(decideRequest(address)).toBe(false);
      expect(decideDownload(address)).toBe(false);
    },
  );

  test('it saves what it has put together itself, and no data: address', () => {
    expect(decideDownload('blob:app://todoke/7b1d')).toBe(true);
    expect(decideDownload('data:text/html,x')).toBe(false);
  });
});

describe('permissions', () => {
  test('our page may write to the clipboard', () => {
    expect(decidePermission('clipboard-sanitized-write', 'app://todoke/')).toBe(true);
  });

  test.each([
    'clipboard-read',
    'deprecated-sync-clipboard-read',
    'media',
    'display-capture',
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'window-management',
    'idle-detection',
    'fileSystem',
    'hid',
    'serial',
    'usb',
    'local-fonts',
    'storage-access',
    'unknown',
    'something-of-next-year',
    '',
  ])('even our page gets no %j', (permission) => {
    expect(decidePermission(permission, 'app://todoke')).toBe(false);
  });
});

describe('what goes to another program', () => {
  test.each([
    ['https://www.example.jp/law?no=1#x', 'open'],
    ['mailto:office@example.jp', 'ask'],
    ['mailto:office@example.jp?subject=%E5%B1%8A&body=x', 'ask'],
    ['tel:03-0000-0417', 'ask'],
    ['tel:+81300000417', 'ask'],
  ] as const)('%s: %s', (address, decision) => expect(decideExternal(address)).toBe(decision));

  test.each([
    ...FOREIGN.filter((address) => !address.startsWith('https:')),
    'http://www.example.jp/',
    'https://user:word@example.jp/',
    'https://example.jp@evil.example/',
    'https:',
    'app://todoke/index.html',
    'data:text/html,<script>1</script>',
    'blob:app://todoke/7b1d',
    'tel:*21*0300000417#',
    'tel:%2A%2306%23',
    'tel:03-0000-0417;ext=1',
    'tel:',
    'tel:03-0000-0417?x=1',
    'sms:0300000417',
    'mailto:',
    'mailto:office',
    'mailto:a@example.jp,b@example.jp',
    'mailto:a@example.jp;b@example.jp',
    'mailto:a@example.jp%0Abcc:b@example.jp',
    'mailto:a@example.jp?attach=C:/register.sqlite',
    'mailto:a@example.jp?attachment=/etc/passwd',
    'mailto:a@example.jp?bcc=b@example.jp',
    'mailto:a@example.jp?cc=b@example.jp',
    'mailto:?to=a@example.jp',
  ])('%j goes nowhere', (address) => {
    expect(decideExternal(address)).toBe('deny');
    expect(decideOpen(address)).toEqual({ action: 'deny', outside: 'deny' });
  });

  test('a page never gets a second window, not even for our own pages or for an address that opens outside', () => {
    expect(decideOpen('app://todoke/index.html').action).toBe('deny');
    expect(decideOpen('https://www.example.jp/')).toEqual({ action: 'deny', outside: 'open' });
  });
});

describe('the lock follows the system', () => {
  test.each(['lock-screen', 'suspend', 'shutdown', 'user-did-resign-active'])('%s locks', (event) =>
    expect(LOCKING).toContain(event),
  );
  test.each(['unlock-screen', 'resume', 'on-ac', 'on-battery', 'user-did-become-active', 'thermal-state-change', ''])(
    '%j does not',
    (event) => expect(LOCKING).not.toContain(event),
  );
});

describe('who may speak to the shell', () => {
  test('the top frame of our page', () => {
    expect(validateSender({ url: 'app://todoke/index.html#/offices', parent: null })).toBe(true);
  });

  test('no frame inside it, and no frame that has gone', () => {
    expect(validateSender({ url: 'app://todoke/index.html', parent: {} })).toBe(false);
    expect(validateSender(null)).toBe(false);
  });
});
