import { goTo, test } from './window.ts';

test.use({ startWith: 'practice' });
const FOLDER = '/tmp/ledger/shots';

for (const [language, scheme] of [['ja', 'light'], ['en', 'dark'], ['en', 'light'], ['ja', 'dark']] as const) {
  test(`pictures ${language} ${scheme}`, async ({ window: page }) => {
    test.setTimeout(170_000);
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 1366, height: 768 });
    if (language === 'en') {
      await goTo(page, '設定');
      await page.getByText('English', { exact: true }).first().click();
      await page.waitForTimeout(500);
    }
    const take = async (name: string, full = false) => {
      await page.waitForTimeout(600);
      await page.screenshot({ path: `${FOLDER}/${name}-${language}-${scheme}.png`, fullPage: full });
    };
    const open = async (path: string) => page.goto(page.url().replace(/#.*/, `#${path}`));
    const all = scheme === 'light';
    await open('/incidents/tab/chronology');
    await take('chronology', all);
    if (all) {
      await page.emulateMedia({ media: 'print', colorScheme: 'light' });
      await take('chronology-print', true);
      await page.emulateMedia({ media: 'screen', colorScheme: scheme });
    }
    await open('/incidents/tab/duties');
    await page.locator('details').first().click();
    await take('duties', all);
    await open('/procedures');
    await take('board');
    await open('/procedures/kinds');
    await page.locator('tbody tr').first().press('Enter');
    await take('kinds');
    await open('/procedures/import');
    await take('import');
    await open('/reports');
    await take('reports', all);
    await open('/reports/matrix');
    await take('report-matrix');
    if (all) {
      await open('/procedures');
      await page.emulateMedia({ media: 'print', colorScheme: 'light' });
      await take('board-print', true);
      await page.emulateMedia({ media: 'screen', colorScheme: scheme });
    }
  });
}
