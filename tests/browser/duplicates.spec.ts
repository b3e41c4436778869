import type { Page } from '@playwright/test';
import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

test('two entries of one office are seen, merged by choice of each field, taken back, and kept apart', async ({
  window: page,
}) => {
  test.setTimeout(120_000);
  await enterDouble(page);
  await goTo(page, '事業所');
  await page.getByRole('link', { name: '重複の点検（1）' }).click();
  const pair = page.getByRole('table', { name: '重複の点検' }).getByRole('row', { name: /90417/ });
  await expect(pair).toContainText('名前・電話');

  await pair.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '00417 と 90417 を1件にまとめる' })).toBeVisible();
  const branch = page.getByRole('row', { name: /^支部/ });
  await branch.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(branch.getByRole('cell').last()).toHaveText('本町支部');
  await page.keyboard.press('ArrowLeft');
  await expect(branch.getByRole('cell').last()).not.toHaveText('本町支部');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: '1件にまとめる' }).click();
  await expect(page.getByText('90417 を 00417 にまとめました')).toBeVisible();
  await expect(page.getByText('重複と思われる事業所はありません。')).toBeVisible();

  await page.getByRole('alert').getByRole('button', { name: '元に戻す' }).click();
  await expect(page.getByText('まとめる前に戻しました')).toBeVisible();
  await pair.getByRole('button', { name: /は別の事業所/ }).click();
  await expect(page.getByText('重複と思われる事業所はありません。')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(pair).toBeVisible();
});

test('a merged code leads to the kept office, and the list of merges takes it back', async ({ window: page }) => {
  test.setTimeout(120_000);
  await enterDouble(page);
  const address = page.url();
  await goTo(page, '事業所');
  await page.getByRole('link', { name: /^重複の点検/ }).click();
  await page.getByRole('link', { name: /90417を見くらべる/ }).click();
  await page.getByRole('button', { name: '1件にまとめる' }).click();
  await expect(page.getByText('90417 を 00417 にまとめました')).toBeVisible();
  await goTo(page, '事業所');
  await page.getByLabel('事業所を探す').fill('90417');
  await expect(page.getByRole('row', { name: /00417/ })).toBeVisible();
  await page.goto(address);
  await expect(page.getByText(/この事業所は「00417 .*」にまとめました/)).toBeVisible();
  await page.getByRole('link', { name: '残した事業所を開く' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /00417/ })).toBeVisible();
  await goTo(page, '事業所');
  await page.getByRole('link', { name: /^重複の点検/ }).click();
  await page.getByRole('button', { name: '90417のまとめを元に戻す' }).click();
  await expect(page.getByText('まとめる前に戻しました')).toBeVisible();
  await expect(page.getByRole('link', { name: /を見くらべる/ })).toBeVisible();
});

test('the pages of doubles: no serious accessibility fault, no sideways scroll, in light and dark', async ({
  window: page,
}) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 1093, height: 566 });
  const check = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(200);
      expect(await faults(page), `${name} (${colorScheme})`).toEqual([]);
      if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}-${colorScheme}.png` });
    }
    const wide = await sideways(page);
    expect(wide, `${name} is too wide`).toBeLessThanOrEqual(0);
  };
  await goTo(page, '事業所');
  await page.getByRole('link', { name: '重複の点検（0）' }).click();
  await expect(page.getByText('重複と思われる事業所はありません。')).toBeVisible();
  await check('empty');
  await enterDouble(page);
  await goTo(page, '事業所');
  await page.getByRole('link', { name: '重複の点検（1）' }).click();
  await expect(page.getByRole('link', { name: /を見くらべる/ })).toBeVisible();
  await check('list');
  await page.getByRole('link', { name: /を見くらべる/ }).click();
  await expect(page.getByRole('button', { name: '1件にまとめる' })).toBeVisible();
  await check('merge');
  await page.getByRole('button', { name: '1件にまとめる' }).click();
  await expect(page.getByRole('table', { name: 'まとめた記録' })).toBeVisible();
  await check('done');
});

/** Enters office 00417 a second time, with another code and branch and its name in another hand. */
async function enterDouble(page: Page): Promise<void> {
  await goTo(page, '事業所');
  await page.getByLabel('事業所を探す').fill('00417');
  await page.getByRole('row', { name: /00417/ }).click();
  const heading = page.getByRole('heading', { level: 1, name: /^00417 / });
  await expect(heading).toBeVisible();
  const name = (await heading.innerText()).replace('00417 ', '').replace(/株式会社|有限会社|㈱/, '');
  await goTo(page, '事業所');
  await page.getByRole('button', { name: '事業所を登録する' }).click();
  await page.getByRole('textbox', { name: '事業所番号', exact: true }).fill('90417');
  await page.getByRole('textbox', { name: '事業所名', exact: true }).fill(`㈱${name}`);
  await page.getByRole('textbox', { name: '電話', exact: true }).fill('０３（００００）０４１７');
  await page.getByRole('textbox', { name: '支部', exact: true }).fill('本町支部');
  await page.getByRole('button', { name: '登録する', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /90417/ })).toBeVisible();
}
