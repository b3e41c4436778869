import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addresses } from './addresses.ts';
import { expect, faults, test } from './window.ts';

/*
 * Every address of the window on the practice register, in one window: something stands there, nothing went wrong, and axe
 * finds nothing serious. `TODOKE_SWEEP=all` looks at all four of light and dark, Japanese and English.
 */

const looks = [
  { language: 'ja', scheme: 'light' },
  { language: 'en', scheme: 'dark' },
  { language: 'ja', scheme: 'dark' },
  { language: 'en', scheme: 'light' },
] as const;
const chosen = process.env.TODOKE_SWEEP === 'all' ? looks : looks.slice(0, 2);

test.use({ startWith: 'practice' });

for (const { language, scheme } of chosen) {
  test(`every page in ${language}, ${scheme}: words, no alert, no serious fault`, async ({ window: page }) => {
    test.setTimeout(600_000);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.evaluate((chosenLanguage) => {
      const kept = JSON.parse(localStorage.getItem('todoke.preferences') ?? '{}');
      localStorage.setItem('todoke.preferences', JSON.stringify({ ...kept, language: chosenLanguage }));
    }, language);
    await page.reload();
    const wrong: string[] = [];
    let visited = 0;
    for (const address of Object.values(addresses).flat()) {
      await open(page, address);
      visited += 1;
      for (const fault of await faults(page)) wrong.push(`${address}: ${fault}`);
      const alerts = await page.getByRole('alert').allInnerTexts();
      for (const alert of alerts) wrong.push(`${address}: ${alert}`);
      await take(page, `${language}-${scheme}${address.replaceAll('/', '_')}`);
    }
    process.stdout.write(`${language} ${scheme}: ${visited} addresses, ${wrong.length} faults\n`);
    expect(wrong).toEqual([]);
  });
}

/** Goes there without loading anew, and waits until what stands in for data has gone. */
async function open(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 30_000 });
  expect((await page.locator('main').innerText()).trim().length, address).toBeGreaterThan(10);
  await expect(page.getByText(/^(この画面はありません|There is no such page)/)).toHaveCount(0);
}

async function take(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
