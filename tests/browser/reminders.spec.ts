import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

test('a step of the ladder: changed for the version, read as it will arrive, released, and told in the list', async ({
  window: page,
}) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1093, height: 700 });
  await goTo(page, '電話連絡');
  await page.getByRole('link', { name: '督促', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '督促' })).toBeVisible();

  await page.getByRole('button', { name: '段取りを直す' }).press('Enter');
  await page.getByLabel('日数').first().fill('1');
  await page.getByRole('combobox', { name: '数え方' }).first().click();
  await page.getByRole('option', { name: '暦日' }).click();
  await page.getByRole('button', { name: 'この報だけに使う' }).press('Enter');
  await expect(page.getByText('この報だけの段取りです。')).toBeVisible();

  await page.getByRole('button', { name: /1暦日後 メール/ }).press('Enter');
  await page.getByLabel('件名').fill('再度のお願い：{{件名}}');
  const preview = page.getByRole('region', { name: 'できあがり' });
  await expect(preview.getByText(/^再度のお願い：/)).toBeVisible();
  await expect(preview.getByText(/先にお送りした下記のお知らせ[\s\S]*復旧/)).toBeVisible();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForTimeout(300);
    expect(await faults(page), scheme).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  }
  await page.getByRole('button', { name: /件へメールで督促する$/ }).press('Enter');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /件へメールで督促する$/ })
    .press('Enter');
  await expect(page.getByText(/件の督促を出しました/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('table', { name: '出した督促' }).getByText(/送信/)).toBeVisible();
});
