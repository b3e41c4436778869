import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { expect, goTo, type Running, start, test } from './window.ts';

// The register cannot be written to for a while. What is typed stays, is said not to be saved, and goes in by itself or by
// the same button once it can; nothing is started anew.

const BODY = '書き込めない間に打った文';
const NAME = '例示労働保険事務組合';

async function openDraft(page: Page): Promise<void> {
  await goTo(page, 'お知らせ');
  await page.getByRole('button', { name: '次の報を作る' }).click();
  await expect(page.getByLabel('本文')).toBeVisible();
  await expect(page.getByLabel('件名')).not.toHaveValue('');
}

/** Types into a draft and into the settings while `said` is what the register answers; then `mend` is called. */
async function typeThroughTrouble(page: Page, said: RegExp, harm: () => Promise<void>, mend: () => Promise<void>) {
  await openDraft(page);
  await harm();
  await page.getByLabel('本文').fill(BODY);
  await expect(page.getByText('保存できていません。入力はこの画面に残っています。')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('alert').filter({ hasText: said })).toBeVisible();
  await expect(page.getByLabel('本文')).toHaveValue(BODY);
  await mend();
  await expect(page.getByText(/下書きを保存しました/)).toBeVisible({ timeout: 30_000 });

  await goTo(page, '設定');
  const name = page.getByLabel('会の名前');
  const form = page.locator('form', { has: name });
  await harm();
  await name.fill(NAME);
  await form.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('alert').filter({ hasText: said })).toBeVisible({ timeout: 30_000 });
  await expect(name).toHaveValue(NAME);
  await mend();
  await form.getByRole('button', { name: '保存する' }).click();
  await expect(form.getByText('保存しました')).toBeVisible();

  await page.reload();
  await expect(page.getByLabel('会の名前')).toHaveValue(NAME);
  await goTo(page, 'お知らせ');
  await page.getByRole('button', { name: '次の報を作る' }).or(page.getByText('下書きを開く')).first().click();
  await expect(page.getByLabel('本文')).toHaveValue(BODY);
}

test.describe('held by another program', () => {
  test.use({ startWith: 'practice' });

  test('is said, what was typed stays and is saved once it is free, without a restart', async ({
    window: page,
    running,
  }) => {
    test.setTimeout(120_000);
    const other = new Database(join(running.dataFolder, 'practice', 'register.sqlite'));
    await typeThroughTrouble(
      page,
      /台帳をほかの処理が使っています/,
      async () => void other.exec('begin exclusive'),
      async () => void other.exec('rollback'),
    );
    other.close();
  });
});

/** A host whose data lie on a small disk of its own, which is gone with it. Linux alone can make one without rights. */
const onSmallDisk = test.extend<{ disk: { fill(): Promise<void>; free(): Promise<void> } }>({
  running: async ({ practiceFolder }, use) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'todoke-small-'));
    const source = await mkdtemp(join(tmpdir(), 'todoke-source-'));
    await cp(practiceFolder, source, { recursive: true });
    const mount = `mount -t tmpfs -o size=80m todoke "$0" && cp -a "$1"/. "$0"/ && shift && exec "$@"`;
    const host = await start(dataFolder, 0, ['unshare', '-Urm', 'sh', '-c', mount, dataFolder, source]);
    const unable = () => Promise.reject(new Error('this disk goes with its host'));
    // Seen from outside through the host's own eyes.
    const seen = `/proc/${host.child.pid}/root${dataFolder}`;
    await use({ address: host.address, dataFolder: seen, kill: unable, restart: unable } satisfies Running);
    const ended = new Promise((done) => host.child.once('exit', done));
    host.child.kill('SIGTERM');
    await ended;
    for (const folder of [dataFolder, source]) await rm(folder, { recursive: true, force: true });
  },
  disk: async ({ running }, use) => {
    const ballast = join(running.dataFolder, 'ballast');
    await use({
      fill: async () => {
        const { bavail, bsize } = await statfs(running.dataFolder);
        await writeFile(ballast, Buffer.alloc(bavail * bsize));
      },
      free: () => rm(ballast, { force: true }),
    });
  },
});

onSmallDisk.describe('on a full disk', () => {
  onSmallDisk.skip(spawnSync('unshare', ['-Urm', 'true']).status !== 0, 'no disk of its own can be made here');

  onSmallDisk(
    'is said, what was typed stays and is saved once there is room, without a restart',
    async ({ window: page, disk }) => {
      onSmallDisk.setTimeout(120_000);
      // Said once for the whole window, beside what each button says, until something was written again.
      const banner = page.getByText('いまは見るだけです。保存できません。');
      await expect(banner).toHaveCount(0);
      await typeThroughTrouble(page, /ディスクの空きがない/, disk.fill, async () => {
        await expect(banner).toBeVisible();
        await disk.free();
      });
      await expect(banner).toHaveCount(0);
    },
  );
});
