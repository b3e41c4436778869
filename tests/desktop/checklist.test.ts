import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { safeHeaders } from '../../electron/pageSafety.ts';
import { fuses } from '../../electron/shell/fuses.ts';
import {
  decideExternal,
  decideNavigation,
  decideOpen,
  decidePermission,
  decideRequest,
  validateSender,
} from '../../electron/shell/policies.ts';
import { webPreferences } from '../../electron/shell/windowRules.ts';
import { FOREIGN } from './foreignAddresses.ts';
import { pathsOf, ROOT, sources } from './syntax.ts';

/*
 * Electron's own checklist, item by item, and the checks of Electronegativity, rule by rule, each with what keeps it here:
 * https://www.electronjs.org/docs/latest/tutorial/security
 * https://github.com/doyensec/electronegativity/wiki
 * An item without a check is a red test; the details of each are in the other files of this folder.
 */

const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const says = (...words: string[]) =>
  pathsOf(({ used, texts, created }) =>
    words.some((word) => used.has(word) || texts.includes(word) || created.includes(word)),
  );
const policy = () => safeHeaders('n')['content-security-policy'] ?? '';
const none = (paths: string[]) => expect(paths).toEqual([]);
const http = () =>
  sources
    .filter(({ path }) => /^(electron\/(main|preload|service|shell)|renderer)/.test(path))
    .flatMap(({ path, texts }) => texts.filter((each) => /^http:\/\//.test(each)).map((each) => `${path} ${each}`));

const checklist: Record<number, [title: string, check: () => void]> = {
  1: ['only secure content', () => none(http())],
  2: [
    'no Node integration',
    () =>
      expect(webPreferences).toMatchObject({
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
      }),
  ],
  3: ['context isolation', () => expect(webPreferences.contextIsolation).toBe(true)],
  4: [
    'sandbox',
    () => {
      expect(webPreferences.sandbox).toBe(true);
      expect(text('electron/main.ts')).toContain('app.enableSandbox()');
    },
  ],
  5: [
    'permission requests are decided',
    () => {
      expect(text('electron/shell/guards.ts')).toMatch(/setPermissionRequestHandler[\s\S]*setPermissionCheckHandler/);
      expect(
        ['media', 'geolocation', 'clipboard-read', ''].map((each) => decidePermission(each, 'app://todoke')),
      ).toEqual([false, false, false, false]);
    },
  ],
  6: ['web security stays on', () => expect(webPreferences.webSecurity).toBe(true)],
  7: [
    'a content security policy',
    () => {
      expect(policy()).toContain("default-src 'none'");
      expect(policy()).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
    },
  ],
  8: ['no insecure content', () => expect(webPreferences.allowRunningInsecureContent).toBe(false)],
  9: ['no experimental features', () => expect(webPreferences.experimentalFeatures).toBe(false)],
  10: ['no Blink features', () => none(says('enableBlinkFeatures'))],
  11: [
    'no popups of a webview',
    () => {
      expect(webPreferences.webviewTag).toBe(false);
      none(says('allowpopups', 'webview'));
    },
  ],
  12: [
    'no webview is attached',
    () =>
      expect(text('electron/shell/guards.ts')).toMatch(/'will-attach-webview', \(event\) => event\.preventDefault\(\)/),
  ],
  13: [
    'navigation is limited',
    () => {
      expect(FOREIGN.length).toBeGreaterThanOrEqual(300);
      none(FOREIGN.filter(decideNavigation));
    },
  ],
  14: ['no new windows', () => none(FOREIGN.filter((each) => (decideOpen(each).action as string) !== 'deny'))],
  15: [
    'no untrusted address to another program',
    () => {
      none(FOREIGN.filter((each) => !each.startsWith('https:') && decideExternal(each) !== 'deny'));
      expect(says('openExternal')).toEqual(['electron/shell/guards.ts']);
    },
  ],
  16: [
    'a current Electron, pinned',
    () => {
      const { electron } = JSON.parse(text('package.json')).devDependencies;
      expect(electron).toMatch(/^\d+\.\d+\.\d+$/);
      expect(Number(electron.split('.')[0])).toBeGreaterThanOrEqual(45);
    },
  ],
  17: [
    'the sender of every message is checked',
    () => {
      none(FOREIGN.filter((url) => validateSender({ url, parent: null })));
      // The one listener there is looks first.
      expect(text('electron/main.ts').match(/ipcMain\.\w+\(/g)).toEqual(['ipcMain.on(']);
      expect(text('electron/main.ts')).toMatch(
        /function greet\([^)]*\): void {\s*if \(!validateSender\(event\.senderFrame\)\) return;/,
      );
    },
  ],
  18: [
    'an own protocol in place of file:',
    () => {
      expect(decideRequest('file:///C:/x')).toBe(false);
      none(says('loadFile', 'file://'));
    },
  ],
  19: [
    'fuses',
    () => {
      const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
      expect(known).toHaveLength(9);
      expect(Object.keys(fuses).sort()).toEqual(known.sort());
      expect(text('build/afterPack.ts')).toContain('strictlyRequireAllFuses: true');
    },
  ],
  20: ['no Electron API for the page', () => none(says('exposeInMainWorld'))],
};

/**
 * The rule asks to switch auxclick off, because a middle click may open a window. Here it may happen: where it ends, in the
 * handler of new windows, everything is denied.
 */
function opensNothing(): void {
  checklist[14]?.[1]();
  expect(text('electron/shell/guards.ts')).toMatch(/setWindowOpenHandler\([\s\S]{0,80}decideOpen\(/);
}

/** Its checks by name, as its wiki lists them; those of JavaScript, JSON and HTML for one thing are one here. */
const electronegativity: Record<string, () => void> = {
  Affinity: () => none(says('affinity')),
  AllowPopups: () => none(says('allowpopups')),
  Auxclick: () => opensNothing(),
  AuxclickHtml: () => opensNothing(),
  AvailableSecurityFixes: () => checklist[16]?.[1](),
  BlinkFeatures: () => checklist[10]?.[1](),
  CertificateErrorEvent: () => none(says('certificate-error')),
  CertificateVerifyProc: () => none(says('setCertificateVerifyProc')),
  ContextIsolation: () => checklist[3]?.[1](),
  CSP: () => checklist[7]?.[1](),
  CSPGlobal: () => expect(policy()).toMatch(/frame-ancestors 'none'/),
  CustomArguments: () => none(says('appendSwitch', 'appendArgument', 'commandLine')),
  DangerousFunctions: () => none(says('eval', 'executeJavaScript', 'insertCSS', 'Function')),
  ElectronVersion: () => checklist[16]?.[1](),
  ExperimentalFeatures: () => checklist[9]?.[1](),
  HTTPResources: () => checklist[1]?.[1](),
  HTTPResourcesWithNodeIntegration: () => checklist[2]?.[1](),
  InsecureContent: () => checklist[8]?.[1](),
  LimitNavigation: () => checklist[13]?.[1](),
  NodeIntegration: () => checklist[2]?.[1](),
  NodeIntegrationAttachEvent: () => checklist[12]?.[1](),
  OpenExternal: () => checklist[15]?.[1](),
  PermissionRequestHandler: () => checklist[5]?.[1](),
  Preload: () => expect(sources.find(({ path }) => path === 'electron/preload.ts')?.imports).toEqual(['electron']),
  ProtocolHandlers: () =>
    none(says('setAsDefaultProtocolClient', 'registerFileProtocol', 'registerHttpProtocol', 'registerStringProtocol')),
  RemoteModule: () => none(says('enableRemoteModule', 'remote', '@electron/remote')),
  Sandbox: () => checklist[4]?.[1](),
  SecurityWarningsDisabled: () => none(says('ELECTRON_DISABLE_SECURITY_WARNINGS')),
  WebSecurity: () => checklist[6]?.[1](),
};

describe("Electron's checklist", () => {
  test('has twenty items, each with a check', () => {
    expect(Object.keys(checklist).map(Number)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });
  test.each(Object.entries(checklist).map(([item, [title, check]]) => ({ item, title, check })))(
    '$item: $title',
    ({ check }) => check(),
  );
});

describe('Electronegativity', () => {
  test.each(Object.entries(electronegativity))('%s', (_name, check) => check());

  test('sees a danger when there is one', () => {
    // What the shell does say is found by the same search.
    expect(says('setPermissionRequestHandler')).toEqual(['electron/shell/guards.ts']);
    expect(says('BrowserWindow')).toContain('electron/shell/window.ts');
    expect(says('utilityProcess').length + says('fork').length).toBeGreaterThan(0);
  });
});
