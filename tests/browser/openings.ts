import type { Page } from '@playwright/test';
import { expect } from './window.ts';

// What stands on a page only after somebody opened it: every button of a page is pressed once, from the page as it opens.

/** Where something renders: an address, and the words of what was pressed there. */
export interface Place {
  address: string;
  press?: string;
}

const OPENERS = 'main :is(button, summary, [role="tab"], [role="combobox"], input[aria-haspopup])';
/** Leads out of the register or locks the window: nothing could be looked at any longer. */
const LEFT_ALONE = /練習|台帳(を|へ)|ロック|終了/;

export const go = (page: Page, address: string) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, address);

export async function settled(page: Page): Promise<void> {
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 30_000 });
  await page.waitForTimeout(150);
}

/** Opens the page anew and presses what is to be pressed there; false when it is not there, or cannot be pressed. */
export async function goAndPress(page: Page, { address, press }: Place): Promise<boolean> {
  await go(page, '/nothing');
  await go(page, address);
  if (press === undefined) return true;
  await settled(page);
  const marked = await page.locator(OPENERS).evaluateAll((found, words) => {
    const wanted = found.find((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === words);
    wanted?.setAttribute('data-pressed', '');
    return wanted !== undefined;
  }, press);
  if (!marked) return false;
  return page
    .locator('[data-pressed]')
    .click({ timeout: 4000 })
    .then(
      () => true,
      () => false,
    );
}

/** Rows whose buttons are named by their office are many. */
const MOST = 30;

/** The words of what can be pressed on the page as it stands; of many rows' alike, the first. */
export async function openers(page: Page): Promise<string[]> {
  const words = await page
    .locator(OPENERS)
    .evaluateAll((found) =>
      found
        .filter((one) => one.checkVisibility() && !one.matches(':disabled, [data-disabled]'))
        .map((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim()),
    );
  const alike = new Map<string, string>();
  for (const word of words) {
    const kind = word.replace(/[\d,]+/g, '0');
    if (word !== '' && !LEFT_ALONE.test(word) && !alike.has(kind)) alike.set(kind, word);
  }
  return [...alike.values()].slice(0, MOST);
}
