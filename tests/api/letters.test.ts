import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SquareCode, squareCode } from '../../electron/ports/letters/squareCode.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const LONG = `株式会社${'東雲運送商事'.repeat(19)}東`;
const HOSTILE = '#panic("x") *太字* $x$ `raw` @office';
const REGISTER = `事業所番号,事業所名,郵便番号,住所,FAX,担当者名
00003,${LONG},900-0001,例示県例示市3,03-0000-0003,
00001,"${HOSTILE.replaceAll('"', '""')}",900-0002,例示県例示市1,,中村
00002,𠮷野商店,100-0001,例示県例示市2,03-0000-0002,
00004,住所なし商店,,,03-0000-0004,
`;
const BODY = '拝啓　**{{事業所名}}**さまへ。\n\n| 手続き | 期限 |\n|---|---|\n| 届 | 6月 |\n\n敬具\n\n記\n- 日時\n以上';

describe('letters', () => {
  let test: TestApp;
  let versionId: number;
  beforeEach(async () => {
    test = await createTestApp();
    const file = join(test.folder, 'register.csv');
    await writeFile(file, REGISTER);
    expect(await test.client.offices.import({ file, commit: true })).toMatchObject({ created: 4, rejected: [] });
    const incident = { title: '障害', provider: '提供会社', knownOn: '2026-06-05' };
    const { id: incidentId } = await test.client.incidents.create(incident);
    const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
    const draft = { noticeId, subject: '{{版}}のお知らせ', body: BODY, documentNumber: '第26号' };
    ({ id: versionId } = await test.client.notices.draft(draft));
  });
  afterEach(() => test.close());

  it('letters.layout is as usual until letters.saveLayout changes a part of it', async () => {
    expect(await test.client.letters.layout({})).toMatchObject({ windowLeft: 22, windowTop: 12, slip: 'sheet' });
    await test.client.letters.saveLayout({ windowTop: 15, slip: 'below' });
    expect(await test.client.letters.layout({})).toMatchObject({ windowLeft: 22, windowTop: 15, slip: 'below' });
    await expect(test.client.letters.saveLayout({ windowLeft: 120, windowWidth: 120 })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('an own template with a fault is refused with its line', async () => {
    const source = '#let letter(office) = [\n  #office.name\n  #office.nothing\n]\n#let fax-sheet(office, pages) = []';
    await expect(test.client.letters.saveLayout({ source })).rejects.toMatchObject({
      code: 'template_broken',
      data: { line: 3 },
    });
    expect((await test.client.letters.layout({})).source).toBe('');
  });

  it('no template reads a file of the machine', async () => {
    const source = '#let letter(office) = read("/etc/hostname")\n#let fax-sheet(office, pages) = []';
    await expect(test.client.letters.saveLayout({ source })).rejects.toMatchObject({ code: 'template_broken' });
  });

  it('letters.sample shows a layout before it is saved, and says where a template is broken', async () => {
    const { svg, pages } = await test.client.letters.sample({ form: 'letter', slip: 'sheet' });
    expect(svg).toMatch(/^<svg/);
    expect(svg).not.toMatch(/<script|onload|foreignObject/i);
    // No page's white ground lies over the page before it.
    expect(svg).not.toContain('fill="#ffffff"');
    expect(pages).toBe(2);
    expect((await test.client.letters.sample({ form: 'fax', slip: 'none' })).pages).toBe(1);
    const source = '#let letter(office) = [\n  #office.nothing\n]\n#let fax-sheet(office, pages) = []';
    await expect(test.client.letters.sample({ source })).rejects.toMatchObject({
      code: 'template_broken',
      data: { line: 2 },
    });
    expect((await test.client.letters.layout({})).source).toBe('');
  });

  it('notices.preview of paper answers a file, or a picture of the pages and no file', async () => {
    const input = { versionId, officeCode: '00002', form: 'letter' } as const;
    const picture = await test.client.notices.preview({ ...input, picture: true });
    // The text and the slip, as it will go out: its number is an example's until the approval.
    expect(picture).toMatchObject({ file: null, text: null, pages: 2 });
    expect(picture.picture).toMatch(/^<svg/);
    expect(await test.client.notices.preview(input)).toMatchObject({ picture: null, pages: 2 });
  });

  it('letters.testPrint is one sheet', async () => {
    const file = join(test.folder, 'test.pdf');
    expect(await test.client.letters.testPrint({ file })).toEqual({ file, pages: 1 });
    expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('letters.render refuses a draft', async () => {
    await expect(test.client.letters.render({ versionId })).rejects.toMatchObject({ code: 'not_approved' });
  });

  describe('of an approved version', () => {
    beforeEach(async () => {
      await test.client.notices.approve({ versionId });
    });

    it('letters.render: a sheet and a slip for each office with an address, the others named with the reason', async () => {
      const file = join(test.folder, 'letters.pdf');
      expect(await test.client.letters.render({ versionId, file })).toEqual({
        file,
        pages: 7,
        offices: 3,
        failed: [{ code: '00004', name: '住所なし商店', reason: 'no_address' }],
        missingCharacters: [{ character: '𠮷', codePoint: 'U+20BB7', offices: 1 }],
        brokenTemplate: null,
      });
      expect((await stat(file)).size).toBeGreaterThan(10_000);
    });

    it('FAX sheets go to those with a FAX number', async () => {
      const done = await test.client.letters.render({ versionId, form: 'fax' });
      expect(done).toMatchObject({ offices: 3, failed: [{ code: '00001', reason: 'no_fax' }] });
    });

    it('only offices of one first channel', async () => {
      const done = await test.client.letters.render({ versionId, audience: 'post' });
      expect(done).toMatchObject({ offices: 1, pages: 3, failed: [] });
    });

    it('a template that breaks later gives way to the house’s, and that is told', async () => {
      const source = '#let letter(office) = assert(office.code == "00417")\n#let fax-sheet(office, pages) = []';
      await test.client.letters.saveLayout({ source });
      const done = await test.client.letters.render({ versionId });
      expect(done).toMatchObject({ offices: 3, pages: 7, brokenTemplate: { line: 1, details: 'assertion failed' } });
    });

    it('more offices than are laid out at a time: one PDF with all pages, and it is told how far the work is', async () => {
      const { file, versionId: many } = await manyOffices(test, 450, '拝啓　状況です。');
      const { made, done } = await watched(test, () => test.client.letters.render({ versionId: many, file }));
      expect(made.offices).toBe(453);
      expect(made.pages).toBeGreaterThan(2 * 453);
      expect(await pagesIn(file)).toBe(made.pages);
      expect(done.at(0)).toBe(0);
      expect(done.length).toBeGreaterThan(3);
      expect(done.at(-1)).toBe(453);
    });

    it('a text that takes two pages is counted page by page: the check list says where each office begins', async () => {
      const long = Array.from({ length: 60 }, (_, at) => `${at + 1}. 項目の説明です。`).join('\n\n');
      const { file, versionId: many } = await manyOffices(test, 1, `{{事業所名}}\n\n${long}`);
      const made = await test.client.letters.render({ versionId: many, file });
      expect(made.offices).toBe(4);
      // Two or more of text, one of slip for each, and the check list.
      expect(made.pages).toBeGreaterThanOrEqual(4 * 3 + 1);
      expect(await pagesIn(file)).toBe(made.pages);
    });

    it('a cancelled batch leaves no file', async () => {
      const file = join(test.folder, 'cancelled.pdf');
      const signal = AbortSignal.timeout(30);
      await expect(test.client.letters.render({ versionId, file }, { signal })).rejects.toThrow();
      await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });
});

/** So many more offices, and an approved version for all. */
async function manyOffices(test: TestApp, count: number, body: string) {
  const list = join(test.folder, 'more.csv');
  const rows = Array.from({ length: count }, (_, at) => `${10_000 + at},例示${at}商店,100-0001,例示県例示市${at}`);
  await writeFile(list, `事業所番号,事業所名,郵便番号,住所\n${rows.join('\n')}\n`);
  await test.client.offices.import({ file: list, commit: true });
  const incident = { title: '障害', provider: '提供会社', knownOn: '2026-06-05' };
  const { id: incidentId } = await test.client.incidents.create(incident);
  const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
  const { id: versionId } = await test.client.notices.draft({ noticeId, subject: 'お知らせ', body });
  await test.client.notices.approve({ versionId });
  return { file: join(test.folder, 'many.pdf'), versionId };
}

/** What a call answers, and the numbers it told on the way. */
async function watched<T>(test: TestApp, call: () => Promise<T>): Promise<{ made: T; done: number[] }> {
  const stop = new AbortController();
  const news = await test.client.events.watch({}, { signal: stop.signal });
  const done: number[] = [];
  const heard = (async () => {
    for await (const event of news)
      if (event.type === 'progress' && event.work === 'letters.render') done.push(event.done);
  })().catch(() => undefined);
  const made = await call();
  await vi.waitFor(() => expect(done.length).toBeGreaterThan(0));
  stop.abort();
  await heard;
  return { made, done };
}

/** The pages that are in a PDF, by its objects. */
async function pagesIn(file: string): Promise<number> {
  return (await readFile(file)).toString('latin1').split('/Type /Page\n').length - 1;
}

describe('the square code of a slip', () => {
  it('is read back by another program', () => {
    for (const code of ['K7M29QXP3', '000000000', 'ZZZZZZZZZ']) {
      expect(decoded(squareCode(code))).toBe(code);
    }
  });

  it('is still read with a tenth of it gone', () => {
    const { size, modules } = squareCode('K7M29QXP3');
    const torn = modules.map((dark, at) => (at % size > 12 && Math.floor(at / size) > 16 ? 255 : dark));
    expect(torn).not.toEqual(modules);
    expect(decoded({ size, modules: torn })).toBe('K7M29QXP3');
  });
});

const SCALE = 6;
const QUIET = 4;

function decoded({ size, modules }: SquareCode): string | undefined {
  const width = (size + 2 * QUIET) * SCALE;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < size * SCALE; y += 1) {
    for (let x = 0; x < size * SCALE; x += 1) {
      const shade = modules[Math.floor(y / SCALE) * size + Math.floor(x / SCALE)] ?? 255;
      pixels.set([shade, shade, shade, 255], ((y + QUIET * SCALE) * width + x + QUIET * SCALE) * 4);
    }
  }
  return jsQR(pixels, width, width)?.data;
}
