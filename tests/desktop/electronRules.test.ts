import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pathsOf, ROOT, sources } from './syntax.ts';

/*
 * What the sources may say about Electron, read from their syntax trees. The list of dangers follows the checks of
 * Electronegativity (https://github.com/doyensec/electronegativity/wiki).
 */

const isShell = (path: string) => /^electron\/(main|preload|service)\.ts$|^electron\/shell\//.test(path);

describe('Electron', () => {
  test('is imported by the shell and by nothing else', () => {
    const importers = pathsOf(({ imports, texts }) => imports.includes('electron') || texts.includes('electron'));
    expect(importers).toContain('electron/main.ts');
    expect(importers.filter((path) => !isShell(path))).toEqual([]);
  });

  test('creates a window in one place, and no other kind of view anywhere', () => {
    expect(pathsOf(({ created }) => created.includes('BrowserWindow'))).toEqual(['electron/shell/window.ts']);
    const window = sources.find(({ path }) => path === 'electron/shell/window.ts');
    expect(window?.created.filter((name) => name === 'BrowserWindow')).toHaveLength(1);
    const others = ['BaseWindow', 'BrowserView', 'WebContentsView'];
    expect(pathsOf(({ created }) => created.some((name) => others.includes(name)))).toEqual([]);
  });

  test('gets its window rights from the one frozen constant', () => {
    expect(pathsOf(({ texts }) => texts.includes('webPreferences'))).toEqual([]);
    const naming = pathsOf(({ path }) => readFileSync(join(ROOT, path), 'utf8').includes('webPreferences'));
    expect(naming).toEqual(['electron/shell/window.ts', 'electron/shell/windowRules.ts']);
  });

  test('hands addresses to other programs in one place, and files to none', () => {
    expect(pathsOf(({ used }) => used.has('openExternal'))).toEqual(['electron/shell/guards.ts']);
    expect(pathsOf(({ used }) => used.has('openPath') || used.has('loadFile'))).toEqual([]);
  });

  test('gives the page a port and nothing else', () => {
    const preload = sources.find(({ path }) => path === 'electron/preload.ts');
    expect(preload?.imports).toEqual(['electron']);
    expect([...(preload?.used ?? [])].filter(Boolean).sort()).toEqual([
      'addEventListener',
      'data',
      'on',
      'origin',
      'ports',
      'postMessage',
      'send',
      'source',
    ]);
    expect(pathsOf(({ used }) => used.has('exposeInMainWorld'))).toEqual([]);
  });

  test('listens to one message of the page', () => {
    const main = readFileSync(join(ROOT, 'electron/main.ts'), 'utf8');
    expect(main.match(/ipcMain\.\w+\([^,]*/g)).toEqual(["ipcMain.on('todoke-ready'"]);
    expect(pathsOf(({ texts, path }) => path !== 'electron/main.ts' && texts.includes('ipcMain'))).toEqual([]);
  });

  test.each([
    'eval',
    'executeJavaScript',
    'insertCSS',
    'setCertificateVerifyProc',
    'importCertificate',
    'appendSwitch',
    'appendArgument',
    'registerFileProtocol',
    'registerBufferProtocol',
    'bypassCSP',
    'allowpopups',
    'disableHardwareAcceleration',
    'setUserAgent',
    'runInThisContext',
  ])('never says %s', (danger) => {
    expect(pathsOf(({ used, texts }) => used.has(danger) || texts.includes(danger))).toEqual([]);
  });

  test('never builds code from text, ignores a wrong certificate or hides a warning', () => {
    expect(pathsOf(({ created }) => created.includes('Function'))).toEqual([]);
    expect(pathsOf(({ texts }) => texts.includes('certificate-error'))).toEqual([]);
    expect(pathsOf(({ used }) => used.has('ELECTRON_DISABLE_SECURITY_WARNINGS'))).toEqual([]);
  });
});
