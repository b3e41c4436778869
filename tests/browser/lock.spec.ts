import { join } from 'node:path';
import { expect, faults, goTo, test } from './window.ts';

test.use({ startWith: 'practice' });

test('locked, the window shows nothing and keeps what was typed', async ({ window: page }) => {
  await goTo(page, '設定');
  const form = page.getByRole('form', { name: '画面の鍵' });
  await form.getByLabel('新しい暗証番号').fill('4816');
  await form.getByRole('button', { name: '暗証番号を決める' }).click();
  await expect(form.getByText('保存しました')).toBeVisible();
  await page.getByLabel('会の名前').fill('書きかけの名前');
  await form.getByRole('button', { name: '今すぐ鍵をかける' }).click();
  await expect(page.getByRole('heading', { name: '画面に鍵がかかっています' })).toBeVisible();
  await expect(page.getByLabel('会の名前')).not.toBeVisible();
  await expect(page.getByRole('contentinfo')).toHaveCount(0);
  expect(await faults(page)).toEqual([]);
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'lock.png') });
  await page.keyboard.press('Control+1');
  await page.getByLabel('暗証番号', { exact: true }).fill('0000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('暗証番号が違います')).toBeVisible();
  await page.getByLabel('暗証番号', { exact: true }).fill('4816');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('会の名前')).toHaveValue('書きかけの名前');
});
