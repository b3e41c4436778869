import { join, resolve } from 'node:path';

/**
 * Where the register, its log and the window's own storage live: `--data DIR`, else a folder that stays on this PC.
 * On Windows that is %LOCALAPPDATA%: the roaming folder is copied to a server while the database is open.
 * `appData` is what the system calls the folder for programs' data.
 */
export function dataFolder(
  args: readonly string[],
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  appData: string,
): string {
  const at = args.indexOf('--data');
  const chosen = at >= 0 ? args[at + 1] : undefined;
  if (chosen) return resolve(chosen);
  return join((platform === 'win32' && environment.LOCALAPPDATA) || appData, 'Todoke');
}
