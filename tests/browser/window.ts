import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as base, type Page } from '@playwright/test';
import { byScript } from './prepared.ts';

const root = resolve(import.meta.dirname, '../..');

/** The running loopback host of one test. */
export interface Running {
  address: string;
  dataFolder: string;
  /** Ends it the hard way, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same data and the same port. */
  restart(): Promise<string>;
}

interface TestFixtures {
  /** What the data folder holds when the host starts. */
  startWith: 'nothing' | 'practice';
  running: Running;
  /** Its page, opened; an uncaught error in it, or anything its policy had to stop, fails the test. */
  window: Page;
}

/** `test.use({ startWith: 'practice' })` opens the filled practice register; without it the first start is shown. */
export const test = base.extend<TestFixtures, { practiceFolder: string }>({
  startWith: ['nothing', { option: true }],
  // Filling it takes seconds: once for all tests, each works on a copy.
  practiceFolder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first parameter's pattern.
    async ({}, use) => {
      const dataFolder = await mkdtemp(join(tmpdir(), 'todoke-practice-'));
      await byScript(dataFolder, ({ settings }) => settings.open({ register: 'practice' }));
      await use(dataFolder);
      await rm(dataFolder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  running: async ({ startWith, practiceFolder }, use) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'todoke-window-'));
    if (startWith === 'practice') await cp(practiceFolder, dataFolder, { recursive: true });
    let host = await start(dataFolder, 0);
    const stop = async (signal: NodeJS.Signals) => {
      const ended = new Promise((done) => host.child.once('exit', done));
      host.child.kill(signal);
      await ended;
    };
    await use({
      address: host.address,
      dataFolder,
      kill: () => stop('SIGKILL'),
      restart: async () => {
        host = await start(dataFolder, Number(new URL(host.address).port));
        return host.address;
      },
    });
    if (host.child.exitCode === null && host.child.signalCode === null) await stop('SIGTERM');
    await rm(dataFolder, { recursive: true, force: true });
  },
  window: async ({ page, running }, use) => {
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(error.message));
    page.on('console', (said) => {
      if (/Content Security Policy/.test(said.text())) broken.push(said.text());
    });
    await page.goto(running.address);
    await use(page);
    test.expect(broken).toEqual([]);
  },
});

export const expect = test.expect;

/** Starts a host. @param within a program, with its words, that starts it in surroundings of its own */
export function start(
  dataFolder: string,
  port: number,
  within: readonly string[] = [],
): Promise<{ child: ChildProcess; address: string }> {
  const args = [join(root, 'electron/serve.ts'), '--data', dataFolder, '--port', String(port)];
  const [program = process.execPath, ...words] = [...within, process.execPath, ...args];
  const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((done, failed) => {
    let heard = '';
    const listen = (piece: Buffer) => {
      heard += piece.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(heard)?.[0];
      if (address) done({ child, address });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', (piece: Buffer) => {
      heard += piece.toString();
    });
    child.once('exit', () => failed(new Error(heard)));
  });
}

/** Goes to a page of the left navigation. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/**
 * What keeps people from using the page as it stands: the serious faults axe finds. A page without frames needs no second
 * page opened to put their results together (axe's "legacy mode"), and what is right need not be listed: a quarter of the time.
 */
export async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(page.frames().length === 1)
    .analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** Pixels that the page would have to be scrolled sideways by; the page scrolls within the window, the window never. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll('main')].map(
        ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
      ),
    ),
  );
}
