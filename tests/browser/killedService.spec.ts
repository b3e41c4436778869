import { expect, goTo, test } from './window.ts';

/** `TODOKE_KILLS=100 npm run test:browser -- killedService` for the long run. */
const KILLS = Number(process.env.TODOKE_KILLS ?? 5);

test.describe('in the practice register', () => {
  test.use({ startWith: 'practice' });

  test(`a service killed ${KILLS} times while a clerk types: the window is back by itself, not one letter is lost`, async ({
    window: page,
    running,
  }) => {
    test.setTimeout(60_000 + KILLS * 20_000);
    await goTo(page, 'お知らせ');
    await page.getByRole('button', { name: '次の報を作る' }).click();
    const body = page.getByLabel('本文');
    await expect(body).toBeVisible();
    await body.fill('');
    let typed = '';
    const waits: number[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const before = `${kill}回目の停止の前。`;
      const during = `${kill}回目の停止の間。`;
      await body.press('Control+End');
      await body.pressSequentially(before);
      await running.kill();
      await body.pressSequentially(during);
      typed += before + during;
      await running.restart();
      const from = performance.now();
      await expect(page.getByText(/つなぎ直しています/)).toHaveCount(0);
      waits.push(performance.now() - from);
      await expect(page.getByText(/下書きを保存しました/)).toBeVisible();
      await expect(body).toHaveValue(typed);
    }
    // What was typed is in the register itself, not only in this window.
    await expect(page.getByText(/保存していません|保存できていません/)).toHaveCount(0);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await expect(page.getByLabel('本文')).toHaveValue(typed);
    const longest = Math.round(Math.max(...waits));
    test.info().annotations.push({ type: 'figure', description: `${KILLS} kills, longest way back ${longest} ms` });
    process.stdout.write(`${KILLS} kills, longest way back ${longest} ms\n`);
  });
});
