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
  /** What it caught so far, in order. Mails are read only when somebody asks: reading takes as long as sending. */
  received(): Promise<CaughtMail[]>;
  close(): Promise<void>;
}

/** The practice register's dead mailboxes: every address under `bounce.example.jp`. */
export function refuseDeadMailboxes(address: string): Refusal | undefined {
  return address.endsWith(`@${REFUSED_DOMAIN}`) ? { code: 550, message: '5.1.1 User unknown' } : undefined;
}

/** Starts a mail server on a free loopback port, without TLS and without a password. */
export async function startCatcher(refuse: (address: string) => Refusal | undefined = refuseDeadMailboxes) {
  const mails: Caught[] = [];
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
        .then((source) => {
          const { mailFrom, rcptTo } = session.envelope;
          const to = rcptTo.map((recipient) => recipient.address);
          mails.push({ from: mailFrom ? mailFrom.address : '', to, source });
        })
        .then(() => answer(), answer);
    },
  });
  const host = '127.0.0.1';
  const port = await listen(server, host);
  const catcher: Catcher = {
    host,
    port,
    received: () => Promise.all(mails.map((mail) => (mail.read ??= read(mail)))),
    close: () => new Promise((closed) => server.close(closed)),
  };
  return catcher;
}

/** A mail as it came, and as it was read once somebody asked. */
type Caught = Pick<CaughtMail, 'from' | 'to' | 'source'> & { read?: Promise<CaughtMail> };

async function read({ from, to, source }: Caught): Promise<CaughtMail> {
  const { messageId = '', subject = '', text = '' } = await simpleParser(source);
  return { from, to, source, messageId, subject, text };
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
