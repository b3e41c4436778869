import type { Page } from '@playwright/test';
import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

const headings = '電話番号,会社名,受持の人,コード';
const csv = (...rows: string[]) => ({
  name: '地区の一覧.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\uFEFF${[headings, ...rows].join('\r\n')}\r\n`),
});

test('a list with shuffled, renamed columns is read as chosen, remembered, merged by choice, and taken back', async ({
  window: page,
}) => {
  await openImport(page);
  await choose(page, csv('03-0000-8801,あけぼの製作所,森田,90001', '03-0000-8802,ひいらぎ食品,西尾,90002'));
  await page.getByRole('button', { name: '列の読み取り' }).click();
  await page.getByLabel('「受持の人」の読み取り先').selectOption('担当者');
  await expect(page.getByRole('button', { name: '列の読み取り 4 / 4' })).toBeVisible();
  await page.getByLabel('読み取り方の名前').fill('地区の一覧');
  await page.getByRole('button', { name: 'この読み取り方を保存' }).click();
  await expect(page.getByText('「地区の一覧」として保存しました')).toBeVisible();
  await page.getByRole('button', { name: '取り込む', exact: true }).click();
  await expect(page.getByText('取り込みが終わりました。')).toBeVisible();

  await page.getByRole('button', { name: '別のファイルを選ぶ' }).click();
  await choose(page, csv('03-0000-9901,あけぼの製作所,大西,90001', '03-0000-8802,ひいらぎ食品,東野,90002'));
  await expect(page.getByText('保存してある読み取り方「地区の一覧」を使いました。')).toBeVisible();
  const changes = page.getByRole('table', { name: '変更' });
  await expect(changes.getByRole('row')).toHaveCount(1 + 3);
  await page.getByLabel('90001の電話は台帳のままにする').check();
  await expect(page.getByText('1件の値を台帳のままにします。')).toBeVisible();
  await page.getByRole('button', { name: '取り込む', exact: true }).click();
  await expect(page.getByText('取り込みが終わりました。')).toBeVisible();
  await seeOffice(page, '90001', ['03-0000-8801', '大西']);
  await seeOffice(page, '90002', ['03-0000-8802', '東野']);

  await openImport(page);
  const newest = page.getByRole('row', { name: /地区の一覧\.csv 2 0 2 0/ });
  await newest.getByRole('button', { name: '地区の一覧.csvの取り込みを元に戻す' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '元に戻す' }).click();
  await expect(page.getByText('消した事業所 0件、前に戻した値 2件')).toBeVisible();
  await seeOffice(page, '90001', ['03-0000-8801', '森田']);
  await seeOffice(page, '90002', ['03-0000-8802', '西尾']);
});

test('a whole field stays as the register has it, and an import taken back removes its new offices', async ({
  window: page,
}) => {
  await openImport(page);
  await paste(
    page,
    '事業所番号\t事業所名\t電話\n90001\tあけぼの製作所\t03-0000-8801\n90002\tひいらぎ食品\t03-0000-8802',
  );
  await expect(page.getByRole('button', { name: '新規 2' })).toBeVisible();
  await page.getByRole('button', { name: '取り込む', exact: true }).click();
  await page.getByRole('button', { name: '別のファイルを選ぶ' }).click();
  await paste(page, '事業所番号\t事業所名\t電話\n90001\tあけぼの工業\t03-0000-9901\n90003\tつばめ商店\t03-0000-8803');
  await page.getByRole('button', { name: '変更 1' }).click();
  await page.getByLabel('電話（1件）').check();
  await expect(page.getByText('1件の値を台帳のままにします。')).toBeVisible();
  // By key: while the list is checked anew the progress line moves the button under the pointer.
  await page.getByRole('button', { name: '取り込む', exact: true }).press('Enter');
  await expect(page.getByText('取り込みが終わりました。')).toBeVisible();
  await page.getByRole('button', { name: 'この取り込みを元に戻す' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '元に戻す' }).click();
  await expect(page.getByText('消した事業所 1件、前に戻した値 1件')).toBeVisible();
  await seeOffice(page, '90001', ['03-0000-8801'], 'あけぼの製作所');
  await goTo(page, '事業所');
  await page.getByLabel('事業所を探す').fill('90003');
  await expect(page.getByText('該当する事業所はありません。')).toBeVisible();
});

test('a lost zero is put back only when the clerk says so', async ({ window: page }) => {
  await openImport(page);
  await paste(page, '事業所番号\t事業所名\t労働保険番号\n90001\tあけぼの製作所\t1101123456000');
  await expect(page.getByText('1101123456000 → 01101123456000')).toBeVisible();
  await expect(page.getByRole('button', { name: '除外 1' })).toBeVisible();
  await page.getByLabel('先頭の0を戻して取り込む（1件）').check({ force: true });
  await expect(page.getByRole('button', { name: '新規 1' })).toBeVisible();
  await expect(page.getByRole('button', { name: '除外 0' })).toBeVisible();
});

test('headings that say nothing are left to the clerk: nothing is refused before the columns are chosen', async ({
  window: page,
}) => {
  await openImport(page);
  await page.getByRole('textbox', { name: '貼り付け' }).fill('甲\t乙\n90001\tあけぼの製作所');
  await page.getByRole('button', { name: '貼り付けた内容を調べる' }).click();
  await expect(page.getByRole('alert')).toContainText('事業所番号');
  await expect(page.getByText('事業所番号・事業所名の列を選んでください')).toBeVisible();
  await page.getByLabel('「甲」の読み取り先').selectOption('事業所番号');
  await page.getByLabel('「乙」の読み取り先').selectOption('事業所名');
  await expect(page.getByRole('button', { name: '新規 1' })).toBeVisible();
  await expect(page.getByRole('button', { name: '取り込む', exact: true })).toBeEnabled();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('two clerks change the same field: both values are shown, what was typed stays, the choice is saved and undone', async ({
  window: page,
}) => {
  await openOffice(page, '00417');
  const former = (await fact(page, '電話').innerText()).trim();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: '直す', exact: true }).click();
  await page.getByRole('button', { name: '直す', exact: true }).click();
  await other.getByLabel('電話').fill('03-0000-7001');
  await other.getByRole('button', { name: '保存する' }).click();
  await expect(fact(other, '電話')).toHaveText('03-0000-7001');

  await page.getByLabel('電話').fill('03-0000-7002');
  await page.getByRole('textbox', { name: 'FAX' }).fill('03-0000-7003');
  await page.getByRole('button', { name: '保存する' }).click();
  const conflict = page.getByRole('alert', { name: 'ほかの人が同じ項目を変えていました' });
  await expect(conflict).toContainText('03-0000-7001');
  await expect(conflict).toContainText('03-0000-7002');
  await expect(page.getByRole('textbox', { name: 'FAX' })).toHaveValue('03-0000-7003');
  await expect(page.getByRole('button', { name: 'もう一度保存する' })).toBeDisabled();
  await expect(fact(other, '電話')).toHaveText('03-0000-7001');
  await conflict.getByLabel(/自分の値/).check();
  await page.getByRole('button', { name: 'もう一度保存する' }).click();
  await expect(fact(page, '電話')).toHaveText('03-0000-7002');
  await expect(fact(page, 'FAX')).toHaveText('03-0000-7003');
  const history = page.getByRole('table', { name: '変更の記録' });
  await expect(history.getByRole('row').filter({ hasText: '03-0000-7001' }).first()).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(fact(page, '電話')).toHaveText('03-0000-7001');
  expect(former).not.toBe('03-0000-7001');
});

test('an office entered by hand opens its page; a code in use is refused and nothing typed is lost', async ({
  window: page,
}) => {
  await goTo(page, '事業所');
  await page.getByRole('button', { name: '事業所を登録する' }).click();
  await page.getByRole('textbox', { name: '事業所番号', exact: true }).fill('00417');
  await page.getByRole('textbox', { name: '事業所名', exact: true }).fill('つばめ商店');
  await page.getByRole('button', { name: '登録する', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('ほかの事業所が使っています');
  await expect(page.getByRole('textbox', { name: '事業所名', exact: true })).toHaveValue('つばめ商店');
  await page.getByRole('textbox', { name: '事業所番号', exact: true }).fill('90417');
  await page.getByRole('button', { name: '登録する', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '90417 つばめ商店' })).toBeVisible();
  await expect(page.getByRole('cell', { name: '台帳に登録' })).toBeVisible();
});

test('a search says why an office was found, and the way back keeps it', async ({ window: page }) => {
  await openOffice(page, '00417');
  const number = /[\d-]+/.exec(await fact(page, '労働保険番号').innerText())?.[0] ?? '';
  await goTo(page, '事業所');
  await page.getByLabel('事業所を探す').fill(number.replaceAll('-', ''));
  const row = page.getByRole('row', { name: /00417/ });
  await expect(row.getByText(`労働保険番号 ${number}`)).toBeVisible();
  await row.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /00417/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('事業所を探す')).toHaveValue(number.replaceAll('-', ''));
});

test('the import and the office page: no serious accessibility fault, no sideways scroll, in light and dark', async ({
  window: page,
}) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1093, height: 566 });
  const check = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(200);
      expect(await faults(page), `${name} (${colorScheme})`).toEqual([]);
    }
    const wide = await sideways(page);
    expect(wide, `${name} is too wide`).toBeLessThanOrEqual(0);
  };
  await openImport(page);
  await check('choosing');
  await paste(
    page,
    '事業所番号\t事業所名\t電話\n00417\tあけぼの工業\t03-0000-9901\n90003\tつばめ商店\t03-0000-8803\n90004\t\t',
  );
  for (const view of ['新規', '変更', '同じ', '除外', '列の読み取り']) {
    await page.getByRole('group', { name: '見る内容' }).getByRole('button', { name: view }).click();
    await check(view);
  }
  await openOffice(page, '00417');
  await check('an office');
  await page.getByRole('button', { name: '直す', exact: true }).click();
  await check('editing');
});

async function openImport(page: Page): Promise<void> {
  await goTo(page, '事業所');
  await page.getByRole('link', { name: '名簿を取り込む' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '名簿の取り込み' })).toBeVisible();
}

async function choose(page: Page, file: ReturnType<typeof csv>): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('まだ何も書き込んでいません')).toBeVisible();
}

async function paste(page: Page, cells: string): Promise<void> {
  await page.getByRole('textbox', { name: '貼り付け' }).fill(cells);
  await page.getByRole('button', { name: '貼り付けた内容を調べる' }).click();
  await expect(page.getByText('まだ何も書き込んでいません')).toBeVisible();
}

async function openOffice(page: Page, code: string): Promise<void> {
  await goTo(page, '事業所');
  await page.getByLabel('事業所を探す').fill(code);
  await page.getByRole('row', { name: new RegExp(code) }).click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(code) })).toBeVisible();
}

async function seeOffice(page: Page, code: string, values: string[], name = ''): Promise<void> {
  await openOffice(page, code);
  await expect(page.getByRole('heading', { level: 1, name: `${code} ${name}` })).toBeVisible();
  for (const value of values)
    await expect(page.getByRole('definition').filter({ hasText: value }).first()).toBeVisible();
}

/** What the office's page says under a heading. */
const fact = (page: Page, name: string) =>
  page
    .locator('.facts > div')
    .filter({ has: page.getByRole('term').getByText(name, { exact: true }) })
    .locator('dd');
