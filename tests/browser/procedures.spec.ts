import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, faults, goTo, test } from './window.ts';

test.use({ startWith: 'practice' });

const open = (page: Page, path: string) => page.goto(page.url().replace(/#.*/, `#${path}`));
const cards = (page: Page, column: string) =>
  page.getByRole('region', { name: column, exact: true }).locator('[data-card]');

test('the board shows the urgent first, tells how a date was computed, and is moved through by keys', async ({
  window: page,
}) => {
  await goTo(page, '手続き');
  const overdue = page.getByRole('region', { name: '期限超過', exact: true });
  await expect(overdue.getByRole('heading')).toContainText('18');
  await expect(cards(page, '期限超過').first()).toContainText('急ぎ');
  await cards(page, '期限超過').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(cards(page, '期限超過').nth(1)).toBeFocused();
  await expect(page.getByRole('tooltip')).toContainText('→');
  await page.keyboard.press('ArrowRight');
  await expect(cards(page, '本日').nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: '期限の計算' })).toContainText('根拠');
});

test('many are changed at once, and go back with Ctrl+Z', async ({ window: page }) => {
  await goTo(page, '手続き');
  await cards(page, '期限超過').first().focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  await page.getByLabel('提出方法を変える').selectOption('paper');
  await page.getByLabel('状態を変える').selectOption('filed');
  await page.getByRole('button', { name: '変える', exact: true }).click();
  await expect(page.getByText('2件を変えました')).toBeVisible();
  const heading = page.getByRole('region', { name: '期限超過', exact: true }).getByRole('heading');
  await expect(heading).toContainText('16');
  await expect(page.getByRole('link', { name: '遅延手続 16' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(heading).toContainText('18');
  await expect(page.getByText('2件を元に戻しました')).toBeVisible();
});

test('one click drafts the notice for the offices to tell', async ({ window: page }) => {
  await goTo(page, '手続き');
  await page.getByRole('button', { name: '事業所の一覧' }).click();
  await expect(page.getByRole('table', { name: '事業所の一覧' }).locator('tbody tr').first()).toBeVisible();
  await page.getByRole('button', { name: 'お知らせの下書きを作る' }).click();
  await expect(page).toHaveURL(/notices\/\d+/);
  await expect(page.getByLabel('本文')).toHaveValue(/\{\{遅延手続一覧\}\}/);
  await expect(page.getByText(/まだ知らせていない遅れているか止まっている手続きがある事業所/).first()).toBeVisible();
});

test('one filing is changed, refused when another window was first, and nothing typed is lost', async ({
  window: page,
  context,
}) => {
  await goTo(page, '手続き');
  await cards(page, '本日').first().click();
  await expect(page.getByLabel('遅れの理由')).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel('遅れの理由').fill('先に書いた');
  await page.getByLabel('証拠の番号').fill('20260610');
  await other.getByRole('button', { name: '保存する' }).click();
  await expect(other.getByText('保存しました')).toBeVisible();
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('alert')).toContainText('別の画面で書きかえられています');
  await expect(page.getByLabel('証拠の番号')).toHaveValue('20260610');
  await page.getByRole('button', { name: '開き直す' }).click();
  await expect(page.getByLabel('遅れの理由')).toHaveValue('先に書いた');
});

test('a list comes in after a preview that names what does not, and goes again', async ({ window: page, running }) => {
  await goTo(page, '手続き');
  await page.getByRole('link', { name: '一覧を取り込む' }).click();
  const file = join(running.dataFolder, 'filings.csv');
  await writeFile(file, '事業所番号,手続き,対象者,基準日\r\n00001,36協定,,2030-04-01\r\n99999,離職票,A,2030-04-01\r\n');
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByRole('table', { name: '取り込めない行' })).toContainText(
    '事業所番号「99999」は台帳にありません',
  );
  await page.getByRole('button', { name: '1件を取り込む' }).click();
  await expect(page.getByText('1件を登録し、0件を更新しました')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '取り消す' }).first().click();
  await expect(page.getByText('1件を元に戻しました')).toBeVisible();
});

test('a list with headings of its own: its columns are chosen once, and known the next time', async ({
  window: page,
  running,
}) => {
  await goTo(page, '手続き');
  await page.getByRole('link', { name: '一覧を取り込む' }).click();
  const give = async (row: string) => {
    const file = join(running.dataFolder, 'own.csv');
    await writeFile(file, `番号,届,日,氏名\r\n${row}\r\n`);
    await page.locator('input[type=file]').setInputFiles(file);
  };
  await give('00001,36協定,2030-04-01,A.B.');
  await expect(page.getByRole('button', { name: '取り込むものはありません。' })).toBeDisabled();
  for (const [header, field] of [
    ['番号', 'officeCode'],
    ['届', 'type'],
    ['日', 'baseDate'],
    ['氏名', 'person'],
  ] as const) {
    await page.getByLabel(`「${header}」の列`).selectOption(field);
  }
  await page.getByRole('button', { name: '1件を取り込む' }).click();
  await expect(page.getByText('1件を登録し、0件を更新しました')).toBeVisible();
  await page.getByRole('button', { name: '別のファイルを選ぶ' }).click();
  await give('00002,36協定,2030-04-01,C.D.');
  await expect(page.getByText('前に同じ見出しの一覧で選んだとおりに')).toBeVisible();
  await expect(page.getByLabel('「届」の列')).toHaveValue('type');
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '1件を取り込む' }).click();
  await expect(page.getByText('1件を登録し、0件を更新しました')).toBeVisible();
});

test('a filing goes back only with its reason, which then stands in its history', async ({ window: page }) => {
  await goTo(page, '手続き');
  await cards(page, '本日').first().click();
  await page.getByLabel('状態', { exact: true }).selectOption({ label: '提出済' });
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
  const reason = page.getByLabel('状態を戻す理由');
  await expect(reason).toHaveCount(0);
  await page.getByLabel('状態', { exact: true }).selectOption({ label: '準備' });
  await expect(reason).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await reason.fill('別の様式で出していたため');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('状態を戻す理由: 別の様式で出していたため')).toBeVisible();
});

test('the association changes a rule without code: tried on a date, saved, taken back', async ({ window: page }) => {
  await goTo(page, '手続き');
  await page.getByRole('link', { name: '手続きの種類' }).click();
  await expect(page.getByText('法律上の助言ではありません')).toBeVisible();
  await page.getByLabel('種類を探す').fill('離職');
  await page.getByRole('row', { name: /離職証明書/ }).press('Enter');
  await expect(page.getByRole('complementary', { name: /離職証明書/ })).toContainText('雇保則7条');
  await page.getByRole('button', { name: 'この種類の決まりを変える' }).click();
  const form = page.getByRole('form', { name: /新しい決まり/ });
  await form.getByLabel('日数', { exact: true }).fill('7');
  await form.getByLabel('試す基準日').fill('2026-07-11');
  await expect(form.getByText('閉庁日（土曜日）のため次の開庁日 7/21(火)')).toBeVisible();
  await form.getByLabel('適用する日').fill('2026-07-01');
  expect(await faults(page)).toEqual([]);
  await form.getByRole('button', { name: '保存する' }).click();
  const record = page.getByRole('table', { name: '当会の決まりの記録' });
  await expect(record).toContainText('2026-07-01');
  await page.keyboard.press('Control+z');
  await expect(record).toContainText('取り除いた');
});

test('after recovery, what is to be filed is listed; board, lists and pages have no serious fault', async ({
  window: page,
}) => {
  test.setTimeout(120_000);
  await goTo(page, '手続き');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const path of ['/procedures', '/procedures/blocked', '/procedures/refile', '/procedures/import']) {
      await open(page, path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForTimeout(400);
      expect(await faults(page), `${path} (${scheme})`).toEqual([]);
    }
  }
  await open(page, '/procedures/refile');
  const row = page.getByRole('row', { name: /停止していた/ }).first();
  await expect(row).toContainText('同じ記録なし');
  await row.press('Enter');
  await expect(page.getByRole('button', { name: '「提出済」にする' })).toBeVisible();
});
