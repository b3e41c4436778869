import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';

/** Debian packages of the servers and other programs the tests need, each with a file that tells it is there. */
const PACKAGES: Readonly<Record<string, string>> = {
  postgresql: '/usr/lib/postgresql/*/bin/postgres',
  postfix: '/usr/sbin/postfix',
  'poppler-utils': '/usr/bin/pdftoppm',
  'libreoffice-calc': '/usr/bin/soffice',
  'dovecot-imapd': '/usr/lib/dovecot/imap',
};

/** True when this process may act as other users: Postfix and Dovecot run under theirs. */
const isRoot = process.getuid?.() === 0;

/** Installs the servers that are missing. Throws one clear line where it may not. */
export function requirePackages(): void {
  if (!isRoot) throw new Error('npm run test:servers needs root: mail servers deliver under the users of their own.');
  const missing = Object.keys(PACKAGES).filter((name) => globSync(PACKAGES[name] ?? '').length === 0);
  if (missing.length === 0) return;
  if (!existsSync('/usr/bin/apt-get')) throw new Error(`Please install: ${missing.join(' ')}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) => execFileSync('apt-get', ['-q', ...args], { env: environment, stdio: 'inherit' });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...missing);
}

/** The folder of PostgreSQL's programs, the newest version's where there are several. */
export function postgresPrograms(): string {
  const [newest] = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  if (!newest) throw new Error('PostgreSQL is not installed');
  return newest;
}
