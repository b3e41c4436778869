import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSmtpMailer, type Mailer, type OutgoingMail } from '../../electron/ports/mailer.ts';
import { mailFor } from '../../electron/rules/mailForms.ts';
import { exampleData } from '../../electron/rules/mergeFields.ts';
import { parseTemplate } from '../../electron/rules/mergeTemplate.ts';
import { mailBy } from '../support/sending.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';

/** Ways to end a header line, as servers, libraries and old programs have read them. */
const BREAKS = ['\r\n', '\n', '\r', '\0', '\r\n ', '\u2028', '\u0085', '%0d%0a', '=0D=0A', '\r\n\r\n'];
const LINES = [
  'Bcc: evil@example.invalid',
  'To: evil@example.invalid',
  'Cc: evil@example.invalid',
  'X-Injected: yes',
  'Reply-To: evil@example.invalid',
  'Content-Type: text/html',
  'Resent-To: evil@example.invalid',
  'Sender: evil@example.invalid',
  'RCPT TO:<evil@example.invalid>',
  '.\r\nMAIL FROM:<evil@example.invalid>',
];
/** 200 strings: every break before every line, with words before it and without. */
const STRINGS = BREAKS.flatMap((end) => LINES.flatMap((line) => [`${end}${line}`, `件名${end}${line}${end}`]));

/** Every text of a clerk's or an office's that a mail is made of. */
const FIELDS = ['subject', 'body', 'officeName', 'contactName', 'sender', 'attachment', 'messageId', 'to'] as const;
type Field = (typeof FIELDS)[number];

const KNOWN = [
  'Auto-Submitted',
  'Content-Transfer-Encoding',
  'Content-Type',
  'Date',
  'From',
  'MIME-Version',
  'Message-ID',
  'Subject',
  'To',
  'X-Auto-Response-Suppress',
  'X-Todoke-Mail',
];

let server: SmtpServer;
let mailer: Mailer;
beforeEach(async () => {
  server = await startSmtpServer();
  mailer = createSmtpMailer(mailBy(server.port), null);
});
afterEach(async () => {
  mailer.close();
  await server.close();
});

function mailWith(field: Field, text: string): OutgoingMail {
  const say = (name: Field, usual: string) => (name === field ? text : usual);
  const texts = {
    subject: parseTemplate(say('subject', '件名'), [], 'subject').template,
    body: parseTemplate(say('body', '本文'), []).template,
    covering: null,
  };
  const office = {
    ...exampleData.office,
    name: say('officeName', '例示商事'),
    contactName: say('contactName', '森'),
    delayed: [],
  };
  const version = { ...exampleData.version, sender: say('sender', '例示組合') };
  const forms = mailFor(texts, { office, version }, 'kumiai@example.jp');
  return {
    ...forms,
    to: say('to', 'one@example.jp'),
    messageId: `<${say('messageId', crypto.randomUUID())}@example.jp>`,
    attachments: [{ name: say('attachment', 'a.pdf'), mediaType: 'application/pdf', content: new Uint8Array([37]) }],
    beforeFinalDot: async () => undefined,
  };
}

const headerNames = (source: string) =>
  (source.split('\r\n\r\n')[0] ?? '')
    .split(/\r\n(?![ \t])|[\r\n](?![ \t\r\n])/)
    .map((line) => line.split(':')[0] ?? '');

test.each(FIELDS)('200 strings as %s: no header more, no recipient more, no command of theirs', async (field) => {
  expect(new Set(STRINGS).size).toBe(200);
  let refused = 0;
  for (const text of STRINGS) {
    await mailer.send(mailWith(field, text)).catch(() => {
      refused += 1;
    });
  }
  const mails = server.accepted();
  expect(mails.length + refused).toBe(STRINGS.length);
  for (const mail of mails) {
    expect(headerNames(mail.source).filter((name) => !KNOWN.includes(name))).toEqual([]);
    expect(mail.from).toBe('kumiai@example.jp');
    expect(mail.to).toHaveLength(1);
    expect(field === 'to' || mail.to[0] === 'one@example.jp').toBe(true);
  }
  expect(mails.flatMap((mail) => mail.to).filter((to) => to === 'evil@example.invalid')).toEqual([]);
  // Whatever is no address is refused; any other text goes out as text.
  if (field !== 'to' && field !== 'messageId') expect(refused).toBe(0);
});
