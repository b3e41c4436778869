import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const REGISTER = `事業所番号,事業所名,郵便番号,住所,FAX,担当者名
00002,東雲運送株式会社,900-0001,例示県例示市2,03-0000-0002,中村
00001,髙﨑①㈱,100-0001,例示県例示市1,03-0000-0001,
`;

describe.each(['letter', 'fax'] as const)('a printed %s, read by other programs', (form) => {
  let test: TestApp;
  let file: string;
  beforeAll(async () => {
    test = await createTestApp();
    file = join(test.folder, 'letters.pdf');
    const list = join(test.folder, 'register.csv');
    await writeFile(list, REGISTER);
    await test.client.offices.import({ file: list, commit: true });
    const incident = { title: '障害', provider: '提供会社', knownOn: '2026-06-05' };
    const { id: incidentId } = await test.client.incidents.create(incident);
    const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
    const texts = { subject: '障害のお知らせ', body: '拝啓　{{事業所名}}さまの状況です。\n\n記\n- 日時\n以上' };
    const { id: versionId } = await test.client.notices.draft({ noticeId, ...texts, documentNumber: 'ひ労発第26号' });
    await test.client.notices.approve({ versionId });
    await test.client.letters.saveLayout({ returnFax: '03-0000-9001', sender: '例示労働保険事務組合' });
    expect(await test.client.letters.render({ versionId, form, file })).toMatchObject({ pages: 5, offices: 2 });
  });
  afterAll(() => test.close());

  const textOf = (page: number) =>
    execFileSync('pdftotext', ['-layout', '-f', String(page), '-l', String(page), file, '-'], { encoding: 'utf8' });

  it('says in Japanese what it is to say, 御中 or 様 and never both, in the order of the envelopes', () => {
    const [first, second] = [textOf(1), textOf(3)];
    expect(first).toMatch(/髙﨑①㈱\s御中/);
    expect(second).toMatch(/中村\s様/);
    expect(second).not.toContain('御中');
    for (const words of ['ひ労発第26号', '令和8年6月8日', '例示労働保険事務組合', '障害のお知らせ', '記', '以上']) {
      expect(first).toContain(words);
    }
    expect(textOf(2)).toMatch(/受領確認書[\s\S]*00001[\s\S]*03-0000-9001/);
    expect(textOf(5)).toMatch(/点検表[\s\S]*00001[\s\S]*1–2[\s\S]*00002[\s\S]*3–4/);
  });

  it('has on every slip a square code that says the number printed beside it', () => {
    for (const page of [2, 4]) {
      const image = join(test.folder, `slip-${page}`);
      execFileSync('pdftoppm', ['-r', '150', '-gray', '-f', String(page), '-singlefile', file, image]);
      const printed = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(textOf(page))?.[0];
      expect(decoded(`${image}.pgm`)).toBe(printed?.replaceAll('-', ''));
    }
  });
});

describe('letters laid out in batches, read by another program', () => {
  it('are one PDF in the order of the envelopes, each page with its own text and number', async () => {
    const test = await createTestApp();
    const list = join(test.folder, 'register.csv');
    const rows = Array.from({ length: 450 }, (_, at) => `${10_000 + at},例示${at}商店,100-0001,例示県例示市${at}`);
    await writeFile(list, `事業所番号,事業所名,郵便番号,住所\n${rows.join('\n')}\n`);
    await test.client.offices.import({ file: list, commit: true });
    const incident = { title: '障害', provider: '提供会社', knownOn: '2026-06-05' };
    const { id: incidentId } = await test.client.incidents.create(incident);
    const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
    const texts = { subject: 'お知らせ', body: '{{事業所名}}さまの状況です。' };
    const { id: versionId } = await test.client.notices.draft({ noticeId, ...texts });
    await test.client.notices.approve({ versionId });
    const file = join(test.folder, 'many.pdf');
    const { pages } = await test.client.letters.render({ versionId, file });
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 1e8 }).split('\f');
    expect(text.length - 1).toBe(pages);
    for (const at of [0, 199, 200, 399, 400, 449]) {
      expect(text[2 * at]).toContain(`例示${at}商店さまの状況です。`);
      expect(text[2 * at]).toMatch(/1\s*\/\s*2/);
      expect(text[2 * at + 1]).toContain(`例示${at}商店`);
      expect(text[2 * at + 1]).toMatch(/2\s*\/\s*2/);
    }
    expect(text.slice(900).join('')).toMatch(/450\s+10449\s+例示449商店\s+899–900/);
    await test.close();
  });
});

/** Reads the square code of a picture in binary PGM (P5). */
function decoded(path: string): string | undefined {
  const bytes = readFileSync(path);
  const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 64)) ?? [];
  const grey = bytes.subarray(head.length);
  const pixels = new Uint8ClampedArray(grey.length * 4).map((_, at) => (at % 4 === 3 ? 255 : (grey[at >> 2] ?? 0)));
  return jsQR(pixels, Number(width), Number(height))?.data;
}
