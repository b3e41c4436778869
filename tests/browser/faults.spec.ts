import type { Page, Route } from '@playwright/test';
import { expect, goTo, test } from './window.ts';

/*
 * Whatever a call answers, the window never goes blank: the frame stays, the fault is said where it happened, and once
 * the calls answer again the page is whole.
 */

type Fault = (route: Route) => Promise<void>;

const faults: Record<string, Fault> = {
  'an error without words': (route) => route.fulfill({ status: 500, body: '' }),
  'a page of HTML': (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>proxy</h1>' }),
  'JSON cut in the middle': (route) => route.fulfill({ contentType: 'application/json', body: '{"json":{"rows":[' }),
  'an answer of another shape': (route) => route.fulfill({ contentType: 'application/json', body: '{"json":{}}' }),
  nothing: (route) => route.fulfill({ contentType: 'application/json', body: '{"json":null}' }),
  'a line that breaks': (route) => route.abort('connectionreset'),
};

/** Names of the pages in the navigation. */
async function pageNames(page: Page): Promise<string[]> {
  const names = await page.getByRole('navigation', { name: '画面の一覧' }).getByRole('link').allInnerTexts();
  return names.map((name) => name.split('\n')[0]?.trim() ?? '').filter(Boolean);
}

/** Calls a page makes while it opens. */
async function callsOf(page: Page, name: string): Promise<string[]> {
  const calls = new Set<string>();
  const note = (request: { url(): string }) => {
    const call = /\/rpc\/(.+)$/.exec(new URL(request.url()).pathname)?.[1];
    if (call && call !== 'events/watch') calls.add(call);
  };
  page.on('request', note);
  await page.reload();
  await goTo(page, name);
  await page.waitForTimeout(600);
  page.off('request', note);
  return [...calls];
}

async function isWhole(page: Page, call: string): Promise<void> {
  // Without this one nobody knows whose register it is: the window says so, or waits, instead of its frame.
  if (call === 'settings/frame') {
    await expect(page.locator('#root')).not.toBeEmpty();
    return;
  }
  await expect(page.getByRole('navigation').getByRole('link').first()).toBeVisible();
  const main = page.locator('main');
  // Grey lines stand there while a call is tried again; in the end there are words.
  await expect.poll(async () => (await main.innerText()).trim().length, { timeout: 30_000 }).toBeGreaterThan(3);
}

test.describe('in the practice register', () => {
  test.use({ startWith: 'practice' });

  test('no page goes blank, whatever each of its calls in turn answers', async ({ window: page }) => {
    test.setTimeout(600_000);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const tried = new Set<string>();
    for (const name of await pageNames(page)) {
      await goTo(page, name);
      const fresh = (await callsOf(page, name)).filter((call) => !tried.has(call));
      for (const call of fresh) {
        tried.add(call);
        for (const [title, fault] of Object.entries(faults)) {
          await page.route(`**/rpc/${call}`, fault);
          await page.reload();
          await page.waitForTimeout(200);
          await test.step(`${name}: ${call} answers with ${title}`, () => isWhole(page, call));
          await page.unroute(`**/rpc/${call}`);
        }
      }
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
    }
    expect(tried.size).toBeGreaterThan(15);
    process.stdout.write(`${tried.size} calls, each with ${Object.keys(faults).length} faults\n`);
  });
});
