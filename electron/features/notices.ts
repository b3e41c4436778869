import { createHash } from 'node:crypto';
import { attachmentsOf, getAttachment, insertAttachment, removeAttachment } from '../../db/queries/attachments.ts';
import { countAudience } from '../../db/queries/audiences.ts';
import { getIncident } from '../../db/queries/incidents.ts';
import { insertVersionFacts } from '../../db/queries/noticeData.ts';
import { freezeVersion, insertNotice, noticesOf, setReview, versionsOfIncident } from '../../db/queries/notices.ts';
import type { WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { ATTACHMENTS_LIMIT } from '../contract/notices.ts';
import { attachmentName, attachmentType } from '../rules/attachments.ts';
import { freezeAudience } from './audienceReading.ts';
import { LARGE_WRITE } from './breathing.ts';
import { type AppContext, api, change } from './context.ts';
import { noticeChecks } from './noticeChecks.ts';
import { noticeDrafts } from './noticeDrafts.ts';
import { frozenPieces, refuseProblems, requireSecondClerk } from './noticeFreezing.ts';
import { openVersion, requireDraft, requireVersion, shownAttachment, shownVersions } from './noticeReading.ts';
import { noticeTexts } from './noticeTexts.ts';
import { clerkName } from './storedSettings.ts';

export const notices = {
  ...noticeDrafts,
  ...noticeChecks,
  ...noticeTexts,

  list: api.notices.list.handler(async ({ input, context }) => {
    const db = context.store.read;
    const found = await noticesOf(db, input.incidentId);
    const versions = await shownVersions(db, await versionsOfIncident(db, input.incidentId));
    const byNotice = Map.groupBy(versions, (version) => version.noticeId);
    return { rows: found.map((notice) => ({ ...notice, versions: byNotice.get(notice.id) ?? [] })) };
  }),

  get: api.notices.get.handler(async ({ input, context }) => {
    const [version] = await shownVersions(context.store.read, [
      await requireVersion(context.store.read, input.versionId),
    ]);
    if (!version) throw fail('not_found', { what: 'notice' });
    return version;
  }),

  create: api.notices.create.handler(({ input, context }) =>
    change(context, 'notices.create', async (tx, note, at) => {
      if (!(await getIncident(tx, input.incidentId))) throw fail('not_found', { what: 'incident' });
      const id = await insertNotice(tx, { ...input, at });
      note('notice', id, { incidentId: input.incidentId });
      return { id };
    }),
  ),

  attach: api.notices.attach.handler(async ({ input, context }) => {
    const { name, bytes } = await context.files.read(context.caller, input.file);
    const fileName = attachmentName(name);
    const mediaType = attachmentType(fileName, bytes);
    if (mediaType === null) throw refused(fileName);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return change(context, 'notices.attach', async (tx, note) => {
      const version = await requireDraft(tx, input.versionId);
      const others = await attachmentsOf(tx, [version.id]);
      const together = others.reduce((sum, file) => sum + file.bytes, bytes.length);
      if (together > ATTACHMENTS_LIMIT || others.length >= MOST_ATTACHMENTS) throw refused(fileName);
      const file = { versionId: version.id, fileName, mediaType, bytes: bytes.length, sha256 };
      const id = await insertAttachment(tx, file, bytes);
      await setReview(tx, version.id, null);
      note('version', version.id, { attachment: id, bytes: bytes.length });
      return shownAttachment({ ...file, id });
    });
  }),

  detach: api.notices.detach.handler(({ input, context }) =>
    change(context, 'notices.detach', async (tx, note) => {
      const file = await getAttachment(tx, input.attachmentId);
      if (!file) throw fail('not_found', { what: 'attachment' });
      const version = await requireDraft(tx, file.versionId);
      await removeAttachment(tx, file.id);
      await setReview(tx, version.id, null);
      note('version', version.id, { attachment: file.id });
      return {};
    }),
  ),

  approve: api.notices.approve.handler(async ({ input, context }) => {
    const { audience } = await openVersion(context.store.read, input.versionId, context.clock);
    const large = (await countAudience(context.store.read, audience)) >= LARGE_WRITE;
    const clerk = await clerkName(context);
    const freeze = async (tx: WriteTx, at: string) => freezeAll(context, tx, { versionId: input.versionId, at, clerk });
    return change(
      context,
      'notices.approve',
      async (tx, note, at) => {
        const frozen = await freeze(tx, at);
        note('version', input.versionId, frozen);
        return { sha256: frozen.sha256 };
      },
      { large },
    );
  }),
};

const MOST_ATTACHMENTS = 20;

const refused = (name: string) => fail('attachment_refused', { name, limit: `${ATTACHMENTS_LIMIT / 1024 / 1024} MB` });

/** Freezes a version with its facts and its audience under one hash. */
async function freezeAll(
  { store, clock }: AppContext,
  tx: WriteTx,
  { versionId, at, clerk }: { versionId: number; at: string; clerk: string },
): Promise<{ sha256: string; offices: number }> {
  const version = await requireDraft(tx, versionId);
  const { notice } = await openVersion(tx, versionId, clock);
  refuseProblems(notice.problems);
  await requireSecondClerk(tx, version);
  await insertVersionFacts(tx, versionId, notice.statedValues);
  const offices = await freezeAudience(tx, store.engine, versionId, at);
  const hash = createHash('sha256');
  for await (const piece of frozenPieces(tx, version, at)) hash.update(piece);
  const sha256 = hash.digest('hex');
  await freezeVersion(tx, versionId, { sha256, at, clerk });
  return { sha256, offices };
}
