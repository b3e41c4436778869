import { join } from 'node:path';
import { expect, faults, goTo, test } from './window.ts';

test.use({ startWith: 'practice' });

test('the audit says who did what, narrowed to an office and to a seat', async ({ window: page }) => {
  await goTo(page, '事業所');
  await page.getByLabel('事業所を探す').fill('00417');
  await page.getByRole('row', { name: /00417/ }).press('Enter');
  await goTo(page, '設定');
  await page.getByLabel('会の名前').fill('別の名前の組合');
  const form = page.getByRole('form', { name: '会と担当' });
  await form.getByRole('button', { name: '保存する' }).press('Enter');
  await expect(form.getByText('保存しました')).toBeVisible();

  const section = page.getByRole('region', { name: '操作の記録' });
  const table = section.getByRole('table', { name: '操作の記録' });
  await expect(table.getByRole('row').nth(1)).toContainText('設定：変更');
  const all = await section.getByRole('status').first().innerText();

  const seat = section.getByRole('combobox', { name: '席' });
  await seat.press('Enter');
  await page.getByRole('option', { name: 'clerk-1' }).click();
  await expect(section.getByRole('status').first()).not.toHaveText(all);
  for (const row of (await table.getByRole('row').all()).slice(1)) await expect(row).toContainText('clerk-1');
  expect(await faults(page)).toEqual([]);

  await seat.press('Enter');
  await page.getByRole('option', { name: 'script' }).click();
  await section.getByRole('combobox', { name: /^事業所/ }).fill('00417');
  await page.getByRole('option', { name: /00417/ }).click();
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  await expect(table).not.toContainText('設定：変更');
  await section.scrollIntoViewIfNeeded();
  await table.scrollIntoViewIfNeeded();
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'audit.png') });
});
