import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkRegister } from '../../db/check.ts';
import { connect } from '../../db/connect.ts';
import { type Client, openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';

/** The register of a folder. */
export const registerIn = (folder: string) => join(folder, 'register.sqlite');

/** Opens the application over a folder as a script does. */
export const openIn = (folder: string) =>
  openHost({
    dataFolder: folder,
    register: 'main',
    secrets: fileSecrets(join(folder, 'secrets.json')),
    log: () => undefined,
  });

/** Works with the application over a folder, and closes it. */
export async function withClient<T>(folder: string, work: (client: Client) => Promise<T>): Promise<T> {
  const host = await openIn(folder);
  return work(host.client('script')).finally(() => host.close());
}

/** Offices 0001… with a mail address each. */
export async function fill(client: Client, folder: string, count: number): Promise<void> {
  const file = join(folder, 'offices.csv');
  const lines = Array.from({ length: count }, (_, n) => {
    const code = String(n + 1).padStart(4, '0');
    return `${code},架空商店${n},office${code}@example.jp`;
  });
  await writeFile(file, ['事業所番号,事業所名,メール', ...lines].join('\r\n'));
  await client.offices.import({ file, commit: true });
}

/** The first version of a notice to all, approved and queued for a mail server at this port. Answers the mails. */
export async function queueVersion(client: Client, port: number): Promise<number> {
  const mail = { host: '127.0.0.1', port, security: 'none', from: 'kumiai@example.jp', perMinute: 0 } as const;
  await client.settings.update({ association: '試験組合', mail });
  const incident = { title: '障害', provider: '例示社', knownOn: '2026-06-05' };
  const { id: incidentId } = await client.incidents.create(incident);
  const { id: noticeId } = await client.notices.create({ incidentId, title: 'お知らせ' });
  const { id: versionId } = await client.notices.draft({ noticeId, subject: '件名', body: '本文です。' });
  await client.notices.approve({ versionId });
  return (await client.deliveries.queue({ versionId })).queued;
}

/** A register with many offices and a version that all of them are to confirm. */
export async function layOutNotice(folder: string, offices = 2_000): Promise<void> {
  await withClient(folder, async (client) => {
    await fill(client, folder, offices);
    await queueVersion(client, 9);
  });
}

/** 1 for a register that fails its check. */
export const corruptIn = (file: string): number => (checkRegister(file).damage.length > 0 ? 1 : 0);

/** Reads from a register that may be open in another program. */
export function rowsOf<T>(file: string, query: string): T[] {
  const db = connect(file, { readonly: true });
  try {
    return db.prepare<[], T>(query).all();
  } finally {
    db.close();
  }
}

/** How many of what was said to be done is not there. */
export const lostOf = (confirmed: readonly number[], there: ReadonlySet<number>): number =>
  confirmed.filter((n) => !there.has(n)).length;
