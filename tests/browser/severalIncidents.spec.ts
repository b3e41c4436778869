import { readFile } from 'node:fs/promises';
import type { Client } from '../../electron/host.ts';
import { unpackZip } from '../../electron/ports/zip.ts';
import { importOffices } from '../support/builders.ts';
import { byScript } from './prepared.ts';
import { expect, faults, goTo, test } from './window.ts';

type Page = Parameters<typeof goTo>[0];

/** What the tests look at of each incident. */
const PAY = '給与クラウド障害';
const TIME = '勤怠サービス障害';

const OFFICES = ['東', '東', '東', '東', '西', '西'].map((branch, at) => ({
  ...{ code: `000${at + 1}`, name: `例示${at + 1}商店`, branch: `${branch}支部` },
}));

/** An incident of one branch with versions that went out, the newest confirmed by some of its offices. */
async function tell(client: Client, title: string, branch: string, bodies: string[], confirmedBy: string[]) {
  const incident = { title, provider: `${title}の会社`, knownOn: '2026-06-05' };
  const { id: incidentId } = await client.incidents.create(incident);
  await client.incidents.narrow({ id: incidentId, branches: [branch] });
  const { id: noticeId } = await client.notices.create({ incidentId, title });
  let versionId = 0;
  for (const body of bodies) {
    ({ id: versionId } = await client.notices.draft({ noticeId, subject: title, body }));
    await client.notices.approve({ versionId });
    await client.deliveries.queue({ versionId, audience: 'affected' });
  }
  for (const officeCode of confirmedBy) await client.acknowledgements.record({ versionId, officeCode, method: 'fax' });
  return incidentId;
}

const choose = async (page: Page, title: string) => {
  await page.getByRole('combobox', { name: '事案' }).press('Enter');
  await page.getByRole('option', { name: new RegExp(title) }).click();
};
const numbers = (page: Page) => page.getByRole('navigation', { name: '事案の数字' });

test('two incidents at once: each has its offices, versions, numbers and its end', async ({
  window: page,
  running,
}) => {
  test.setTimeout(180_000);
  const [pay, time] = await byScript(running.dataFolder, async (client) => {
    await client.settings.update({ association: 'ひのもり労働保険事務組合', clerk: '山本' });
    await importOffices({ client, folder: running.dataFolder }, OFFICES);
    return [
      await tell(client, PAY, '東支部', ['給与の第1報です。'], ['0001']),
      await tell(client, TIME, '西支部', ['勤怠の第1報です。', '勤怠の第2報です。'], ['0005', '0006']),
    ] as const;
  });
  await page.reload();

  // The newer one is shown first.
  await expect(page.getByRole('combobox', { name: '事案' })).toHaveValue(new RegExp(TIME));
  await expect(numbers(page).getByRole('link', { name: /^確認/ })).toContainText('2 / 2');
  await expect(page.getByText('第2報まで送付済')).toBeVisible();
  await goTo(page, 'お知らせ');
  await expect(page.getByRole('main')).toContainText('第2報');

  await choose(page, PAY);
  await expect(numbers(page).getByRole('link', { name: /^確認/ })).toContainText('1 / 4');
  await expect(numbers(page).getByRole('link', { name: /^未確認/ })).toContainText('3');
  await expect(page.getByText('第1報まで送付済')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('第2報');
  await goTo(page, '確認状況');
  const matrix = page.getByRole('grid', { name: '事業所と報ごとの確認状況' });
  await expect(matrix).toContainText('0001');
  await expect(matrix).not.toContainText('0005');
  expect(await faults(page)).toEqual([]);

  const before = await byScript(running.dataFolder, (client) => client.incidents.overview({ incidentId: pay }));
  await choose(page, TIME);
  await expect(page.getByRole('grid', { name: '事業所と報ごとの確認状況' })).toContainText('0005');
  await goTo(page, '事案の記録');
  await page.getByRole('button', { name: '事案を終了する' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('終了の理由').fill('復旧した');
  await dialog.getByRole('button', { name: '事案を終了する' }).press('Enter');
  await expect(page.getByText(/に終了しています/)).toBeVisible();
  await page.getByRole('button', { name: '記録一式を作る' }).press('Enter');
  await expect(page.getByText(/記録一式（\d+ファイル）を作りました/)).toBeVisible({ timeout: 120_000 });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'ダウンロード' }).click(),
  ]);
  const texts = await textsOf(await download.path());
  expect(texts.get('versions/notice-2-version-2.txt')).toContain('勤怠の第2報です。');
  const ofOthers = [...texts].filter(([name, text]) => !name.startsWith('audit') && /給与|"0001/.test(text));
  expect(ofOthers.map(([name]) => name)).toEqual([]);

  // The closed one is still shown, being chosen; the other one goes on as it was.
  await choose(page, PAY);
  await expect(page.getByRole('button', { name: '項目を加える' })).toBeVisible();
  await expect(page.getByText(/に終了しています/)).toHaveCount(0);
  await expect(numbers(page).getByRole('link', { name: /^確認/ })).toContainText('1 / 4');
  await byScript(running.dataFolder, async (client) => {
    expect(await client.incidents.overview({ incidentId: pay })).toEqual(before);
    const { rows } = await client.incidents.list({});
    expect(rows.map(({ id, closedAt }) => [id, closedAt !== null])).toEqual(
      expect.arrayContaining([
        [pay, false],
        [time, true],
      ]),
    );
  });
});

/** The texts in a zip file by their names; PDFs are left out. */
async function textsOf(file: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const limits = { entries: 500, unpacked: 100_000_000, ratio: 1000 };
  for await (const { name, content } of unpackZip(await readFile(file), limits)) {
    if (!name.endsWith('.pdf')) texts.set(name, content.toString('utf8'));
  }
  return texts;
}
