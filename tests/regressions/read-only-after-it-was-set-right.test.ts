import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { ReadOnly } from '../crash/readOnly.ts';
import { temporaryFolder } from '../support/engines.ts';

// SQLite gave the files it makes beside a register the register's own mode. They stayed, and so did "read-only". The
// harness gives up root's rights, to which modes mean nothing, so it is a program of its own.
it('a register that could only be read leaves nothing beside it, and is written to once it may', async () => {
  const { folder, remove } = await temporaryFolder();
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, '../crash/readOnly.ts'),
    folder,
  ]);
  const { cases, ...faults } = JSON.parse(stdout) as ReadOnly;
  expect(cases.length).toBeGreaterThan(3);
  expect(cases.filter(({ told, wanted }) => told !== wanted)).toEqual([]);
  expect(faults).toEqual({ changed: 0, corrupt: 0, lost: 0, half: 0, stuck: 0 });
  await remove();
}, 60_000);
