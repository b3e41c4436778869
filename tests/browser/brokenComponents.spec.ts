import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { type Plugin, parseSync, Visitor, build as viteBuild } from 'vite';
import { openHost } from '../../electron/host.ts';
import { startLoopback } from '../../electron/loopback/server.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { addresses } from './addresses.ts';
import { go, goAndPress, openers, type Place, settled } from './openings.ts';
import { expect, test } from './window.ts';

/*
 * Every ninth of the components that render on a page as it opens is made to throw there, one after the other: a boundary must
 * say so where it happened, the rest of the window must go on, and once the fault is gone the part must come back by its
 * button. `TODOKE_BREAK=all` takes all of them, and those that stand there only once a button of the page was pressed; that
 * takes its time. Names of pages of `addresses.ts` (`calls,offices`) in place of `all` do the same with what those pages add.
 */

const root = resolve(import.meta.dirname, '../../renderer');
const asked = process.env.TODOKE_BREAK;
const EVERY = asked ? 1 : 9;
const visited = Object.entries(addresses).filter(
  ([name]) => !asked || asked === 'all' || asked.split(',').includes(name),
);
/**
 * What says that something is broken, and what all others stand in, have nothing above them to say so; a mark in a link
 * has no room to.
 */
const EXEMPT = /^(components\/(ErrorBoundary|frame\/CallRing)\.tsx|App\.tsx (App|Window)$)/;

/** Names of all components, as the sources have them. */
const all = new Set<string>();

/** Has each component tell its name before it renders. */
const telling: Plugin = {
  name: 'telling',
  enforce: 'pre',
  transform(code, id) {
    const path = relative(root, id.split('?')[0] ?? '').replaceAll('\\', '/');
    if (!id.endsWith('.tsx') || path.startsWith('..')) return null;
    const places: { at: number; name: string }[] = [];
    new Visitor({
      FunctionDeclaration: ({ id: named, body }) => {
        if (named && body && /^[A-Z]/.test(named.name))
          places.push({ at: body.start + 1, name: `${path} ${named.name}` });
      },
    }).visit(parseSync(id, code).program);
    let told = code;
    for (const { at, name } of places.sort((one, other) => other.at - one.at)) {
      all.add(name);
      told = `${told.slice(0, at)} globalThis.__rendering?.(${JSON.stringify(name)});${told.slice(at)}`;
    }
    return told;
  },
};

/** Runs in the page before anything else. */
function listen(): void {
  const world = globalThis as unknown as { __seen: Set<string>; __rendering(name: string): void };
  world.__seen = new Set();
  world.__rendering = (name) => {
    world.__seen.add(name);
    if (localStorage.getItem('break') === name) throw new Error(`${name} is broken for a test`);
  };
}

const seenBy = (page: Page) => page.evaluate(() => [...(globalThis as unknown as { __seen: Set<string> }).__seen]);

/** By component, the first place it renders at. */
async function whereSeen(page: Page): Promise<Map<string, Place>> {
  const seen = new Map<string, Place>();
  const look = async (place: Place) => {
    await settled(page);
    for (const name of await seenBy(page)) if (!seen.has(name)) seen.set(name, place);
  };
  // What the window opened with is not part of the empty page.
  await go(page, '/nothing');
  await page.reload();
  for (const address of ['/nothing', ...visited.flatMap(([, those]) => those)]) {
    await go(page, address);
    await look({ address });
  }
  if (asked) for (const [, those] of visited) await pressAll(page, those, look);
  return seen;
}

/** Presses each button of a page's addresses once, however many of them it stands at. */
async function pressAll(page: Page, those: readonly string[], look: (place: Place) => Promise<void>): Promise<void> {
  const pressed = new Set<string>();
  for (const address of those) {
    await goAndPress(page, { address });
    await settled(page);
    for (const press of await openers(page)) {
      if (pressed.has(press)) continue;
      pressed.add(press);
      if (await goAndPress(page, { address, press })) await look({ address, press });
    }
  }
}

const ABSENT = 'absent';

/** What went wrong with the window when a component broke; null when it held. */
async function breakOne(page: Page, name: string, place: Place): Promise<string | null> {
  await page.evaluate((broken) => {
    localStorage.setItem('break', broken);
    (globalThis as unknown as { __seen: Set<string> }).__seen.clear();
  }, name);
  if (place.address === '/nothing') await page.reload();
  await goAndPress(page, place);
  const alert = page
    .getByRole('alert')
    .filter({ hasText: /表示できません|開けません|うまく表示/ })
    .first();
  try {
    await expect(alert).toBeVisible({ timeout: 8000 });
  } catch {
    // What stands in only while something loads is not there the second time.
    const rendered = await page.evaluate((broken) => {
      localStorage.removeItem('break');
      return (globalThis as unknown as { __seen: Set<string> }).__seen.has(broken);
    }, name);
    return rendered ? `${name}: no boundary says so at ${place.address} ${place.press ?? ''}` : ABSENT;
  }
  const links = page.getByRole('navigation').getByRole('link');
  const isAround = /^(App\.tsx Pages|components\/frame\/(Navigation|Frame|LockGate)|pages\/welcome\/WelcomeGate)/.test(
    name,
  );
  try {
    if (!isAround) await expect.poll(() => links.count(), { timeout: 8000 }).toBeGreaterThanOrEqual(9);
  } catch {
    return `${name}: the ways to the other pages are gone`;
  }
  await page.evaluate(() => localStorage.removeItem('break'));
  try {
    // The same component may stand in several parts.
    for (let parts = await alert.count(); parts > 0; parts = await alert.count()) {
      await alert.getByRole('button').click({ timeout: 5000 });
    }
    await expect(alert).toHaveCount(0, { timeout: 8000 });
  } catch {
    return `${name}: does not come back`;
  }
  return null;
}

/** A window that tells what renders in it, over a practice register; all of it is gone afterwards. */
async function inTellingWindow(
  browser: Browser,
  practiceFolder: string,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'todoke-broken-'));
  const closings = [() => rm(folder, { recursive: true, force: true })];
  try {
    await viteBuild({
      ...{ configFile: false, logLevel: 'error', root, base: './' },
      plugins: [telling, react()],
      html: { cspNonce: 'NONCE_OF_THIS_ANSWER' },
      build: { outDir: join(folder, 'window'), emptyOutDir: true, minify: false },
    });
    const data = join(folder, 'data');
    await cp(practiceFolder, data, { recursive: true });
    const host = await openHost({
      dataFolder: data,
      register: 'practice',
      secrets: memorySecrets(),
      log: () => undefined,
    });
    closings.push(() => host.close());
    const loopback = await startLoopback({ host, windowFolder: join(folder, 'window'), secret: 'the-secret' });
    closings.push(() => loopback.close());
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    closings.push(() => page.close());
    await page.addInitScript(listen);
    await page.goto(loopback.newAddress());
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 30_000 });
    await work(page);
  } finally {
    for (const close of closings.toReversed()) await close();
  }
}

test('a component that throws breaks its own part, and nothing else', async ({ browser, practiceFolder }) => {
  test.setTimeout(asked ? 3_600_000 : 1_500_000);
  await inTellingWindow(browser, practiceFolder, breakThem);
});

async function breakThem(page: Page): Promise<void> {
  const seen = await whereSeen(page);
  const broken: string[] = [];
  const absent: string[] = [];
  const chosen = [...seen]
    .filter(([name]) => !EXEMPT.test(name))
    .filter(([, { address }]) => !asked || asked === 'all' || address !== '/nothing')
    .filter((_, at) => at % EVERY === 0);
  for (const [name, place] of chosen) {
    const fault = await breakOne(page, name, place);
    if (!fault) continue;
    if (fault === ABSENT) absent.push(name);
    else broken.push(fault);
    await page.evaluate(() => localStorage.removeItem('break'));
    await page.reload();
  }
  const never = [...all].filter((name) => !seen.has(name));
  process.stdout.write(`${all.size} components, ${seen.size} render${asked ? '' : ' on a page as it opens'}; `);
  const tried = chosen.length - absent.length;
  process.stdout.write(`${tried} broken one by one, ${tried - broken.length} held by a boundary\n`);
  if (absent.length > 0) process.stdout.write(`did not render again: ${absent.join(', ')}\n`);
  if (asked) process.stdout.write(`not tried: ${never.join(', ')}\n`);
  expect(broken).toEqual([]);
  if (!asked || asked === 'all') expect(chosen.length).toBeGreaterThan(10);
  // What stands in only while something loads may be gone the second time; most are there again.
  expect(tried).toBeGreaterThan(0.7 * chosen.length);
}
