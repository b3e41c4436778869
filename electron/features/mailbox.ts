import { evidenceContent } from '../../db/queries/evidence.ts';
import { countMails, getMail, listMails, mailsAbout } from '../../db/queries/incomingMails.ts';
import { newestReading } from '../../db/queries/mailbox.ts';
import { badAddressesOf, ourMailById } from '../../db/queries/mailMatching.ts';
import { fail } from '../contract/errors.ts';
import { mailKind, mailView } from '../contract/mailbox.ts';
import { REPLY_ASKED } from '../rules/mailForms.ts';
import { classifyMail } from '../rules/mailReading/kinds.ts';
import { showSlipCode } from '../rules/slipCode.ts';
import { api } from './context.ts';
import { writeFile } from './fileWriting.ts';
import { decideOnMail, reopenMail } from './mailDeciding.ts';
import { cursorOf, detailOf, lineOf, readCursor } from './mailRows.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';
import { readSettings } from './storedSettings.ts';

export const mailbox = {
  fetch: api.mailbox.fetch.handler(({ context }) => context.mailbox.fetch()),

  check: api.mailbox.check.handler(({ input, context }) => context.mailbox.look(input.mailbox, input.password)),

  classify: api.mailbox.classify.handler(async ({ input, context }) => {
    const { bytes } = await context.files.read(context.caller, input.file);
    const { kind, confidence, returned, codes } = classifyMail(await context.readMail(bytes), [REPLY_ASKED]);
    const [code] = codes;
    return {
      kind: mailKind.parse(kind),
      confidence,
      ...(returned && returned.recipient !== '' ? { recipient: returned.recipient } : {}),
      ...(returned && returned.status !== '' ? { status: returned.status } : {}),
      ...(returned ? { result: returned.result } : {}),
      ...(code === undefined ? {} : { code: showSlipCode(code) }),
    };
  }),

  status: api.mailbox.status.handler(async ({ context }) => {
    const db = context.store.read;
    const counted = await Promise.all(
      mailView.options.map(async (view) => [view, await countMails(db, view)] as const),
    );
    return {
      set: (await readSettings(db)).mailbox !== null,
      readAt: await newestReading(db),
      trouble: context.mailbox.trouble(),
      counts: Object.fromEntries(counted) as Record<(typeof counted)[number][0], number>,
    };
  }),

  list: api.mailbox.list.handler(async ({ input, context }) => {
    const db = context.store.read;
    const patterns = patternsOf(input.search);
    const [found, total] = await Promise.all([
      listMails(db, input.view, patterns, readCursor(input.cursor), input.limit + 1),
      countMails(db, input.view, patterns),
    ]);
    const page = cutPage(found, input.limit, cursorOf);
    return { rows: page.rows.map(lineOf), next: page.next, total };
  }),

  get: api.mailbox.get.handler(async ({ input, context }) => {
    const mail = await getMail(context.store.read, input.id);
    if (!mail) throw fail('not_found', { what: 'incomingMail' });
    return detailOf(mail);
  }),

  export: api.mailbox.export.handler(async ({ input, context }) => {
    const mail = await getMail(context.store.read, input.id);
    const kept = mail && (await evidenceContent(context.store.read, mail.sha256));
    if (!kept) throw fail('not_found', { what: 'incomingMail' });
    return writeFile(context, { caller: context.caller, file: input.file, encoding: 'bytes' }, async (writing) => {
      await writing.writeBytes(kept.content);
      return { path: writing.path, sha256: await writing.finish() };
    });
  }),

  decide: api.mailbox.decide.handler(({ input, context }) => decideOnMail(context, input)),

  reopen: api.mailbox.reopen.handler(({ input, context }) => reopenMail(context, input.id)),

  lookUp: api.mailbox.lookUp.handler(async ({ input, context }) => {
    const mail = await ourMailById(context.store.read, input.deliveryId);
    if (!mail) throw fail('not_found', { what: 'mailInDoubt' });
    const about = await mailsAbout(context.store.read, mail.id);
    const returned = about.filter(({ kind }) => kind === 'bounce');
    const answered = about.filter(({ kind }) => kind === 'other' || kind === 'acknowledgement');
    const known = { returned: returned.slice(0, 20), answered: answered.slice(0, 20) };
    try {
      return { ...known, reachable: true, trouble: null, sent: await context.mailbox.findSent(mail.messageId) };
    } catch (error) {
      // What the register knows helps, too; that the server could not be asked is said beside it.
      const trouble = error instanceof Error ? error.message : String(error);
      return { ...known, reachable: false, trouble, sent: null };
    }
  }),

  badAddresses: api.mailbox.badAddresses.handler(async ({ input, context }) => {
    const rows = await badAddressesOf(context.store.read, input.officeId);
    return { rows: rows.map((row) => ({ ...row, result: row.result as 'hard' | 'soft' | 'refused' })) };
  }),
};
