import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { payloads } from '../rules/payloads.ts';
import { openDraft } from './steps.ts';
import { expect, faults, goTo, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

const saved = (page: Page) => expect(page.getByText(/下書きを保存しました/)).toBeVisible();
const body = (page: Page) => page.getByLabel('本文');
const preview = (page: Page) => page.getByRole('region', { name: '届くときの見え方' });

async function workAs(page: Page, clerk: string): Promise<void> {
  await goTo(page, '設定');
  const form = page.getByRole('form', { name: '会と担当' });
  await form.getByLabel('担当の名前').fill(clerk);
  await form.getByRole('button', { name: '保存する' }).click();
  await expect(form.getByText('保存しました')).toBeVisible();
}

test('a notice is written, seen as two offices get it, checked, approved by a second clerk, and corrected', async ({
  window: page,
}) => {
  test.setTimeout(150_000);
  await workAs(page, '山本');
  await page.getByLabel('承認には二人').click();
  await expect(page.getByLabel('承認には二人')).toBeChecked();
  await openDraft(page);
  await page.getByLabel('文書番号').fill('ひのもり発第12号');
  await page.getByLabel('件名').fill('復旧のお知らせ');
  await body(page).fill('{{事業所名}}の皆様へ\n\n{{まちがい}}のお知らせです。');
  await saved(page);

  await expect(preview(page)).toContainText('00001');
  const first = await preview(page).locator('.preview-text').innerText();
  await page.getByRole('button', { name: '次の事業所' }).click();
  await expect(preview(page).locator('.preview-text')).not.toHaveText(first);
  await page.getByRole('tab', { name: 'メール（HTML）' }).click();
  await expect(page.frameLocator('.preview-html').locator('body')).toContainText('の皆様へ');

  await expect(page.getByText(/^差込「.*まちがい.*」はありません/)).toBeVisible();
  await page.getByRole('button', { name: /^3行目 .*文字目へ/ }).click();
  await page.keyboard.type('復旧');
  await saved(page);
  await expect(body(page)).not.toHaveValue(/まちがい/);
  await expect(page.getByText(/^差込「.*まちがい.*」はありません/)).toBeHidden();

  await expect(page.getByRole('button', { name: '承認する', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: '承認を頼む' }).click();
  await expect(page.getByText('山本さんが承認を頼みました')).toBeVisible();
  await page.getByRole('button', { name: '承認する', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '承認する', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('別の担当者');
  await page.keyboard.press('Escape');

  await workAs(page, '佐藤');
  await goTo(page, 'お知らせ');
  await page.getByRole('link', { name: /承認の画面を開く/ }).click();
  await page.getByRole('button', { name: '承認する', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('事業所');
  await expect(dialog).toContainText('メール');
  await expect(dialog).toContainText('あとから変えられません');
  await dialog.getByRole('button', { name: '承認する', exact: true }).click();
  await expect(page.getByText('承認済の文面です。変えられません。')).toBeVisible();
  await expect(page.getByText('佐藤')).not.toHaveCount(0);

  await page.getByRole('button', { name: '訂正を作る' }).click();
  await expect(body(page)).toHaveValue(/皆様へ/);
  await goTo(page, 'お知らせ');
  await expect(page.getByText('第3報を訂正')).toBeVisible();
  await page
    .getByRole('link', { name: /見くらべる$/ })
    .first()
    .click();
  await expect(page).toHaveURL(/compare/);
});

/** What a page asks of other machines, and the windows and questions it opens. */
function watched(page: Page): { outside: string[]; opened: string[] } {
  const outside: string[] = [];
  const opened: string[] = [];
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (hostname !== '127.0.0.1' && !['data:', 'blob:', 'about:'].includes(protocol)) outside.push(request.url());
  });
  page.on('dialog', (dialog) => {
    opened.push(dialog.message());
    void dialog.dismiss();
  });
  page.context().on('page', (popup) => opened.push(popup.url()));
  return { outside, opened };
}

test('two windows on one draft: the second writer is told and chooses; nothing is written over in silence', async ({
  window: page,
}) => {
  await workAs(page, '山本');
  await openDraft(page);
  const address = page.url();
  const other = await page.context().newPage();
  await other.goto(address);
  await expect(body(other)).toBeVisible();
  await body(page).fill('一つめの画面の文');
  await saved(page);
  await expect(body(other)).toHaveValue('一つめの画面の文');

  // Both type at once: the one who saves first is kept until the other has chosen.
  await Promise.all([body(page).fill('甲の文'), body(other).fill('乙の文')]);
  await expect
    .poll(async () => (await page.getByRole('alert').count()) + (await other.getByRole('alert').count()))
    .toBe(1);
  const loser = (await page.getByRole('alert').count()) === 1 ? page : other;
  const [mine, theirs] = loser === page ? ['甲の文', '乙の文'] : ['乙の文', '甲の文'];
  await expect(loser.getByRole('alert')).toContainText(/山本さんが別の画面で .*\d+:\d+.* に保存しました/);
  await expect(body(loser)).toHaveValue(mine ?? '');
  await loser.getByText('別の画面の文面を読む').click();
  await expect(loser.getByRole('alert')).toContainText(theirs ?? '');
  await loser.getByRole('button', { name: 'この画面の文面を残す' }).click();
  await saved(loser);
  await expect(body(loser === page ? other : page)).toHaveValue(mine ?? '');

  // The text that was not chosen is still there after a reload, and can be taken after all.
  await loser.reload();
  const kept = loser.getByRole('region', { name: '選ばなかった文面' });
  await expect(kept).toContainText('山本さん');
  await kept.getByRole('button', { name: 'この文面に替える' }).click();
  await expect(body(loser)).toHaveValue(theirs ?? '');
  await saved(loser);
  await kept.getByText('取ってある文面を読む').click();
  await expect(kept).toContainText(mine ?? '');
  await kept.getByRole('button', { name: '片づける' }).click();
  await expect(kept).toHaveCount(0);
  await other.close();
});

test('a draft is saved while the clerk types on, without a pause', async ({ window: page }) => {
  await openDraft(page);
  await body(page).focus();
  const stored = page.waitForResponse(/notices\/draft$/, { timeout: 4000 });
  const words = page.keyboard.type('あ'.repeat(60), { delay: 100 });
  expect((await stored).status()).toBe(200);
  await words;
});

test('a hundred payloads stay words in every part of the window: nothing runs, opens or leaves', async ({
  window: page,
}) => {
  test.setTimeout(240_000);
  const { outside, opened } = watched(page);
  await openDraft(page);
  await page.getByRole('button', { name: '添え書きを足す' }).click();
  const oneLine = (text: string) => text.replace(/\p{Cc}/gu, ' ').slice(0, 190);
  for (let at = 0; at < payloads.length; at += 10) {
    const some = payloads.slice(at, at + 10);
    const one = some[0] ?? '';
    await body(page).fill(some.join('\n\n'));
    await page.getByLabel('件名').fill(oneLine(some.join(' ')));
    await page.getByLabel('報の名前').fill(oneLine(one).slice(0, 40));
    await page.getByLabel('組の名前').fill(oneLine(one).slice(0, 60));
    await page.getByLabel('添える言葉').fill(some.join('\n'));
    await saved(page);
    await page.getByRole('tab', { name: 'メール（文字）' }).click();
    await expect(preview(page).locator('.preview-text')).not.toBeEmpty();
    await page.getByRole('tab', { name: 'メール（HTML）' }).click();
    const shown = page.frameLocator('.preview-html').locator('body');
    await expect(shown).not.toBeEmpty();
    await page.waitForTimeout(300);
    expect(await shown.locator('script, img, svg, iframe, object, embed, form, input, video, audio').count()).toBe(0);
    expect(await shown.locator('a[href^="javascript" i], a[href^="data" i]').count()).toBe(0);
  }
  await goTo(page, 'お知らせ');
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(opened).toEqual([]);
  expect(outside).toEqual([]);
});

test('a hundred payloads as names of attached files stay words in the editor, at the last look and once approved', async ({
  window: page,
  running,
}) => {
  test.setTimeout(240_000);
  const { outside, opened } = watched(page);
  await openDraft(page);
  const versionId = Number(/notices\/(\d+)/.exec(page.url())?.[1]);
  // From the disk, as a script attaches: the window's own upload would take the signs out of the name.
  const folder = await mkdtemp(join(tmpdir(), 'todoke-names-'));
  const host = await openHost({
    dataFolder: running.dataFolder,
    register: 'practice',
    secrets: memorySecrets(),
    log: () => undefined,
  });
  const { notices } = host.client('script');
  const list = page.locator('.attachment-list').first();
  for (let at = 0; at < payloads.length; at += 20) {
    for (const { id } of (await notices.get({ versionId })).attachments) await notices.detach({ attachmentId: id });
    const names: string[] = [];
    for (const payload of payloads.slice(at, at + 20)) {
      const file = join(folder, `${[...payload.replaceAll('/', '⁄').replaceAll('\0', '')].slice(0, 60).join('')}.csv`);
      await writeFile(file, 'a,b\r\n1,2\r\n');
      names.push((await notices.attach({ versionId, file })).fileName);
    }
    expect(names.filter((name) => /[<>"':]/.test(name)).length).toBeGreaterThan(10);
    await page.reload();
    await expect(list.locator('li')).toHaveCount(names.length);
    expect(await list.locator('.attachment-name').evaluateAll((all) => all.map((one) => one.textContent))).toEqual(
      names,
    );
    expect(await list.locator('img, script, svg, iframe, form, video, a').count()).toBe(0);
    await page.getByRole('button', { name: '承認する', exact: true }).click();
    await expect(page.getByRole('dialog')).toContainText(names.at(-1) ?? '');
    expect(await page.getByRole('dialog').locator('img, script, iframe, form, video').count()).toBe(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await list.locator('li').first().getByRole('button').click();
    await expect(page.locator('.mantine-Notifications-notification').last()).toContainText(names[0] ?? '');
    await page.keyboard.press('Control+z');
  }
  await page.getByRole('button', { name: '承認する', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '承認する', exact: true }).click();
  await expect(page.getByText('承認済の文面です。変えられません。')).toBeVisible();
  await expect(page.locator('.attachment-list li')).toHaveCount(payloads.length % 20 || 20);
  await host.close();
  await rm(folder, { recursive: true, force: true });
  expect(opened).toEqual([]);
  expect(outside).toEqual([]);
});

test('the editor is whole in light and dark on the smallest screen, and its signs are typed by keyboard', async ({
  window: page,
}) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 1093, height: 566 });
  await openDraft(page);
  await page.getByRole('button', { name: '添え書きを足す' }).click();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForTimeout(400);
    expect(await faults(page), scheme).toEqual([]);
    const wide = await sideways(page);
    expect(wide).toBeLessThanOrEqual(0);
  }
  await body(page).fill('一行め');
  await body(page).press('End');
  await page.getByRole('button', { name: '見出し', exact: true }).press('Enter');
  await expect(body(page)).toHaveValue('## 一行め');
  await expect(body(page)).toBeFocused();
  await page.keyboard.press('Control+b');
  await expect(body(page)).toHaveValue('## 一行め**大事なこと**');
  await page.keyboard.press('End');
  await page.getByRole('button', { name: /^差込/ }).press('Enter');
  await page.getByRole('menuitem', { name: /^{{事業所名}}/ }).press('Enter');
  await expect(body(page)).toHaveValue('## 一行め**大事なこと**{{事業所名}}');
  await page.keyboard.press('Control+z');
  await expect(body(page)).toHaveValue('## 一行め**大事なこと**');
});

test('an attachment is listed with size and fingerprint, refused when it is of another kind, and removed with a way back', async ({
  window: page,
}) => {
  await openDraft(page);
  const chooser = page.getByRole('region', { name: '添付', exact: true }).locator('input[type=file]');
  await chooser.setInputFiles({ name: 'riyou.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\r\n1,2\r\n') });
  const row = page.locator('.attachment-list li');
  await expect(row).toContainText('riyou.csv');
  await expect(row.locator('code')).toHaveText(/^[0-9a-f]{8}$/);
  await chooser.setInputFiles({ name: 'ugoku.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
  await expect(page.getByRole('alert').filter({ hasText: '添付できません' })).toBeVisible();
  await page.getByRole('button', { name: 'riyou.csvを外す' }).click();
  await expect(row).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(row).toContainText('riyou.csv');

  // A removal that could still be taken back is carried out before the last look at what is approved.
  await page.getByRole('button', { name: 'riyou.csvを外す' }).click();
  await page.getByRole('button', { name: '承認する', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('riyou.csv')).toHaveCount(0);
  await dialog.getByRole('button', { name: '承認する', exact: true }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(page.getByText('riyou.csv')).toHaveCount(0);
});
