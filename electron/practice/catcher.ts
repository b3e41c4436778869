import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { REFUSED_DOMAIN } from './offices.ts';

/** A mail the catcher accepted. Nothing it holds ever leaves this process. */
export interface CaughtMail {
  /** Envelope sender and recipients, not the headers. */
  from: string;
  to: string[];
  /** With angle brackets, as in the header. */
  messageId: string;
  subject: string;
  text: string;
  /** The whole message as it came over the wire. */
  source: Buffer;
}

/** What the catcher answers a recipient it does not take: 4xx for now, 5xx for good (RFC 5321, 4.2.1). */
export interface Refusal {
  code: number;
  message: string;
}

/** A mail server for practice: accepts every mail and delivers none. */
export interface Catcher {
  host: string;
  port: number;
  received(): CaughtMail[];
  close(): Promise<void>;
}

/** The practice register's dead mailboxes: every address under `bounce.example.jp`. */
export function refuseDeadMailboxes(address: string): Refusal | undefined {
  return address.endsWith(`@${REFUSED_DOMAIN}`) ? { code: 550, message: '5.1.1 User unknown' } : undefined;
}

/** Starts a mail server on a free loopback port, without TLS and without a password. */
export async function startCatcher(refuse: (address: string) => Refusal | undefined = refuseDeadMailboxes) {
  const mails: CaughtMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1000,
    onRcptTo(recipient, _session, answer) {
      const refusal = refuse(recipient.address);
      answer(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
    },
    onData(stream, session, answer) {
      buffer(stream)
        .then(async (source) => {
          const { mailFrom, rcptTo } = session.envelope;
          const mail = await simpleParser(source);
          mails.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map((recipient) => recipient.address),
            messageId: mail.messageId ?? '',
            subject: mail.subject ?? '',
            text: mail.text ?? '',
            source,
          });
        })
        .then(() => answer(), answer);
    },
  });
  const host = '127.0.0.1';
  const port = await listen(server, host);
  const catcher: Catcher = {
    host,
    port,
    received: () => [...mails],
    close: () => new Promise((closed) => server.close(closed)),
  };
  return catcher;
}

/** Listens on a port the system chooses and answers it; rejects when the loopback address cannot be used. */
async function listen(server: SMTPServer, host: string): Promise<number> {
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, host, () => {
      server.off('error', failed);
      listening();
    });
  });
  return (server.server.address() as AddressInfo).port;
}
