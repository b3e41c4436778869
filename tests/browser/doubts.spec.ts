import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { startSmtpServer } from '../support/smtpServer.ts';
import { expect, faults, sideways, test } from './window.ts';

const OFFICES = 12;
/** Connections, and so the most that a kill may leave in doubt (`ports/mailer.ts`). */
const LINES = 5;

test('a sender killed between "handed" and "sent" leaves a desk with every doubtful mail, and a person decides each', async ({
  page,
  running,
}) => {
  test.setTimeout(180_000);
  let dots = 0;
  let open = false;
  const server = await startSmtpServer({
    // Takes three, and lets all others wait for the answer to their final dot until the kill is over.
    at: async (point) => {
      if (point !== 'dot') return undefined;
      dots += 1;
      const mine = dots;
      while (mine > 3 && !open) await new Promise((resolve) => setTimeout(resolve, 20));
      return undefined;
    },
  });
  const versionId = await prepare(running.dataFolder, server.port);
  await page.goto(running.address);
  await expect(page.getByRole('navigation', { name: '画面の一覧' })).toBeVisible();
  await openSending(page, running.address, versionId);
  await page.getByRole('button', { name: '今すぐ送る' }).click();
  await expect.poll(() => dots).toBe(3 + LINES);
  await running.kill();
  open = true;

  await page.goto(await running.restart());
  await page.reload();
  await openSending(page, running.address, versionId);
  const desk = page.getByRole('region', { name: /届いたか分からない|判断待ち/ });
  const rows = desk.getByRole('row').filter({ has: page.getByRole('button', { name: /：届いていた$/ }) });
  await expect(rows).toHaveCount(LINES);
  await expect(rows.first()).toContainText('office');
  await look(page);

  const before = server.accepted().length;
  await decideEach(page, rows);
  await expect(desk).toHaveCount(0);
  await expect(page.getByRole('article', { name: '届いていないと確かめた 1件' })).toBeVisible();
  await expect.poll(() => server.accepted().length).toBeGreaterThan(before);
  // Only the mail a person sent again has come twice, under a name of its own.
  await expect.poll(() => server.accepted().length).toBe(OFFICES + 1);
  const ids = server.accepted().map((mail) => mail.messageId);
  expect(new Set(ids).size).toBe(ids.length);
  await server.close();
});

/** Each mail on the desk is decided: one is sent again, one has not arrived, the others have. */
async function decideEach(page: Page, rows: Locator): Promise<void> {
  // A slip is taken back by key; then each is decided, one is sent again.
  const first = await rows.first().innerText();
  await rows
    .first()
    .getByRole('button', { name: /：届いていない$/ })
    .click();
  await expect(rows).toHaveCount(LINES - 1);
  await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(LINES);
  expect((await rows.first().innerText()).slice(0, 12)).toBe(first.slice(0, 12));
  await rows
    .first()
    .getByRole('button', { name: /：もう一度送る$/ })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'もう一度送る', exact: true }).click();
  await expect(rows).toHaveCount(LINES - 1);
  await rows
    .first()
    .getByRole('button', { name: /：届いていない$/ })
    .click();
  await expect(rows).toHaveCount(LINES - 2);
  for (let left = LINES - 2; left > 0; left -= 1) {
    await rows
      .first()
      .getByRole('button', { name: /：届いていた$/ })
      .click();
    await expect(rows).toHaveCount(left - 1);
  }
}

/** In both languages and both schemes: nothing keeps people from using it, nothing is cut off at the side. */
async function look(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1366, height: 768 });
  for (const language of ['ja', 'en', 'ja'] as const) {
    await page.evaluate((chosen) => {
      const kept = JSON.parse(localStorage.getItem('todoke.preferences') ?? '{}');
      localStorage.setItem('todoke.preferences', JSON.stringify({ ...kept, language: chosen }));
    }, language);
    await page.reload();
    await expect(page.locator('.doubts')).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(300);
      expect(await faults(page)).toEqual([]);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      const folder = process.env.TODOKE_PICTURES;
      if (folder) await page.screenshot({ path: `${folder}/doubts-${language}-${colorScheme}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function openSending(page: Page, address: string, versionId: number): Promise<void> {
  await page.goto(`${new URL(address).origin}/#/sending/${versionId}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** A script beside the window: the register, the version, the order, which the window lets go. */
async function prepare(dataFolder: string, port: number): Promise<number> {
  await mkdir(dataFolder, { recursive: true });
  const secrets = fileSecrets(join(dataFolder, 'secrets.json'));
  const host = await openHost({ dataFolder, register: 'main', secrets, log: () => undefined });
  const client = host.client('script');
  const list = join(dataFolder, 'list.csv');
  const rows = Array.from({ length: OFFICES }, (_, i) => {
    const code = String(i + 1).padStart(4, '0');
    return `${code},例示事業所${code},office${code}@example.jp,03-0001-${code}`;
  });
  await writeFile(list, ['事業所番号,事業所名,メール,電話番号', ...rows, ''].join('\r\n'));
  await client.settings.update({
    association: 'ひのもり労働保険事務組合',
    clerk: '山本',
    mail: { host: '127.0.0.1', port, security: 'none', from: 'kumiai@example.jp', perMinute: 0 },
  });
  await client.offices.import({ file: list, commit: true });
  const { id: incidentId } = await client.incidents.create({
    title: '給与クラウド障害',
    provider: 'ひので給与クラウド株式会社',
    knownOn: '2026-06-05',
  });
  const { id: noticeId } = await client.notices.create({ incidentId, title: 'お知らせ' });
  const draft = { noticeId, subject: '給与クラウドの障害について', body: '復旧の見込みをお知らせします。' };
  const { id: versionId } = await client.notices.draft(draft);
  await client.notices.approve({ versionId });
  await client.deliveries.queue({ versionId, holdSeconds: 300 });
  await host.close();
  return versionId;
}
