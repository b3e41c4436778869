import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openSqlite } from '../../db/open.ts';
import type { Store } from '../../db/store.ts';
import { addCopy, stateInVersion } from '../support/facts.ts';
import { expect, faults, goTo, type Running, sideways, test } from './window.ts';

test.use({ startWith: 'practice' });

const LEAK = '情報の漏えいはあったか';

/** A version that went out to these many offices and states the newest value of the leak. */
async function tellOffices(page: Page, running: Running, label: string, offices: number): Promise<void> {
  await running.kill();
  const folder = join(running.dataFolder, 'practice');
  const store = await openSqlite(join(folder, 'register.sqlite'), join(folder, 'backups'));
  await write(store, label, offices);
  await store.close();
  // Its address differs in the fragment only, which would not load the page anew.
  await page.goto('about:blank');
  await page.goto(await running.restart());
}

async function write(store: Store, label: string, offices: number): Promise<void> {
  const value = await store.read
    .selectFrom('fact_values')
    .innerJoin('facts', 'facts.id', 'fact_values.fact_id')
    .select(['fact_values.id', 'facts.incident_id as incidentId'])
    .orderBy('fact_values.id', 'desc')
    .executeTakeFirstOrThrow();
  const sentAt = new Date().toISOString();
  const told = { incidentId: value.incidentId, label, valueIds: [value.id], sentAt };
  const versionId = await stateInVersion({ store }, told);
  const rows = await store.read.selectFrom('offices').select('id').orderBy('code').limit(offices).execute();
  for (const { id } of rows) await addCopy({ store }, { versionId, officeId: id });
}

const rowOf = (page: Page, question: string) =>
  page.getByRole('table', { name: '事実' }).getByRole('row', { name: question });

test('a fact that changes by keyboard names the versions and the offices that were told otherwise', async ({
  window: page,
  running,
}) => {
  test.setTimeout(150_000);
  await goTo(page, '事案の記録');
  await page.getByRole('link', { name: '事実', exact: true }).press('Enter');
  await page.getByRole('button', { name: `${LEAK}：変わった` }).press('Enter');
  await expect(page.getByRole('textbox', { name: '内容' })).toBeFocused();
  await page.keyboard.type('調査中');
  await page.getByLabel('出どころ').fill('提供元の第1報');
  await page.getByLabel(/^とのこと/).press('Space');
  await page.keyboard.press('Enter');
  await expect(page.getByText('記録しました。訂正の要る報はありません。')).toBeVisible();
  await expect(rowOf(page, LEAK)).toContainText('調査中 とのこと');

  await tellOffices(page, running, '第9報', 103);
  await goTo(page, '事案の記録');
  await page.getByRole('link', { name: '事実', exact: true }).press('Enter');
  await expect(rowOf(page, LEAK).getByRole('link', { name: '第9報' })).toBeVisible();
  await page.getByRole('button', { name: `${LEAK}：変わった` }).press('Enter');
  await page.keyboard.type('あり（氏名と住所）');
  await page.keyboard.press('Enter');
  await expect(page.getByText('第9報は前の内容です。103事業所に訂正が要ります。')).toBeVisible();
  await expect(rowOf(page, LEAK).getByRole('link', { name: '第9報 旧' })).toBeVisible();
  await expect(page.getByRole('link', { name: '訂正を作る' })).toHaveAttribute('href', /#\/notices$/);
  await look(page, 'facts');

  await page.getByRole('link', { name: `${LEAK}：前の内容の 103事業所を見る` }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: `前の内容の事業所：${LEAK}` })).toBeVisible();
  await expect(page.getByText('1–100 / 103件')).toBeVisible();
  await page.getByRole('button', { name: '次の100件' }).press('Enter');
  await expect(page.getByText('101–103 / 103件')).toBeVisible();
  await expect(page.getByRole('cell', { name: '調査中' }).first()).toBeVisible();
  await look(page, 'facts-offices');
});

test('a question is added; a name that is taken is refused and what was typed stays', async ({ window: page }) => {
  await goTo(page, '事案の記録');
  await page.getByRole('link', { name: '事実', exact: true }).press('Enter');
  await page.getByRole('button', { name: '問いを加える' }).press('Enter');
  await expect(page.getByLabel('名前（20文字まで）')).toBeFocused();
  await page.keyboard.type('漏えい');
  await page.getByRole('textbox', { name: '問い', exact: true }).fill('障害の原因は何か');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('「漏えい」という事実がもうあります');
  await page.getByLabel('名前（20文字まで）').fill('原因');
  await expect(page.getByRole('textbox', { name: '問い', exact: true })).toHaveValue('障害の原因は何か');
  await look(page, 'facts-new');
  await page.keyboard.press('Enter');
  await expect(rowOf(page, '障害の原因は何か')).toContainText('（まだ分かりません）');
  await page.getByRole('button', { name: '障害の原因は何か：変わった' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: '内容' })).toHaveCount(0);
});

/** In light and dark on the smallest screen: no serious fault, nothing sideways. */
async function look(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 1093, height: 566 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    expect(await faults(page), `${name} (${colorScheme})`).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`) });
  }
}
