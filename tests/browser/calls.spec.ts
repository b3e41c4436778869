import type { Page } from '@playwright/test';
import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

const office = (page: Page) => page.getByRole('heading', { level: 2 }).first();

/** Opens the desk and takes the next office up, by keyboard alone. */
async function begin(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { level: 1, name: '概況' })).toBeVisible();
  await page.keyboard.press('Control+4');
  await expect(page.getByRole('heading', { level: 1, name: '電話連絡' })).toBeVisible();
  await expect(page.getByRole('button', { name: /次の相手を出す/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.call-phone')).toBeVisible();
  return office(page).innerText();
}

test('a clerk with one hand: the next office, one key, the next; back with Ctrl+Z and nothing noted is lost', async ({
  window: page,
}) => {
  test.setTimeout(120_000);
  const first = await begin(page);
  await expect(page.locator('.call-phone a')).toHaveAttribute('href', /^tel:0\d{9,10}$/);
  await expect(page.getByRole('complementary').getByRole('listitem').first()).toBeVisible();
  const open = Number((await page.getByRole('link', { name: /^未確認 / }).innerText()).replace(/\D/g, ''));

  await page.keyboard.press('n');
  await expect(page.getByLabel('メモ')).toBeFocused();
  await page.keyboard.type('12時まで会議');
  await page.reload();
  await expect(office(page)).toHaveText(first);
  await expect(page.getByLabel('メモ')).toHaveValue('12時まで会議');

  await page.getByLabel('メモ').press('Alt+2');
  await expect(page.getByText(new RegExp(`${first}：不在`))).toBeVisible();
  await expect(office(page)).not.toHaveText(first);
  const second = await office(page).innerText();

  await page.keyboard.press('1');
  await expect(page.getByText(new RegExp(`${second}：話せた・確認`))).toBeVisible();
  await expect(office(page)).not.toHaveText(second);
  await expect(page.getByRole('link', { name: new RegExp(`^未確認 ${open - 1}$`) })).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(office(page)).toHaveText(second);
  await expect(page.getByRole('link', { name: new RegExp(`^未確認 ${open}$`) })).toBeVisible();

  await page.keyboard.press('6');
  await expect(page.getByLabel('質問の内容')).toBeFocused();
  await page.keyboard.type('情報は漏れましたか');
  await page.keyboard.press('Enter');
  await expect(page.getByText(new RegExp(`${second}：質問あり`))).toBeVisible();
  await expect(office(page)).not.toHaveText(second);
  const third = await office(page).innerText();
  await page.keyboard.press('3');
  await expect(page.getByLabel('折返しの日時')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(new RegExp(`${third}：折返し待ち`))).toBeVisible();
  await expect(page.getByRole('region', { name: '折返しの約束' }).getByText(third)).toBeVisible();
});

test('what was asked goes into the next version; the record tells every call, also on the page of the office', async ({
  window: page,
}) => {
  test.setTimeout(120_000);
  const name = await begin(page);
  await page.keyboard.press('6');
  await page.keyboard.type('マイナンバーは含まれますか');
  await page.keyboard.press('Enter');
  await expect(page.getByText(new RegExp(`${name}：質問あり`))).toBeVisible();

  await page.getByRole('link', { name: '質問', exact: true }).press('Enter');
  await page.getByRole('checkbox', { name: /マイナンバーは含まれますか/ }).press('Space');
  await page.getByRole('button', { name: '想定問答にする' }).press('Enter');
  await page.getByLabel('お答えすること').fill('含まれておりません。');
  await page.getByLabel('お答えすること').press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('回答済').nth(1)).toBeVisible();
  await page.getByRole('checkbox', { name: /マイナンバーは含まれますか/ }).press('Space');
  await page.getByRole('button', { name: '次の報に入れる' }).press('Enter');
  await expect(page.getByText(/件の質問を第3報の下書きに入れました/)).toBeVisible();
  await expect(page.getByLabel('本文')).toHaveValue(/問：マイナンバーは含まれますか/);

  await page.keyboard.press('Control+4');
  await page.getByRole('link', { name: '想定問答', exact: true }).press('Enter');
  await expect(page.getByText('含まれておりません。')).toBeVisible();
  await page.getByRole('link', { name: '記録', exact: true }).press('Enter');
  await page
    .getByRole('row', { name: new RegExp(name) })
    .first()
    .press('Enter');
  await expect(page.getByRole('heading', { name: '連絡記録' })).toBeVisible();
  await expect(page.getByRole('table', { name: '連絡記録' }).getByText(/マイナンバーは含まれますか/)).toBeVisible();
});

test('a form keeps its question and its words whatever is selected meanwhile, and opens for no other by itself', async ({
  window: page,
}) => {
  test.setTimeout(120_000);
  await begin(page);
  for (const asked of ['復旧はいつですか', '紙でも出せますか']) {
    const name = await office(page).innerText();
    await page.keyboard.press('6');
    await page.keyboard.type(asked);
    await page.keyboard.press('Enter');
    await expect(page.getByText(new RegExp(`${name}：質問あり`))).toBeVisible();
    await expect(office(page)).not.toHaveText(name);
  }
  await page.getByRole('link', { name: '質問', exact: true }).press('Enter');
  const box = (asked: string) => page.getByRole('checkbox', { name: new RegExp(asked) });
  const form = page.getByRole('form', { name: '質問の言葉と区分' });
  await box('復旧はいつですか').press('Space');
  await page.getByRole('button', { name: '言葉を直す' }).press('Enter');
  await form.getByLabel('質問').fill('いつ復旧しますか');
  await box('紙でも出せますか').press('Space');
  await expect(page.getByText('2件を選んでいます')).toBeVisible();
  await expect(form.getByLabel('質問')).toHaveValue('いつ復旧しますか');
  await form.getByRole('button', { name: '保存する' }).press('Enter');
  await expect(form).toBeHidden();
  await expect(box('いつ復旧しますか')).toBeVisible();
  await box('紙でも出せますか').press('Space');
  await expect(page.getByText('1件を選んでいます')).toBeVisible();
  await expect(form).toBeHidden();
});

test('two windows: what one has taken up is shown to the other with the name, and not offered', async ({
  window: page,
  context,
}) => {
  test.setTimeout(120_000);
  const mine = await begin(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('region', { name: '受け持ち中' }).getByText(mine)).toBeVisible();
  await other.getByLabel('電話をかける担当').fill('佐藤');
  await other.getByRole('button', { name: /次の相手を出す/ }).press('Enter');
  await expect(other.locator('.call-phone')).toBeVisible();
  const theirs = await office(other).innerText();
  expect(theirs).not.toBe(mine);
  await expect(page.getByRole('region', { name: '受け持ち中' }).getByText(theirs)).toBeVisible();
  await expect(page.getByRole('region', { name: '受け持ち中' }).getByText(/^佐藤（/)).toBeVisible();
  await other.getByRole('button', { name: '手放す' }).press('Enter');
  await expect(page.getByRole('region', { name: '受け持ち中' }).getByText(theirs)).toHaveCount(0);
});

test('no serious accessibility fault in light or dark, no sideways scroll on the smallest screen; a sheet to print', async ({
  window: page,
}) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1093, height: 566 });
  await begin(page);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const tab of ['電話をかける', '質問', '想定問答', '記録']) {
      await page.getByRole('link', { name: tab, exact: true }).press('Enter');
      await page.waitForTimeout(300);
      expect(await faults(page), `${tab} (${scheme})`).toEqual([]);
      const wide = await sideways(page);
      expect(wide, `${tab} is too wide`).toBeLessThanOrEqual(0);
    }
  }
  await goTo(page, '電話連絡');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '電話連絡票（PDF）' }).press('Enter');
  expect((await saved).suggestedFilename()).toMatch(/^calls-\d+.*\.pdf$/);
});
