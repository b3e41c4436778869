import type { Page } from '@playwright/test';
import { expect, goTo } from './window.ts';

// Steps that several specs take on their way, through the window as a clerk takes them.

/** Sends through a server on this machine, as fast as it takes. */
export async function setMailServer(page: Page, port: number): Promise<void> {
  await goTo(page, '設定');
  await page.getByLabel('送信サーバー').fill('127.0.0.1');
  await page.getByLabel('番号（ポート）').fill(String(port));
  await page.getByRole('combobox', { name: '暗号化' }).click();
  await page.getByRole('option', { name: /^なし/ }).click();
  await page.getByLabel('差出人のアドレス').fill('kumiai@example.jp');
  await setPerMinute(page, 0);
}

/** How many mails go out a minute, 0 without a limit; saved with all that was typed about the server. */
export async function setPerMinute(page: Page, mails: number): Promise<void> {
  await goTo(page, '設定');
  await page.getByLabel('1分あたりの通数').fill(String(mails));
  const form = page.locator('form', { has: page.getByLabel('1分あたりの通数') });
  await form.getByRole('button', { name: '保存する' }).click();
  await expect(form.getByText('保存しました')).toBeVisible();
}

/** The incident, which befell so many offices. */
export async function createIncident(page: Page, offices: number): Promise<void> {
  await goTo(page, '事案の記録');
  await page.getByRole('button', { name: '事案を登録する' }).click();
  await page.getByLabel('事案の名前').fill('給与クラウド障害');
  await page.getByLabel('提供元').fill('ひので給与クラウド株式会社');
  await page.getByRole('button', { name: '登録する', exact: true }).click();
  await expect(page.getByText(`${offices}事業所`).first()).toBeVisible();
}

/** From a draft that is open and saved to the page that sends it. */
export async function approveForSending(page: Page): Promise<void> {
  await expect(page.getByText(/下書きを保存しました/)).toBeVisible();
  await page.getByRole('button', { name: '承認する', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '承認する', exact: true }).click();
  await page
    .getByRole('link', { name: '送付へ進む' })
    .or(page.getByRole('button', { name: '送付へ進む' }))
    .click();
  await expect(page.getByLabel(/確かめのため/)).toBeVisible();
}

/** The next version of the notice, as a draft that stands open. */
export async function openDraft(page: Page): Promise<void> {
  await goTo(page, 'お知らせ');
  await page.getByRole('button', { name: '次の報を作る' }).click();
  await expect(page.getByLabel('本文')).toBeVisible();
}
