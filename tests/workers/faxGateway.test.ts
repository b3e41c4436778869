import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createImapMailbox } from '../../electron/ports/mailbox.ts';
import { approveVersion, createIncident } from '../support/builders.ts';
import { deliveryCountsAndTruth } from '../support/counters.ts';
import { startImapServer } from '../support/imapServer.ts';
import { mailboxAt, mailOf } from '../support/replies.ts';
import { hastyMailer, mailBy } from '../support/sending.ts';
import { startSmtpServer, type Transaction } from '../support/smtpServer.ts';
import { createTestApp } from '../support/testApp.ts';

/** How each office's number is typed in the list, what the gateway says of it, and the class it must get. */
const FAXES = [
  ['0001', '03-0000-0001', ['FAX送信結果通知', '送信先: {number}', '結果: NG（話中）'], 'busy'],
  ['0002', '(03)0000-0002', ['Fax transmission report', 'To: +81{rest}', 'Status: No answer'], 'no_answer'],
  [
    '0003',
    '０３－００００－０００３',
    ['FAX送信エラーのお知らせ', '送信先番号：{number}', 'エラー：番号違い'],
    'wrong_number',
  ],
  ['0004', '03 0000 0004', ['FAX送信結果', '宛先FAX番号：{number}', '結果：通信エラー'], 'other'],
  ['0005', '03-0000-0005', ['【FAX送信結果】送信完了', '宛先FAX番号：{number}', '結果：正常終了'], null],
] as const;

it('a FAX by the gateway gets its class from the result mail, and where it failed the next way is proposed', async () => {
  const test = await createTestApp({
    createMailer: hastyMailer({ silence: 60_000 }),
    createMailbox: (settings, password) => createImapMailbox(settings, password),
  });
  const smtp = await startSmtpServer();
  const imap = await startImapServer();
  onTestFinished(async () => {
    const { counts, truth } = await deliveryCountsAndTruth(test.store.read);
    expect(counts).toEqual(truth);
    await test.close();
    await smtp.close();
    await imap.close();
  });
  const rows = FAXES.map(([code, fax]) => `${code},ＦＡＸ商会${code},${fax},03-9999-${code},100-0001,例示県例示市1`);
  const file = join(test.folder, 'offices.csv');
  await writeFile(file, ['事業所番号,事業所名,FAX番号,電話番号,郵便番号,住所', ...rows, ''].join('\r\n'));
  await test.client.settings.update({
    association: '試験組合',
    mail: mailBy(smtp.port, { faxAddress: '{fax}@fax.example.jp' }),
    mailbox: mailboxAt(imap.port),
    mailboxPassword: 'secret',
  });
  expect((await test.client.offices.import({ file, commit: true })).rejected).toEqual([]);
  const { versionId } = await approveVersion(test.client, await createIncident(test.client));
  await test.client.deliveries.queue({ versionId });
  expect(await test.client.deliveries.acceptProposals({ versionId })).toMatchObject({ fax: FAXES.length });
  expect(await test.client.deliveries.run({})).toMatchObject({ sent: FAXES.length });
  expect(smtp.accepted()).toHaveLength(FAXES.length);

  for (const mail of smtp.accepted()) imap.put(resultOf(mail));
  expect(await test.client.mailbox.fetch({})).toMatchObject({ read: FAXES.length, toCheck: 0 });
  for (const [code, , , cause] of FAXES) {
    const [found] = (await test.client.deliveries.list({ versionId, search: code })).rows;
    expect([code, found?.state, found?.cause ?? null]).toEqual([code, cause ? 'failed' : 'sent', cause]);
  }
  const { rows: proposals } = await test.client.deliveries.proposals({ versionId });
  expect(proposals.map(({ officeCode, proposed }) => [officeCode, proposed])).toEqual(
    FAXES.filter(([, , , cause]) => cause).map(([code]) => [code, 'post']),
  );
  expect((await test.client.deliveries.status({ versionId })).byChannel.fax).toMatchObject({ sent: 1, failed: 4 });

  // The same results once more, under new names: nothing changes.
  for (const mail of smtp.accepted()) imap.put(resultOf(mail));
  await test.client.mailbox.fetch({});
  expect((await test.client.deliveries.status({ versionId })).byChannel.fax).toMatchObject({ sent: 1, failed: 4 });
});

/** What the gateway writes about a FAX it was given as a mail: it knows the number it dialled and nothing else of ours. */
function resultOf({ to }: Transaction): Buffer {
  const number = to[0]?.split('@')[0] ?? '';
  const words = FAXES.find(([code]) => number.endsWith(code))?.[2] ?? [];
  const [subject = '', ...body] = words.map((line) =>
    line.replace('{number}', number).replace('{rest}', number.replace(/^0/, '')),
  );
  return mailOf({ from: 'FAX送信サービス <fax@gateway.example.jp>', subject, body: body.join('\r\n') });
}
