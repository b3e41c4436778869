import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { openSqlite } from '../../db/open.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { writeSetting } from '../../db/queries/settings.ts';
import { jobs } from '../../electron/jobs.ts';
import { createThreads } from '../../electron/ports/threads.ts';

// The program whose writes are recorded: confirms numbered writes, every tenth of them a large one in a thread. Told
// `NORMAL`, it does what the driver does when nobody says otherwise.

const [folder = '', count = '0', synchronous = 'FULL'] = process.argv.slice(2);
if (synchronous === 'NORMAL') weaken();

const { run } = createThreads(jobs);
const startQueries = async (file: string, port: MessagePort) => {
  await run('serveQueries', { file, port }, { transfer: [port] }).next();
};
const store = await openSqlite(join(folder, 'register.sqlite'), join(folder, 'backups'), startQueries);
process.stdout.write('go\n');
for (let n = 1; n <= Number(count); n += 1) {
  const entry = { at: `2026-06-08T00:00:00.${String(n).padStart(4, '0')}Z`, clerk: 'clerk-1', action: 'test.write' };
  await store.write(
    async (tx) => {
      await writeSetting(tx, `confirmed-${n}`, 'x'.repeat((n % 7) * 900));
      await appendAudit(tx, { ...entry, entity: 'test', entityId: n, detail: {} });
    },
    { large: n % 10 === 0 },
  );
  process.stdout.write(`ok ${n}\n`);
}
// No close: a power cut comes without one.
process.exit(0);

function weaken(): void {
  const pragma = Database.prototype.pragma;
  Database.prototype.pragma = function (this: Database.Database, source: string, options?: Database.PragmaOptions) {
    return pragma.call(this, source.replace('synchronous = FULL', 'synchronous = NORMAL'), options);
  };
}
