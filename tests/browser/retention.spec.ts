import { join } from 'node:path';
import type { Client } from '../../electron/host.ts';
import { byScript } from './prepared.ts';
import { expect, faults, goTo, test } from './window.ts';

/** An incident of long ago: closed, and two of its three offices have left. */
async function longAgo(client: Client): Promise<void> {
  await client.settings.update({ association: 'ひのもり労働保険事務組合' });
  const names = { '0001': '鷺沼運輸', '0002': '霜月製函', '0003': '椿原醸造' };
  for (const [code, name] of Object.entries(names)) {
    await client.offices.create({ values: { code, name, phone: `03-0000-${code}`, contactName: '桐生田 藍子' } });
  }
  const { id: incidentId } = await client.incidents.create({
    title: '旧い障害',
    provider: '社',
    knownOn: '2019-06-05',
  });
  const { id: noticeId } = await client.notices.create({ incidentId, title: 'お知らせ' });
  const { id: versionId } = await client.notices.draft({ noticeId, subject: '件名', body: '本文' });
  await client.notices.approve({ versionId });
  await client.deliveries.queue({ versionId });
  await client.acknowledgements.record({ versionId, officeCode: '0001', method: 'fax', name: '柊木 圭祐' });
  await client.incidents.close({ id: incidentId, reason: '終わり' });
  for (const { id } of (await client.offices.list({})).rows.slice(0, 2)) {
    const base = { status: 'entrusted', releasedOn: '' };
    await client.offices.update({ id, base, values: { status: 'released', releasedOn: '2019-06-05' } });
  }
}

test('what has been kept long enough is looked through and erased, by keyboard too', async ({
  window: page,
  running,
}) => {
  await byScript(running.dataFolder, longAgo, { clock: { now: () => new Date('2019-06-05T01:00:00Z') } });
  await page.reload();
  await goTo(page, '設定');
  await page.getByRole('link', { name: '保存期間と消去の画面を開く' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '保存期間と消去' })).toBeVisible();
  await expect(page.getByRole('table', { name: '委託を解いた事業所' })).toContainText('鷺沼運輸');
  await expect(page.getByRole('table', { name: '消えるもの' })).toContainText('確認した人の名前と備考');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await faults(page)).toEqual([]);
    if (process.env.SHOTS) {
      await page.screenshot({ path: join(process.env.SHOTS, `retention-${scheme}.png`), fullPage: true });
    }
  }
  const number = page.getByRole('textbox', { name: /^確かめのため/ });
  const erase = page.getByRole('button', { name: '消去する', exact: true });
  await expect(number).toHaveAccessibleName(/3/);
  await page.getByRole('checkbox', { name: '霜月製函 を消去する' }).press('Space');
  await expect(number).toHaveAccessibleName(/2/);
  await number.fill('3');
  await expect(erase).toBeDisabled();
  await number.fill('２');
  await erase.press('Enter');
  const asked = page.getByRole('dialog');
  await expect(asked).toContainText('だれにも戻せません');
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'retention-ask.png') });
  await asked.getByRole('button', { name: '消去する', exact: true }).press('Enter');
  const told = page.getByRole('status').filter({ hasText: '2件を消去しました' });
  await expect(told).toBeVisible({ timeout: 30_000 });
  await expect(told).toContainText('新しい控えを 3個作って');
  await expect(page.getByRole('table', { name: 'これまでの消去' })).toContainText('✓');
  await expect(page.getByRole('table', { name: '委託を解いた事業所' })).toContainText('霜月製函');
  await goTo(page, '事業所');
  await expect(page.getByRole('cell', { name: '椿原醸造' }).first()).toBeVisible();
  await expect(page.getByText('鷺沼運輸')).toHaveCount(0);
  await page.goto(`${page.url().split('#')[0]}#/offices/1`);
  await expect(page.getByRole('heading', { level: 1, name: '0001 ＊＊＊' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '保存期間が過ぎたので' })).toBeVisible();
  await expect(page.getByText('この内容で確かめた')).toHaveCount(0);
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'retention-office.png') });
  await goTo(page, '設定');
  await page.getByRole('link', { name: 'バックアップの画面を開く' }).press('Enter');
  await expect(page.getByText(/新しい控えを三つ作ってから消しました/)).toBeVisible();
  await expect(page.getByRole('table', { name: '控えの一覧' }).getByRole('row')).toHaveCount(4);
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'retention-backups.png') });
});
