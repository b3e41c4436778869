import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSqlite } from '../../db/open.ts';
import { openPostgres } from '../../db/openPostgres.ts';
import { readSettings } from '../../electron/features/storedSettings.ts';
import { jobs } from '../../electron/jobs.ts';
import { systemClock } from '../../electron/ports/clock.ts';
import { createThreadMailers } from '../../electron/ports/mailThread.ts';
import { createThreads } from '../../electron/ports/threads.ts';
import { createOutbox } from '../../electron/workers/outbox.ts';

// The sender alone, to be killed: it loads its code, waits for a word, then opens the register and sends what is due.
// So that a thousand lives take minutes, the next one loads while the present one is being lived.

const [folder = ''] = process.argv.slice(2);

await once(createInterface(process.stdin), 'line');
const url = process.env.TODOKE_DATABASE_URL;
const store = url
  ? await openPostgres(url)
  : await openSqlite(join(folder, 'register.sqlite'), join(folder, 'backups'));
const outbox = createOutbox({
  store,
  clock: systemClock,
  setup: async () => ({ ...(await readSettings(store.read)), password: null }),
  createMailer: createThreadMailers(createThreads(jobs)).createMailer,
  faxSheet: () => Promise.reject(new Error('no FAX here')),
  changed: () => undefined,
  log: () => undefined,
});
for (let elsewhere = true; elsewhere; ) {
  elsewhere = await outbox.drain().then(
    () => false,
    async (error: { code?: string }) => {
      if (error.code !== 'sender_elsewhere') throw error;
      // The other sender holds the right: stand by, as a second PC does.
      await new Promise((resolve) => setTimeout(resolve, 50));
      return true;
    },
  );
}
await outbox.stop();
await store.close();
process.exit(0);
