import { createHash } from 'node:crypto';
import { openSqlite } from '../../db/open.ts';
import type { Random } from '../../electron/practice/random.ts';
import { showSlipCode } from '../../electron/rules/slipCode.ts';
import { startImapServer } from '../support/imapServer.ts';
import { mailboxAt, mailOf } from '../support/replies.ts';
import { startSmtpServer } from '../support/smtpServer.ts';
import { type Activity, NOTHING_WRONG, type Wrong } from './ground.ts';
import { compare, type KillResult, MOST_IN_DOUBT_PER_KILL, startThinkingServer } from './killedSender.ts';
import { corruptIn, fill, queueVersion, registerIn, rowsOf, withClient } from './laidOut.ts';

/** Enough that some wait at every kill. */
const MAILS = 600;

/** Mails to offices over a real server, which remembers what it took. */
export const send: Activity = {
  lifeMs: 500,
  prepare: async (folder, random) => {
    const server = await startThinkingServer(random, () => undefined);
    await withClient(folder, async (client) => {
      await fill(client, folder, MAILS);
      await queueVersion(client, server.port);
    });
    const compared = async () => {
      const store = await openSqlite(registerIn(folder), folder);
      return compare(store, server).finally(() => store.close());
    };
    return {
      judge: async () => {
        const found = await compared();
        return { ...wrongOf(found), corrupt: corruptIn(registerIn(folder)), confirmed: found.sent };
      },
      finish: async (kills) => {
        await withClient(folder, (client) => client.deliveries.run({}));
        const found = await compared();
        const doubtful = Math.max(0, found.inDoubt - MOST_IN_DOUBT_PER_KILL * kills);
        return { ...wrongOf(found), lost: found.lost + doubtful };
      },
      leave: () => server.close(),
    };
  },
};

function wrongOf(found: Omit<KillResult, 'kills' | 'seconds'>): Wrong {
  const told = found.falselySent + found.falselyFailed + (found.countersRight ? 0 : 1);
  return { ...NOTHING_WRONG, half: told, twice: Math.max(found.messagesTwice, found.recipientsTwice) };
}

const OFFICES = 300;
/** Replies that come in between two kills: more than are read in the longest life. */
const AT_ONCE = 10;

/** Replies over IMAP, each of which confirms; some lie in the mailbox twice. */
export const mailbox: Activity = {
  lifeMs: 1500,
  prepare: async (folder, random) => {
    const server = await startImapServer();
    const replies = await sendAndAnswer(folder, server.port, random);
    const put = new Map<number, string>();
    const come = (count: number) => {
      for (const source of replies.splice(0, count)) {
        for (let times = random.chance(0.2) ? 2 : 1; times > 0; times -= 1) put.set(server.put(source), sha256(source));
      }
    };
    come(2 * AT_ONCE);
    const judge = async () => {
      const found = judgeReading(registerIn(folder), put);
      come(AT_ONCE);
      return found;
    };
    return {
      judge,
      finish: async () => {
        await withClient(folder, (client) => client.mailbox.fetch({}));
        const found = judgeReading(registerIn(folder), put);
        const unread = new Set(put.values()).size - found.confirmed;
        return { ...found, lost: found.lost + unread };
      },
      leave: () => server.close(),
    };
  },
};

const sha256 = (source: Buffer) => createHash('sha256').update(source).digest('hex');

/** A version that went out to all; answers the reply of each office, in random order. */
async function sendAndAnswer(folder: string, imapPort: number, random: Random): Promise<Buffer[]> {
  const smtp = await startSmtpServer();
  await withClient(folder, async (client) => {
    await fill(client, folder, OFFICES);
    await queueVersion(client, smtp.port);
    await client.deliveries.run({});
    await client.settings.update({ mailbox: mailboxAt(imapPort), mailboxPassword: 'secret' });
  });
  await smtp.close();
  const codes = rowsOf<{ mail: string; slip: string }>(
    registerIn(folder),
    `select offices.mail, audience_members.code as slip from audience_members
      join offices on offices.id = audience_members.office_id`,
  );
  const replies = codes.map(({ mail, slip }) =>
    mailOf({ from: mail, subject: showSlipCode(slip), body: '確認しました。' }),
  );
  return random.shuffle(replies);
}

/** What the register says of the replies, beside where its mark stands. `put`: what each place of the server holds. */
function judgeReading(file: string, put: ReadonlyMap<number, string>): Wrong & { confirmed: number } {
  const [mark] = rowsOf<{ uid: number }>(file, 'select max(last_uid) as uid from mailbox_marks');
  const mails = rowsOf<{ sha256: string }>(file, 'select sha256 from incoming_mails').map((row) => row.sha256);
  const [audit] = rowsOf<{ n: number }>(file, `select count(*) as n from audit_events where action = 'mailbox.take'`);
  const confirmed = rowsOf<{ office: number; n: number }>(
    file,
    'select office_id as office, count(*) as n from acknowledgements group by office_id',
  );
  const read = new Set(mails);
  // What lies before the mark is never looked at again.
  const passed = [...put].filter(([uid]) => uid <= (mark?.uid ?? 0)).map(([, hash]) => hash);
  return {
    corrupt: corruptIn(file),
    lost: new Set(passed.filter((hash) => !read.has(hash))).size,
    half: Math.abs((audit?.n ?? 0) - mails.length) + Math.abs(confirmed.length - mails.length),
    twice: confirmed.filter(({ n }) => n > 1).length + mails.length - read.size,
    confirmed: mails.length,
  };
}
