import { writeFile } from 'node:fs/promises';
import { goTo, test } from './window.ts';

test.use({ startWith: 'practice' });
test('shots', async ({ window: page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  const shot = (name: string) => page.screenshot({ path: `/tmp/procedures/${name}.png` });
  const full = (name: string) => page.screenshot({ path: `/tmp/procedures/${name}.png`, fullPage: true });
  await goTo(page, '手続き');
  await page.waitForTimeout(800);
  await shot('board');
  await page.locator('[data-card]').first().focus();
  await page.waitForTimeout(400);
  await shot('board-focus');
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  await page.waitForTimeout(300);
  await shot('board-selected');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot('board-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('navigation', { name: '手続き' }).getByRole('link', { name: /遅延/ }).click();
  await page.waitForTimeout(600);
  await shot('list');
  await page.locator('tbody tr').first().click();
  await page.waitForTimeout(600);
  await full('detail');
  await page.goto(page.url().replace(/#.*/, '#/procedures/kinds'));
  await page.waitForTimeout(600);
  await page.locator('tbody tr').first().click();
  await page.waitForTimeout(400);
  await shot('kinds');
  await page.getByRole('button', { name: 'この種類の決まりを変える' }).click();
  await page.waitForTimeout(600);
  await shot('rule-form');
  await page.goto(page.url().replace(/#.*/, '#/procedures/import'));
  await page.waitForTimeout(400);
  await writeFile(
    '/tmp/procedures/list.csv',
    '事業所番号,手続き,対象者,基準日,状態\r\n00001,離職票,K.N.,2026-06-01,準備\r\n99999,離職票,A,2026-06-01,\r\n00002,謎,B,2026-06-01,\r\n',
  );
  await page.locator('input[type=file]').setInputFiles('/tmp/procedures/list.csv');
  await page.waitForTimeout(1200);
  await shot('import');
  await page.goto(page.url().replace(/#.*/, '#/procedures/refile'));
  await page.waitForTimeout(600);
  await shot('refile');
  await goTo(page, '設定');
  await page.getByText('English', { exact: true }).click();
  await page.goto(page.url().replace(/#.*/, '#/procedures'));
  await page.waitForTimeout(800);
  await shot('board-en');
});
