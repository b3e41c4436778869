import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { approveForSending, setPerMinute } from './steps.ts';
import { expect, goTo, test } from './window.ts';

test.describe('on the first screen', () => {
  test('an address that was used once opens nothing a second time', async ({ window: page, running, browser }) => {
    await expect(page.getByRole('button', { name: '空の台帳で始める' })).toBeVisible();
    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(running.address);
    await expect(stranger.getByText('Todoke をもう一度開いてください')).toBeVisible();
    await expect(stranger.getByRole('button', { name: '空の台帳で始める' })).toHaveCount(0);
    await stranger.context().close();
  });

  test('a broken file is refused with its line, and the register stays empty', async ({ window: page, running }) => {
    await page.getByRole('button', { name: '空の台帳で始める' }).click();
    await page.getByLabel('会の名前').fill('試験組合');
    await page.getByLabel('担当の名前').fill('山本');
    await page.getByRole('button', { name: '始める', exact: true }).click();
    const file = join(running.dataFolder, 'broken.csv');
    await writeFile(file, '事業所番号,事業所名\r\n1,"甲\r\n2,乙\r\n');
    await page.locator('input[type=file]').setInputFiles(file);
    await expect(page.getByRole('alert')).toContainText('2行目の引用符');
    await goTo(page, '事業所');
    await expect(page.getByText('事業所はまだありません。')).toBeVisible();
  });
});

test.describe('in the practice register', () => {
  test.use({ startWith: 'practice' });

  test('a stopped service is said, the typed text stays, and after its return the work goes on', async ({
    window: page,
    running,
  }) => {
    await goTo(page, 'お知らせ');
    await page.getByRole('button', { name: '次の報を作る' }).click();
    await expect(page.getByLabel('本文')).toBeVisible();
    await running.kill();
    await page.getByLabel('本文').fill('停電の最中に打った文');
    await expect(page.getByText(/つなぎ直しています|保存できていません/).first()).toBeVisible({ timeout: 15_000 });
    await expect(page.getByLabel('本文')).toHaveValue('停電の最中に打った文');
    const address = await running.restart();
    const again = await page.context().newPage();
    await page.close();
    await again.goto(address);
    await goTo(again, 'お知らせ');
    await again.getByRole('button', { name: '次の報を作る' }).or(again.getByText('下書きを開く')).first().click();
    await expect(again.getByLabel('本文')).toHaveValue('停電の最中に打った文');
  });

  test('a second window follows when the other register is opened, and writes nothing of the first into it', async ({
    window: page,
  }) => {
    const second = await page.context().newPage();
    await second.goto(new URL('/', page.url()).href);
    await goTo(second, '事業所');
    await expect(second.getByText('1–100 / 1,200件')).toBeVisible();
    await goTo(page, '設定');
    await page.getByRole('button', { name: '練習を終えて自分の台帳へ' }).click();
    await expect(page.getByRole('button', { name: '空の台帳で始める' })).toBeVisible();
    await expect(second.getByRole('button', { name: '空の台帳で始める' })).toBeVisible();
  });

  test('a My Number in a notice is refused, and nothing typed is lost', async ({ window: page }) => {
    await goTo(page, 'お知らせ');
    await page.getByRole('button', { name: '次の報を作る' }).click();
    await page.getByLabel('本文').fill('対象者の番号は 123456789018 です。');
    await expect(page.getByRole('alert').filter({ hasText: 'マイナンバー' })).toBeVisible();
    await expect(page.getByLabel('本文')).toHaveValue('対象者の番号は 123456789018 です。');
  });

  test('a sending can be paused, taken back and sent again', async ({ window: page }) => {
    await setPerMinute(page, 120);
    await goTo(page, 'お知らせ');
    await page.getByRole('button', { name: '次の報を作る' }).click();
    await page.getByLabel('件名').fill('第3報のお知らせ');
    await approveForSending(page);
    await page.getByLabel(/確かめのため/).fill('1200');
    await page.getByRole('button', { name: '送付する', exact: true }).click();
    await page.getByRole('button', { name: '今すぐ送る' }).click();
    await page.getByRole('button', { name: '一時停止' }).click();
    await expect(page.getByText('一時停止中です')).toBeVisible();
    await page.getByRole('button', { name: '残りを取りやめる' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '残りを取りやめる' }).click();
    await expect(page.getByText(/通を取りやめました。/)).toBeVisible();
    await expect(page.getByText('取消').first()).toBeVisible();
    await page.getByRole('button', { name: /取消を再送する/ }).click();
    await expect(page.getByText(/通を送信待ちに戻しました。/)).toBeVisible();
  });
});
