import { attachmentContents } from '../../db/queries/attachments.ts';
import { noticeSource, officesForNotice } from '../../db/queries/noticeData.ts';
import { reminderTexts } from '../../db/queries/reminders.ts';
import type { ClaimedMail } from '../../db/queries/sending.ts';
import type { Store } from '../../db/store.ts';
import type { Clock } from '../ports/clock.ts';
import type { MailFile } from '../ports/mailer.ts';
import { japanDate } from '../rules/dates.ts';
import { mailFor } from '../rules/mailForms.ts';
import {
  type Letterhead,
  mergeDataFor,
  type ReadNotice,
  readNotice,
  textsFor,
  withReminder,
} from '../rules/noticeCopies.ts';

/** What a mail says. */
export interface MailContent {
  subject: string;
  text: string;
  html?: string;
  attachments: readonly MailFile[];
}

/** Writes the mails of one run. A version is read once, an office's data anew for each of its mails. */
export interface Composer {
  /** Reads what these claimed mails (at most 1,000) are made of. */
  prepare(mails: readonly ClaimedMail[]): Promise<void>;
  /** The content of a mail that was prepared; given once. */
  contentOf(mail: ClaimedMail): MailContent;
}

interface Version {
  notice: ReadNotice;
  attachments: MailFile[];
  /** Names of the facts a reminder's words may quote. */
  factNames: string[];
  /** The version behind the words of each of its reminders. */
  reminded: Map<number, ReadNotice>;
}

/** What mails are made from. */
export interface Composing {
  store: Store;
  clock: Clock;
  /** One office's FAX sheet of a version, or of its reminder, as PDF. */
  faxSheet(mail: { versionId: number; officeId: number; reminderId: number | null }): Promise<Uint8Array>;
}

/** @param replyTo where acknowledgements go */
export function createComposer(
  { store, clock, faxSheet }: Composing,
  sender: Omit<Letterhead, 'today'>,
  replyTo: string,
): Composer {
  const versions = new Map<number, Version>();
  const ready = new Map<number, MailContent>();

  async function read(versionId: number, today: string): Promise<Version> {
    const source = await noticeSource(store.read, versionId);
    if (!source) throw new Error(`version ${versionId} has mails and is not there`);
    const files = await attachmentContents(store.read, versionId);
    const version = {
      notice: readNotice(source, { ...sender, today }),
      attachments: files.map(({ fileName, mediaType, content }) => ({ name: fileName, mediaType, content })),
      factNames: source.facts.map(({ name }) => name),
      reminded: new Map<number, ReadNotice>(),
    };
    versions.set(versionId, version);
    return version;
  }

  async function prepareFor(versionId: number, mails: readonly ClaimedMail[]): Promise<void> {
    const today = japanDate(clock.now());
    const version = versions.get(versionId) ?? (await read(versionId, today));
    const { notice, attachments } = version;
    const officeIds = [...new Set(mails.map((mail) => mail.officeId))];
    const offices = await officesForNotice(store.read, { versionId }, officeIds, today);
    const byId = new Map(offices.map((office) => [office.officeId, office]));
    for (const mail of mails) {
      const office = byId.get(mail.officeId);
      if (!office) throw new Error(`mail ${mail.id} is for an office that is not there`);
      if (mail.channel === 'fax') {
        ready.set(mail.id, await faxContent(mail, notice.version.label));
        continue;
      }
      // The same text greets whoever this address belongs to.
      const data = mergeDataFor(notice, { ...office, contactName: mail.contactName }, 'mail');
      const said = mail.reminderId === null ? notice : await remindedOf(version, mail.reminderId);
      const { subject, text, html } = mailFor(textsFor(said, office.part), data, replyTo);
      ready.set(mail.id, { subject, text, html, attachments });
    }
  }

  /** The frozen version behind the frozen words of a reminder; read once. */
  async function remindedOf(version: Version, reminderId: number): Promise<ReadNotice> {
    const known = version.reminded.get(reminderId);
    if (known) return known;
    const words = await reminderTexts(store.read, reminderId);
    if (!words) throw new Error(`reminder ${reminderId} has mails and is not there`);
    const { notice } = withReminder(version.notice, version.factNames, words);
    version.reminded.set(reminderId, notice);
    return notice;
  }

  /** Gateways print the attachment; the words are for who looks into the mailbox. */
  async function faxContent(mail: ClaimedMail, label: string): Promise<MailContent> {
    const content = await faxSheet(mail);
    const text = `${label} ${mail.address}\n`;
    return { subject: label, text, attachments: [{ name: 'fax.pdf', mediaType: 'application/pdf', content }] };
  }

  return {
    prepare: async (mails) => {
      const byVersion = Map.groupBy(mails, (mail) => mail.versionId);
      for (const [versionId, own] of byVersion) await prepareFor(versionId, own);
    },
    contentOf: (mail) => {
      const content = ready.get(mail.id);
      if (!content) throw new Error(`mail ${mail.id} was not prepared`);
      ready.delete(mail.id);
      return content;
    },
  };
}
