/**
 * The rights of the page, each stated though some are defaults: https://www.electronjs.org/docs/latest/tutorial/security
 * Spelling is off because its dictionaries come from a server, and none of them knows Japanese.
 */
export const webPreferences = Object.freeze({
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

interface Size {
  width: number;
  height: number;
}

const WANTED: Size = { width: 1280, height: 800 };
const SMALLEST: Size = { width: 1024, height: 640 };

/**
 * First and smallest size in device-independent pixels, neither larger than the screen leaves free:
 * 1366 x 768 at 125 % is only 1093 x 566 above the task bar, less than the smallest size we lay out for.
 */
export function windowSize(free: Size): Size & { minWidth: number; minHeight: number } {
  return {
    width: Math.min(WANTED.width, free.width),
    height: Math.min(WANTED.height, free.height),
    minWidth: Math.min(SMALLEST.width, free.width),
    minHeight: Math.min(SMALLEST.height, free.height),
  };
}
