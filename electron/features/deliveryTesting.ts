import { attachmentContents } from '../../db/queries/attachments.ts';
import { nextOffices } from '../../db/queries/audiences.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import { fail } from '../contract/errors.ts';
import type { TestMail } from '../ports/mailer.ts';
import { mailFor } from '../rules/mailForms.ts';
import { type AppContext, change } from './context.ts';
import { copiesFor, openVersion } from './noticeReading.ts';
import { readSettings } from './storedSettings.ts';

interface TestOrder {
  to: string;
  versionId?: number | undefined;
  officeCode?: string | undefined;
}

const MARK = '【試し】';

/** Sends one mail to oneself, and writes down that it was. Errors: those of the outbox, not_found, unknown_office. */
export async function testMail(context: AppContext, { to, ...of }: TestOrder): Promise<{ response: string }> {
  const mail =
    of.versionId === undefined ? await greeting(context) : await copyOf(context, of.versionId, of.officeCode);
  const response = await context.outbox.sendTest({ ...mail, subject: `${MARK}${mail.subject}`, to });
  await change(context, 'deliveries.test', async (_tx, note) => note('version', of.versionId ?? null));
  return { response };
}

async function greeting(context: AppContext): Promise<Omit<TestMail, 'to'>> {
  const { sender } = await readSettings(context.store.read);
  const text = `Todoke からの試しのメールです。この内容が読めれば、送信の設定は整っています。\n\n${sender}\n`;
  return { subject: '送信の設定の確認', text };
}

/** A version as an office would get it, but without its 確認番号: an answer to a test must never count for the office. */
async function copyOf(
  context: AppContext,
  versionId: number,
  officeCode: string | undefined,
): Promise<Omit<TestMail, 'to'>> {
  const db = context.store.read;
  const opened = await openVersion(db, versionId, context.clock);
  const officeId =
    officeCode === undefined
      ? (await nextOffices(db, opened.audience, 0, 1))[0]?.officeId
      : await officeIdByCode(db, officeCode);
  const [copy] = officeId ? await copiesFor(db, opened, [officeId]) : [];
  if (!copy) throw officeCode === undefined ? fail('empty_audience') : fail('unknown_office', { code: officeCode });
  const { office, version } = copy.data('mail');
  const { subject, text, html } = mailFor(copy.texts, { version, office: { ...office, confirmationCode: '' } }, '');
  const files = await attachmentContents(db, versionId);
  const attachments = files.map(({ fileName, mediaType, content }) => ({ name: fileName, mediaType, content }));
  return { subject, text, html, attachments };
}
