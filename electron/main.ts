import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  type IpcMainEvent,
  ipcMain,
  Menu,
  MessageChannelMain,
  type MessagePortMain,
  protocol,
  session,
  utilityProcess,
} from 'electron';
import type { Language } from './contract/common.ts';
import { type ErrorCode, type ErrorParams, errorSentence } from './contract/errors.ts';
import { uncaughtLine } from './contract/redaction.ts';
import { defaultDataFolder } from './dataFolder.ts';
import { guardContents, guardSession } from './shell/guards.ts';
import { languageOf, shellText } from './shell/language.ts';
import { openLog } from './shell/log.ts';
import { menuTemplate } from './shell/menu.ts';
import { servePages } from './shell/pages.ts';
import { validateSender } from './shell/policies.ts';
import { restartDelay } from './shell/restart.ts';
import { createSecretStore } from './shell/secrets.ts';
import { type Service, superviseService } from './shell/supervisor.ts';
import { lockWithSystem } from './shell/systemLock.ts';
import { systemVault } from './shell/vault.ts';
import { bringForward, createWindow } from './shell/window.ts';

// The desktop shell: one program, one window, one service. Everything else happens in the service.

// One folder holds everything; it also decides what "the same program" is, for the lock below.
const chosen = process.argv.indexOf('--data');
const folder = resolve((chosen > 0 && process.argv[chosen + 1]) || defaultDataFolder());
mkdirSync(folder, { recursive: true });
app.setPath('userData', folder);
app.setPath('sessionData', join(folder, 'window'));
const log = openLog(join(folder, 'todoke.log'));

let window: BrowserWindow | null = null;
let service: Service<MessagePortMain> | null = null;
let pageIsReady = false;
const pageDeaths: number[] = [];

if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  process.on('uncaughtException', (error) => {
    log(uncaughtLine(error));
    stop(errorSentence('internal', {}, language()));
  });
  app.on('second-instance', () => window && bringForward(window));
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', closeServiceFirst);
  ipcMain.on('todoke-ready', greet);
  app.whenReady().then(open, (error: Error) => {
    log(`not ready: ${error.message}`);
    app.exit(1);
  });
}

/** Electron is ready: close every door, then start the service and show the window side by side. */
function open(): void {
  const text = shellText(language());
  guardSession(session.defaultSession);
  guardContents(text, log);
  protocol.handle('app', servePages(join(import.meta.dirname, '../renderer')));
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(text, !app.isPackaged)));

  service = superviseService<MessagePortMain>({
    dataFolder: folder,
    fork: () => utilityProcess.fork(join(import.meta.dirname, 'service.cjs'), [], { serviceName: 'Todoke' }),
    secrets: createSecretStore(systemVault, join(folder, 'vault.json')),
    log,
    opened: handPort,
    gaveUp: (code: ErrorCode, params: ErrorParams) => stop(errorSentence(code, params, language())),
  });

  lockWithSystem(() => service?.lock());
  window = createWindow();
  window.on('closed', () => {
    window = null;
  });
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) pageIsReady = false;
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => reviveWindow(reason));
}

/** The page says it listens. */
function greet(event: IpcMainEvent): void {
  if (!validateSender(event.senderFrame)) return;
  pageIsReady = true;
  handPort();
}

/** Joins page and service by a new channel, once both are there; the shell never sees what they say. */
function handPort(): void {
  if (!window || !service?.isOpen() || !pageIsReady) return;
  const { port1, port2 } = new MessageChannelMain();
  service.connect(port1);
  window.webContents.postMessage('todoke-port', null, [port2]);
}

/** Loads the page again after its process died; gives up when it dies again and again. */
function reviveWindow(reason: string): void {
  pageIsReady = false;
  pageDeaths.push(Date.now());
  const delay = restartDelay(pageDeaths, Date.now());
  log(`the page ended: ${reason}`);
  if (delay === null) stop(shellText(language()).pageFailed);
  else setTimeout(() => window?.reload(), delay);
}

/** Holds the end of the program until the service has finished what it had begun. */
function closeServiceFirst(event: Electron.Event): void {
  if (!service) return;
  event.preventDefault();
  const closing = service;
  service = null;
  void closing.close().then(() => app.quit());
}

/** Tells the clerk why the program cannot go on, and ends it. */
function stop(sentence: string): void {
  dialog.showErrorBox(shellText(language()).cannotOpen, sentence);
  app.exit(1);
}

function language(): Language {
  return languageOf(app.getLocale());
}
