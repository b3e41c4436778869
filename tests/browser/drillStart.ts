import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { mailboxAt } from '../support/replies.ts';

export const OFFICES = 1_200;

/** An office of the drill. Every twelfth has no mail, and of every fiftieth the mailbox is gone. */
export interface DrillOffice {
  code: string;
  name: string;
  mail: string;
}

export const drillOffices: readonly DrillOffice[] = Array.from({ length: OFFICES }, (_, index) => {
  const code = String(index + 1).padStart(5, '0');
  const mail = index % 12 === 11 ? '' : `${index % 50 === 20 ? 'gone' : 'office'}${code}@example.jp`;
  return { code, name: `例示事業所${code}`, mail };
});

const BODY = `ひので給与クラウドの障害について、分かったことをお知らせします。

- 復旧は6月30日の見込みです。
- 個人情報保護委員会への報告は当会が連名で行います。
- お急ぎの手続きがありましたら、お知らせください。`;

/**
 * What stands before a sending: the list, the servers, an incident, an approved version. Done by calls beside the open
 * window; the main job's test does all of it by hand.
 */
export async function prepareDrill(dataFolder: string, ports: { smtp: number; imap: number }): Promise<void> {
  const secrets = fileSecrets(join(dataFolder, 'secrets.json'));
  const host = await openHost({ dataFolder, register: 'main', secrets, log: () => undefined });
  const client = host.client('script');
  const file = join(dataFolder, 'offices.csv');
  const rows = drillOffices.map(({ code, name, mail }, index) => {
    const branch = ['東支部', '西支部', '南支部'][index % 3];
    return `${code},${name},${mail},03-0000-${code.slice(1)},03-0001-${code.slice(1)},${branch}`;
  });
  await writeFile(file, ['事業所番号,事業所名,メール,電話番号,FAX番号,支部', ...rows, ''].join('\r\n'));
  await client.offices.import({ file, commit: true });
  await client.settings.update({
    association: 'ひのもり労働保険事務組合',
    clerk: '山本',
    mail: { host: '127.0.0.1', port: ports.smtp, security: 'none', from: 'kumiai@example.jp', perMinute: 0 },
    mailbox: mailboxAt(ports.imap),
    mailboxPassword: 'secret',
  });
  const { id: incidentId } = await client.incidents.create({
    ...{ title: '給与クラウド障害', provider: 'ひので給与クラウド株式会社', knownOn: '2026-06-05' },
  });
  const { id: noticeId } = await client.notices.create({ incidentId, title: 'お知らせ' });
  const { id: versionId } = await client.notices.draft({ noticeId, subject: '給与クラウドの障害について', body: BODY });
  await client.notices.approve({ versionId });
  await host.close();
}
