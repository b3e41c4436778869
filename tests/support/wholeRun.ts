import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createIncident, setMail } from './builders.ts';
import type { SeededIdentity } from './identities.ts';
import { startImapServer } from './imapServer.ts';
import { mailboxAt, mailFile, mailOf } from './replies.ts';
import { startSmtpServer } from './smtpServer.ts';
import type { TestApp } from './testApp.ts';

/** What a whole run of the product left behind. */
export interface WholeRun {
  incidentId: number;
  versionId: number;
}

/** Files of the run that are the test's own, not the product's. */
const OWN_FILES = ['seeded-list.csv', 'seeded-again.csv', 'seeded-paper.pdf'];

/**
 * Everything the product does with offices and their people, once: a list comes in and comes again with other values, a
 * version goes out and comes back, answers come by hand, by mail and by phone, filings are made, a joint report is filed.
 * At least ten identities; every way sees another of them.
 */
export async function wholeRun(test: TestApp, identities: readonly SeededIdentity[]): Promise<WholeRun> {
  const { client } = test;
  await importSeeded(test, identities);
  const incidentId = await createIncident(client);
  const { id: noticeId } = await client.notices.create({ incidentId, title: 'お知らせ' });
  const { id: versionId } = await client.notices.draft({ noticeId, subject: '障害のお知らせ', body: '本文です。' });
  await client.notices.approve({ versionId });
  await client.deliveries.queue({ versionId });
  await sendWithRefusals(test, identities);
  await answerByMail(test, identities, versionId);
  const paper = join(test.folder, 'seeded-paper.pdf');
  for (const [at, { code, person, name, worker, phone }] of identities.entries()) {
    const way = at % 4;
    if (way === 0) {
      await writeFile(paper, `%PDF-1.4\n% ${name} ${person} ${at}\n%%EOF\n`);
      const answer = {
        method: 'fax',
        answer: 'agreed',
        name: person,
        note: `${name}の${person}様より`,
        evidence: paper,
      } as const;
      await client.acknowledgements.record({ versionId, officeCode: code, ...answer });
    }
    if (way === 1) {
      const question = {
        category: 'leak',
        question: `${person}です。${worker}の件は`,
        note: `${phone}へ折り返し`,
      } as const;
      await client.calls.record({ versionId, officeCode: code, outcome: 'question', name: person, ...question });
    }
    if (way === 2) {
      await client.procedures.create({ officeCode: code, type: 'rishoku', baseDate: '2026-06-01', person: worker });
    }
  }
  await reportJointly(test, incidentId, identities);
  for (const file of OWN_FILES) await rm(join(test.folder, file), { force: true });
  return { incidentId, versionId };
}

async function importSeeded(test: TestApp, identities: readonly SeededIdentity[]): Promise<void> {
  const heading = '事業所番号,事業所名,フリガナ,支部,電話番号,FAX番号,メールアドレス,担当者';
  const line = (each: SeededIdentity, phone = each.phone) =>
    [each.code, each.name, each.kana, '東支部', phone, each.fax, each.mail, each.person].join(',');
  const file = join(test.folder, 'seeded-list.csv');
  await writeFile(file, [heading, ...identities.map((each) => line(each))].join('\r\n'));
  await test.client.offices.import({ file, commit: true });
  // A list that says otherwise: some of it taken over, some kept for a clerk to decide.
  const again = join(test.folder, 'seeded-again.csv');
  await writeFile(again, [heading, ...identities.slice(0, 3).map((each) => line(each, each.fax))].join('\r\n'));
  await test.client.offices.import({ file: again, commit: true, keepFields: ['phone'] });
  const { rows } = await test.client.offices.list({ limit: 1000 });
  for (const { id, code } of rows.slice(0, 5)) {
    const own = identities.find((each) => each.code === code);
    if (!own) continue;
    const values = { name: own.worker, role: '総務', mail: '', phone: own.fax, fax: '', note: `${own.person}の後任` };
    await test.client.contacts.create({ officeId: id, values: { ...values, getsNotices: false } });
    await test.client.offices.update({ id, base: { contactName: own.person }, values: { contactName: own.worker } });
  }
}

/** Sends by a real server that refuses every tenth address, naming it as servers do. */
async function sendWithRefusals(test: TestApp, identities: readonly SeededIdentity[]): Promise<void> {
  const refused = new Set(identities.filter((_, at) => at % 10 === 9).map(({ mail }) => mail));
  const at = (point: string, address: string) =>
    point === 'RCPT' && refused.has(address) ? `550 5.1.1 <${address}>: Recipient unknown` : undefined;
  const server = await startSmtpServer({ at });
  await setMail(test.client, server.port);
  await test.client.deliveries.run({});
  await server.close();
}

async function answerByMail(test: TestApp, identities: readonly SeededIdentity[], versionId: number): Promise<void> {
  const server = await startImapServer();
  const codes = await test.store.read
    .selectFrom('audience_members')
    .innerJoin('offices', 'offices.id', 'audience_members.office_id')
    .select(['offices.code', 'audience_members.code as slip'])
    .where('audience_members.version_id', '=', versionId)
    .execute();
  for (const [at, { code, mail, person, name, phone }] of identities.entries()) {
    if (at % 5 === 0) {
      const slip = codes.find((row) => row.code === code)?.slip ?? '';
      const body = `${name}の${person}です。確認しました。確認番号 ${slip}\r\n電話 ${phone}`;
      server.put(mailOf({ from: `"${person}" <${mail}>`, subject: `${name}より`, body }));
    }
    if (at % 10 === 3) server.put(returned(mail));
  }
  await test.client.settings.update({ mailbox: mailboxAt(server.port), mailboxPassword: 'secret' });
  await test.client.mailbox.fetch({});
  const stranger = identities.at(-1);
  // Of an address nobody has: it belongs to no office.
  const unknown = mailOf({
    from: 'dareka@nowhere.example.jp',
    subject: '確認',
    body: `${stranger?.person} ${stranger?.phone}`,
  });
  const file = await mailFile(test, unknown);
  await test.client.acknowledgements.readMail({ file });
  await rm(file);
  await server.close();
}

/** A returned mail in the standard form (RFC 3464). */
function returned(address: string): Buffer {
  const lines = [
    'From: MAILER-DAEMON@mx.example.jp',
    'To: kumiai@example.jp',
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <returned-${address}>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="x"',
    '',
    '--x',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `The mail to <${address}> could not be delivered: user unknown.`,
    '--x',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.jp',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 user unknown',
    '--x--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

async function reportJointly(test: TestApp, incidentId: number, identities: readonly SeededIdentity[]): Promise<void> {
  const { client } = test;
  const { code = '', person } = identities[0] ?? {};
  await client.incidents.pick({ incidentId, officeCode: code, affected: true, reason: `${person}様の申し出` });
  const { id } = await client.duties.start({ incidentId, authority: 'ppc', kind: 'preliminary', joint: true });
  await client.duties.file({ id, filedOn: '2026-06-08', receipt: '第1号' });
}
