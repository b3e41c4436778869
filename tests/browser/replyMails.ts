import { openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { mailFile, mailOf } from '../support/replies.ts';

/** Mails as a mailbox would bring them, taken in beside the open window. */
export async function takeIn(dataFolder: string): Promise<{ office: string; mails: number }> {
  const host = await openHost({ dataFolder, register: 'practice', secrets: memorySecrets(), log: () => undefined });
  const client = host.client('script');
  const { rows } = await client.offices.list({ search: '00100', limit: 1 });
  const office = rows[0];
  if (!office) throw new Error('no office 00100');
  const mails = [
    { from: `中村 <${office.mail}>`, subject: 'Re: お知らせ', body: '確認しました。\n\n> 確認番号: 引用の中\n> 本文' },
    {
      from: 'someone@example.net',
      subject: '質問',
      body: '復旧はいつになりますか。\n<b>太字</b> https://example.net/',
    },
    { from: office.mail, subject: '担当変更', body: '担当者が変わりました。今後は総務課の佐藤です。' },
    {
      from: 'office@example.net',
      subject: '自動返信: 不在',
      body: '休暇のため不在です。',
      headers: ['Auto-Submitted: auto-replied'],
    },
  ];
  for (const mail of mails) {
    const file = await mailFile({ folder: dataFolder }, mailOf(mail));
    await client.acknowledgements.readMail({ file });
  }
  await host.close();
  return { office: office.name, mails: mails.length };
}
