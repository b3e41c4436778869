import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultDataFolder } from '../../electron/dataFolder.ts';
import { languageOf, shellText } from '../../electron/shell/language.ts';
import { openLog } from '../../electron/shell/log.ts';
import { menuTemplate } from '../../electron/shell/menu.ts';
import { servePages } from '../../electron/shell/pages.ts';
import { restartDelay } from '../../electron/shell/restart.ts';
import { createSecretStore, type Vault } from '../../electron/shell/secrets.ts';
import { webPreferences, windowSize } from '../../electron/shell/windowRules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'todoke-shell-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the window', () => {
  test('has exactly these rights, and nobody changes them at run time', () => {
    expect(webPreferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
    });
    expect(Object.isFrozen(webPreferences)).toBe(true);
  });

  test('is at least 1024 x 640, but never larger than the screen leaves free', () => {
    expect(windowSize({ width: 1920, height: 1040 })).toEqual({
      width: 1280,
      height: 800,
      minWidth: 1024,
      minHeight: 640,
    });
    // 1366 x 768 at 125 %, less the task bar
    expect(windowSize({ width: 1093, height: 566 })).toEqual({
      width: 1093,
      height: 566,
      minWidth: 1024,
      minHeight: 566,
    });
  });

  test.each(['ja', 'en'] as const)('its menu (%s) has every label, edits and zooms, and cannot reload', (language) => {
    const items = menuTemplate(shellText(language), false).flatMap((menu) =>
      Array.isArray(menu.submenu) ? menu.submenu : [],
    );
    const roles = items.flatMap((item) => item.role ?? []);
    expect(roles).toEqual([
      'quit',
      'undo',
      'redo',
      'cut',
      'copy',
      'paste',
      'selectAll',
      'zoomIn',
      'zoomOut',
      'resetZoom',
      'togglefullscreen',
    ]);
    expect(items.filter((item) => item.role && !item.label)).toEqual([]);
  });

  test('it speaks Japanese on a Japanese system, else English', () => {
    expect(['ja', 'ja-JP', 'JA', 'en-US', 'jam', ''].map(languageOf)).toEqual(['ja', 'ja', 'ja', 'en', 'en', 'en']);
  });
});

describe('pages', () => {
  const get = (path: string, method = 'GET') =>
    servePages(join(folder, 'pages'))(new Request(`app://todoke${path}`, { method }));

  beforeEach(() => {
    mkdirSync(join(folder, 'pages/assets'), { recursive: true });
    writeFileSync(join(folder, 'pages/index.html'), '<p>届</p>');
    writeFileSync(join(folder, 'pages/assets/x.js'), '1');
    writeFileSync(join(folder, 'pages/assets/x.sqlite'), 'secret');
    writeFileSync(join(folder, 'outside.js'), 'secret');
  });

  test('come with their type and with a policy that lets no foreign script run', async () => {
    const answer = await get('/');
    expect(await answer.text()).toBe('<p>届</p>');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';");
    expect((await get('/assets/x.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  test.each([
    ['/assets/none.js', 404],
    ['/../outside.js', 404],
    ['/..%2foutside.js', 403],
    ['/assets/..%5c..%5coutside.js', 403],
    ['/assets/x.sqlite', 403],
    ['/assets', 403],
  ])('%s: %i, and no byte of a file', async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('are only ever read', async () => {
    expect((await get('/', 'POST')).status).toBe(403);
  });
});

describe('secrets', () => {
  /** Not a cipher: it only shows that what is written went through the vault. */
  const vault: Vault = {
    available: async () => true,
    encrypt: async (text) => Buffer.from(text).map((byte) => byte ^ 0x5a),
    decrypt: async (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString(),
  };

  test('come back as they were, and lie on disk neither in clear nor readable by others', async () => {
    const file = join(folder, 'vault.json');
    await createSecretStore(vault, file).set('mail-password', 'ひみつ-1');
    expect(await createSecretStore(vault, file).get('mail-password')).toBe('ひみつ-1');
    expect(readFileSync(file, 'utf8')).not.toContain('ひみつ');
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from('ひみつ-1').toString('base64'));
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('two changes at once both stay, and null takes one away', async () => {
    const store = createSecretStore(vault, join(folder, 'vault.json'));
    await Promise.all([store.set('a', '1'), store.set('b', '2'), store.set('c', '3')]);
    await store.set('b', null);
    expect([await store.get('a'), await store.get('b'), await store.get('c')]).toEqual(['1', null, '3']);
  });

  test('are refused, not written in clear, where the system has no safe place', async () => {
    const file = join(folder, 'vault.json');
    const store = createSecretStore({ ...vault, available: async () => false }, file);
    await expect(store.set('mail-password', 'x')).rejects.toMatchObject({ code: 'secrets_unavailable' });
    expect(await store.get('mail-password')).toBeNull();
    expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
  });
});

describe('the shell', () => {
  test('starts a dead part again after 0.25, 1, 4, 10 and 10 seconds, and gives up at the sixth death in five minutes', () => {
    const deaths: number[] = [];
    const delays = [0, 1, 2, 3, 4, 5].map((second) => {
      deaths.push(second * 1000);
      return restartDelay(deaths, second * 1000);
    });
    expect(delays).toEqual([250, 1000, 4000, 10_000, 10_000, null]);
    expect(restartDelay([...deaths, 400_000], 400_000)).toBe(250);
  });

  test('keeps the register on this PC: never in the roaming folder of Windows', () => {
    const windows = { LOCALAPPDATA: '/Users/yamamoto/AppData/Local', APPDATA: '/Users/yamamoto/AppData/Roaming' };
    expect(defaultDataFolder('win32', windows, '/Users/yamamoto')).toBe('/Users/yamamoto/AppData/Local/Todoke');
    expect(defaultDataFolder('win32', { APPDATA: windows.APPDATA }, '/Users/yamamoto')).toContain('Local');
    expect(defaultDataFolder('darwin', {}, '/Users/y')).toBe('/Users/y/Library/Application Support/Todoke');
    expect(defaultDataFolder('linux', {}, '/home/y')).toBe('/home/y/.local/share/todoke');
    expect(defaultDataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/y')).toBe('/data/todoke');
  });

  test('keeps two log files of one megabyte at most', () => {
    const file = join(folder, 'todoke.log');
    writeFileSync(file, 'x'.repeat(1_000_001));
    openLog(file)('after');
    expect(readFileSync(file, 'utf8')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z after\n$/);
    expect(statSync(`${file}.old`).size).toBe(1_000_001);
  });
});
