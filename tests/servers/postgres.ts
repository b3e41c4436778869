import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { postgresPrograms } from './packages.ts';
import { freePort, publicFolder, removeFolder, startServer, userOf } from './servers.ts';

/** A PostgreSQL server of our own. */
export interface Postgres {
  /** Of its first database, for a user who may make more. */
  url: string;
  stop(): Promise<void>;
}

/** Makes a cluster in a temporary folder and serves it on a free loopback port. */
export async function startPostgres(): Promise<Postgres> {
  const programs = postgresPrograms();
  // PostgreSQL refuses to run as root.
  const user = userOf('postgres');
  const folder = publicFolder('postgres');
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  chownSync(data, user.uid, user.gid);
  chownSync(folder, user.uid, user.gid);
  // A Japanese office's server sorts by its locale; the register must page in byte order all the same.
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=ja-JP'];
  const options = ['--pgdata', data, '--username=todoke', '--auth=trust', '--no-sync', ...locale];
  execFileSync(join(programs, 'initdb'), options, { ...user, cwd: folder });
  const port = await freePort();
  const server = await startServer(
    join(programs, 'postgres'),
    // Nothing of it outlives the run, so nothing needs to reach the disk.
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'],
    port,
    user,
  );
  return {
    url: `postgres://todoke@127.0.0.1:${port}/postgres`,
    stop: async () => {
      // SIGINT is PostgreSQL's fast shutdown: clients are dropped.
      await server.stop('SIGINT');
      await removeFolder(folder);
    },
  };
}
