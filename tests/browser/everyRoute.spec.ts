import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addresses, leftOut } from './addresses.ts';
import { expect, faults, sideways, test } from './window.ts';

/*
 * Every page of the window on the practice register, in one window: something stands there, nothing went wrong, axe finds
 * nothing serious, and no screen needs scrolling sideways. `TODOKE_SWEEP=all` looks at all four of light and dark, Japanese
 * and English, and at the page of every report; without it at three of the reports, and those left out are printed.
 */

const looks = [
  { language: 'ja', scheme: 'light' },
  { language: 'en', scheme: 'dark' },
  { language: 'ja', scheme: 'dark' },
  { language: 'en', scheme: 'light' },
] as const;
/** The smallest that the window is made for (1366 at 125 %), and the usual one, which the page is left at. */
const screens = [
  [1093, 566],
  [1366, 768],
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
    const all = Object.entries(addresses).flatMap(([name, those]) =>
      those.map((address, at) => ({ name, address, at })),
    );
    for (const { name, address, at } of all) {
      // The tabs of an incident are one page with the incident.
      await open(page, address, at === 0 && name !== 'incidentTab');
      visited += 1;
      for (const fault of [...(await faults(page)), ...(await widths(page))]) wrong.push(`${address}: ${fault}`);
      const alerts = await page.getByRole('alert').allInnerTexts();
      for (const alert of alerts) wrong.push(`${address}: ${alert}`);
      await take(page, `${language}-${scheme}${address.replaceAll('/', '_')}`);
    }
    process.stdout.write(`${language} ${scheme}: ${visited} addresses, ${wrong.length} faults\n`);
    if (leftOut.length > 0) process.stdout.write(`left out: reports ${leftOut.join(', ')}\n`);
    expect(wrong).toEqual([]);
  });
}

test('planted faults are found: a button without a name, pale words, a part wider than the screen', async ({
  window: page,
}) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.evaluate(() => {
    const planted = document.createElement('div');
    planted.innerHTML = '<button></button><p>pale</p>';
    // Not as an attribute, which the window's policy stops.
    Object.assign(planted.style, { color: '#ccc', background: '#fff', width: '1200px' });
    document.querySelector('main')?.prepend(planted);
  });
  const found = [...(await faults(page)), ...(await widths(page))].map((fault) => fault.split(':')[0]);
  expect(found).toEqual(expect.arrayContaining(['button-name', 'color-contrast', 'too wide for 1093']));
});

/** By how much the page is too wide for each of the screens. */
async function widths(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  for (const [width, height] of screens) {
    await page.setViewportSize({ width, height });
    const wide = await sideways(page);
    if (wide > 0) wrong.push(`too wide for ${width}: by ${wide} pixels`);
  }
  return wrong;
}

/**
 * Goes there without loading anew, and waits until what stands in for data has gone. Another page has a heading of its own:
 * the one that stood there before must be gone.
 */
async function open(page: Page, address: string, isOther: boolean): Promise<void> {
  await page.evaluate(async (hash) => {
    const isThere = (location.hash || '#/') === `#${hash}`;
    if (!isThere) document.querySelector('h1')?.setAttribute('data-left', '');
    location.hash = hash;
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  }, address);
  if (isOther) await expect(page.locator('h1[data-left]')).toHaveCount(0);
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
