import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '../../electron/host.ts';
import type { TestApp } from './testApp.ts';

/** Offices as a CSV: `code,name,mail,branch`; the rest stays empty. */
export interface SmallOffice {
  code: string;
  name?: string;
  mail?: string;
  branch?: string;
}

/** Imports offices the way a clerk does: from a file. */
export async function importOffices(
  test: Pick<TestApp, 'client' | 'folder'>,
  offices: readonly SmallOffice[],
): Promise<void> {
  const lines = offices.map((o) => `${o.code},${o.name ?? `事業所${o.code}`},${o.mail ?? ''},${o.branch ?? ''}`);
  const file = join(test.folder, 'offices.csv');
  await writeFile(file, ['事業所番号,事業所名,メール,支部', ...lines, ''].join('\r\n'));
  const { rejected } = await test.client.offices.import({ file, commit: true });
  if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
}

/** `count` offices 0001…, each with a mailbox of its own. */
export function manyOffices(count: number): SmallOffice[] {
  return Array.from({ length: count }, (_, i) => {
    const code = String(i + 1).padStart(4, '0');
    return { code, mail: `office${code}@example.jp`, branch: i % 2 === 0 ? '東支部' : '西支部' };
  });
}

export async function createIncident(client: Client): Promise<number> {
  return (await client.incidents.create({ title: '障害', provider: '提供会社', knownOn: '2026-06-05' })).id;
}

/** A notice with one approved version; answers both ids. */
export async function approveVersion(
  client: Client,
  incidentId: number,
  noticeId?: number,
): Promise<{ noticeId: number; versionId: number }> {
  const notice = noticeId ?? (await client.notices.create({ incidentId, title: 'お知らせ' })).id;
  const { id } = await client.notices.draft({ noticeId: notice, subject: '障害のお知らせ', body: '本文です。' });
  await client.notices.approve({ versionId: id });
  return { noticeId: notice, versionId: id };
}

/** Mail settings for a server on this machine. */
export async function setMail(client: Client, port: number, perMinute = 0): Promise<void> {
  await client.settings.update({
    association: '試験組合',
    mail: { host: '127.0.0.1', port, security: 'none', from: 'kumiai@example.jp', perMinute },
  });
}
