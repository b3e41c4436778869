import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { APP_ORIGIN } from './policies.ts';
import { webPreferences, windowSize } from './windowRules.ts';

/** The one window of the app. Nothing else may create one. */
export function createWindow(): BrowserWindow {
  const { workAreaSize } = screen.getPrimaryDisplay();
  const window = new BrowserWindow({
    ...windowSize(workAreaSize),
    title: 'Todoke',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: { ...webPreferences, devTools: !app.isPackaged, preload: join(import.meta.dirname, 'preload.cjs') },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** Shows a window that may be minimised or behind others. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
