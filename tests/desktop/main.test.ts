import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { electron as Electron, FakeService as Service, FakeWindow as Window } from './electronModule.ts';

const OWN_FRAME = { url: 'app://todoke/index.html', parent: null };
const argv = process.argv;
let folder: string;
let electron: typeof Electron;
let services: Service[];
let windows: Window[];
let settle: () => Promise<void>;

/** A program that has just been started, with `lock` as the answer to "am I the first?". */
async function start(lock: boolean): Promise<void> {
  const fresh = await import('./electronModule.ts');
  electron = fresh.electron;
  services = fresh.FakeService.all;
  windows = fresh.FakeWindow.all;
  settle = fresh.settle;
  vi.doMock('electron', () => fresh.electron);
  electron.app.requestSingleInstanceLock.mockReturnValue(lock);
  await import('../../electron/main.ts');
  electron.ready.resolve();
  await settle();
}

const service = (index = 0) => services[index] as Service;
const page = () => (windows[0] as Window).webContents;
const greet = (senderFrame: unknown) => electron.ipcMain.emit('todoke-ready', { senderFrame });
const connects = (index = 0) => service(index).postMessage.mock.calls.filter(([message]) => message.type === 'connect');

beforeEach(() => {
  vi.resetModules();
  folder = mkdtempSync(join(tmpdir(), 'todoke-main-'));
  process.argv = ['electron', '.', '--data', folder];
});
afterEach(() => {
  vi.useRealTimers();
  process.argv = argv;
  process.removeAllListeners('uncaughtException');
  rmSync(folder, { recursive: true });
});

test('a second program on the same folder ends without window, service or file', async () => {
  await start(false);
  expect(electron.app.quit).toHaveBeenCalledOnce();
  expect(services).toEqual([]);
  expect(windows).toEqual([]);
  expect(electron.app.whenReady).not.toHaveBeenCalled();
});

describe('the first program', () => {
  beforeEach(() => start(true));

  test('keeps everything in the named folder, sandboxes every page and serves them from app:', () => {
    expect(electron.app.setPath.mock.calls).toEqual([
      ['userData', folder],
      ['sessionData', join(folder, 'window')],
    ]);
    expect(electron.app.enableSandbox).toHaveBeenCalledOnce();
    expect(electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
      { scheme: 'app', privileges: { standard: true, secure: true } },
    ]);
    expect(electron.protocol.handle).toHaveBeenCalledExactlyOnceWith('app', expect.any(Function));
    expect(windows).toHaveLength(1);
    expect(windows[0]?.loadURL).toHaveBeenCalledExactlyOnceWith('app://todoke/index.html');
  });

  test('closes every door before the window is there', () => {
    const { defaultSession } = electron.session;
    for (const door of [
      defaultSession.setPermissionRequestHandler,
      defaultSession.setPermissionCheckHandler,
      defaultSession.setDevicePermissionHandler,
      defaultSession.setDisplayMediaRequestHandler,
      defaultSession.webRequest.onBeforeRequest,
    ]) {
      expect(door).toHaveBeenCalledOnce();
      expect(door.mock.invocationCallOrder[0]).toBeLessThan(windows[0]?.loadURL.mock.invocationCallOrder[0] ?? 0);
    }
    expect(electron.app.listenerCount('web-contents-created')).toBe(1);
    expect(defaultSession.listenerCount('will-download')).toBe(1);
  });

  test('locks with the system, and comes back with it to a lock', () => {
    service().emit('message', { type: 'opened' });
    const locks = () => service().postMessage.mock.calls.filter(([message]) => message.type === 'lock').length;
    for (const [at, event] of ['lock-screen', 'suspend', 'shutdown', 'user-did-resign-active'].entries()) {
      electron.powerMonitor.emit(event);
      expect(locks(), event).toBe(at + 1);
    }
    for (const event of ['unlock-screen', 'resume']) electron.powerMonitor.emit(event);
    expect(locks()).toBe(4);
  });

  test('a second start brings its window forward', () => {
    electron.app.emit('second-instance');
    expect(windows).toHaveLength(1);
    expect(windows[0]?.restore).toHaveBeenCalledOnce();
    expect(windows[0]?.focus).toHaveBeenCalledOnce();
  });

  test('joins page and service once both are there, whichever comes first', () => {
    expect(service().postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'open', dataFolder: folder });
    greet(OWN_FRAME);
    expect(page().postMessage).not.toHaveBeenCalled();
    service().emit('message', { type: 'opened' });
    expect(connects()).toEqual([[{ type: 'connect' }, [expect.any(Object)]]]);
    expect(page().postMessage).toHaveBeenCalledExactlyOnceWith('todoke-port', null, [expect.any(Object)]);
  });

  test('gives no port to a frame inside the page, a foreign page or a frame that has gone', () => {
    service().emit('message', { type: 'opened' });
    for (const frame of [{ ...OWN_FRAME, parent: {} }, { url: 'https://example.jp/', parent: null }, null])
      greet(frame);
    expect(connects()).toEqual([]);
    expect(page().postMessage).not.toHaveBeenCalled();
  });

  test('gives a page that loads again a port only after it has greeted again', () => {
    service().emit('message', { type: 'opened' });
    greet(OWN_FRAME);
    page().emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    service().emit('message', { type: 'opened' });
    expect(connects()).toHaveLength(1);
    greet(OWN_FRAME);
    expect(connects()).toHaveLength(2);
  });

  test('moving within the page costs no port', () => {
    service().emit('message', { type: 'opened' });
    greet(OWN_FRAME);
    page().emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    service().emit('message', { type: 'opened' });
    expect(connects()).toHaveLength(2);
  });

  test('starts a dead service again and hands the waiting page a port to the new one', () => {
    service().emit('message', { type: 'opened' });
    greet(OWN_FRAME);
    vi.useFakeTimers();
    service().emit('exit', 1);
    expect(services).toHaveLength(1);
    vi.advanceTimersByTime(250);
    expect(services).toHaveLength(2);
    service(1).emit('message', { type: 'opened' });
    expect(connects(1)).toHaveLength(1);
    expect(page().postMessage).toHaveBeenCalledTimes(2);
    expect(readFileSync(join(folder, 'todoke.log'), 'utf8')).toContain(
      'the service ended with code 1; again in 250 ms',
    );
  });

  test('says why the register cannot be opened, in the words of the list, and does not try again', () => {
    vi.useFakeTimers();
    service().emit('message', { type: 'refused', code: 'newer_database', params: { found: 9 } });
    service().emit('exit', 0);
    vi.advanceTimersByTime(60_000);
    expect(electron.dialog.showErrorBox).toHaveBeenCalledExactlyOnceWith(
      'Todoke を開けません',
      expect.stringContaining('新しい版の Todoke（第9版の形）'),
    );
    expect(electron.app.exit).toHaveBeenCalledExactlyOnceWith(1);
    expect(services).toHaveLength(1);
  });

  test('loads a page again whose process died, and gives up after the fifth time', () => {
    vi.useFakeTimers();
    for (let death = 0; death < 5; death += 1) {
      page().emit('render-process-gone', {}, { reason: 'crashed' });
      vi.advanceTimersByTime(10_000);
    }
    expect(windows[0]?.reload).toHaveBeenCalledTimes(5);
    page().emit('render-process-gone', {}, { reason: 'crashed' });
    vi.advanceTimersByTime(10_000);
    expect(windows[0]?.reload).toHaveBeenCalledTimes(5);
    expect(electron.dialog.showErrorBox).toHaveBeenCalledOnce();
    expect(electron.app.exit).toHaveBeenCalledExactlyOnceWith(1);
  });

  test('ends only when the service has finished', async () => {
    const event = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(service().postMessage).toHaveBeenLastCalledWith({ type: 'close' });
    await settle();
    expect(electron.app.quit).not.toHaveBeenCalled();
    service().emit('exit', 0);
    await settle();
    expect(electron.app.quit).toHaveBeenCalledOnce();
    electron.app.emit('will-quit', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(services).toHaveLength(1);
  });

  test('keeps a page where it is and asks before it hands an address on', async () => {
    const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
    electron.app.emit('web-contents-created', {}, contents);
    const away = { url: 'mailto:office@example.jp', isMainFrame: true, preventDefault: vi.fn() };
    contents.emit('will-frame-navigate', away);
    await settle();
    expect(away.preventDefault).toHaveBeenCalledOnce();
    expect(electron.dialog.showMessageBox).toHaveBeenCalledOnce();
    expect(electron.shell.openExternal).not.toHaveBeenCalled();
    const open = contents.setWindowOpenHandler.mock.calls[0]?.[0];
    expect(open({ url: 'https://www.example.jp/' })).toEqual({ action: 'deny' });
    expect(open({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
    await settle();
    expect(electron.shell.openExternal).toHaveBeenCalledExactlyOnceWith('https://www.example.jp/');
  });
});
