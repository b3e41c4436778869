import type { Page } from '@playwright/test';
import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

/** Opens the last two versions beside each other. */
async function openCompare(page: Page): Promise<void> {
  await goTo(page, 'お知らせ');
  await page.getByRole('link', { name: '報を見くらべる' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '見くらべる' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /変わったこと/ })).toBeVisible();
}

const texts = (page: Page) => page.getByRole('region', { name: '見くらべる' });

test('the last two versions stand beside each other, what changed on top, with underline and strike', async ({
  window: page,
}) => {
  await openCompare(page);
  const claims = page.getByRole('region', { name: /変わったこと/ }).getByRole('listitem');
  expect(await claims.count()).toBeGreaterThan(0);
  const added = texts(page).locator('ins').first();
  const removed = texts(page).locator('del').first();
  await expect(added).toHaveCSS('text-decoration-line', 'underline');
  await expect(removed).toHaveCSS('text-decoration-line', 'line-through');
  // Side by side: the older words stand left of the newer ones.
  const [left, right] = [await removed.boundingBox(), await added.boundingBox()];
  expect(left?.x).toBeLessThan(right?.x ?? 0);
  for (const word of await texts(page).locator('[id^="change-"] .compare-word').allInnerTexts())
    expect(['変更', '追加', '削除']).toContain(word);
});

test('n and p go from change to change and around; in a list of versions they only type', async ({ window: page }) => {
  await openCompare(page);
  const total = await texts(page).locator('[id^="change-"]').count();
  await page.keyboard.press('n');
  await expect(page.locator('#change-1')).toBeFocused();
  await expect(page.getByText(`変更 1 / ${total}`)).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.locator(`#change-${total}`)).toBeFocused();
  await expect(page.locator(`#change-${total}`)).toBeInViewport();
  await page.keyboard.press('n');
  await expect(page.locator('#change-1')).toBeFocused();
  await page.getByLabel('古いほう').focus();
  await page.keyboard.press('n');
  await expect(page.getByText(`変更 1 / ${total}`)).toBeVisible();
});

test('the chosen view is remembered, and the versions stand in the address', async ({ window: page }) => {
  await openCompare(page);
  await page.getByText('一つに重ねる').click();
  await expect(texts(page)).toHaveAttribute('data-view', 'inline');
  const before = await texts(page).locator('ins').count();
  await page.getByRole('button', { name: '入れ替える' }).click();
  await expect(page).toHaveURL(/#\/notices\/compare\/\d+\/\d+$/);
  await expect(texts(page).locator('del')).toHaveCount(before);
  await page.reload();
  await expect(texts(page)).toHaveAttribute('data-view', 'inline');
  await expect(texts(page).locator('del')).toHaveCount(before);
  const older = await page.getByLabel('古いほう').inputValue();
  await page.getByLabel('新しいほう').selectOption(older);
  await expect(page.getByText('同じ報どうしです。')).toBeVisible();
});

test('no serious accessibility fault, no sideways scroll, and only the texts on paper', async ({ window: page }) => {
  await page.setViewportSize({ width: 1093, height: 566 });
  await openCompare(page);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    // Colours change over some frames.
    await page.waitForTimeout(300);
    expect(await faults(page), scheme).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByLabel('古いほう')).toBeHidden();
  await expect(texts(page).locator('ins').first()).toBeVisible();
});
