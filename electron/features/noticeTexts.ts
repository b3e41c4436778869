import { noticeSource } from '../../db/queries/noticeData.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Channel } from '../contract/audiences.ts';
import { fail } from '../contract/errors.ts';
import type { NoticeForm } from '../contract/notices.ts';
import { mailFor } from '../rules/mailForms.ts';
import { mergeFieldList } from '../rules/mergeFields.ts';
import { answersTo } from '../rules/messages.ts';
import { statedText } from '../rules/noticeCopies.ts';
import { diffTexts } from '../rules/textDiff.ts';
import { api } from './context.ts';
import { previewLetter } from './letterRendering.ts';
import { copiesFor, openVersion } from './noticeReading.ts';
import { readSettings } from './storedSettings.ts';

const channelOf: Readonly<Record<NoticeForm, Channel>> = { text: 'mail', html: 'mail', letter: 'post', fax: 'fax' };

/** A version as it is read. */
export const noticeTexts = {
  preview: api.notices.preview.handler(async ({ input, context, signal }) => {
    const { versionId, officeCode, form, file, picture } = input;
    const db = context.store.read;
    const opened = await openVersion(db, versionId, context.clock);
    const officeId = await officeIdByCode(db, officeCode);
    const [copy] = officeId === null ? [] : await copiesFor(db, opened, [officeId]);
    if (!copy) throw fail('unknown_office', { code: officeCode });
    const { mail } = await readSettings(db);
    const forms = mailFor(copy.texts, copy.data(channelOf[form]), answersTo(mail));
    const { subject, empty } = forms;
    const shown = { subject, empty, problems: opened.notice.problems.slice(0, MOST_PROBLEMS) };
    if (form === 'text' || form === 'html')
      return { ...shown, text: forms[form], file: null, picture: null, pages: null };
    const sheet = { versionId, officeCode, form, file, picture };
    return { ...shown, text: null, ...(await previewLetter(context, sheet, signal)) };
  }),

  diff: api.notices.diff.handler(async ({ input, context }) => {
    const [from, to] = await Promise.all([input.a, input.b].map((id) => textOf(context.store.read, id)));
    return diffTexts(from ?? '', to ?? '');
  }),

  fields: api.notices.fields.handler(() => ({ rows: mergeFieldList() })),
};

const MOST_PROBLEMS = 1_000;

/** A version with the facts it states in their words: the same sign may stand for another value in the next one. */
async function textOf(db: ReadDb, versionId: number): Promise<string> {
  const source = await noticeSource(db, versionId);
  if (!source) throw fail('not_found', { what: 'notice' });
  return statedText(source);
}
