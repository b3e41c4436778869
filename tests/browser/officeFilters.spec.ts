import type { Page } from '@playwright/test';
import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

const list = (page: Page) => page.getByRole('table', { name: '事業所' });

async function openOffice(page: Page, code: string): Promise<void> {
  await goTo(page, '事業所');
  await page.getByLabel('事業所を探す').fill(code);
  await list(page).getByRole('row').nth(1).getByText(code, { exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(code) })).toBeVisible();
}

test('tags, channels in their order and several numbers are entered by keyboard, shown, and told in the history', async ({
  window: page,
}) => {
  await openOffice(page, '00417');
  await page.getByRole('button', { name: '直す', exact: true }).click();
  await page.getByRole('combobox', { name: 'タグ' }).pressSequentially('食品、建設、');
  const channels = page.getByRole('combobox', { name: '連絡方法' });
  await channels.focus();
  for (const word of ['FAX', 'メール']) {
    await channels.press('ArrowDown');
    await page.getByRole('option', { name: word }).click();
  }
  await page.keyboard.press('Escape');
  const numbers = page.getByLabel('労働保険番号');
  await numbers.fill('13-1-01-912340-001\n13-1-01-912345-001');
  expect(await faults(page)).toEqual([]);

  await page.getByRole('button', { name: '保存する' }).click();
  const numbersShown = page.locator('.labor-number');
  await expect(numbersShown).toHaveText(['13-1-01-912340-001 一元', '13-1-01-912345-001 建設']);
  await expect(page.locator('.office-facts').getByText('FAX → メール')).toBeVisible();
  await expect(page.locator('.office-facts .office-tag')).toHaveText(['建設', '食品']);
});

test('the list is narrowed by state, branch, tag and need; back, reload and an opened office keep it', async ({
  window: page,
}) => {
  await openOffice(page, '00417');
  await page.getByRole('button', { name: '直す', exact: true }).click();
  await page.getByRole('combobox', { name: 'タグ' }).fill('食品 100%');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '保存する' }).click();
  await goTo(page, '事業所');
  await page.getByLabel('タグで絞る').first().click();
  await page.getByRole('option', { name: '食品 100%' }).click();
  await page.keyboard.press('Escape');
  await expect(list(page).getByRole('row')).toHaveCount(2);

  await page.reload();
  await expect(list(page).getByRole('row')).toHaveCount(2);

  await list(page).getByRole('row').nth(1).click();
  await expect(page.getByRole('heading', { level: 1, name: /00417/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await page.getByText('委託解除', { exact: true }).first().click();
  await expect(page.getByText('この条件に合う事業所はありません。')).toBeVisible();
  await page.goBack();
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await page.getByRole('link', { name: '条件を外す' }).click();
  await expect(list(page).getByRole('row')).toHaveCount(101);

  const needs = page.getByRole('navigation', { name: '見直し' });
  const first = needs.getByRole('link').first();
  const count = Number(/\d+$/.exec(await first.innerText())?.[0]);
  await first.click();
  await expect(list(page).getByRole('row')).toHaveCount(Math.min(count, 100) + 1);
  await page.keyboard.press('/');
  await expect(page.getByLabel('事業所を探す')).toBeFocused();
  await page.keyboard.type('おそらく無い名前');
  await expect(page.getByText('該当する事業所はありません。')).toBeVisible();
  await expect(page.getByLabel('事業所を探す')).toHaveValue('おそらく無い名前');
});

test('a filter is saved under a name, chosen again, removed, and brought back', async ({ window: page }) => {
  await goTo(page, '事業所');
  await page.getByText('委託解除', { exact: true }).first().click();
  await page.getByRole('button', { name: 'この条件を保存' }).click();
  await page.getByLabel('条件の名前').fill('解除した所');
  await page.keyboard.press('Enter');
  await expect(page.getByText('条件「解除した所」を保存しました')).toBeVisible();
  await page.getByRole('link', { name: '条件を外す' }).click();
  await expect(page.getByLabel('保存した条件')).toHaveValue('');
  await page.getByLabel('保存した条件').selectOption('解除した所');
  await expect(page.getByRole('radio', { name: '委託解除' })).toBeChecked();
  expect(await faults(page)).toEqual([]);
  await page.setViewportSize({ width: 1093, height: 566 });

  const wide = await sideways(page);
  expect(wide).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'この条件を消す' }).click();
  await expect(page.getByLabel('保存した条件')).toHaveCount(0);
  await page.getByRole('button', { name: '取り消す' }).click();
  await expect(page.getByLabel('保存した条件')).toHaveValue('解除した所');
});
