import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the register lives when nobody says otherwise: on this PC, for this user. On Windows that is %LOCALAPPDATA%,
 * because the roaming folder is copied to a server while the database is open.
 */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Todoke');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Todoke');
  return join(environment.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'todoke');
}
