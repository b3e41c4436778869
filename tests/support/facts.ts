import { insertVersionFacts } from '../../db/queries/noticeData.ts';
import type { Store } from '../../db/store.ts';

const AT = '2026-06-08T00:00:00.000Z';

/** A version that states these values: approved, and gone out when it has an instant. */
export async function stateInVersion(
  { store }: { store: Store },
  version: { incidentId: number; label: string; valueIds: readonly number[]; sentAt: string | null },
): Promise<number> {
  return store.write(async (tx) => {
    const notice = { incident_id: version.incidentId, title: 'お知らせ', created_at: AT };
    const { id: noticeId } = await tx.insertInto('notices').values(notice).returning('id').executeTakeFirstOrThrow();
    const text = {
      notice_id: noticeId,
      number: 1,
      label: version.label,
      subject: '件名',
      body: '本文',
      updated_at: AT,
    };
    const { id } = await tx
      .insertInto('notice_versions')
      .values({ ...text, sha256: null, approved_at: null, sent_at: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertVersionFacts(tx, id, version.valueIds);
    const frozen = { sha256: 'aa', approved_at: AT, sent_at: version.sentAt };
    await tx.updateTable('notice_versions').set(frozen).where('id', '=', id).execute();
    return id;
  });
}

/** A copy of a version for an office. */
export async function addCopy(
  { store }: { store: Store },
  copy: { versionId: number; officeId: number; delivery?: string; acknowledgement?: string },
): Promise<void> {
  const states = {
    delivery_state: copy.delivery ?? 'sent',
    acknowledgement_state: copy.acknowledgement ?? 'open',
  };
  const row = { version_id: copy.versionId, office_id: copy.officeId, branch: '', ...states, confirmed_number: null };
  await store.write((tx) => tx.insertInto('recipients').values(row).execute());
}
