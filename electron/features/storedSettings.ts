import { z } from 'zod';
import { readSettingsOf } from '../../db/queries/settings.ts';
import type { ReadDb } from '../../db/store.ts';
import { type DeliveryCause, deliveryCause } from '../contract/deliveryCauses.ts';
import { type MailboxSettings, type MailSettings, mailboxSettings, mailSettings } from '../contract/settings.ts';
import type { AppContext } from './context.ts';
import { LETTER_LAYOUT, letterLayoutOf } from './letterLayout.ts';

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

const KEYS = ['association', 'clerk', 'mail', 'mailbox', 'paused', 'pausedBy', 'twoClerks', LETTER_LAYOUT] as const;

/** All settings of the register, each checked for its shape. One query: the outbox asks before every claim. */
export async function readSettings(db: ReadDb): Promise<StoredSettings> {
  const stored = await readSettingsOf(db, KEYS);
  const layout = letterLayoutOf(stored[LETTER_LAYOUT]);
  const name = z.string().nullable().parse(stored.association) ?? '';
  return {
    association: name,
    clerk: z.string().nullable().parse(stored.clerk) ?? '',
    mail: mailSettings.nullable().parse(stored.mail),
    mailbox: mailboxSettings.nullable().parse(stored.mailbox),
    paused: z.boolean().nullable().parse(stored.paused) ?? false,
    pausedBy: z.object({ cause: deliveryCause, response: z.string() }).nullable().parse(stored.pausedBy),
    twoClerks: z.boolean().nullable().parse(stored.twoClerks) ?? false,
    sender: layout.sender.trim() || name,
    returnWithin: layout.returnWithin,
  };
}

/** Who is at work, by the name in the settings: also a script works in somebody's name. */
export async function clerkName(context: AppContext): Promise<string> {
  const { clerk } = await readSettings(context.store.read);
  return clerk === '' ? context.clerk() : clerk;
}

/** Whose name stands at a text that is written now; empty when the settings have none. */
export async function writerName(db: ReadDb): Promise<string> {
  return (await readSettings(db)).clerk;
}
