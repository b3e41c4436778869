import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { approveVersion, createIncident } from './builders.ts';
import { chronologyFile } from './ledger.ts';
import { mailOf, readReply, sendAnother } from './replies.ts';
import type { TestApp } from './testApp.ts';

/** Codes a spreadsheet takes for numbers, days, times or formulas when nothing keeps it from it. */
export const HARD_CODES = [
  ...['00417', '1E5', '2e-3', '3-1', '10-2-3', '1/2', '1.10', '123456789012345', '０１２', '(5)', '+81', '=1+1'],
  ...['-7', '@SUM', 'TRUE', '1,200', '12:30', '50%', "'007", 'e10', '1-2-2026', '0'],
];

/** A register with something in every report there is. Answers what reports can be narrowed to. */
export async function fillRegister(test: TestApp) {
  const { client } = test;
  await importHardOffices(test);
  const incidentId = await createIncident(client);
  await client.incidents.importChronology({ incidentId, file: await chronologyFile(test), commit: true });
  const { versionId, messageIds } = await sendAnother(test, incidentId);
  const [first = '', second = '', third = ''] = HARD_CODES;
  await client.acknowledgements.record({ versionId, officeCode: first, method: 'fax', answer: 'agreed' });
  await client.acknowledgements.record({ versionId, officeCode: second, method: 'phone', answer: 'declined' });
  const asked = { officeCode: third, outcome: 'question', clerk: '山本' } as const;
  await client.calls.record({ ...asked, question: '=情報は漏れましたか', category: 'leak' });
  await readReply(test, returned(messageIds.get('1E5') ?? ''));
  await noteFilings(test, incidentId);
  await keepRecord(test, incidentId, versionId);
  return { incidentId, versionId, officeCode: first };
}

async function importHardOffices({ client, folder }: TestApp): Promise<void> {
  const file = join(folder, 'hard.csv');
  const quoted = (cells: string[]) => cells.map((cell) => `"${cell}"`).join(',');
  const rows = HARD_CODES.map((code, at) =>
    quoted([
      code,
      `髙﨑${at}㈱`,
      `office${at}@example.jp`,
      '東支部',
      `1310191234${5000 + at}`,
      '000-0001',
      '03-0000-0001',
    ]),
  );
  const heading = '事業所番号,事業所名,メール,支部,労働保険番号,郵便番号,電話番号';
  await writeFile(file, [heading, ...rows, ''].join('\r\n'));
  const { rejected } = await client.offices.import({ file, commit: true });
  if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
  const { rows: offices } = await client.offices.list({});
  for (const { id } of offices.slice(0, 2)) {
    const person = { name: '中村', mail: 'nakamura@example.jp', getsNotices: true };
    await client.contacts.create({ officeId: id, values: { ...person, role: '', phone: '', fax: '', note: '' } });
  }
}

/** A mail that came back (RFC 3464). */
function returned(messageId: string): Uint8Array {
  const body = [
    ...['--=_b', 'Content-Type: text/plain', '', 'It was not delivered.', ''],
    ...['--=_b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.example.jp', ''],
    ...['Final-Recipient: rfc822; office1@example.jp', 'Action: failed', 'Status: 5.1.1', ''],
    ...['--=_b', 'Content-Type: message/rfc822', '', `Message-ID: ${messageId}`, '', 'text', '--=_b--', ''],
  ].join('\r\n');
  const subject = 'Undelivered Mail Returned to Sender';
  const source = mailOf({ from: 'MAILER-DAEMON@mail.example.jp', subject, body }).toString('latin1');
  const type = 'multipart/report; report-type=delivery-status; boundary="=_b"';
  return Buffer.from(source.replace(/Content-Type: .*/, `Content-Type: ${type}`), 'latin1');
}

/** One filing that is late, one that is not, one the incident stops. Their evidence and persons are hard codes too. */
async function noteFilings({ client }: TestApp, incidentId: number): Promise<void> {
  const filing = { type: 'shaho-shutoku', incidentId };
  await client.procedures.create({ ...filing, officeCode: '00417', baseDate: '2026-05-01', person: '1E5' });
  await client.procedures.create({ ...filing, officeCode: '3-1', baseDate: '2026-06-05', person: '007' });
  const { id } = await client.procedures.create({ ...filing, officeCode: '1E5', baseDate: '2026-06-04' });
  await client.procedures.update({ id, evidence: '20260608000012', blockedBy: incidentId });
}

async function keepRecord({ client }: TestApp, incidentId: number, versionId: number): Promise<void> {
  const values = { number: 1, title: '障害について', text: '原因を調べています。', receivedOn: '2026-06-06' };
  await client.bulletins.record({ incidentId, values: { ...values, versionIds: [versionId] } });
  const { id } = await client.duties.start({ incidentId, authority: 'ppc', kind: 'preliminary', joint: true });
  await client.duties.file({ id, filedOn: '2026-06-08', receipt: '0012345' });
  const { noticeId } = await approveVersion(client, incidentId);
  await client.notices.draft({ noticeId, subject: '続報', body: '続きます。' });
}
