import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { expect, faults, goTo, test } from './window.ts';

test.use({ startWith: 'practice' });

/** Slip codes of the practice register: the open offices of version 2, and of version 1 one that has not answered. */
function slipsOf(dataFolder: string) {
  const file = join(dataFolder, 'practice', 'register.sqlite');
  const db = new Database(file, { readonly: true });
  const codes = (version: number) =>
    db
      .prepare(
        `select members.code from audience_members members join notice_versions v on v.id = members.version_id
          join recipients r on r.version_id = v.id and r.office_id = members.office_id
          where v.number = ? and r.acknowledgement_state = 'open' order by members.office_id`,
      )
      .pluck()
      .all(version) as string[];
  const found = { newest: codes(2), older: codes(1) };
  db.close();
  return found;
}

const scan = async (page: Page, code: string) => {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
};

/** Every key that the window hears from now on. */
async function keysIn(page: Page): Promise<() => Promise<string[]>> {
  const heard = await page.evaluateHandle(() => {
    const keys: string[] = [];
    window.addEventListener('keydown', ({ key }) => keys.push(key), { capture: true });
    return keys;
  });
  return () => heard.jsonValue();
}

test('by hand: after the search text one key records, and the box is empty again', async ({ window: page }) => {
  await goTo(page, '確認状況');
  const box = page.getByRole('combobox', { name: '受付' });
  await expect(box).toBeFocused();
  await page
    .getByRole('link', { name: /^未確認/ })
    .last()
    .click();
  await expect(page.getByRole('grid').getByRole('rowheader').nth(2)).toHaveText(/^\d{5}$/);
  const code = (await page.getByRole('grid').getByRole('rowheader').nth(2).innerText()).trim();
  await box.focus();
  const keys = await keysIn(page);
  await page.keyboard.type(code);
  await expect(page.getByRole('option', { name: new RegExp(code) })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(new RegExp(`${code} .*確認を記録しました`))).toBeVisible();
  await expect(box).toHaveValue('');
  await expect(box).toBeFocused();
  expect(await keys()).toEqual([...code, 'Enter']);
});

test('a stack of slips: scan, scan, scan; an older, a repeated and a misread one are said', async ({
  window: page,
  running,
}) => {
  const { newest, older } = slipsOf(running.dataFolder);
  await goTo(page, '確認状況');
  await page.keyboard.press('F3');
  // As a scanner does: one after the other, without waiting for anything.
  for (const code of newest.slice(0, 5)) await scan(page, code);
  await expect(page.getByText('記録 5枚・受付済み 0枚・読めない 0枚')).toBeVisible();
  await scan(page, newest[0] ?? '');
  await expect(page.getByText(/受付済みです/)).toBeVisible();
  await scan(page, older.at(-1) ?? '');
  await expect(
    page.getByText(/第1報の用紙です。第1報の確認として記録しました。第2報の確認にはなりません/),
  ).toBeVisible();
  await scan(page, 'ABCD-2345-Z');
  await expect(page.getByText('記録 6枚・受付済み 1枚・読めない 1枚')).toBeVisible();
  await expect(page.getByRole('link', { name: '確認 205 / 1,200' })).toBeVisible();
  expect(await faults(page)).toEqual([]);
});

test('the matrix by keyboard: move, open the proof, close it, and it is a grid for those who hear it', async ({
  window: page,
}) => {
  await goTo(page, '確認状況');
  const grid = page.getByRole('grid', { name: '事業所と報ごとの確認状況' });
  await expect(grid).toHaveAttribute('aria-rowcount', '1201');
  await grid.focus();
  await page.keyboard.press('Control+End');
  await expect(grid.locator('tr[aria-rowindex="1201"] th')).toHaveText(/^\d{5}$/);
  await page.keyboard.press('Enter');
  const proof = page.getByRole('complementary', { name: '証拠' });
  await expect(proof.getByText(/第2報 確認/)).toBeVisible();
  expect(await faults(page)).toEqual([]);
  // A scan that was found later is added where the answer is read.
  const scan = { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 scan') };
  await proof.locator('input[type=file]').first().setInputFiles(scan);
  await expect(proof.getByRole('button', { name: 'scan.pdf' })).toBeVisible();
  await proof.getByRole('button', { name: '閉じる' }).focus();
  await page.keyboard.press('Escape');
  await expect(proof).toHaveCount(0);
  await expect(grid).toBeFocused();
});

test('Enter on a row that is still being read opens it once it is there; who moves on is not held up', async ({
  window: page,
}) => {
  await goTo(page, '確認状況');
  const grid = page.getByRole('grid', { name: '事業所と報ごとの確認状況' });
  await expect(grid).toHaveAttribute('aria-rowcount', '1201');
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/acknowledgements\/matrix$/, async (route) => {
    await held;
    await route.continue();
  });
  await grid.focus();
  await page.keyboard.press('Control+End');
  await expect(grid.locator('tr[aria-rowindex="1201"]')).toBeVisible();
  await page.keyboard.press('Enter');
  const proof = page.getByRole('complementary', { name: '証拠' });
  await expect(proof).toHaveCount(0);
  answer();
  await expect(proof.getByText(/第2報 確認/)).toBeVisible();
  const code = await grid.locator('tr[aria-rowindex="1201"] th').first().innerText();
  await expect(proof.getByRole('heading', { level: 2 })).toContainText(code);
});

test('answers of a form are looked at first, then come in; the list’s chip is as long as its matrix', async ({
  window: page,
  running,
}) => {
  const { newest } = slipsOf(running.dataFolder);
  const file = join(running.dataFolder, 'answers.csv');
  const rows = newest.slice(10, 40).map((code) => `${code},確認しました,中村`);
  await writeFile(file, ['確認番号,回答,お名前', ...rows, ''].join('\r\n'));
  await goTo(page, '確認状況');
  await page.getByRole('link', { name: 'フォームの回答を取り込む' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText(/記録できる 30行/)).toBeVisible();
  await expect(page.getByRole('link', { name: '確認 200 / 1,200' })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '30行を記録する' }).click();
  await expect(page.getByText(/30行を記録しました/)).toBeVisible();
  await expect(page.getByRole('link', { name: '確認 230 / 1,200' })).toBeVisible();
});

test('the suggestions stand in columns: branch and state begin at one place in every row', async ({ window: page }) => {
  await goTo(page, '確認状況');
  await page.keyboard.type('0041');
  const rows = page.getByRole('listbox').getByRole('option');
  await expect(rows.nth(3)).toBeVisible();
  const states = await rows.locator('.state').allInnerTexts();
  // Of different lengths, or nothing would be shown by it.
  expect(new Set(states.map((state) => state.length)).size).toBeGreaterThan(1);
  for (const column of [3, 4]) {
    const lefts = await rows
      .locator(`.office-line > :nth-child(${column})`)
      .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().left)));
    expect(new Set(lefts).size, `column ${column}`).toBe(1);
  }
});
