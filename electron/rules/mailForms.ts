import { blocksToHtml, buttonHtml, htmlDocument, paragraphHtml, ruleHtml } from './htmlMail.ts';
import type { Block } from './markup.ts';
import { type MergeData, westernDate } from './mergeFields.ts';
import { cleanText, mergeNotice, type NoticeTexts, oneLine } from './mergeText.ts';
import { addresseeLines } from './messages.ts';
import { blocksToText, TEXT_COLUMNS, wrapped } from './textMail.ts';

/** A mail to one office, in both its forms. */
export interface MailForms {
  /** One line. */
  subject: string;
  text: string;
  html: string;
  /** Names of the fields that are empty for this office, each once. */
  empty: string[];
}

/** How an office acknowledges by mail. */
interface Reply {
  address: string;
  code: string;
  /** What it is asked to do, with the day if there is one. */
  asked: string;
  href: string;
}

const RULE = '―'.repeat(10);

/**
 * The mail to one office: addressee, covering words, text, how to acknowledge, sender. One click on the reply line opens
 * a mail that needs no word more to count.
 * @param replyTo where acknowledgements go; empty, or no 確認番号: none is asked for
 */
export function mailFor(texts: NoticeTexts, data: MergeData, replyTo: string): MailForms {
  const { subject, parts, empty } = mergeNotice(texts, data);
  const { office, version } = data;
  const frame = {
    addressee: cleanText(addresseeLines(office.name, office.contactName)),
    reply: replyOf(data, subject, replyTo),
    sender: cleanText(version.sender.trim()),
  };
  return { subject, text: textMail(parts, frame), html: htmlMail(subject, parts, frame), empty };
}

interface Frame {
  addressee: string;
  reply: Reply | null;
  sender: string;
}

function textMail(parts: readonly Block[][], { addressee, reply, sender }: Frame): string {
  const around = (text: string) => wrapped(text, TEXT_COLUMNS).join('\n');
  const said = [
    around(addressee),
    ...parts.map((blocks) => blocksToText(blocks)),
    reply ? [RULE, around(reply.asked), `確認番号: ${reply.code}`, shortReplyLink(reply)].join('\n') : '',
    sender === '' ? '' : `${RULE}\n${around(sender)}`,
  ];
  return `${said.filter((block) => block !== '').join('\n\n')}\n`;
}

function htmlMail(subject: string, parts: readonly Block[][], { addressee, reply, sender }: Frame): string {
  const asked = reply && [
    ruleHtml,
    paragraphHtml(reply.asked),
    buttonHtml(reply.href, BUTTON),
    paragraphHtml(`確認番号: ${reply.code}`),
  ];
  const said = [
    paragraphHtml(addressee),
    ...parts.map(blocksToHtml),
    ...(asked ?? []),
    ...(sender === '' ? [] : [ruleHtml, paragraphHtml(sender)]),
  ];
  return htmlDocument(subject, said);
}

const BUTTON = '内容を確認しました';
/** Words of every mail of ours that no office writes: where a reply has them unmarked, what follows is a quote. */
export const REPLY_ASKED =
  'このメールに返信してください。書き加えることは要りません。下の行を押すと、確認番号の入った返信が開きます。そのまま送信してください。';

function replyOf({ office, version }: MergeData, subject: string, replyTo: string): Reply | null {
  const code = oneLine(office.confirmationCode);
  if (replyTo === '' || code === '') return null;
  const by = version.replyBy === '' ? '' : `${westernDate(version.replyBy)}までに、`;
  const lines = ['内容を確認しました。', '', `${version.label}「${subject}」`, `確認番号: ${code}`];
  return {
    address: replyTo,
    code,
    asked: `お読みになったら、${by}${REPLY_ASKED}`,
    href: mailtoLink(replyTo, `【確認】${version.label} 確認番号 ${code}`, lines.join('\n')),
  };
}

/** In plain text an encoded Japanese subject would be a screen of signs: the code alone says all. */
function shortReplyLink({ address, code }: Reply): string {
  return mailtoLink(address, code, '');
}

/** A `mailto:` address with subject and body (RFC 6068: percent-encoded UTF-8, line breaks as %0D%0A). */
export function mailtoLink(address: string, subject: string, body: string): string {
  const at = address.lastIndexOf('@');
  const encoded = (text: string) => encodeURIComponent(text.toWellFormed());
  const to = at < 0 ? encoded(address) : `${encoded(address.slice(0, at))}@${encoded(address.slice(at + 1))}`;
  const text = body === '' ? '' : `&body=${encoded(body.replace(/\r\n?|\n/g, '\r\n'))}`;
  return `mailto:${to}?subject=${encoded(oneLine(subject))}${text}`;
}
