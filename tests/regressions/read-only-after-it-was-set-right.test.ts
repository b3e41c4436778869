import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqlite } from '../../db/open.ts';
import { writeSetting } from '../../db/queries/settings.ts';
import { temporaryFolder } from '../support/engines.ts';

const asRoot = process.getuid?.() === 0;

// SQLite gave the files it makes beside a register the register's own mode. They stayed, and so did "read-only".
it.skipIf(asRoot)(
  'a register that could only be read leaves nothing beside it, and is written to once it may',
  async () => {
    const { folder, remove } = await temporaryFolder();
    const file = join(folder, 'register.sqlite');
    await (await openSqlite(file, folder)).close();
    chmodSync(file, 0o444);
    await expect(openSqlite(file, folder)).rejects.toMatchObject({ code: 'EACCES' });
    expect([existsSync(`${file}-wal`), existsSync(`${file}-shm`)]).toEqual([false, false]);
    chmodSync(file, 0o644);
    const store = await openSqlite(file, folder);
    await store.write((tx) => writeSetting(tx, 'clerk', '山本'));
    await store.close();
    await remove();
  },
);
