import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/*
 * A stand-in for the `electron` module: events one can send and calls one can count. The real program cannot be had
 * on a test machine, so this shows the order in which main.ts does things, not that Electron does its part.
 */

export class FakeWindow extends EventEmitter {
  static all: FakeWindow[] = [];
  webContents = Object.assign(new EventEmitter(), { postMessage: vi.fn() });
  options: unknown;
  loadURL = vi.fn(async () => undefined);
  reload = vi.fn();
  restore = vi.fn();
  show = vi.fn();
  focus = vi.fn();
  isMinimized = () => true;

  constructor(options: unknown) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
  }
}

export class FakeService extends EventEmitter {
  static all: FakeService[] = [];
  postMessage = vi.fn();
  kill = vi.fn(() => true);

  static fork = vi.fn((_program: string) => {
    const service = new FakeService();
    FakeService.all.push(service);
    return service;
  });
}

const session = Object.assign(new EventEmitter(), {
  setPermissionRequestHandler: vi.fn(),
  setPermissionCheckHandler: vi.fn(),
  setDevicePermissionHandler: vi.fn(),
  setDisplayMediaRequestHandler: vi.fn(),
  webRequest: { onBeforeRequest: vi.fn() },
});

class FakeChannel {
  port1 = {};
  port2 = {};
}

const ready = Promise.withResolvers<void>();

export const electron = {
  ready,
  app: Object.assign(new EventEmitter(), {
    isPackaged: true,
    requestSingleInstanceLock: vi.fn(() => true),
    setPath: vi.fn(),
    enableSandbox: vi.fn(),
    whenReady: vi.fn(() => ready.promise),
    getLocale: () => 'ja',
    quit: vi.fn(),
    exit: vi.fn(),
  }),
  BrowserWindow: FakeWindow,
  dialog: { showErrorBox: vi.fn(), showMessageBox: vi.fn(async () => ({ response: 1 })) },
  ipcMain: new EventEmitter(),
  Menu: { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn() },
  MessageChannelMain: FakeChannel,
  powerMonitor: new EventEmitter(),
  protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
  safeStorage: {},
  screen: { getPrimaryDisplay: () => ({ workAreaSize: { width: 1920, height: 1040 } }) },
  session: { defaultSession: session },
  shell: { openExternal: vi.fn(async () => undefined) },
  utilityProcess: FakeService,
};

/** Lets promises that are already settled run their course. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
