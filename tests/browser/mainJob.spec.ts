import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type Catcher, startCatcher } from '../../electron/practice/catcher.ts';
import { practiceFile } from '../../electron/practice/csv.ts';
import { approveForSending, createIncident, setMailServer } from './steps.ts';
import { expect, goTo, test } from './window.ts';

/** Good offices in the list; the generator adds eight rows that must be refused. */
const OFFICES = 300;

test.describe.configure({ mode: 'serial' });

test('a clerk carries the main job from a CP932 list to a CSV report', async ({ window: page }) => {
  test.setTimeout(180_000);
  const catcher = await startCatcher();
  await startWithEmptyRegister(page);
  await importList(page);
  await setMailServer(page, catcher.port);
  await createIncident(page, OFFICES);
  await writeAndSend(page, catcher, '第1報');
  await confirmByKeyboard(page);
  await writeAndSend(page, catcher, '第2報');
  await seeOutdated(page);
  await noteLateProcedure(page);
  await exportReport(page);
  await catcher.close();
});

async function startWithEmptyRegister(page: Page): Promise<void> {
  await page.getByRole('button', { name: '空の台帳で始める' }).click();
  await page.getByLabel('会の名前').fill('ひのもり労働保険事務組合');
  await page.getByLabel('担当の名前').fill('山本');
  await page.getByRole('button', { name: '始める', exact: true }).click();
  await expect(page.getByRole('heading', { name: '名簿の取り込み' })).toBeVisible();
}

async function importList(page: Page): Promise<void> {
  // From memory: where no language is set, a browser cannot open a path with Japanese in it.
  const list = { name: '委託事業所名簿.csv', mimeType: 'text/csv', buffer: practiceFile(OFFICES, 7) };
  await page.locator('input[type=file]').setInputFiles(list);
  await expect(page.getByText('まだ何も書き込んでいません')).toBeVisible();
  await expect(page.getByText('Shift_JIS（CP932）').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: '除外する行' })).toBeVisible();
  await expect(page.getByText('1.31E+13').first()).toBeVisible();
  await page.getByRole('button', { name: '除外を除いて取り込む' }).click();
  await expect(page.getByText('取り込みが終わりました。')).toBeVisible();
  await goTo(page, '事業所');
  await expect(page.getByText(`1–100 / ${OFFICES}件`)).toBeVisible();
  await page.getByRole('button', { name: '次の100件' }).click();
  await expect(page.getByText(`101–200 / ${OFFICES}件`)).toBeVisible();
  await page.getByLabel('事業所を探す').fill('00017');
  await expect(page.getByRole('cell', { name: '00017', exact: true })).toBeVisible();
}

async function writeAndSend(page: Page, catcher: Catcher, label: string): Promise<void> {
  const { length: before } = await catcher.received();
  await goTo(page, 'お知らせ');
  await page.getByRole('button', { name: label === '第1報' ? '最初のお知らせを作る' : '次の報を作る' }).click();
  await page.getByLabel('件名').fill(`【${label}】給与クラウドの障害について`);
  await page.getByLabel('本文').fill(`${label}の本文です。\n復旧の見込みをお知らせします。`);
  await approveForSending(page);
  await page.getByLabel(/確かめのため/).fill('299');
  await page.getByRole('button', { name: '送付する', exact: true }).click();
  await expect(page.getByText(`件数が違います。これから送るのは ${OFFICES}事業所です。`)).toBeVisible();
  expect(await catcher.received()).toHaveLength(before);
  await page.getByLabel(/確かめのため/).fill(String(OFFICES));
  await page.getByRole('button', { name: '送付する', exact: true }).click();
  await expect(page.getByRole('heading', { name: /送付の進み/ })).toBeVisible();
  await expect(page.getByText(/あと [45]:\d\d で送り始めます/)).toBeVisible();
  expect(await catcher.received()).toHaveLength(before);
  await page.getByRole('button', { name: '今すぐ送る' }).click();
  await expect(page.getByText('送信は終わりました')).toBeVisible({ timeout: 60_000 });
  const mails = (await catcher.received()).slice(before);
  expect(mails.length).toBeGreaterThan(OFFICES * 0.8);
  expect(mails.every((mail) => mail.to.length === 1)).toBe(true);
  expect(mails[0]?.subject).toBe(`【${label}】給与クラウドの障害について`);
}

async function confirmByKeyboard(page: Page): Promise<void> {
  await goTo(page, '確認状況');
  for (const code of ['00001', '00002']) {
    await expect(page.getByRole('combobox', { name: '受付' })).toBeFocused();
    await page.keyboard.type(code);
    await expect(page.getByRole('option', { name: new RegExp(code) })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByText(`${code} `).filter({ hasText: '記録しました' })).toBeVisible();
  }
  await expect(page.getByRole('link', { name: `確認 2 / ${OFFICES}` })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText(/00002 .*取り消しました/)).toBeVisible();
  await expect(page.getByRole('link', { name: `確認 1 / ${OFFICES}` })).toBeVisible();
}

async function seeOutdated(page: Page): Promise<void> {
  await goTo(page, '概況');
  await expect(page.getByRole('link', { name: /旧版のみ 1/ })).toBeVisible();
  await page.getByRole('link', { name: /旧版のみ 1/ }).click();
  await expect(page.getByRole('row', { name: /00001/ })).toContainText('旧版のみ');
}

async function noteLateProcedure(page: Page): Promise<void> {
  await goTo(page, '手続き');
  await page.getByRole('button', { name: '手続きを登録する' }).first().click();
  await page.getByRole('combobox', { name: /^事業所/ }).fill('00003');
  await page.getByRole('option', { name: /00003/ }).click();
  await page.getByPlaceholder('選んでください').fill('離職');
  await page
    .getByRole('listbox')
    .getByRole('option', { name: /離職証明書/ })
    .click();
  await page.getByLabel('基準日').fill('2026-06-01');
  await expect(page.getByText('2026-06-11').first()).toBeVisible();
  await page.getByRole('button', { name: '登録する', exact: true }).click();
  await expect(page.getByRole('link', { name: /遅延手続 1/ })).toBeVisible();
  await page.getByRole('link', { name: /遅延手続 1/ }).click();
  await expect(page.getByRole('row', { name: /00003/ })).toContainText('期限超過');
}

async function exportReport(page: Page): Promise<void> {
  await goTo(page, '帳票');
  await page
    .getByRole('link', { name: /未確認の一覧/ })
    .or(page.getByRole('button', { name: /未確認の一覧/ }))
    .click();
  await page.getByRole('radio', { name: /Excelで開くCSV/ }).check();
  await page.getByRole('button', { name: '書き出す' }).click();
  await expect(page.getByText(`${OFFICES}行を書き出しました。`)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'ダウンロード' }).click();
  const bytes = await readFile(await (await download).path());
  const text = bytes.toString('utf8');
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(text.split('\r\n')).toHaveLength(OFFICES + 2);
  expect(text).toContain('"00001\t"');
  expect(text).toContain('旧版のみ');
}
