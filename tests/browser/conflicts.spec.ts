import type { Page } from '@playwright/test';
import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

const list = (name: string, ...rows: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`\uFEFF${['事業所番号,事業所名,電話,担当者', ...rows].join('\r\n')}\r\n`),
});

async function choose(page: Page, file: ReturnType<typeof list>) {
  await goTo(page, '事業所');
  await page.getByRole('link', { name: '名簿を取り込む' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('まだ何も書き込んでいません')).toBeVisible();
}

/** How far below the wizard's steps the button stands, however the page is scrolled. */
async function belowSteps(page: Page) {
  const steps = await page.locator('.wizard').boundingBox();
  const button = await page.getByRole('button', { name: '取り込む', exact: true }).boundingBox();
  return Math.round((button?.y ?? 0) - (steps?.y ?? 0));
}

async function commit(page: Page) {
  await page.getByRole('button', { name: '取り込む', exact: true }).click();
  await expect(page.getByText('取り込みが終わりました。')).toBeVisible();
}

test('what the register knows better than an older list is kept in one go, and decided later by key', async ({
  window: page,
}) => {
  await page.setViewportSize({ width: 1093, height: 566 });
  await choose(
    page,
    list('名簿.csv', '90001,あけぼの製作所,03-0000-8801,森田', '90002,ひいらぎ食品,03-0000-8802,西尾'),
  );
  await commit(page);

  await choose(
    page,
    list('古い名簿.csv', '90001,あけぼの製作所,03-0000-9901,大西', '90002,ひいらぎ食品,03-0000-9902,西尾'),
  );
  const commitAt = await belowSteps(page);
  await page.getByRole('button', { name: '昨年度末（3/31）' }).click();
  await expect(page.getByText('台帳のほうが新しい')).toHaveCount(3);
  expect(await belowSteps(page)).toBe(commitAt);
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '新しいほうを残す' }).click();
  await expect(page.getByText('3件の値を台帳のままにします。')).toBeVisible();
  await commit(page);

  await goTo(page, '事業所');
  await page.getByRole('link', { name: '食い違い 3件' }).click();
  await expect(page.getByRole('heading', { name: '食い違いの点検' })).toBeVisible();
  const rows = page.getByRole('table', { name: '食い違いの点検' }).locator('tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('03-0000-8801');
  await expect(rows.first()).toContainText('古い名簿.csv');
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  expect(await faults(page)).toEqual([]);

  await page.getByRole('button', { name: 'あけぼの製作所の電話は台帳のまま' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(rows).toHaveCount(2);
  await expect(rows.first().getByRole('button').first()).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(rows).toHaveCount(1);
  // The note of the act before may still be on its way out.
  const kept = page.getByRole('alert').filter({ hasText: '台帳のままにしました' });
  await kept.getByRole('button', { name: '取り消す', exact: true }).click();
  await expect(rows).toHaveCount(2);
  for (const left of [1, 0]) {
    await rows.first().getByRole('button').first().press('ArrowLeft');
    await expect(rows).toHaveCount(left);
  }
  await expect(page.getByText('食い違いはありません。')).toBeVisible();
});

test('the office page tells how fresh each group is, and a clerk’s word renews it', async ({ window: page }) => {
  await page.setViewportSize({ width: 1093, height: 566 });
  await choose(page, list('名簿.csv', '90001,あけぼの製作所,03-0000-8801,森田'));
  await page.getByLabel('いつ現在の一覧ですか').fill('2020-03-31');
  await commit(page);
  await goTo(page, '事業所');
  await page.getByLabel('事業所を探す').fill('90001');
  await page.getByRole('cell', { name: 'あけぼの製作所' }).click();
  const contact = page.locator('[data-group="contact"]');
  await expect(contact).toContainText('2020-03-31');
  await expect(contact).toContainText('名簿.csv');
  await expect(contact).toContainText('1年以上前');
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '連絡先をこの内容で確かめた' }).click();
  await expect(contact).toContainText('が確かめた');
  await expect(contact).not.toContainText('1年以上前');
});
