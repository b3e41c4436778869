import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { practiceFile } from '../../electron/practice/csv.ts';
import { takeIn } from './replyMails.ts';
import { approveForSending, setPerMinute } from './steps.ts';
import { expect, goTo, test } from './window.ts';

const images = resolve(import.meta.dirname, '../../docs/images');

/** Waits until nothing moves any more, then takes the window as a clerk sees it. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(500);
  await page.mouse.move(1360, 400);
  await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled' });
}

test('the first screen and an import', async ({ window: page, running }) => {
  await expect(page.getByRole('button', { name: '空の台帳で始める' })).toBeVisible();
  await take(page, 'welcome');
  await page.getByRole('button', { name: '空の台帳で始める' }).click();
  await page.getByLabel('会の名前').fill('ひのもり労働保険事務組合');
  await page.getByLabel('担当の名前').fill('山本');
  await page.getByRole('button', { name: '始める', exact: true }).click();
  const list = { name: '委託事業所名簿.csv', mimeType: 'text/csv', buffer: practiceFile(1200, 2023) };
  await page.locator('input[type=file]').setInputFiles(list);
  await expect(page.getByText('まだ何も書き込んでいません')).toBeVisible({ timeout: 30_000 });
  await take(page, 'import');
  expect(running.dataFolder).not.toBe('');
});

test.describe('the practice register', () => {
  test.use({ startWith: 'practice' });

  test('every page of it', async ({ window: page }) => {
    await expect(page.getByRole('heading', { level: 1, name: '概況' })).toBeVisible();
    // The first backup is made right after the start.
    await expect(page.getByRole('contentinfo')).toContainText('✓', { timeout: 60_000 });
    await take(page, 'overview');
    const named = { 事案の記録: 'incident', 手続き: 'procedures', 設定: 'settings' };
    for (const [name, file] of Object.entries(named)) {
      await goTo(page, name);
      await take(page, file);
    }
    await goTo(page, '事業所');
    await page.getByLabel('事業所を探す').fill('しののめ');
    await take(page, 'offices');
    await goTo(page, '電話連絡');
    await page.getByRole('button', { name: /次の相手を出す/ }).press('Enter');
    await expect(page.locator('.call-phone')).toBeVisible();
    await take(page, 'calls');
    await goTo(page, '電話連絡');
    await page.getByRole('link', { name: '督促', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: '督促' })).toBeVisible();
    await take(page, 'reminders');
    await goTo(page, '帳票');
    await page.getByText('確認の一覧').first().click();
    await take(page, 'reports');
    await goTo(page, '確認状況');
    await page.keyboard.type('0041');
    await expect(page.getByRole('option').first()).toBeVisible();
    await take(page, 'acknowledgements');
  });

  test('replies', async ({ window: page, running }) => {
    await expect(page.getByRole('heading', { level: 1, name: '概況' })).toBeVisible();
    await takeIn(running.dataFolder);
    await goTo(page, '確認状況');
    await page.reload();
    await page.getByRole('link', { name: /^届いた返信/ }).click();
    await page.getByRole('option').filter({ hasText: '質問' }).click();
    await take(page, 'replies');
  });

  test('a version on its way', async ({ window: page }) => {
    await setPerMinute(page, 1200);
    await goTo(page, 'お知らせ');
    await page.getByRole('button', { name: '次の報を作る' }).click();
    await page.getByLabel('件名').fill('【第3報】給与クラウドの復旧と、お手続きの再開について');
    await expect(page.getByText(/下書きを保存しました/)).toBeVisible();
    await take(page, 'notice');
    await approveForSending(page);
    await page.getByLabel(/確かめのため/).fill('1200');
    await take(page, 'send');
    await page.getByRole('button', { name: '送付する', exact: true }).click();
    await expect(page.getByRole('heading', { name: /送付の進み/ })).toBeVisible();
    await page.getByRole('button', { name: '今すぐ送る' }).click();
    await page.waitForTimeout(8000);
    await take(page, 'sending');
  });

  test('a register that is kept clean', async ({ window: page }) => {
    await goTo(page, '事業所');
    await page.getByLabel('事業所を探す').fill('00417');
    await page.getByRole('row', { name: /00417/ }).press('Enter');
    const name = (await page.getByRole('heading', { level: 1 }).innerText()).replace('00417', '').trim();
    await take(page, 'office');
    await goTo(page, '事業所');
    await page.getByRole('link', { name: '名簿を取り込む' }).click();
    const rows = [
      '事業所番号,事業所名,電話,タグ',
      `00417,${name},03-0000-9417,建設; 特別加入`,
      `90417,${name},03-0000-0417,建設`,
    ];
    const buffer = Buffer.from(`\uFEFF${rows.join('\r\n')}\r\n`);
    await page.locator('input[type=file]').setInputFiles({ name: '昨年の名簿.csv', mimeType: 'text/csv', buffer });
    await expect(page.getByText('まだ何も書き込んでいません')).toBeVisible();
    await page.getByRole('button', { name: '昨年度末（3/31）' }).click();
    await page.getByRole('button', { name: '新しいほうを残す' }).click();
    await take(page, 'import-changes');
    await page.getByRole('button', { name: '取り込む', exact: true }).click();
    await expect(page.getByText('取り込みが終わりました。')).toBeVisible();
    await goTo(page, '事業所');
    await page.getByRole('link', { name: /^食い違い \d+件$/ }).click();
    await take(page, 'conflicts');
    await goTo(page, '事業所');
    await page.getByRole('link', { name: /^重複の点検/ }).click();
    await page.getByRole('link', { name: /90417を見くらべる/ }).click();
    await expect(page.getByRole('button', { name: '1件にまとめる' })).toBeVisible();
    await take(page, 'merge');
    await goTo(page, '帳票');
    await page.getByText('事業所の一覧').first().click();
    await page.getByRole('radio', { name: /宛名ラベル/ }).check();
    await take(page, 'labels');
  });
});
