import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';

// One clerk at the call desk, in a process of its own: takes up the next office and writes the call down, until the desk
// has nobody left. Prints the recipients as JSON. Arguments: the clerk's name, the version.
const [clerk = '', version = ''] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'todoke-clerk-'));
const secrets = fileSecrets(join(folder, 'secrets.json'));
const host = await openHost({ dataFolder: folder, register: 'main', secrets, log: () => undefined });
const client = host.client('script');
const versionId = Number(version);
const taken: number[] = [];
for (;;) {
  const { call } = await client.calls.next({ clerk, versionId });
  if (!call) break;
  taken.push(call.recipientId);
  const { office, fence } = call;
  await client.calls.record({ versionId, officeCode: office.code, outcome: 'absent', clerk, fence });
}
await host.close();
await rm(folder, { recursive: true, force: true });
process.stdout.write(JSON.stringify(taken));
