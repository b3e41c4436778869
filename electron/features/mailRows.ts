import type { getMail, listMails, MailCursor } from '../../db/queries/incomingMails.ts';
import { fail } from '../contract/errors.ts';
import type { IncomingMail, MailDetail } from '../contract/mailbox.ts';
import { showSlipCode } from '../rules/slipCode.ts';

type Line = Awaited<ReturnType<typeof listMails>>[number];
type Whole = NonNullable<Awaited<ReturnType<typeof getMail>>>;

/** A mail as a list shows it. The words were written by the program: they are of the contract's lists. */
export function lineOf(row: Omit<Line, 'excerpt'> & { excerpt: string }): IncomingMail {
  return {
    ...row,
    kind: row.kind as IncomingMail['kind'],
    decision: row.decision as IncomingMail['decision'],
    reason: row.reason as IncomingMail['reason'],
    tray: row.tray as IncomingMail['tray'],
  };
}

/** A mail with all its text. */
export function detailOf({ officeId: _office, versionNumber: _number, ...row }: Whole): MailDetail {
  return {
    ...lineOf({ ...row, excerpt: row.words.slice(0, 160) }),
    text: row.text,
    words: row.words,
    files: JSON.parse(row.files) as string[],
    sha256: row.sha256,
    kept: row.kept,
    confidence: row.confidence / 100,
    sign: row.sign,
    code: row.code === '' ? '' : showSlipCode(row.code),
    recipient: row.recipient,
    status: row.status,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt,
  };
}

/** Where the next page begins. */
export const cursorOf = ({ receivedAt, id }: MailCursor): string => `${receivedAt} ${id}`;

/** Errors: invalid_input. */
export function readCursor(cursor: string | undefined): MailCursor | null {
  if (cursor === undefined) return null;
  const [, receivedAt = '', id = ''] = /^(\S+) (\d+)$/.exec(cursor) ?? [];
  if (id === '') throw fail('invalid_input', { field: 'cursor' });
  return { receivedAt, id: Number(id) };
}
