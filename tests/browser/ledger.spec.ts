import { readFile } from 'node:fs/promises';
import { practiceChronology } from '../../electron/practice/chronology.ts';
import { expect, faults, goTo, sideways, test } from './window.ts';

type Page = Parameters<typeof goTo>[0];

/** A picture to look at, where somebody asks for one. */
async function take(page: Page, name: string): Promise<void> {
  const folder = process.env.TODOKE_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '事案の記録' }).getByRole('link', { name }).press('Enter');

test.describe('the record of an incident in the practice register', () => {
  test.use({ startWith: 'practice' });

  test('shows what happened as a picture and a table, takes an entry by keyboard, and takes it back', async ({
    window: page,
  }) => {
    await goTo(page, '事案の記録');
    await expect(page.getByRole('img', { name: '経過の図' })).toBeVisible();
    const rows = page.getByRole('table', { name: '経過' }).getByRole('row');
    await expect(rows).toHaveCount(50);
    await expect(rows.nth(1)).toContainText('05:40ごろ');
    await take(page, 'chronology');

    await page.getByRole('button', { name: '項目を加える' }).press('Enter');
    const form = page.getByRole('form', { name: '項目を加える' });
    await expect(form.getByRole('textbox', { name: '内容' })).toBeFocused();
    await page.keyboard.type('コールセンターを置いた');
    await form.getByLabel('時刻').fill('9時');
    await page.keyboard.press('Control+Enter');
    await expect(form).toBeVisible();
    await form.getByLabel('時刻').fill('');
    await page.keyboard.press('Control+Enter');
    await expect(form.getByRole('textbox', { name: '内容' })).toHaveValue('');
    await expect(form.getByRole('textbox', { name: '内容' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(rows).toHaveCount(51);

    await page.getByLabel('経過の中を探す').fill('コールセンター');
    await expect(rows).toHaveCount(2);
    await rows.nth(1).press('Enter');
    const editing = page.getByRole('form', { name: '項目を直す' });
    await editing.getByRole('textbox', { name: '内容' }).fill('コールセンターを設けた');
    await editing.getByLabel('日付', { exact: true }).fill('2026-06-02');
    await editing.getByRole('button', { name: '記録する' }).press('Enter');
    await expect(rows.nth(1)).toContainText('コールセンターを設けた');
    await page.getByRole('button', { name: '取り消す' }).press('Enter');
    await expect(rows.nth(1)).toContainText('コールセンターを置いた');
    expect(await faults(page)).toEqual([]);
  });

  test('the provider’s bulletins, the clocks, the roster and the offices stand in their tabs', async ({
    window: page,
  }) => {
    test.setTimeout(120_000);
    await goTo(page, '事案の記録');
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width: 1093, height: 566 });
      for (const name of ['経過', '事実', '提供元の報', '報告義務', '対象の事業所', '事案の一覧']) {
        await tab(page, name);
        await page.waitForTimeout(300);
        expect(await faults(page), `${name} (${scheme})`).toEqual([]);
        expect(await sideways(page), name).toBeLessThanOrEqual(0);
        await take(page, `${name}-${scheme}`);
      }
    }
  });

  test('duties: a report is begun, its items filled, filed, and then frozen; a duty that turns names who was told otherwise', async ({
    window: page,
  }) => {
    await goTo(page, '事案の記録');
    await tab(page, '報告義務');
    const clocks = page.getByRole('table', { name: '期限' });
    await expect(clocks.getByRole('row', { name: /確報・不正の目的.*該当/ }).first()).toBeVisible();
    await page.getByRole('button', { name: '報告を作る' }).press('Enter');
    const start = page.getByRole('form', { name: '報告を作る' });
    await start.getByRole('button', { name: '作る' }).press('Enter');
    const report = page.getByRole('region', { name: '個人情報保護委員会 第2報 速報' });
    await report.getByRole('textbox', { name: '本人の数' }).fill('およそ 8,000人');
    await report.getByRole('button', { name: '下書きを保存する' }).press('Enter');
    await expect(report.getByText('変更').first()).toBeVisible();
    await take(page, 'report');
    await report.getByRole('button', { name: '提出したと記録する' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '提出したと記録する' }).press('Enter');
    await expect(report.getByText('提出した報告です')).toBeVisible();
    await expect(report.getByRole('textbox', { name: '本人の数' })).toHaveAttribute('readonly');

    const offices = page.getByRole('region', { name: '事業所の義務' });
    await expect(offices.getByText(/今と違う内容を伝えたまま/)).toBeVisible();
    await offices.getByRole('button', { name: '逆を伝えた事業所' }).press('Enter');
    await expect(offices.getByRole('row').nth(1)).toContainText('第1報で「不要」');
    await offices.getByRole('button', { name: '状態をまとめて記録する' }).press('Enter');
    const form = page.getByRole('form', { name: '状態をまとめて記録する' });
    await form.getByRole('button', { name: '記録する' }).press('Enter');
    await expect(page.getByText(/1,200事業所を記録しました/)).toBeVisible();
    await page.getByRole('button', { name: '取り消す' }).press('Enter');
    await expect(page.getByText(/1,200事業所の記録を取り消しました/)).toBeVisible();
  });

  test('is closed, written into one file, and opened again', async ({ window: page }) => {
    test.setTimeout(120_000);
    await goTo(page, '事案の記録');
    await page.getByRole('button', { name: '事案を終了する' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('終了の理由').fill('確報を出した');
    await dialog.getByRole('button', { name: '事案を終了する' }).press('Enter');
    await expect(page.getByText(/に終了しています/)).toBeVisible();
    await expect(page.getByRole('button', { name: '項目を加える' })).toHaveCount(0);
    await page.getByRole('button', { name: '記録一式を作る' }).press('Enter');
    await expect(page.getByText(/記録一式（\d+ファイル）を作りました/)).toBeVisible({ timeout: 90_000 });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'ダウンロード' }).click(),
    ]);
    expect((await readFile(await download.path())).subarray(0, 2).toString('latin1')).toBe('PK');
    await page.getByRole('button', { name: 'もう一度開く' }).press('Enter');
    await dialog.getByLabel('開く理由').fill('続報がある');
    await dialog.getByRole('button', { name: 'もう一度開く' }).press('Enter');
    await expect(page.getByRole('button', { name: '項目を加える' })).toBeVisible();
  });
});

test('a list is looked at before it comes in, refused whole for one bad row, and goes back', async ({
  window: page,
}) => {
  await page.getByRole('button', { name: '空の台帳で始める' }).click();
  await page.getByLabel('会の名前').fill('ひのもり労働保険事務組合');
  await page.getByLabel('担当の名前').fill('山本');
  await page.getByRole('button', { name: '始める', exact: true }).click();
  await goTo(page, '事案の記録');
  await page.getByRole('button', { name: '事案を登録する' }).click();
  await page.getByLabel('事案の名前').fill('給与クラウド障害');
  await page.getByLabel('提供元').fill('ひので給与クラウド株式会社');
  await page.getByRole('button', { name: '登録する', exact: true }).click();
  await expect(page.getByText('まだ何も記録していません。')).toBeVisible();
  const list = practiceChronology('2026-06-01');
  const give = async (items: unknown) => {
    await page.getByRole('button', { name: '一覧から取り込む' }).first().click();
    const buffer = Buffer.from(JSON.stringify(items));
    await page.locator('input[type=file]').setInputFiles({ name: '経過.json', mimeType: 'application/json', buffer });
  };
  await give([...list, { kind: 'event', date: '2026-06-01', weekday: '日', text_ja: '曜日が合わない' }]);
  await expect(page.getByRole('alert')).toContainText('曜日が日付と合いません');
  await expect(page.getByRole('button', { name: '取り込む', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'やめる' }).click();
  await give(list);
  await expect(page.getByText(/49行を読みました/)).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '取り込む', exact: true }).press('Enter');
  await expect(page.getByRole('table', { name: '経過' }).getByRole('row')).toHaveCount(50);
  await page.getByRole('button', { name: '取り消す' }).press('Enter');
  await expect(page.getByText('まだ何も記録していません。')).toBeVisible();
});
