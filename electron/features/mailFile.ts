import { getMail } from '../../db/queries/incomingMails.ts';
import { fail } from '../contract/errors.ts';
import type { MailDecision } from '../contract/mailbox.ts';
import type { AppContext } from './context.ts';
import { takeMail } from './mailTaking.ts';

/**
 * Takes in a mail from a file as the mailbox reader would, and answers what was decided; for a mail that was taken in
 * before, what was decided then. Errors: those of reading a file.
 */
export async function readMailFile(context: AppContext, file: string) {
  const { bytes } = await context.files.read(context.caller, file);
  const receivedAt = context.clock.now().toISOString();
  const { id } = await takeMail(context, { raw: bytes, receivedAt, place: null });
  const mail = await getMail(context.store.read, id);
  if (!mail) throw fail('not_found', { what: 'incomingMail' });
  const { officeCode, versionNumber } = mail;
  return {
    decision: mail.decision as MailDecision,
    reason: mail.reason,
    ...(officeCode === null ? {} : { officeCode }),
    ...(versionNumber === null ? {} : { version: versionNumber }),
    mailId: id,
  };
}
