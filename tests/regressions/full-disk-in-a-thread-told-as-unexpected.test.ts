import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jobs } from '../../electron/jobs.ts';
import { createThreads } from '../../electron/ports/threads.ts';
import { temporaryFolder } from '../support/engines.ts';

// A backup is copied in a thread: of what the system said there only the words came out, and it was told as unexpected.
it('what the system says in a thread keeps its code on the way out', async () => {
  const { folder, remove } = await temporaryFolder();
  const order = { file: join(folder, 'register.sqlite'), target: join(folder, 'copy.sqlite') };
  const copying = createThreads(jobs).run('copyRegister', order).next();
  await expect(copying).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
  await remove();
});
