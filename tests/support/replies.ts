import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { MailboxSettings } from '../../electron/contract/settings.ts';
import { showSlipCode } from '../../electron/rules/slipCode.ts';
import { approveVersion, createIncident, importOffices, type SmallOffice, setMail } from './builders.ts';
import { startSmtpServer } from './smtpServer.ts';
import type { TestApp } from './testApp.ts';

/** Charsets Japanese mails are written in. */
export type Charset = 'utf-8' | 'iso-2022-jp' | 'shift_jis' | 'euc-jp';

/** A mail to build. */
export interface MailParts {
  from: string;
  subject: string;
  body: string;
  charset?: Charset;
  messageId?: string;
  /** More header lines, without line breaks at their ends. */
  headers?: readonly string[];
  /** Base64 instead of the bytes as they are. */
  encoded?: boolean;
  html?: boolean;
}

let made = 0;

/** The bytes of a mail as a program would send it. */
export function mailOf(parts: MailParts): Buffer {
  const charset = parts.charset ?? 'utf-8';
  const bytes = charset === 'iso-2022-jp' ? iso2022jp(parts.body) : iconv.encode(parts.body, charset);
  made += 1;
  const head = [
    `From: ${parts.from}`,
    'To: kumiai@example.jp',
    `Subject: ${encodedWords(parts.subject, charset)}`,
    'Date: Mon, 8 Jun 2026 11:00:00 +0900',
    `Message-ID: ${parts.messageId ?? `<made-${made}@mail.example.jp>`}`,
    'MIME-Version: 1.0',
    `Content-Type: text/${parts.html ? 'html' : 'plain'}; charset=${charset}`,
    `Content-Transfer-Encoding: ${parts.encoded ? 'base64' : charset === 'iso-2022-jp' ? '7bit' : '8bit'}`,
    ...(parts.headers ?? []),
  ];
  const body = parts.encoded ? Buffer.from(bytes.toString('base64').replace(/.{76}/g, '$&\r\n')) : bytes;
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body, Buffer.from('\r\n')]);
}

/** Each piece an encoded word of its own (RFC 2047: at most 75 characters). */
function encodedWords(text: string, charset: Charset): string {
  if (/^[ -~]*$/.test(text)) return text;
  const pieces = [...text].reduce<string[]>((lines, character) => {
    const last = lines.at(-1) ?? '';
    if (last.length >= 10 || lines.length === 0) lines.push(character);
    else lines[lines.length - 1] = last + character;
    return lines;
  }, []);
  const bytes = (piece: string) => (charset === 'iso-2022-jp' ? iso2022jp(piece) : iconv.encode(piece, charset));
  return pieces.map((piece) => `=?${charset}?B?${bytes(piece).toString('base64')}?=`).join('\r\n ');
}

/** JIS X 0208 out of EUC-JP, in escape sequences (RFC 1468). */
function iso2022jp(text: string): Buffer {
  const out: number[] = [];
  let wide = false;
  for (const character of text) {
    const [high = 0, low = 0] = iconv.encode(character, 'euc-jp');
    const isWide = high >= 0xa1 && low >= 0xa1;
    if (isWide !== wide) out.push(0x1b, ...(isWide ? [0x24, 0x42] : [0x28, 0x42]));
    wide = isWide;
    if (isWide) out.push(high & 0x7f, low & 0x7f);
    else out.push(high);
  }
  if (wide) out.push(0x1b, 0x28, 0x42);
  return Buffer.from(out);
}

/** A version that went out: the code each office got, and the Message-ID of the mail it got. */
export interface SentVersion {
  versionId: number;
  noticeId: number;
  /** By office code, as printed. */
  codes: Map<string, string>;
  messageIds: Map<string, string>;
  /** The mails themselves by address. */
  sources: Map<string, string>;
}

/** Sends a version to offices through a real server in this process. */
export async function sendVersion(test: TestApp, offices: readonly SmallOffice[]): Promise<SentVersion> {
  await importOffices(test, offices);
  return sendAnother(test, await createIncident(test.client));
}

/** Sends the next version of a notice, or the first of a new one. */
export async function sendAnother(test: TestApp, incidentId: number, noticeId?: number): Promise<SentVersion> {
  const server = await startSmtpServer();
  await setMail(test.client, server.port);
  const sent = await sendBy(test, incidentId, noticeId);
  await server.close();
  return { ...sent, sources: new Map(server.accepted().map((mail) => [mail.to[0] ?? '', mail.source])) };
}

/** Sends a version by the server that is set; what the mails said is not known. */
export async function sendQueued(test: TestApp): Promise<Omit<SentVersion, 'sources'>> {
  return sendBy(test, await createIncident(test.client));
}

async function sendBy(test: TestApp, incidentId: number, noticeId?: number): Promise<Omit<SentVersion, 'sources'>> {
  const approved = await approveVersion(test.client, incidentId, noticeId);
  const { versionId } = approved;
  await test.client.deliveries.queue({ versionId });
  await test.client.deliveries.run({});
  const rows = await test.store.read
    .selectFrom('audience_members')
    .innerJoin('offices', 'offices.id', 'audience_members.office_id')
    .leftJoin('recipients', (join) =>
      join
        .onRef('recipients.office_id', '=', 'offices.id')
        .onRef('recipients.version_id', '=', 'audience_members.version_id'),
    )
    .leftJoin('deliveries', 'deliveries.recipient_id', 'recipients.id')
    .select(['offices.code', 'audience_members.code as slip', 'deliveries.message_id as messageId'])
    .where('audience_members.version_id', '=', versionId)
    .execute();
  return {
    ...approved,
    codes: new Map(rows.map((row) => [row.code, showSlipCode(row.slip)])),
    messageIds: new Map(rows.map((row) => [row.code, row.messageId ?? ''])),
  };
}

/** Puts a mail into a file and lets the application read it. */
export async function readReply(test: TestApp, source: Uint8Array) {
  return test.client.acknowledgements.readMail({ file: await mailFile(test, source) });
}

/** A file of its own with this mail in it. */
export async function mailFile(test: Pick<TestApp, 'folder'>, source: Uint8Array): Promise<string> {
  made += 1;
  const file = join(test.folder, `mail-${made}.eml`);
  await writeFile(file, source);
  return file;
}

/** Settings for an IMAP server on this machine. */
export function mailboxAt(port: number, more: Partial<MailboxSettings> = {}): MailboxSettings {
  return {
    host: '127.0.0.1',
    port,
    security: 'none',
    user: 'kumiai',
    folder: 'INBOX',
    sentFolder: '',
    everyMinutes: 0,
    confirmSure: true,
    ...more,
  };
}
