import type { Client } from '../../electron/host.ts';
import { practiceVersions } from '../../electron/practice/texts.ts';

/** The text the benches send, of the length of a real notice. */
export const [text] = practiceVersions;

/** A new notice, approved and queued to all offices. */
export async function queueVersion(client: Client): Promise<{ versionId: number; queued: number }> {
  const incident = await client.incidents.create({ title: '障害', provider: '提供会社', knownOn: '2026-06-05' });
  const notice = await client.notices.create({ incidentId: incident.id, title: 'お知らせ' });
  const { id: versionId } = await client.notices.draft({
    noticeId: notice.id,
    subject: text.subject,
    body: text.body,
  });
  await client.notices.approve({ versionId });
  const { queued } = await client.deliveries.queue({ versionId });
  return { versionId, queued };
}
