import type { Page } from '@playwright/test';
import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

/** The audience page of a new draft. */
async function openDraftAudience(page: Page): Promise<void> {
  await goTo(page, 'お知らせ');
  await page.getByRole('button', { name: '次の報を作る' }).click();
  await expect(page.getByLabel('件名')).toBeVisible();
  await goTo(page, 'お知らせ');
  await page.getByRole('link', { name: '第3報 宛先を見る' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '第3報の宛先' })).toBeVisible();
  await expect(page.getByRole('region', { name: '宛先の条件' })).toBeVisible();
}

const chooser = (page: Page) => page.getByRole('region', { name: '宛先の条件' });
/** What the chooser counts, once it has settled. */
async function counted(page: Page): Promise<number> {
  await expect(chooser(page).locator('[data-old="false"][aria-busy="false"]')).toBeVisible();
  return Number((await chooser(page).locator('output').innerText()).replace(/\D/g, ''));
}
const total = async (page: Page) =>
  Number(/([\d,]+)件$/.exec(await page.getByText(/^\d+–[\d,]+ \/ [\d,]+件$/).innerText())?.[1]?.replace(',', ''));

test('conditions are joined in words, counted at once, saved, and listed as counted', async ({ window: page }) => {
  await openDraftAudience(page);
  const all = await counted(page);
  expect(all).toBe(1200);
  await page.getByRole('combobox', { name: '条件1' }).selectOption('unconfirmed');
  await expect.poll(() => counted(page)).toBeLessThan(all);
  const unconfirmed = await counted(page);
  await page.getByRole('button', { name: '「ただし…を除く」を足す' }).press('Enter');
  await page.getByRole('combobox', { name: '条件2' }).selectOption('delayed');
  await expect.poll(() => counted(page)).toBeLessThan(unconfirmed);
  const fewer = await counted(page);
  await expect(chooser(page)).toContainText('が未確認の事業所。ただし 遅れている手続きがある事業所 を除く');
  await expect(page.getByText('条件を保存しました')).toBeVisible();
  await expect.poll(() => total(page)).toBe(fewer);
  await page.reload();
  await expect(chooser(page)).toContainText('ただし 遅れている手続きがある事業所 を除く');
  expect(await counted(page)).toBe(fewer);
  await page.getByRole('button', { name: '条件2を外す' }).press('Enter');
  await expect.poll(() => counted(page)).toBe(unconfirmed);
});

test('an office is left out with a reason by keyboard, and taken back by the toast', async ({ window: page }) => {
  await openDraftAudience(page);
  await expect(page.getByLabel('宛先の中を探す')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('00417');
  const leave = page.getByRole('button', { name: /を除く$/ });
  await expect(leave).toHaveCount(1);
  await leave.press('Enter');
  await expect(page.getByRole('textbox', { name: '除く理由' })).toBeFocused();
  await page.keyboard.type('電話で直接伝えた');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '除いた事業所 1件' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'すべての方法 1,199' })).toBeVisible();
  await expect(page.getByRole('cell', { name: '電話で直接伝えた' })).toBeVisible();
  await page.getByRole('button', { name: '取り消す' }).press('Enter');
  await expect(page.getByRole('heading', { name: /除いた事業所/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'すべての方法 1,200' })).toBeVisible();
});

test('an approved version shows its frozen audience by channel; the send page tells the same numbers', async ({
  window: page,
}) => {
  await openDraftAudience(page);
  await page.getByRole('combobox', { name: '条件1' }).selectOption('nothing_yet');
  const unreached = await counted(page);
  await page.getByRole('combobox', { name: '条件1' }).selectOption('unconfirmed');
  await expect.poll(() => counted(page)).not.toBe(unreached);
  const offices = (await counted(page)).toLocaleString('ja-JP');
  await expect(page.getByText('条件を保存しました')).toBeVisible();
  const address = page.url();
  await page.getByRole('link', { name: '下書きを開く' }).click();
  await page.getByRole('button', { name: '承認する' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '承認する' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByText('承認のときに決まった宛先です。')).toBeVisible();
  await expect(page.getByRole('button', { name: `すべての方法 ${offices}` })).toBeVisible();
  await expect(page.getByRole('button', { name: /を除く$/ })).toHaveCount(0);
  await page.getByRole('link', { name: '送付へ進む' }).click();
  await expect(page.getByText(`送る件数 ${offices} を入れてください`)).toBeVisible();
});

/** Offices that come into the register by a list. */
async function joinLater(page: Page, codes: readonly string[]): Promise<void> {
  await goTo(page, '事業所');
  await page.getByRole('link', { name: '名簿を取り込む' }).click();
  const lines = codes.map((code) => `${code},例示${code}工務店,office${code}@example.jp`);
  const list = ['事業所番号,事業所名,メール', ...lines, ''].join('\r\n');
  const file = { name: 'offices.csv', mimeType: 'text/csv', buffer: Buffer.from(list) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: '取り込む', exact: true }).click();
  await expect(page.getByText('取り込みが終わりました。')).toBeVisible();
}

test('who joined after a sending is sent to alone: the number to type leaves out whom it was sent to', async ({
  window: page,
}) => {
  test.setTimeout(120_000);
  await openDraftAudience(page);
  const audience = page.url();
  await page.getByRole('link', { name: '下書きを開く' }).click();
  await page.getByRole('button', { name: '承認する' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '承認する' }).click();
  await page.getByRole('link', { name: '送付へ進む' }).click();
  await expect(page.getByText(/^すでに送ったもの/)).toHaveCount(0);
  await page.getByLabel('送る件数 1,200 を').fill('1200');
  await page.getByRole('button', { name: '送付する', exact: true }).click();
  await expect(page.getByRole('heading', { name: /送付の進み/ })).toBeVisible();

  await page.goto(audience);
  await page.getByRole('link', { name: '送付へ進む' }).click();
  await expect(page.getByText('送る相手は残っていません')).toBeVisible();
  await expect(page.getByText(/宛先の 1,200件すべてに/)).toBeVisible();
  await expect(page.getByRole('button', { name: '送付する', exact: true })).toHaveCount(0);
  expect(await faults(page)).toEqual([]);

  await joinLater(page, ['90001', '90002']);
  await page.goto(audience);
  await page.getByRole('button', { name: '宛先に足す' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '宛先に足す' }).click();
  await expect(page.getByText('2件を宛先に足しました')).toBeVisible();
  await page.getByRole('link', { name: '送付へ進む' }).click();
  await expect(page.getByText('すでに送ったもの 1,200件を除く 2件')).toBeVisible();
  await page.getByLabel('送る件数 2 を').fill('1202');
  await page.getByRole('button', { name: '送付する', exact: true }).click();
  await expect(page.getByText('件数が違います。これから送るのは 2事業所です。')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('send.png') });
  await page.getByLabel('送る件数 2 を').fill('2');
  await page.getByRole('button', { name: '送付する', exact: true }).click();
  await expect(page.getByRole('heading', { name: /送付の進み/ })).toBeVisible();
});

test('offices are counted in or left out of an incident by hand', async ({ window: page }) => {
  await goTo(page, '事案の記録');
  await page.getByRole('link', { name: '対象の事業所', exact: true }).press('Enter');
  const form = page.getByRole('form', { name: '一件ずつ選ぶ' });
  await form.getByLabel('事業所').fill('00417');
  await expect(page.getByRole('option', { name: /00417/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await form.getByLabel('理由').fill('使っていないと電話で確認');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/を対象外にしました。対象は 1,199事業所です。/)).toBeVisible();
  await expect(page.getByRole('cell', { name: '使っていないと電話で確認' })).toBeVisible();
  await page.getByRole('button', { name: '取り消す' }).press('Enter');
  await expect(page.getByText('一件ずつ選んだ事業所はありません。')).toBeVisible();
});

test('no serious accessibility fault, no sideways scroll on the smallest screen', async ({ window: page }) => {
  await page.setViewportSize({ width: 1093, height: 566 });
  await openDraftAudience(page);
  await page.getByRole('combobox', { name: '条件1' }).selectOption('has_not');
  await page.getByRole('button', { name: '「かつ」で絞る' }).click();
  await page.getByRole('button', { name: '「または」を足す' }).click();
  await page.getByRole('combobox', { name: '条件3' }).selectOption('offices');
  await page.getByRole('button', { name: '「ただし…を除く」を足す' }).click();
  await counted(page);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await faults(page), scheme).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  }
});
