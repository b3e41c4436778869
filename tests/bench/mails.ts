import nodemailer from 'nodemailer';
import { CONNECTIONS } from '../../electron/ports/mailer.ts';
import { mailFor } from '../../electron/rules/mailForms.ts';
import { exampleData } from '../../electron/rules/mergeFields.ts';
import { parseTemplate } from '../../electron/rules/mergeTemplate.ts';
import { type Bench, timed } from './measure.ts';
import type { Registers } from './registers.ts';
import type { Sink } from './sink.ts';
import { queueVersion, text } from './versions.ts';

const OFFICES = 2_000;
const FROM = 'kumiai@example.jp';
const ASSOCIATION = 'ひのもり労働保険事務組合';

/** A notice to 2,000 offices, each mail with its states safe on the disk before and after. */
export async function mailBenches(registers: Registers, sink: Sink): Promise<Bench[]> {
  const { client, bare } = await registers.of(OFFICES);
  const { host, port } = sink;
  const mail = { host, port, security: 'none', from: FROM, perMinute: 0 } as const;
  await client.settings.update({ association: ASSOCIATION, mail });
  const addressees = bare
    .prepare<[], Addressee>(
      `select mail, name as officeName, contact_name as contactName from offices where mail <> ''`,
    )
    .all();
  return [
    {
      name: `deliveries.run, ${addressees.length.toLocaleString('en')} mails`,
      limit: `nodemailer, ${CONNECTIONS} connections`,
      // At least half of what bare nodemailer does: eight times Mailman 3, which does 61 of its 1,026 mails a second.
      goal: 1 / 0.5,
      mostBlockMs: 50,
      product: async () => {
        const { queued } = await queueVersion(client);
        return timed(async () => requireSent((await client.deliveries.run({})).sent, queued));
      },
      bare: () => timed(() => sendBare(sink, addressees)),
    },
  ];
}

interface Addressee {
  mail: string;
  officeName: string;
  contactName: string;
}

const texts = {
  subject: parseTemplate(text.subject, [], 'subject').template,
  body: parseTemplate(text.body, []).template,
  covering: null,
};

function formsFor({ officeName, contactName }: Addressee): { subject: string; text: string; html: string } {
  const office = { ...exampleData.office, name: officeName, contactName, delayed: [] };
  const version = { ...exampleData.version, sender: ASSOCIATION };
  const { subject, text, html } = mailFor(texts, { office, version }, FROM);
  return { subject, text, html };
}

function requireSent(sent: number, queued: number): void {
  if (queued === 0 || sent < queued) throw new Error(`${sent} of ${queued} mails went out`);
}

/** The same texts to the same addresses through as many connections, remembering nothing. */
async function sendBare({ host, port }: Sink, addressees: readonly Addressee[]): Promise<void> {
  const transport = nodemailer.createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
    host,
    port,
    ignoreTLS: true,
  });
  await Promise.all(
    addressees.map((addressee) =>
      transport.sendMail({
        from: FROM,
        to: addressee.mail,
        textEncoding: 'base64',
        ...formsFor(addressee),
      }),
    ),
  );
  transport.close();
}
