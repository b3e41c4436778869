import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answering, freePort, publicFolder, removeFolder, type ServerProcess, startServer, userOf } from './servers.ts';

/** Postfix that delivers into the Maildirs Dovecot serves. */
export interface MailServers {
  /** SMTP without TLS, and with STARTTLS under a certificate nobody vouches for. */
  smtpPort: number;
  tlsPort: number;
  /** SMTP that takes mail for anybody at example.jp and sends back what no mailbox takes. */
  laterPort: number;
  /** Where Dovecot is asked. */
  imapPort: number;
  /** Whole mails in an address's inbox, as Dovecot reads them out. */
  inbox(address: string): string[];
  /** Mails Postfix has accepted and not yet put into a mailbox. */
  waiting(): number;
  /** What Postfix wrote to its log. */
  log(): string;
  stop(): Promise<void>;
}

/** Of every IMAP user; the user is the address. */
export const IMAP_PASSWORD = 'practice';

/** Starts both with configurations of their own and a mailbox for each address; nothing of the system's is touched. */
export async function startMailServers(addresses: readonly string[]): Promise<MailServers> {
  const folder = publicFolder('mail');
  const [smtpPort, tlsPort, imapPort] = [await freePort(), await freePort(), await freePort()];
  const laterPort = await freePort();
  prepareFolder(folder, addresses, {
    FOLDER: folder,
    PASSWORD: IMAP_PASSWORD,
    SMTP_PORT: String(smtpPort),
    TLS_PORT: String(tlsPort),
    IMAP_PORT: String(imapPort),
    LATER_PORT: String(laterPort),
  });
  const dovecotConf = join(folder, 'etc', 'dovecot.conf');
  const dovecot = await startServer('/usr/sbin/dovecot', ['-F', '-c', dovecotConf], imapPort);
  const postfix = (command: string) =>
    execFileSync('/usr/sbin/postfix', ['-c', join(folder, 'etc'), command], { stdio: 'pipe' });
  postfix('start');
  await Promise.all([answering(smtpPort), answering(tlsPort), answering(laterPort)]);
  return {
    smtpPort,
    tlsPort,
    laterPort,
    imapPort,
    inbox: (address) => fetchInbox(dovecotConf, address),
    waiting: () => Number(countWaiting(join(folder, 'etc'))),
    log: () => readFileSync(join(folder, 'postfix.log'), 'utf8'),
    stop: () => stopBoth(postfix, dovecot, folder),
  };
}

function prepareFolder(folder: string, addresses: readonly string[], values: Record<string, string>): void {
  for (const part of ['etc', 'spool', 'data', 'run', 'state', 'mail']) mkdirSync(join(folder, part));
  const owner = userOf('mail');
  execFileSync('chown', ['mail:mail', join(folder, 'mail')]);
  execFileSync('chown', ['postfix', join(folder, 'data')]);
  const all = { ...values, UID: String(owner.uid), GID: String(owner.gid) };
  for (const file of ['main.cf', 'master.cf', 'dovecot.conf']) {
    const text = readFileSync(new URL(`mail/${file}`, import.meta.url), 'utf8');
    const filled = Object.entries(all).reduce((part, [name, value]) => part.replaceAll(`@${name}@`, value), text);
    writeFileSync(join(folder, 'etc', file), filled);
  }
  const mailboxes = addresses.map((address) => `${address} ${address}/Maildir/\n`).join('');
  writeFileSync(join(folder, 'etc', 'mailboxes'), mailboxes);
  const certificate = ['-keyout', join(folder, 'etc', 'key.pem'), '-out', join(folder, 'etc', 'certificate.pem')];
  const subject = ['-subj', '/CN=mail.example.jp', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const openssl = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...certificate, ...subject];
  execFileSync('openssl', openssl, { stdio: 'pipe' });
}

/** Dovecot ends each fetched mail with a form feed. */
function fetchInbox(conf: string, address: string): string[] {
  const fetch = ['-c', conf, '-f', 'pager', 'fetch', '-u', address, 'text', 'mailbox', 'INBOX'];
  const output = execFileSync('/usr/bin/doveadm', fetch, { encoding: 'utf8' });
  return output
    .split('\f')
    .filter((part) => part.trim() !== '')
    .map((part) => part.replace(/^\n?text:\s*\n?/, ''));
}

function countWaiting(etc: string): number {
  const listed = execFileSync('/usr/sbin/postqueue', ['-c', etc, '-j'], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line !== '').length;
}

async function stopBoth(postfix: (command: string) => Buffer, dovecot: ServerProcess, folder: string): Promise<void> {
  postfix('stop');
  await dovecot.stop('SIGTERM');
  await removeFolder(folder);
}
