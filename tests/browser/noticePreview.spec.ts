import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { byScript } from './prepared.ts';
import { openDraft } from './steps.ts';
import { expect, test } from './window.ts';

test.use({ startWith: 'practice' });

const body = (page: Page) => page.getByLabel('本文');
const preview = (page: Page) => page.getByRole('region', { name: '届くときの見え方' });

test('an office beyond the first thousand is shown by name, and the way on and back goes from there', async ({
  window: page,
}) => {
  await openDraft(page);
  const name = preview(page).getByRole('status');
  await expect(name).toContainText('1 / 1,200');
  await page.getByLabel('別の事業所で見る').fill('01100');
  await expect(page.getByRole('option', { name: /01100/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(name).toHaveText(/^01100 \S+/);
  await page.getByRole('button', { name: '次の事業所' }).click();
  await expect(name).toHaveText(/^01101 \S+/);
  await page.getByRole('button', { name: '前の事業所' }).click();
  await expect(name).toHaveText(/^01100 \S+/);
  await page.getByRole('button', { name: '前の事業所' }).click();
  await expect(name).toContainText('1 / 1,200');
});

test('a character the typeface lacks is told with the offices whose letter has it, or as one of the text', async ({
  window: page,
  running,
}) => {
  const file = join(running.dataFolder, 'new.csv');
  await writeFile(file, '事業所番号,事業所名\r\n90417,한빛商店\r\n');
  await byScript(running.dataFolder, ({ offices }) => offices.import({ file, commit: true }), { register: 'practice' });
  await openDraft(page);
  await body(page).fill('雪だるま😀の絵');
  await expect(page.getByText(/下書きを保存しました/)).toBeVisible();
  await expect(page.getByText(/書体にない文字「😀」（U\+1F600） 文面の中/)).toBeVisible();
  const own = page.locator('.checks-list li', { hasText: '「한」' });
  await expect(own).toContainText('1事業所');
  await own.getByRole('button', { name: '一覧を開く' }).press('Enter');
  await expect(own).toContainText('90417');
});
