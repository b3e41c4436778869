import iconv from 'iconv-lite';
import { type AddressObject, type Attachment, type ParsedMail, simpleParser } from 'mailparser';
import type { ReadMail } from '../contract/readMail.ts';

export type { ReadMail } from '../contract/readMail.ts';

/** Largest mail that is read, in bytes; of a larger one only the head is. */
export const MAX_MAIL_BYTES = 25 * 1024 * 1024;
/** More parts than any honest mail has. */
const MAX_PARTS = 100;
/** Text beyond this is cut: nobody reads it, and no rule needs it. */
const MAX_TEXT = 200_000;
const MAX_HTML = 1_000_000;
const MAX_EMBEDDED = 40_000;

/**
 * Reads a mail. Never throws for what is in it: what cannot be read is named in `trouble`, and its head is read all
 * the same. Nothing is fetched, run, or followed.
 */
export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const trouble = troubleOf(bytes);
  if (trouble) return { ...(await readHead(bytes)), trouble };
  try {
    return await parse(withTrueCharset(withEmbeddedApart(bytes)));
  } catch {
    return readHead(bytes);
  }
}

/** Reads a mail's head alone, as far as it can be read. */
export async function readHead(raw: Uint8Array): Promise<ReadMail> {
  const head = headOf(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  return { ...(await parse(head).catch(() => nothing)), trouble: 'unreadable' };
}

const nothing: ReadMail = {
  messageId: '',
  answers: [],
  from: [],
  fromName: '',
  to: [],
  subject: '',
  date: null,
  headers: [],
  mediaType: '',
  text: '',
  deliveryStatus: '',
  embedded: '',
  files: [],
  trouble: null,
};

function troubleOf(bytes: Buffer): ReadMail['trouble'] {
  if (bytes.length > MAX_MAIL_BYTES) return 'too_large';
  let parts = 0;
  for (let at = bytes.indexOf('\n--'); at >= 0 && parts <= 2 * MAX_PARTS; at = bytes.indexOf('\n--', at + 3)) {
    // Every part begins with a boundary; a signature's line of hyphens has no header after it.
    if (/^\n--[^\r\n]*\r?\ncontent-/i.test(bytes.toString('latin1', at, at + 120))) parts += 1;
  }
  return parts > MAX_PARTS ? 'too_many_parts' : null;
}

/** The head alone, as a mail without a text. */
function headOf(bytes: Buffer): Buffer {
  const head = bytes.subarray(0, 256 * 1024).toString('latin1');
  const [lines = ''] = head.split(/\r?\n\r?\n/, 1);
  const plain = lines.replace(/^content-(type|transfer-encoding):.*(\r?\n[ \t].*)*/gim, 'X-Left-Out: $1');
  return Buffer.from(`${plain}\r\n\r\n`, 'latin1');
}

async function parse(bytes: Buffer): Promise<ReadMail> {
  const mail = await simpleParser(bytes, {
    keepDeliveryStatus: true,
    skipImageLinks: true,
    skipTextToHtml: true,
    maxHtmlLengthToParse: MAX_HTML,
  });
  const from = mail.from?.value ?? [];
  return {
    messageId: bracketed(mail.messageId ?? '')[0] ?? '',
    answers: [...new Set([...bracketed(mail.inReplyTo ?? ''), ...bracketed([mail.references ?? []].flat().join(' '))])],
    from: from.flatMap(({ address }) => (address ? [address.toLowerCase()] : [])),
    fromName: oneLine(from[0]?.name ?? ''),
    to: addressesOf(mail.to),
    subject: oneLine(mail.subject ?? ''),
    date: mail.date && !Number.isNaN(mail.date.getTime()) ? mail.date.toISOString() : null,
    headers: headersOf(mail),
    mediaType: mediaTypeOf(mail),
    text: plain(mail.text ?? ''),
    deliveryStatus: contentOf(mail.attachments, /^message\/(global-)?delivery-status$/),
    embedded: contentOf(mail.attachments, /^(message\/rfc822|message\/global|text\/rfc822-headers|message\/partial)$/),
    files: mail.attachments.flatMap(({ filename }) => (filename ? [oneLine(filename)] : [])),
    trouble: null,
  };
}

/** Lines of a machine's own travel, which say nothing about the mail and are many. */
const TRANSPORT = /^(received|dkim-signature|arc-.*|x-received|x-google-.*|x-ms-exchange-.*|x-forefront.*)$/;

function headersOf(mail: ParsedMail): ReadMail['headers'] {
  return mail.headerLines.flatMap(({ key, line }): ReadMail['headers'] => {
    if (TRANSPORT.test(key)) return [];
    const value = line.slice(line.indexOf(':') + 1).replace(/\r?\n[ \t]+/g, ' ');
    return [[key, value.trim().slice(0, 2000)]];
  });
}

function mediaTypeOf(mail: ParsedMail): string {
  const type = mail.headers.get('content-type');
  return typeof type === 'object' && 'value' in type && typeof type.value === 'string'
    ? type.value.toLowerCase()
    : 'text/plain';
}

function addressesOf(found: AddressObject | AddressObject[] | undefined): string[] {
  return [found ?? []]
    .flat()
    .flatMap(({ value }) => value.flatMap(({ address }) => (address ? [address.toLowerCase()] : [])));
}

function contentOf(attachments: readonly Attachment[], type: RegExp): string {
  return attachments
    .filter(({ contentType }) => type.test(contentType.toLowerCase()))
    .map(({ content }) => content.subarray(0, MAX_EMBEDDED).toString('utf8'))
    .join('\n\n')
    .replaceAll('\r\n', '\n');
}

/** Text that every database takes and every window shows: no control characters but line breaks and tabs. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .slice(0, MAX_TEXT)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');
const bracketed = (text: string): string[] => text.match(/<[^<>\s]+>/g) ?? [];
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 500);

/** A mail inside a mail would be read as its own text when it says `inline`: it is somebody else's words. */
function withEmbeddedApart(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  if (!/message\/(rfc822|global)/i.test(text)) return bytes;
  const apart = text.replace(/(?:^[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+/gm, (fields) =>
    /^content-type:\s*message\/(rfc822|global)/im.test(fields)
      ? fields.replace(/^content-disposition:\s*inline/gim, 'Content-Disposition: attachment')
      : fields,
  );
  return Buffer.from(apart, 'latin1');
}

/** Charsets a mail names when its program did not know better; the bytes say which it is. */
const DOUBTFUL =
  /^(|us-ascii|ascii|ansi_x3\.4-1968|iso-8859-1|latin1|windows-1252|unknown.*|x-unknown|default|utf-?8)$/i;

/**
 * Japanese mails often name the wrong charset or none. Where the bytes of a mail sent as they are do not fit the name,
 * the right one is written in its place.
 */
function withTrueCharset(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const truth = charsetOf(bytes);
  if (truth === null) return bytes;
  const named = [...text.matchAll(/^content-type:\s*text\/[^\n]*(?:\n[ \t][^\n]*)*/gim)];
  if (named.length === 0) return Buffer.from(`Content-Type: text/plain; charset=${truth}\r\n${text}`, 'latin1');
  const right = text.replace(/^content-type:\s*text\/[^\n]*(?:\n[ \t][^\n]*)*/gim, (field) => {
    const charset = /charset\s*=\s*"?([^";\s]*)"?/i.exec(field);
    if (!DOUBTFUL.test(charset?.[1] ?? '')) return field;
    const ending = field.endsWith('\r') ? '\r' : '';
    const kept = field.slice(0, field.length - ending.length).replace(/;?\s*charset\s*=\s*"?[^";\s]*"?/i, '');
    return `${kept.replace(/;?\s*$/, '')}; charset=${truth}${ending}`;
  });
  return Buffer.from(right, 'latin1');
}

/** What the bytes of a mail are, where they are not plain ASCII. Null: ASCII, which fits whatever is named. */
function charsetOf(bytes: Buffer): string | null {
  // RFC 1468: escape sequences that begin Japanese.
  if (['\u001b$B', '\u001b$@', '\u001b(I'].some((sequence) => bytes.includes(sequence))) return 'iso-2022-jp';
  if (!bytes.some((byte) => byte >= 0x80)) return null;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return strangeness(bytes, 'euc-jp') < strangeness(bytes, 'shift_jis') ? 'euc-jp' : 'shift_jis';
  }
}

/** Signs that a text was read in the wrong charset: broken characters, and half-width kana that nobody writes alone. */
function strangeness(bytes: Buffer, charset: string): number {
  return iconv.decode(bytes, charset).match(/[\ufffd\uff61-\uff9f]/g)?.length ?? 0;
}
