import { createHash } from 'node:crypto';
import { getIncident } from '../../db/queries/incidents.ts';
import {
  freezeVersion,
  getNotice,
  getVersion,
  insertDraft,
  insertNotice,
  lastVersionOf,
  noticesOf,
  updateDraft,
  versionsOfIncident,
} from '../../db/queries/notices.ts';
import { fail } from '../contract/errors.ts';
import { defaultLabel, frozenText } from '../rules/noticeVersions.ts';
import { api, change } from './context.ts';

export const notices = {
  list: api.notices.list.handler(async ({ input, context }) => {
    const found = await noticesOf(context.store.read, input.incidentId);
    const versions = await versionsOfIncident(context.store.read, input.incidentId);
    return { rows: found.map((notice) => ({ ...notice, versions: versions.filter((v) => v.noticeId === notice.id) })) };
  }),

  get: api.notices.get.handler(async ({ input, context }) => {
    const version = await getVersion(context.store.read, input.versionId);
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

  draft: api.notices.draft.handler(({ input, context }) =>
    change(context, 'notices.draft', async (tx, note, at) => {
      if (!(await getNotice(tx, input.noticeId))) throw fail('not_found', { what: 'notice' });
      const last = await lastVersionOf(tx, input.noticeId);
      const number = last?.state === 'draft' ? last.number : (last?.number ?? 0) + 1;
      const kept = last?.state === 'draft' ? last.label : defaultLabel(number);
      const text = { label: input.label ?? kept, subject: input.subject, body: input.body };
      const id = last?.state === 'draft' ? last.id : await insertDraft(tx, input.noticeId, number, text, at);
      if (last?.state === 'draft') await updateDraft(tx, id, text, at);
      note('version', id, { number, characters: input.body.length });
      return { id, number };
    }),
  ),

  approve: api.notices.approve.handler(({ input, context }) =>
    change(context, 'notices.approve', async (tx, note, at) => {
      const version = await getVersion(tx, input.versionId);
      if (!version) throw fail('not_found', { what: 'notice' });
      if (version.state !== 'draft') throw fail('frozen');
      const sha256 = createHash('sha256').update(frozenText(version)).digest('hex');
      await freezeVersion(tx, version.id, sha256, at);
      note('version', version.id, { sha256 });
      return { sha256 };
    }),
  ),
};
