import { expect, faults, goTo, test } from './window.ts';

test.use({ startWith: 'practice' });

test('a contact is entered, checked, edited, taken out and put back by keyboard', async ({ window: page }) => {
  await goTo(page, '事業所');
  await page.getByRole('row', { name: /^00001/ }).press('Enter');
  await page.getByRole('button', { name: '連絡先を追加する' }).press('Enter');
  const form = page.getByRole('form', { name: '連絡先を追加する' });
  await expect(form.getByLabel('役割')).toBeFocused();
  for (const typed of ['顧問税理士', '森 一', 'mori..ichi@example.jp', '03-0000-7701', '03-0000-7702']) {
    await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  await expect(page.getByRole('button', { name: '連絡先を追加する' })).toBeFocused();

  const contacts = page.getByRole('table', { name: '連絡先' });
  const mori = contacts.getByRole('row', { name: /森 一/ });
  await expect(mori).toContainText('届かない可能性');
  await expect(mori).toContainText('送る');
  await mori.getByRole('button', { name: 'FAX 03-0000-7702 を確かめた' }).press('Enter');
  await expect(mori).toContainText('確かめ済み');

  await mori.getByRole('button', { name: '森 一を直す' }).press('Enter');
  const editing = page.getByRole('form', { name: '森 一を直す' });
  await editing.getByLabel('メール').fill('mori');
  await editing.getByLabel('メール').press('Enter');
  await expect(editing.getByRole('alert')).toContainText('「メールアドレス」を直してください');
  await editing.getByLabel('メール').fill('mori@example.jp');
  await editing.getByLabel('メール').press('Enter');
  await expect(editing).toBeHidden();
  await expect(mori).not.toContainText('届かない可能性');
  expect(await faults(page)).toEqual([]);

  await mori.getByRole('button', { name: '森 一を外す' }).press('Enter');
  await expect(mori).toHaveCount(0);
  await page.getByRole('button', { name: '取り消す' }).press('Enter');
  await expect(mori).toBeVisible();
  const history = page.getByRole('table', { name: '変更の記録' });
  await expect(history.getByRole('row').nth(1)).toContainText('顧問税理士 森 一 mori@example.jp');

  // Esc leaves the form, and only from the page itself goes back to the list.
  await page.getByRole('button', { name: '連絡先を追加する' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(contacts).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: '事業所' })).toBeVisible();
});

test('a list of contacts is looked at, brought in and taken back', async ({ window: page }) => {
  await goTo(page, '事業所');
  await page
    .getByRole('link', { name: '名簿を取り込む' })
    .or(page.getByRole('button', { name: '名簿を取り込む' }))
    .click();
  const rows = ['00001,経理,森 一,mori@example.jp,はい', '00002,,だれか,jiro@,はい'];
  const buffer = Buffer.from(['事業所番号,役割,氏名,メールアドレス,お知らせを受け取る', ...rows, ''].join('\r\n'));
  await page.getByRole('button', { name: '連絡先の一覧を取り込む' }).click();
  const part = page.getByRole('region', { name: '連絡先の一覧を取り込む' });
  await part.locator('input[type=file]').setInputFiles({ name: '連絡先.csv', mimeType: 'text/csv', buffer });
  await expect(part.getByText('新しい連絡先 1件、台帳と同じ 0件、台帳と違う 0件、除外 1件')).toBeVisible();
  await expect(part.getByRole('row', { name: /00001.*経理 森 一/ })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await part.getByRole('button', { name: '新しい1件を取り込む' }).click();
  await expect(part.getByText('連絡先 1件を取り込みました。')).toBeVisible();
  await part.getByRole('button', { name: '元に戻す' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '元に戻す' }).click();
  await expect(part.getByText('連絡先の取り込みを元に戻しました。')).toBeVisible();
});

test('a changed FAX number asks for a second look, and an address of several offices names them', async ({
  window: page,
}) => {
  await goTo(page, '事業所');
  const editOffice = async (code: string, label: string, value: string) => {
    await goTo(page, '事業所');
    await page.getByRole('row', { name: new RegExp(`^${code}`) }).press('Enter');
    await page.getByRole('button', { name: '直す', exact: true }).press('Enter');
    await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByLabel(label, { exact: true }).press('Enter');
    await expect(page.getByRole('button', { name: '直す', exact: true })).toBeVisible();
  };
  await editOffice('00001', 'メールアドレス', 'zeirishi@example.jp');
  await editOffice('00002', 'メールアドレス', 'zeirishi@example.jp');
  await editOffice('00002', 'FAX', '03-0000-7701');
  await editOffice('00002', 'FAX', '03-0000-7702');
  await expect(page.getByText('この宛先は2事業所で共用')).toBeVisible();
  const warning = page.getByText('番号が変わりました。送る前に確かめてください');
  await expect(warning).toBeVisible();
  await page.getByRole('button', { name: 'FAX 03-0000-7702 を確かめた' }).press('Enter');
  await expect(warning).toBeHidden();
});
