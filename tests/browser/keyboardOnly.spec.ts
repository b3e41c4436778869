import type { Locator, Page } from '@playwright/test';
import { type Catcher, startCatcher } from '../../electron/practice/catcher.ts';
import { practiceFile } from '../../electron/practice/csv.ts';
import { byScript } from './prepared.ts';
import { expect, test } from './window.ts';

/*
 * The main tasks from a list to a report without a mouse: nothing is focused but by Tab and the shortcuts, and any
 * press of a pointer fails the test.
 */

const OFFICES = 30;

/** What is not part of this: who we are, where mail goes, what happened. */
async function prepare(dataFolder: string, catcher: Catcher): Promise<void> {
  const mail = {
    host: '127.0.0.1',
    port: catcher.port,
    security: 'none',
    from: 'kumiai@example.jp',
    perMinute: 0,
  } as const;
  const incident = { title: '給与クラウド障害', provider: 'ひので給与クラウド', knownOn: '2026-06-05' };
  await byScript(dataFolder, async (client) => {
    await client.settings.update({ association: 'ひのもり労働保険事務組合', clerk: '山本', mail });
    await client.incidents.create(incident);
  });
}

/** Presses Tab until this has the focus; what cannot be reached so is no use to somebody without a mouse. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible({ timeout: 15_000 });
  for (let presses = 0; presses < 200; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${wanted}`);
}

const press = async (page: Page, wanted: Locator, key = 'Enter') => {
  await tabTo(page, wanted);
  await page.keyboard.press(key);
};
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

test('from a list to a report, a clerk needs no mouse', async ({ page, running }) => {
  test.setTimeout(300_000);
  const catcher = await startCatcher();
  await prepare(running.dataFolder, catcher);
  await page.addInitScript(() => {
    window.addEventListener('pointerdown', () => {
      throw new Error('A pointer was pressed');
    });
  });
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  await page.goto(running.address);

  await importList(page);
  await writeAndSend(page, catcher);
  await confirm(page);
  await call(page);
  await noteFiling(page);
  await writeReport(page);
  expect(broken).toEqual([]);
  await catcher.close();
});

async function importList(page: Page): Promise<void> {
  await heading(page, '概況');
  await page.keyboard.press('Control+6');
  await heading(page, '事業所');
  await press(page, page.getByRole('link', { name: '名簿を取り込む' }).first());
  await heading(page, '名簿の取り込み');
  const choosing = page.waitForEvent('filechooser');
  await press(page, page.getByRole('button', { name: /ファイルを選/ }));
  const list = { name: '委託事業所名簿.csv', mimeType: 'text/csv', buffer: practiceFile(OFFICES, 7) };
  await (await choosing).setFiles(list);
  await press(page, button(page, '除外を除いて取り込む'));
  await expect(page.getByText('取り込みが終わりました。')).toBeVisible();
}

async function writeAndSend(page: Page, catcher: Catcher): Promise<void> {
  await page.keyboard.press('Control+2');
  await heading(page, 'お知らせ');
  await press(page, button(page, '最初のお知らせを作る'));
  for (const [label, words] of [
    ['件名', '【第1報】障害について'],
    ['本文', '第1報の本文です。'],
  ] as const) {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.press('Control+a');
    await page.keyboard.type(words);
  }
  await expect(page.getByText(/下書きを保存しました/)).toBeVisible();
  await press(page, button(page, '承認する'));
  await press(page, page.getByRole('dialog').getByRole('button', { name: '承認する', exact: true }));
  await press(
    page,
    page.getByRole('link', { name: '送付へ進む' }).or(page.getByRole('button', { name: '送付へ進む' })),
  );
  await tabTo(page, page.getByLabel(/確かめのため/));
  await page.keyboard.type(String(OFFICES));
  await press(page, button(page, '送付する'));
  await press(page, button(page, '今すぐ送る'));
  await expect(page.getByText('送信は終わりました')).toBeVisible({ timeout: 60_000 });
  expect((await catcher.received()).length).toBeGreaterThan(OFFICES / 2);
}

async function confirm(page: Page): Promise<void> {
  await page.keyboard.press('Control+3');
  await expect(page.getByRole('combobox', { name: '受付' })).toBeFocused();
  await page.keyboard.type('00001');
  await expect(page.getByRole('option', { name: /00001/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('00001 ').filter({ hasText: '記録しました' })).toBeVisible();
  await expect(page.getByRole('link', { name: `確認 1 / ${OFFICES}` })).toBeVisible();
}

async function call(page: Page): Promise<void> {
  await page.keyboard.press('Control+4');
  await heading(page, '電話連絡');
  await press(page, page.getByRole('button', { name: /次の相手を出す/ }));
  await expect(page.locator('.call-phone')).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('link', { name: `確認 2 / ${OFFICES}` })).toBeVisible();
}

async function noteFiling(page: Page): Promise<void> {
  await page.keyboard.press('Control+5');
  await heading(page, '手続き');
  await press(page, page.getByRole('button', { name: '手続きを登録する' }).first());
  await tabTo(page, page.getByRole('combobox', { name: /^事業所/ }));
  await page.keyboard.type('00003');
  await expect(page.getByRole('option', { name: /00003/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByPlaceholder('選んでください'));
  await page.keyboard.type('離職');
  await expect(
    page
      .getByRole('listbox')
      .getByRole('option', { name: /離職証明書/ })
      .first(),
  ).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel('基準日'));
  // The three parts of a date, in the order the browser's language has them.
  await page.keyboard.type('06012026');
  await press(page, button(page, '登録する'));
  await expect(page.getByRole('link', { name: /遅延手続 1/ })).toBeVisible();
}

async function writeReport(page: Page): Promise<void> {
  await page.keyboard.press('Control+8');
  await heading(page, '帳票');
  await press(page, page.getByRole('link', { name: /未確認の一覧/ }));
  await press(page, button(page, '書き出す'));
  await expect(page.getByRole('status').filter({ hasText: '行を書き出しました' })).toBeVisible();
  const download = page.waitForEvent('download');
  await press(page, button(page, 'ダウンロード'));
  expect((await download).suggestedFilename()).toMatch(/unacknowledged/);
}
