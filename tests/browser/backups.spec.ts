import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, faults, goTo, test } from './window.ts';

test.use({ startWith: 'practice' });

test('a backup is made, looked into, and put back; the register before it stays in the list', async ({
  window: page,
}) => {
  test.setTimeout(120_000);
  await goTo(page, '設定');
  await page.getByRole('link', { name: 'バックアップの画面を開く' }).click();
  await page.getByRole('button', { name: '今すぐバックアップ' }).click();
  await expect(page.getByText('控えを作り、確かめました。')).toBeVisible({ timeout: 30_000 });
  await goTo(page, '設定');
  await page.getByLabel('会の名前').fill('あとから変えた名前');
  const form = page.locator('form', { has: page.getByLabel('会の名前') });
  await form.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('contentinfo')).toContainText('あとから変えた名前');
  await page
    .getByRole('contentinfo')
    .getByRole('link', { name: /最終バックアップ/ })
    .click();
  const row = page.getByRole('row', { name: /定時・手動/ }).first();
  await row.press('Enter');
  await expect(page.getByRole('table', { name: '控えの中身' })).toBeVisible({ timeout: 30_000 });
  expect(await faults(page)).toEqual([]);
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'restore.png'), fullPage: true });
  await page.getByRole('button', { name: 'この控えに戻す' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'この控えに戻す' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '概況' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('contentinfo')).not.toContainText('あとから変えた名前');
  await expect(page.getByRole('contentinfo')).toContainText('停止中');
  await page
    .getByRole('contentinfo')
    .getByRole('link', { name: /最終バックアップ/ })
    .click();
  await expect(page.getByText('戻す前の台帳')).toBeVisible();
});

test('a register that cannot be opened leads to its backups, and goes on with one', async ({
  window: page,
  running,
}) => {
  test.setTimeout(120_000);
  await expect(page.getByRole('contentinfo')).toContainText('✓', { timeout: 60_000 });
  await running.kill();
  const practice = join(running.dataFolder, 'practice');
  const file = join(practice, 'register.sqlite');
  const bytes = readFileSync(file);
  writeFileSync(file, Buffer.concat([Buffer.alloc(100), bytes.subarray(100)]));
  expect(readdirSync(join(practice, 'backups')).length).toBeGreaterThan(0);
  await page.goto(await running.restart());
  await expect(page.getByRole('heading', { name: '台帳のファイルを開けません' })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'rescue.png') });
  await page.getByRole('row').nth(1).click();
  await page.getByRole('button', { name: 'この控えに戻す' }).click({ timeout: 30_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'この控えに戻す' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '概況' })).toBeVisible({ timeout: 60_000 });
});
