import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

let test: TestApp;
let incidentId: number;
let noticeId: number;
beforeEach(async () => {
  test = await createTestApp();
  await importOffices(test, manyOffices(3));
  incidentId = await createIncident(test.client);
  noticeId = (await test.client.notices.create({ incidentId, title: 'お知らせ' })).id;
});
afterEach(() => test.close());

const draft = (more: object = {}) => test.client.notices.draft({ noticeId, subject: '件名', body: '本文', ...more });
const get = (versionId: number) => test.client.notices.get({ versionId });
async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(test.folder, name);
  await writeFile(path, content);
  return path;
}
const pdf = (bytes: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes - 9, 0x20)]);

describe('a draft', () => {
  it('keeps what a save leaves out', async () => {
    const part = { title: '建設', rule: { kind: 'filter', filter: { tags: ['建設'] } } as const, covering: '別に。' };
    await draft({ label: '中間報告', documentNumber: 'ひ労発第1号', datedOn: '2026-06-09', parts: [part] });
    const { id } = await draft({ body: '別の本文' });
    expect(await get(id)).toMatchObject({
      ...{ label: '中間報告', documentNumber: 'ひ労発第1号', datedOn: '2026-06-09', body: '別の本文' },
      ...{ audience: { kind: 'affected' }, parts: [part], supersedes: null, addressed: 0, state: 'draft' },
    });
  });

  it('is not written over when somebody else saved it since, nor opened anew once it is approved', async () => {
    await test.client.settings.update({ clerk: '山本' });
    const first = await draft();
    await test.client.settings.update({ clerk: '佐藤' });
    const second = await draft({ body: '別の人の本文', over: first.updatedAt });
    expect(second.updatedAt > first.updatedAt).toBe(true);
    await expect(draft({ body: '古い', over: first.updatedAt })).rejects.toMatchObject({
      code: 'draft_changed',
      data: { by: '佐藤', at: second.updatedAt },
    });
    expect(await get(first.id)).toMatchObject({ body: '別の人の本文', writtenBy: '佐藤' });
    await test.client.notices.approve({ versionId: first.id });
    await expect(draft({ over: second.updatedAt })).rejects.toMatchObject({ code: 'frozen' });
    expect((await test.client.notices.list({ incidentId })).rows[0]?.versions).toHaveLength(1);
  });

  it('with a rule too large to be asked is refused', async () => {
    const many = { kind: 'union' as const, of: Array.from({ length: 20 }, () => ({ kind: 'affected' as const })) };
    const audience = { kind: 'union' as const, of: Array.from({ length: 20 }, () => many) };
    await expect(draft({ audience })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('a correction', () => {
  it('opens the next version with the text and the files, and says what it supersedes', async () => {
    const { id: wrong } = await draft();
    await test.client.notices.attach({ versionId: wrong, file: await file('別紙.pdf', pdf(100)) });
    await expect(test.client.notices.correct({ versionId: wrong })).rejects.toMatchObject({ code: 'not_approved' });
    await test.client.notices.approve({ versionId: wrong });
    const { id, number } = await test.client.notices.correct({ versionId: wrong });
    expect(number).toBe(2);
    expect(await get(id)).toMatchObject({ label: '第2報（訂正）', supersedes: wrong, body: '本文', state: 'draft' });
    expect((await get(id)).attachments.map(({ fileName }) => fileName)).toEqual(['別紙.pdf']);
    expect((await get(wrong)).attachments).toHaveLength(1);
  });

  it('throws no draft away, and corrects only a version of its own notice', async () => {
    const { versionId } = await approveVersion(test.client, incidentId, noticeId);
    await draft({ body: '書きかけ' });
    await expect(test.client.notices.correct({ versionId })).rejects.toMatchObject({ code: 'draft_changed' });
    const other = await approveVersion(test.client, incidentId);
    await expect(draft({ supersedes: other.versionId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('attachments', () => {
  it('are kept with their hash, taken off a draft, and neither once it is approved', async () => {
    const { id: versionId } = await draft();
    const path = await file('別紙.pdf', pdf(2000));
    const kept = await test.client.notices.attach({ versionId, file: path });
    const sha256 = createHash('sha256').update(pdf(2000)).digest('hex');
    expect(kept).toEqual({ id: kept.id, fileName: '別紙.pdf', mediaType: 'application/pdf', bytes: 2000, sha256 });
    const second = await test.client.notices.attach({ versionId, file: await file('表.csv', '番号,名前\r\n') });
    await test.client.notices.detach({ attachmentId: second.id });
    await test.client.notices.approve({ versionId });
    expect((await get(versionId)).attachments).toEqual([kept]);
    await expect(test.client.notices.detach({ attachmentId: kept.id })).rejects.toMatchObject({ code: 'frozen' });
    await expect(test.client.notices.attach({ versionId, file: path })).rejects.toMatchObject({ code: 'frozen' });
  });

  it.each([
    ['長い名前の別紙'.repeat(16), 78],
    ['annex'.repeat(30), 116],
    ['𠮷'.repeat(118), 59],
  ])('whose name is very long (%s) keep its beginning and its ending', async (stem, letters) => {
    const { id: versionId } = await draft();
    const base64 = Buffer.from('a,b\r\n1,2\r\n').toString('base64');
    const { file: uploaded } = await test.as('window').files.put({ name: `${stem}.csv`, base64 });
    const { fileName } = await test.as('window').notices.attach({ versionId, file: uploaded });
    expect(fileName.endsWith('.csv') && stem.startsWith(fileName.slice(0, -4))).toBe(true);
    expect([...fileName.slice(0, -4)]).toHaveLength(letters);
  });

  it.each<[string, string | Buffer]>([
    ['大きい.pdf', pdf(20 * 1024 * 1024)],
    ['偽物.pdf', 'MZ\x90\0'],
    ['偽物.docx', 'PK\x03\x04 nothing inside'],
    ['マクロ.xlsx', 'PK\x03\x04[Content_Types].xml xl/workbook.xml xl/vbaProject.bin'],
    ['表.csv', 'a,b\0'],
    ['動く.exe', 'MZ'],
    ['空.pdf', ''],
  ])('%s is refused', async (name, content) => {
    const { id: versionId } = await draft();
    const attach = test.client.notices.attach({ versionId, file: await file(name, content) });
    await expect(attach).rejects.toMatchObject({ code: 'attachment_refused', data: { name, limit: '10 MB' } });
    expect((await get(versionId)).attachments).toEqual([]);
  });

  it('weigh no more than 10 MB together', async () => {
    const { id: versionId } = await draft();
    const attach = async (name: string) =>
      test.client.notices.attach({ versionId, file: await file(name, pdf(5 * 1024 * 1024)) });
    await attach('一.pdf');
    await attach('二.pdf');
    await expect(attach('三.pdf')).rejects.toMatchObject({ code: 'attachment_refused' });
  });
});

describe('two clerks', () => {
  const as = (clerk: string) => test.client.settings.update({ clerk, twoClerks: true });
  const refused = { code: 'second_clerk_needed' };

  it('one asks and another approves', async () => {
    await as('山本');
    const { id: versionId } = await draft();
    const approve = () => test.client.notices.approve({ versionId });
    await expect(approve()).rejects.toMatchObject(refused);
    await test.client.notices.askReview({ versionId });
    expect(await get(versionId)).toMatchObject({ state: 'review', reviewAskedBy: '山本' });
    await expect(approve()).rejects.toMatchObject(refused);
    await as('');
    await expect(approve()).rejects.toMatchObject(refused);
    await as('中村');
    await approve();
    expect(await get(versionId)).toMatchObject({ state: 'approved', reviewAskedBy: '山本', approvedBy: '中村' });
  });

  it('a text that changes, and one given back, are drafts again', async () => {
    const { id: versionId } = await draft();
    await test.client.notices.askReview({ versionId });
    await draft();
    expect((await get(versionId)).state).toBe('review');
    await draft({ body: '別の本文' });
    expect((await get(versionId)).state).toBe('draft');
    await test.client.notices.askReview({ versionId });
    await test.client.notices.returnToDraft({ versionId });
    expect(await get(versionId)).toMatchObject({ state: 'draft', reviewAskedBy: null });
  });
});

describe('before the approval', () => {
  it('an unknown field is told by line and column, stays as it was typed, and stops the approval', async () => {
    const { id: versionId } = await draft({ body: '一行目\n二行目 {{事業所めい}} です' });
    const place = { line: 2, column: 5, found: '{{事業所めい}}' };
    expect((await test.client.notices.check({ versionId })).problems).toEqual([{ code: 'unknown_field', ...place }]);
    await expect(test.client.notices.approve({ versionId })).rejects.toMatchObject({
      code: 'notice_invalid',
      data: place,
    });
    const shown = await test.client.notices.preview({ versionId, officeCode: '0001', form: 'text' });
    expect(shown.text).toContain('二行目 {{事業所めい}} です');
    expect((await get(versionId)).state).toBe('draft');
  });

  it('the check names the offices of each empty field, without address, and characters the typeface lacks', async () => {
    await importOffices(test, [{ code: '0004', name: `${'長'.repeat(118)}\u{20000}` }]);
    const { id: versionId } = await draft({ body: '{{担当者名}} {{事業所名}}' });
    expect(await test.client.notices.check({ versionId })).toEqual({
      problems: [],
      empty: [{ field: '担当者名', offices: 4, codes: ['0001', '0002', '0003', '0004'] }],
      missingCharacters: [{ character: '\u{20000}', codePoint: 'U+20000', offices: 1, codes: ['0004'] }],
      withoutAddress: { offices: 1, codes: ['0004'] },
      attachmentBytes: 0,
      offices: 4,
    });
  });

  it('a preview is the copy of one office, in a form that escapes what is typed', async () => {
    const name = `<b>${'名'.repeat(113)}</b>`;
    await importOffices(test, [{ code: '0004', name }]);
    const { id: versionId } = await draft({ subject: '{{事業所名}} へ', body: '番号 {{事業所番号}}' });
    const preview = (form: 'text' | 'html', officeCode = '0004') =>
      test.client.notices.preview({ versionId, officeCode, form });
    const text = await preview('text');
    expect(text).toMatchObject({ subject: `${name} へ`, file: null, pages: null, problems: [], empty: [] });
    expect(text.text).toContain('番号 0004');
    const html = await preview('html');
    expect(html.text).toContain('&lt;b&gt;名');
    expect(html.text).not.toContain('<b>');
    await expect(preview('text', '9999')).rejects.toMatchObject({ code: 'unknown_office', data: { code: '9999' } });
  });

  it('covering words go to their part of the audience only', async () => {
    const rule = { kind: 'offices' as const, codes: ['0002'] };
    const { id: versionId } = await draft({ parts: [{ title: '西', rule, covering: '西の皆さまへ' }] });
    const text = async (officeCode: string) =>
      (await test.client.notices.preview({ versionId, officeCode, form: 'text' })).text;
    for (let approved = false; ; approved = true) {
      expect(await text('0002')).toContain('西の皆さまへ');
      expect(await text('0001')).not.toContain('西の皆さまへ');
      if (approved) break;
      await test.client.notices.approve({ versionId });
    }
  });

  it('the fields there are each come with an example', async () => {
    const { rows } = await test.client.notices.fields({});
    expect(rows.find(({ field }) => field === '{{発信日|令和}}')?.example).toBe('令和8年6月19日');
  });
});

describe('facts', () => {
  it('are told as they were at approval, and a comparison shows the other value', async () => {
    const { rows } = await test.client.facts.list({ incidentId });
    const fact = rows[0];
    if (!fact) throw new Error('an incident begins with facts');
    const state = (value: string) => test.client.facts.state({ factId: fact.id, value, asOf: '2026-06-08' });
    await state('調査中');
    const body = `答え：{{事実:${fact.name}}}`;
    const one = await draft({ body });
    await test.client.notices.approve({ versionId: one.id });
    await state('ありました');
    const two = await draft({ body });
    const text = async (versionId: number) =>
      (await test.client.notices.preview({ versionId, officeCode: '0001', form: 'text' })).text;
    expect(await text(one.id)).toContain('答え：調査中');
    expect(await text(two.id)).toContain('答え：ありました');
    const { claims } = await test.client.notices.diff({ a: one.id, b: two.id });
    expect(claims).toEqual([{ from: '答え：調査中', to: '答え：ありました' }]);
  });
});
