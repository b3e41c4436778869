import type { Page } from '@playwright/test';
import { expect, faults, goTo, sideways, test } from './window.ts';

const pages = ['概況', 'お知らせ', '確認状況', '電話連絡', '手続き', '事業所', '事案の記録', '帳票', '設定'] as const;

/** Words of buttons, headings and marks that are cut off in the page as it stands. */
const cutWords = (page: Page) =>
  page.locator('main :is(th, button, h1, .tag, .state, .claim-word)').evaluateAll((found) =>
    found
      .filter((one) => one.clientWidth > 0 && getComputedStyle(one).display !== 'inline')
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.textContent),
  );

test.describe('the first screen', () => {
  test('offers practice or an empty register, by keyboard too, and fills the practice register', async ({
    window: page,
  }) => {
    await expect(page.getByRole('button', { name: '空の台帳で始める' })).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '練習用のデータで試す' }).press('Enter');
    await expect(page.getByRole('heading', { name: '概況' })).toBeVisible({ timeout: 80_000 });
    await expect(page.getByRole('link', { name: '確認 200 / 1,200' })).toBeVisible();
  });
});

test.describe('in the practice register', () => {
  test.use({ startWith: 'practice' });

  test('every page: no serious accessibility fault in light or dark, no sideways scroll on the smallest screen', async ({
    window: page,
  }) => {
    test.setTimeout(240_000);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width: 1093, height: 566 });
      for (const name of pages) {
        await goTo(page, name);
        await page.waitForTimeout(300);
        expect(await faults(page), `${name} (${scheme})`).toEqual([]);
        expect(await sideways(page), `${name} is too wide`).toBeLessThanOrEqual(0);
        expect(await cutWords(page), `${name} (${scheme})`).toEqual([]);
      }
    }
  });

  test('the keyboard reaches every page, finds an office, and asks for help', async ({ window: page }) => {
    for (const [i, name] of pages.entries()) {
      await page.keyboard.press(`Control+${i + 1}`);
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    }
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('00417');
    await expect(page.getByRole('option', { name: /00417/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByText('00417').first()).toBeVisible();
    await page.keyboard.press('Control+6');
    await page.keyboard.press('/');
    await expect(page.getByLabel('事業所を探す')).toBeFocused();
  });

  test('English is complete: no Japanese letter is left in the frame and its pages’ own words', async ({
    window: page,
  }) => {
    await goTo(page, '設定');
    await page.getByText('English', { exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    const words = await page.locator('nav, button, h1, h2, label, th').allInnerTexts();
    expect(words.filter((word) => /[ぁ-んァ-ヶ]/.test(word) && !word.includes('日本語'))).toEqual([]);
    // Its words are longer: they must have their place on the smallest screen too.
    await page.setViewportSize({ width: 1093, height: 566 });
    for (const path of [
      '',
      'notices/compare',
      'acknowledgements',
      'procedures',
      'reminders/2',
      'incidents/tab/duties',
    ]) {
      await page.goto(`${new URL('/', page.url()).href}#/${path}`);
      await page.waitForTimeout(700);
      expect(await cutWords(page), path).toEqual([]);
    }
  });

  test('practice is marked on every page, and leads back to the own register', async ({ window: page }) => {
    for (const name of pages) {
      await goTo(page, name);
      await expect(page.getByText('練習中').first()).toBeVisible();
    }
    await page.getByRole('button', { name: '練習を終えて自分の台帳へ' }).click();
    await expect(page.getByRole('button', { name: '空の台帳で始める' })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('練習中')).toHaveCount(0);
  });
});
