import { z } from 'zod';
import { readSetting } from '../../db/queries/settings.ts';
import type { ReadDb } from '../../db/store.ts';
import { type DeliveryCause, deliveryCause } from '../contract/deliveryCauses.ts';
import { type MailboxSettings, type MailSettings, mailboxSettings, mailSettings } from '../contract/settings.ts';
import { readLetterLayout } from './letterLayout.ts';

/** Name of the mail password in the secrets port. */
export const MAIL_PASSWORD = 'mail-password';
/** That of the mailbox answers come into. */
export const MAILBOX_PASSWORD = 'mailbox-password';

export interface StoredSettings {
  association: string;
  clerk: string;
  mail: MailSettings | null;
  mailbox: MailboxSettings | null;
  paused: boolean;
  /** Why the outbox paused itself; null when a clerk did. */
  pausedBy: { cause: DeliveryCause; response: string } | null;
  /** A second clerk must approve. */
  twoClerks: boolean;
  /** The sender's lines: those of the letters, else the association's name. */
  sender: string;
  /** Days from a letter's date to the day the slip is asked back. */
  returnWithin: number;
}

/** All settings of the register, each checked for its shape. */
export async function readSettings(db: ReadDb): Promise<StoredSettings> {
  const [association, clerk, mail, mailbox, paused, pausedBy, twoClerks, layout] = await Promise.all([
    readSetting(db, 'association'),
    readSetting(db, 'clerk'),
    readSetting(db, 'mail'),
    readSetting(db, 'mailbox'),
    readSetting(db, 'paused'),
    readSetting(db, 'pausedBy'),
    readSetting(db, 'twoClerks'),
    readLetterLayout(db),
  ]);
  const name = z.string().nullable().parse(association) ?? '';
  return {
    association: name,
    clerk: z.string().nullable().parse(clerk) ?? '',
    mail: mailSettings.nullable().parse(mail),
    mailbox: mailboxSettings.nullable().parse(mailbox),
    paused: z.boolean().nullable().parse(paused) ?? false,
    pausedBy: z.object({ cause: deliveryCause, response: z.string() }).nullable().parse(pausedBy),
    twoClerks: z.boolean().nullable().parse(twoClerks) ?? false,
    sender: layout.sender.trim() || name,
    returnWithin: layout.returnWithin,
  };
}
