import { readFile } from 'node:fs/promises';
import { byScript } from './prepared.ts';
import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

test.describe('the reports page', () => {
  test('writes chosen columns as a workbook, a list to print and labels, by keyboard too', async ({ window: page }) => {
    await page.setViewportSize({ width: 1093, height: 566 });
    await goTo(page, '帳票');
    await page.getByRole('link', { name: /事業所の一覧/ }).click();
    await page.getByText(/^書き出す列/).click();
    await page.getByRole('checkbox', { name: 'フリガナ' }).press('Space');
    await page.getByRole('button', { name: '事業所名を前へ' }).press('Enter');
    const headings = page.getByRole('table', { name: 'はじめの行' }).getByRole('columnheader');
    await expect(headings.nth(0)).toHaveText('事業所名');
    await expect(headings.filter({ hasText: 'フリガナ' })).toHaveCount(0);
    expect(await faults(page)).toEqual([]);
    await take(page, 'columns');

    await page.getByRole('button', { name: '書き出す', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: '行を書き出しました' })).toBeVisible();
    expect((await downloaded(page)).subarray(0, 2).toString('latin1')).toBe('PK');

    await page.getByRole('radio', { name: /印刷する一覧/ }).press('Space');
    await page.getByRole('button', { name: '書き出す', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: '行を書き出しました' })).toBeVisible({ timeout: 30_000 });
    expect((await downloaded(page)).subarray(0, 5).toString('latin1')).toBe('%PDF-');

    await page.getByRole('radio', { name: /宛名ラベル/ }).press('Space');
    await page.getByRole('radio', { name: '4枚目から' }).press('Space');
    expect(await faults(page)).toEqual([]);
    await take(page, 'labels');
    await page.getByRole('button', { name: '書き出す', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: '行を書き出しました' })).toBeVisible({ timeout: 30_000 });
    expect((await downloaded(page)).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const wide = await sideways(page);
    expect(wide).toBeLessThanOrEqual(0);

    // The choice of columns is there the next time.
    await page.reload();
    await expect(page.getByText('書き出す列（19 / 20）')).toBeVisible();
  });

  test('writes a masked copy and counts, with what they are for', async ({ window: page }) => {
    await goTo(page, '帳票');
    await page.getByRole('link', { name: /事業所の一覧/ }).click();
    await page.getByRole('radio', { name: /伏せ字/ }).press('Space');
    await page.getByRole('combobox', { name: '何のため' }).click();
    await page.getByRole('option', { name: '外の業者・相談先' }).click();
    const preview = page.getByRole('table', { name: 'はじめの行' });
    await expect(preview.getByText(/［伏］@/).first()).toBeVisible();
    await expect(page.getByRole('radio', { name: /宛名ラベル/ })).toHaveCount(0);
    expect(await faults(page)).toEqual([]);
    await take(page, 'masked');
    await page.getByRole('button', { name: '書き出す', exact: true }).click();
    const past = page.getByRole('table', { name: 'これまでに書き出したもの' });
    await expect(past.getByRole('row').nth(1)).toContainText('外の業者・相談先');
    await expect(past.getByRole('row').nth(1)).toContainText('offices-masked-');
    await page.getByRole('radio', { name: /数だけ/ }).press('Space');
    await expect(preview.getByRole('cell', { name: '委託状態' }).first()).toBeVisible();
    await expect(page.getByText(/^書き出す列/)).toHaveCount(0);
    await take(page, 'counts');
  });

  test('shows what Shift_JIS cannot hold before anything is written, and two ways out', async ({
    window: page,
    running,
  }) => {
    await addOffice(running.dataFolder);
    await goTo(page, '帳票');
    await page.getByRole('link', { name: /事業所の一覧/ }).click();
    await page.getByRole('radio', { name: /古いソフトに渡す/ }).press('Space');
    await page.getByRole('button', { name: '書き出す', exact: true }).click();
    const note = page.getByRole('alert');
    await expect(note).toContainText('まだ何も書いていません');
    await expect(note.getByRole('table')).toContainText('U+20BB7');
    expect(await faults(page)).toEqual([]);
    await take(page, 'lost');
    await note.getByRole('button', { name: '〓に置きかえて書き出す' }).press('Enter');
    await expect(page.getByRole('status').filter({ hasText: '行を書き出しました' })).toBeVisible();
    expect(await readFile(String(await written(page)))).not.toHaveLength(0);
  });
});

/** An office whose name Shift_JIS cannot hold; a script may work beside the window. */
const addOffice = (dataFolder: string) =>
  byScript(dataFolder, ({ offices }) => offices.create({ values: { code: '99999', name: '𠮷野商店' } }), {
    register: 'practice',
  });

type Page = Parameters<typeof goTo>[0];

async function downloaded(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'ダウンロード' }).click(),
  ]);
  return readFile(await download.path());
}

/** Where the window says the file is. */
const written = (page: Page) => page.locator('.export-file code').first().textContent();

/** A picture to look at, where somebody asks for one. */
async function take(page: Page, name: string): Promise<void> {
  const folder = process.env.TODOKE_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
