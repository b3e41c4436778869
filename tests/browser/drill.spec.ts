import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { simpleParser } from 'mailparser';
import { type ImapServer, startImapServer } from '../support/imapServer.ts';
import { mailOf } from '../support/replies.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { type DrillOffice, drillOffices, OFFICES, prepareDrill } from './drillStart.ts';
import { expect, faults, goTo, test } from './window.ts';

/** How many offices come in by each door; all together are all there are. */
const BY = { mail: 560, list: 460, slip: 100, hand: 40, call: 40 } as const;
/** Of the replies: those that ask something beside confirming, and those without a code, which a clerk looks at. */
const ASKING = 10;
const TO_CHECK = 3;

const pictures = process.env.TODOKE_PICTURES;
async function take(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
}

test('a drill: 1,200 offices from the sending to nobody open, by four doors and the phone', async ({
  window: page,
  running,
}) => {
  test.setTimeout(300_000);
  const smtp = await startSmtpServer({
    at: (point, address) => (point === 'RCPT' && address.startsWith('gone') ? '550 5.1.1 User unknown' : undefined),
  });
  const imap = await startImapServer();
  await expect(page.getByRole('button', { name: '空の台帳で始める' })).toBeVisible();
  await prepareDrill(running.dataFolder, { smtp: smtp.port, imap: imap.port });
  await page.reload();
  await send(page, smtp);
  await take(page, 'drill-start');

  const doors = shareOut(smtp);
  await byMail(page, imap, smtp, doors.mail);
  await byList(page, running.dataFolder, doors.list);
  await take(page, 'drill-middle');
  await bySlip(page, running.dataFolder, doors.slip);
  await byHand(page, doors.hand);
  await byCall(page, doors.call.length);
  await expectNobodyOpen(page, running.dataFolder);
  await smtp.close();
  await imap.close();
});

const confirmed = (page: Page, count: number) =>
  page.getByRole('link', { name: `確認 ${count.toLocaleString('ja')} / ${OFFICES.toLocaleString('ja')}` });

async function send(page: Page, smtp: SmtpServer): Promise<void> {
  await goTo(page, 'お知らせ');
  await page.getByRole('link', { name: '送付へ進む' }).first().click();
  await page.getByLabel(/確かめのため/).fill(String(OFFICES));
  await page.getByRole('button', { name: '送付する', exact: true }).click();
  await page.getByRole('button', { name: '今すぐ送る' }).click();
  await expect(page.getByText('送信は終わりました')).toBeVisible({ timeout: 120_000 });
  const reachable = drillOffices.filter(({ mail }) => mail.startsWith('office')).map(({ mail }) => mail);
  expect(new Set(smtp.accepted().map((mail) => mail.to[0]))).toEqual(new Set(reachable));
  expect(smtp.accepted()).toHaveLength(reachable.length);
  await expect(confirmed(page, 0)).toBeVisible();
}

/** Whoever got no mail answers on a slip, at the counter, or when called. */
function shareOut(smtp: SmtpServer) {
  const reached = new Set(smtp.accepted().map((mail) => mail.to[0]));
  const others = drillOffices.filter(({ mail }) => !reached.has(mail));
  const waiting = [...drillOffices.filter(({ mail }) => reached.has(mail)), ...others];
  const next = (count: number) => waiting.splice(0, count);
  return { mail: next(BY.mail), list: next(BY.list), hand: next(BY.hand), call: next(BY.call), slip: next(BY.slip) };
}

/** Replies as the offices' programs write them, with the 確認番号 each found in its own mail. */
async function byMail(page: Page, imap: ImapServer, smtp: SmtpServer, offices: readonly DrillOffice[]) {
  const sources = new Map(smtp.accepted().map((mail) => [mail.to[0], mail.source]));
  for (const [index, { mail }] of offices.entries()) {
    const { text = '' } = await simpleParser(sources.get(mail) ?? '');
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(text)?.[0] ?? 'none';
    const asks = index < ASKING ? '\n復旧はいつになりますか。' : '';
    const body = index >= offices.length - TO_CHECK ? '確認しました。' : `確認しました。\n確認番号 ${code}${asks}`;
    const charset = (['utf-8', 'iso-2022-jp', 'shift_jis', 'euc-jp'] as const)[index % 4];
    imap.put(mailOf({ from: mail, subject: 'Re: 給与クラウドの障害について', body, charset: charset ?? 'utf-8' }));
  }
  await goTo(page, '確認状況');
  await page.getByRole('link', { name: /^届いた返信/ }).click();
  await page.getByRole('button', { name: '今すぐ読む' }).click();
  const sure = offices.length - TO_CHECK;
  await expect(
    page.getByText(`新しいメール ${offices.length}通（自動で記録 ${sure}、要確認 ${TO_CHECK}）`),
  ).toBeVisible({
    timeout: 120_000,
  });
  await page.getByRole('listbox').focus();
  await expect(page.getByRole('option')).toHaveCount(TO_CHECK);
  // One key after the other, without waiting for anything: none is lost while the list changes.
  for (let left = TO_CHECK; left > 0; left -= 1) await page.keyboard.press('1');
  await expect(page.getByText('確かめるメールはありません。')).toBeVisible();
  await expect(page.getByRole('link', { name: `質問の一覧 ${ASKING}件` })).toBeVisible();
  await expect(confirmed(page, BY.mail)).toBeVisible();
}

async function byList(page: Page, dataFolder: string, offices: readonly DrillOffice[]): Promise<void> {
  const codes = slipCodes(dataFolder);
  const now = new Date().toLocaleString('ja-JP', { timeZone: 'Asia/Tokyo', hour12: false }).replace(/:\d\d$/, '');
  const rows = offices.map(({ code }) => `${now},${codes.get(code)},確認しました,中村`);
  const file = join(dataFolder, 'answers.csv');
  await writeFile(file, ['タイムスタンプ,確認番号,回答,お名前', ...rows, ''].join('\r\n'));
  await goTo(page, '確認状況');
  await page.getByRole('link', { name: 'フォームの回答を取り込む' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText(new RegExp(`記録できる ${offices.length}行`))).toBeVisible();
  await page.getByRole('button', { name: `${offices.length}行を記録する` }).click();
  await expect(page.getByText(new RegExp(`${offices.length}行を記録しました`))).toBeVisible();
  await goTo(page, '確認状況');
  await expect(confirmed(page, BY.mail + BY.list)).toBeVisible();
}

/** As a scanner does: one after the other, without waiting for anything. */
async function bySlip(page: Page, dataFolder: string, offices: readonly DrillOffice[]): Promise<void> {
  const codes = slipCodes(dataFolder);
  await expect(page.getByRole('combobox', { name: '受付' })).toBeFocused();
  for (const { code } of offices) {
    await page.keyboard.insertText(codes.get(code) ?? '');
    await page.keyboard.press('Enter');
  }
  await expect(page.getByText(`記録 ${offices.length}枚・受付済み 0枚・読めない 0枚`)).toBeVisible({
    timeout: 120_000,
  });
}

async function byHand(page: Page, offices: readonly DrillOffice[]): Promise<void> {
  for (const { code } of offices) {
    await page.keyboard.insertText(code);
    await page.keyboard.press('Enter');
    await expect(page.getByText(new RegExp(`${code} .*確認を記録しました`))).toBeVisible();
  }
  await expect(confirmed(page, OFFICES - BY.call)).toBeVisible();
}

/** The desk gives one after the other until nobody is left. */
async function byCall(page: Page, count: number): Promise<void> {
  await page.keyboard.press('Control+4');
  await expect(page.getByRole('button', { name: /次の相手を出す/ })).toBeFocused();
  await page.keyboard.press('Enter');
  const office = page.getByRole('heading', { level: 2 }).first();
  for (let left = count; left > 0; left -= 1) {
    await expect(page.locator('.call-phone')).toBeVisible();
    const name = await office.innerText();
    await page.keyboard.press('1');
    await expect(page.getByText(new RegExp(`${name}：話せた・確認`))).toBeVisible();
    if (left > 1) await expect(office).not.toHaveText(name);
  }
  await expect(page.locator('.call-phone')).toHaveCount(0);
}

async function expectNobodyOpen(page: Page, dataFolder: string): Promise<void> {
  await goTo(page, '概況');
  await expect(confirmed(page, OFFICES)).toBeVisible();
  await expect(page.getByRole('link', { name: '未確認 0' })).toBeVisible();
  await expect(page.getByRole('main').getByText('第1報は、1,200事業所すべての確認がそろいました。')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await take(page, 'drill-zero');
  await goTo(page, '確認状況');
  await expect(page.getByRole('grid').locator('tbody tr').first()).toContainText('確認');
  await take(page, 'drill-zero-matrix');
  const doors = ask<{ door: string; n: number }>(
    dataFolder,
    `select door, count(distinct office_id) as n from acknowledgements where withdrawn_at is null group by door`,
  );
  const { mail, list, slip, hand, call } = BY;
  expect(Object.fromEntries(doors.map(({ door, n }) => [door, n]))).toEqual({ mail, list, slip, hand, call });
  const states = ask<{ state: string; n: number }>(
    dataFolder,
    `select acknowledgement_state as state, count(*) as n from recipients group by 1`,
  );
  expect(states).toEqual([{ state: 'confirmed', n: OFFICES }]);
}

/** The 確認番号 of each office, as its letter has it. */
function slipCodes(dataFolder: string): Map<string, string> {
  const rows = ask<{ office: string; slip: string }>(
    dataFolder,
    `select offices.code as office, members.code as slip from audience_members members
      join offices on offices.id = members.office_id`,
  );
  return new Map(rows.map(({ office, slip }) => [office, slip]));
}

function ask<Row>(dataFolder: string, query: string): Row[] {
  const db = new Database(join(dataFolder, 'register.sqlite'), { readonly: true });
  try {
    return db.prepare(query).all() as Row[];
  } finally {
    db.close();
  }
}
