import type { Page } from '@playwright/test';
import { startImapServer } from '../support/imapServer.ts';
import { mailOf } from '../support/replies.ts';
import { takeIn } from './replyMails.ts';
import { expect, faults, goTo, test } from './window.ts';

const line = (page: Page, subject: string) => page.getByRole('option').filter({ hasText: subject });

test.describe('replies in the practice register', () => {
  test.use({ startWith: 'practice' });

  test('are read as text, decided with one key each, and taken back', async ({ window: page, running }) => {
    await expect(page.getByRole('heading', { level: 1, name: '概況' })).toBeVisible();
    const { office } = await takeIn(running.dataFolder);
    await goTo(page, '確認状況');
    await page.reload();
    await page.getByRole('link', { name: '届いた返信 3件' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '届いた返信' })).toBeVisible();
    await expect(page.getByRole('option')).toHaveCount(3);
    expect(await faults(page)).toEqual([]);

    await line(page, '質問').click();
    const panel = page.getByRole('region', { name: 'メール' });
    // HTML written into a text stays what it is: letters.
    await expect(panel.locator('pre').first()).toContainText('<b>太字</b> https://example.net/');
    await expect(panel.locator('pre a, pre b')).toHaveCount(0);
    await page.keyboard.press('2');
    await expect(page.getByText('質問の一覧に入れました')).toBeVisible();
    await expect(page.getByRole('option')).toHaveCount(2);

    await line(page, 'Re: お知らせ').click();
    await page.keyboard.press('1');
    await expect(page.getByText(`${office} の確認として記録しました`)).toBeVisible();
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Control+z');
    await expect(page.getByText('要確認に戻しました')).toBeVisible();
    await expect(page.getByRole('option')).toHaveCount(2);

    await page.getByRole('link', { name: '質問の一覧 1件' }).click();
    const asked = page.getByRole('row', { name: /復旧はいつになりますか。/ });
    await expect(asked).toContainText('someone@example.net');
    expect(await faults(page)).toEqual([]);
    await asked.getByRole('link', { name: '返信メール' }).click();
    await expect(page.getByRole('region', { name: 'メール' }).locator('pre').first()).toContainText('<b>太字</b>');
    await page.getByRole('link', { name: /^自動応答/ }).click();
    await expect(line(page, '自動返信')).toHaveCount(1);
    await page.getByRole('link', { name: /^すべて/ }).click();
    await page.getByLabel('差出人・件名・本文を探す').fill('佐藤');
    await expect(page.getByRole('option')).toHaveCount(1);
  });
});

test('the mailbox is tried before it is saved, and read by hand', async ({ window: page }) => {
  const server = await startImapServer();
  await page.getByRole('button', { name: '空の台帳で始める' }).click();
  await page.getByLabel('会の名前').fill('ひのもり労働保険事務組合');
  await page.getByLabel('担当の名前').fill('山本');
  await page.getByRole('button', { name: '始める', exact: true }).click();
  await expect(page.getByRole('heading', { name: '名簿の取り込み' })).toBeVisible();
  await goTo(page, '設定');
  await page.getByRole('link', { name: '受信箱を設定する' }).click();
  await page.getByLabel('受信サーバー（IMAP）').fill('127.0.0.1');
  await page.getByLabel('番号（ポート）').fill(String(server.port));
  await page.getByRole('combobox', { name: '暗号化' }).click();
  await page.getByRole('option', { name: /^なし/ }).click();
  await page.getByLabel('利用者名').fill('kumiai');
  await page.getByLabel('パスワード').fill('wrong');
  await page.getByRole('button', { name: '接続を試す' }).click();
  await expect(page.getByText('受信箱を読めませんでした')).toBeVisible();
  await page.getByLabel('パスワード').fill('secret');
  await page.getByRole('button', { name: '接続を試す' }).click();
  await expect(page.getByText('✓ つながりました。')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
  server.put(mailOf({ from: 'a@example.jp', subject: 'はじめて', body: '確認しました。' }));
  await page.getByRole('link', { name: '届いた返信' }).click();
  await page.getByRole('button', { name: '今すぐ読む' }).click();
  await expect(page.getByRole('option').filter({ hasText: 'はじめて' })).toBeVisible();
  await server.close();
});
