import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

test('letters of an approved version: laid out, tried on an envelope, made, and saved as one PDF', async ({
  window: page,
}) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1093, height: 566 });
  await goTo(page, 'お知らせ');
  await page.getByRole('button', { name: '次の報を作る' }).click();
  await page.getByLabel('件名').fill('給与クラウドの復旧について');
  await expect(page.getByText(/下書きを保存しました/)).toBeVisible();
  await page.getByRole('tab', { name: '手紙' }).click();
  const pages = page.getByRole('img', { name: /手紙\s[12]枚/ });
  await expect(pages).toBeVisible({ timeout: 30_000 });
  expect(await pages.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 300)).toBe(true);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/preview.png` });
  await page.getByRole('button', { name: '承認する', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '承認する', exact: true }).click();
  await page.getByRole('link', { name: /手紙・FAX/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /の手紙・FAX/ })).toBeVisible();

  await page.getByRole('button', { name: /紙の上の窓の位置/ }).press('ArrowRight');
  await expect(page.getByLabel('左から')).toHaveValue('23');
  await page.getByLabel('返信先FAX').fill('03-0000-9001');
  await page.getByRole('button', { name: '割り付けを保存する' }).press('Enter');
  await expect(page.getByText('✓ 保存しました')).toBeVisible();
  const printed = page.waitForEvent('download');
  await page.getByRole('button', { name: '試し刷りを作る' }).press('Enter');
  expect((await printed).suggestedFilename()).toMatch(/^test-print.*\.pdf$/);

  await page.getByText('会のひな形（Typst）', { exact: true }).first().click();
  const sample = page.getByRole('img', { name: '見本' });
  await expect(sample).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: '元のひな形を写して書き始める' }).press('Enter');
  const source = page.getByRole('textbox', { name: '会のひな形（Typst）' });
  await source.fill('#let letter(office) = [\n  #office.nothing\n]\n#let fax-sheet(office, pages) = []');
  await expect(page.getByText(/2行目/)).toBeVisible({ timeout: 30_000 });
  await source.fill('');
  await expect(page.getByText(/2行目/)).toBeHidden({ timeout: 30_000 });

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForTimeout(300);
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/letters-${scheme}.png`, fullPage: true });
    expect(await faults(page), scheme).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  }

  await page.getByRole('button', { name: '作る', exact: true }).press('Enter');
  await page.getByRole('button', { name: '中止する' }).press('Enter');
  await expect(page.getByText('中止しました。何も書き出していません。')).toBeVisible();

  await page.getByRole('radiogroup', { name: '形' }).getByText('FAX送付状').click();
  await page.getByRole('combobox', { name: '宛先' }).click();
  await page.getByRole('option', { name: /まずFAXの事業所/ }).click();
  await page.getByRole('button', { name: '作る', exact: true }).press('Enter');
  await expect(page.getByText(/事業所分、/)).toBeVisible({ timeout: 60_000 });
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDFを保存する' }).press('Enter');
  expect((await saved).suggestedFilename()).toMatch(/^fax-.*\.pdf$/);
});
