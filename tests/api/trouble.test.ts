import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { openPostgres } from '../../db/openPostgres.ts';
import { toListedError } from '../../electron/listedErrors.ts';

/** What opening a register at this address is told to have failed by. */
async function failureAt(port: number): Promise<string> {
  const error = await openPostgres(`postgres://todoke@127.0.0.1:${port}/todoke`).then(
    () => null,
    (reason: unknown) => reason,
  );
  return toListedError(error).code;
}

it('a PostgreSQL server that is not there, or hangs up, is told as a busy register', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  expect(await failureAt(port)).toBe('database_busy');
  await new Promise((resolve) => server.close(resolve));
  expect(await failureAt(port)).toBe('database_busy');
});

it.each([
  ['57P01', 'database_busy'],
  ['08006', 'database_busy'],
  ['53100', 'disk_full'],
  ['ENOSPC', 'disk_full'],
  ['SQLITE_IOERR_SHMSIZE', 'disk_full'],
  ['SQLITE_CANTOPEN', 'read_only'],
  ['EACCES', 'read_only'],
  ['EROFS', 'read_only'],
  ['25006', 'read_only'],
  ['23505', 'internal'],
])('the code %s is told as %s', (code, listed) => {
  expect(toListedError(Object.assign(new Error('no'), { code })).code).toBe(listed);
});
