import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const electron = { ipcRenderer: Object.assign(new EventEmitter(), { send: vi.fn() }) };
const port = {};
let page: EventTarget & { postMessage: ReturnType<typeof vi.fn> };

/** What the page, or somebody else, posts to the window. */
const post = (data: unknown, source: unknown = page) =>
  page.dispatchEvent(Object.assign(new Event('message'), { data, source }));

beforeEach(async () => {
  vi.resetModules();
  electron.ipcRenderer.removeAllListeners();
  electron.ipcRenderer.send.mockClear();
  page = Object.assign(new EventTarget(), { postMessage: vi.fn() });
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { origin: 'app://todoke' });
  vi.doMock('electron', () => electron);
  await import('../../electron/preload.ts');
});
afterEach(() => vi.unstubAllGlobals());

test('tells the shell when the page greets, each time it does', () => {
  expect(electron.ipcRenderer.send).not.toHaveBeenCalled();
  post('todoke-ready');
  post('todoke-ready');
  expect(electron.ipcRenderer.send.mock.calls).toEqual([['todoke-ready'], ['todoke-ready']]);
});

test('passes on nothing else, and nothing from elsewhere', () => {
  post('todoke-port');
  post({ type: 'todoke-ready' });
  post('todoke-ready', {});
  post('todoke-ready', null);
  expect(electron.ipcRenderer.send).not.toHaveBeenCalled();
});

test('hands each port it is given to the page of its own origin alone', () => {
  electron.ipcRenderer.emit('todoke-port', { ports: [port] });
  electron.ipcRenderer.emit('todoke-port', { ports: [port] });
  expect(page.postMessage.mock.calls).toEqual([
    ['todoke-port', 'app://todoke', [port]],
    ['todoke-port', 'app://todoke', [port]],
  ]);
});
