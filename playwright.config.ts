import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import chromium from '@sparticuz/chromium';

/** Where .ci/run wants the numbers; nobody else does. */
const results = process.env.TODOKE_RESULTS;

/** `npm run test:browser`: the window in a real Chromium, over the loopback host. `CHROMIUM=/path` names another one. */
export default defineConfig({
  testDir: 'tests/browser',
  projects: [
    { name: 'window', testMatch: '*.spec.ts' },
    // `npm run pictures`: the screenshots of the README and the guide.
    { name: 'pictures', testMatch: 'pictures.ts' },
  ],
  timeout: 90_000,
  expect: { timeout: 20_000 },
  workers: 1,
  forbidOnly: true,
  outputDir: 'test-results',
  reporter: results ? [['list'], ['json', { outputFile: join(results, 'playwright.json') }]] : [['list']],
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    acceptDownloads: true,
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? (await chromium.executablePath()),
      // Its own list of arguments would switch the browser's security off.
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic', '--no-first-run'],
    },
  },
});
