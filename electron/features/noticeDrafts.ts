import { copyAttachments } from '../../db/queries/attachments.ts';
import {
  type DraftText,
  getNotice,
  insertDraft,
  lastVersionOf,
  setReview,
  updateDraft,
  type VersionRow,
} from '../../db/queries/notices.ts';
import type { WriteTx } from '../../db/store.ts';
import type { AudienceRule } from '../contract/audiences.ts';
import { fail } from '../contract/errors.ts';
import type { AudiencePart } from '../contract/notices.ts';
import { defaultLabel } from '../rules/noticeVersions.ts';
import { audienceBy } from './audienceReading.ts';
import { api, change } from './context.ts';
import { requireDraft, requireVersion } from './noticeReading.ts';
import { clerkName, writerName } from './storedSettings.ts';

/** Writing a version, up to its approval. */
export const noticeDrafts = {
  draft: api.notices.draft.handler(({ input, context }) =>
    change(context, 'notices.draft', async (tx, note, at) => {
      const notice = await getNotice(tx, input.noticeId);
      if (!notice) throw fail('not_found', { what: 'notice' });
      for (const rule of rulesOf(input)) audienceBy(notice.incidentId, rule, context.clock);
      const last = await lastVersionOf(tx, input.noticeId);
      refuseOverwriting(last, input.over);
      const open = last?.sha256 === null ? last : null;
      const number = open?.number ?? (last?.number ?? 0) + 1;
      const text = writtenText(input, open, number);
      if (text.supersedes !== null) await requireCorrectable(tx, input.noticeId, text.supersedes);
      const writing = { at, by: await writerName(tx) };
      const saved = await save(tx, { noticeId: input.noticeId, number, open, text, writing });
      note('version', saved.id, { number, characters: input.body.length });
      return { ...saved, number };
    }),
  ),

  correct: api.notices.correct.handler(({ input, context }) =>
    change(context, 'notices.correct', async (tx, note, at) => {
      const wrong = await requireVersion(tx, input.versionId);
      if (wrong.sha256 === null) throw fail('not_approved');
      const last = await lastVersionOf(tx, wrong.noticeId);
      // A draft that is being written is not thrown away for it.
      if (last?.sha256 === null) throw fail('draft_changed', { by: last.writtenBy, at: last.updatedAt });
      const number = (last?.number ?? 0) + 1;
      const writing = { at, by: await writerName(tx) };
      const own = { label: defaultLabel(number, true), documentNumber: '', datedOn: '', supersedes: wrong.id };
      const { subject, body, audience, parts } = wrong;
      const id = await insertDraft(tx, wrong.noticeId, number, { ...own, subject, body, audience, parts }, writing);
      await copyAttachments(tx, wrong.id, id);
      note('version', id, { number, supersedes: wrong.id });
      return { id, number };
    }),
  ),

  askReview: api.notices.askReview.handler(async ({ input, context }) => {
    const clerk = await clerkName(context);
    return change(context, 'notices.askReview', async (tx, note) => {
      const version = await requireDraft(tx, input.versionId);
      await setReview(tx, version.id, clerk);
      note('version', version.id);
      return {};
    });
  }),

  returnToDraft: api.notices.returnToDraft.handler(({ input, context }) =>
    change(context, 'notices.returnToDraft', async (tx, note) => {
      const version = await requireDraft(tx, input.versionId);
      await setReview(tx, version.id, null);
      note('version', version.id);
      return {};
    }),
  ),
};

interface Written {
  subject: string;
  body: string;
  label?: string | undefined;
  documentNumber?: string | undefined;
  datedOn?: string | undefined;
  supersedes?: number | null | undefined;
  audience?: AudienceRule | undefined;
  parts?: AudiencePart[] | undefined;
}

const rulesOf = ({ audience, parts = [] }: Written) => [...(audience ? [audience] : []), ...parts.map((p) => p.rule)];

/** A late save must neither write over somebody else's text, nor open a new version of one approved meanwhile. */
function refuseOverwriting(last: VersionRow | null, over: string | undefined): void {
  if (over === undefined || !last) return;
  if (last.sha256 !== null) throw fail('frozen');
  if (last.updatedAt !== over) throw fail('draft_changed', { by: last.writtenBy, at: last.updatedAt });
}

/** What was typed, with what was left out as it stands; a label nobody chose follows what the version is. */
function writtenText(input: Written, open: VersionRow | null, number: number): DraftText {
  const supersedes = input.supersedes === undefined ? (open?.supersedes ?? null) : input.supersedes;
  const chosen = open && open.label !== defaultLabel(open.number, open.supersedes !== null) ? open.label : undefined;
  return {
    label: input.label ?? chosen ?? defaultLabel(number, supersedes !== null),
    documentNumber: input.documentNumber ?? open?.documentNumber ?? '',
    datedOn: input.datedOn ?? open?.datedOn ?? '',
    supersedes,
    subject: input.subject,
    body: input.body,
    audience: input.audience ? JSON.stringify(input.audience) : (open?.audience ?? '{"kind":"affected"}'),
    parts: input.parts ? JSON.stringify(input.parts) : (open?.parts ?? '[]'),
  };
}

async function requireCorrectable(tx: WriteTx, noticeId: number, versionId: number): Promise<void> {
  const version = await requireVersion(tx, versionId);
  if (version.noticeId !== noticeId) throw fail('not_found', { what: 'notice' });
  if (version.sha256 === null) throw fail('not_approved');
}

interface Saving {
  noticeId: number;
  number: number;
  open: VersionRow | null;
  text: DraftText;
  writing: { at: string; by: string };
}

async function save(tx: WriteTx, { noticeId, number, open, text, writing }: Saving) {
  const { at, by } = writing;
  if (!open) return { id: await insertDraft(tx, noticeId, number, text, writing), updatedAt: at };
  const keys = Object.keys(text) as (keyof DraftText)[];
  if (keys.every((key) => open[key] === text[key])) return { id: open.id, updatedAt: open.updatedAt };
  // Two saves of one moment, or a clock set back: each still has a time of its own.
  const next = new Date(Date.parse(open.updatedAt) + 1).toISOString();
  const updatedAt = at > open.updatedAt ? at : next;
  await updateDraft(tx, open.id, text, { at: updatedAt, by });
  return { id: open.id, updatedAt };
}
