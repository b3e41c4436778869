import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TO_ANSWER } from '../../electron/rules/questionDraft.ts';
import { approveVersion, createIncident, importOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(['sqlite', 'postgres'] as const)('questions on %s', (engine) => {
  let test: TestApp;
  let incidentId: number;
  let noticeId: number;
  beforeEach(async () => {
    test = await createTestApp({ engine });
    await importOffices(test, [{ code: '0001', name: '東雲運送' }, { code: '0002' }]);
    incidentId = await createIncident(test.client);
    const first = await approveVersion(test.client, incidentId);
    noticeId = first.noticeId;
    await test.client.deliveries.queue({ versionId: first.versionId });
  });
  afterEach(() => test.close());

  const ask = async (officeCode: string, question: string, category: 'leak' | 'procedure' = 'leak') => {
    const answer = await test.client.calls.record({
      officeCode,
      outcome: 'question',
      clerk: '山本',
      question,
      category,
    });
    return answer.questionId ?? 0;
  };
  const list = (more = {}) => test.client.questions.list({ incidentId, ...more });

  it('gather from the calls, newest first, by state, category, office and words', async () => {
    await ask('0001', '情報は漏れましたか');
    await ask('0002', '離職票はいつ出ますか', 'procedure');
    const all = await list();
    expect(all).toMatchObject({ total: 2, counts: { open: 2, drafted: 0, answered: 0 } });
    expect(all.rows).toMatchObject([
      { officeCode: '0002', category: 'procedure', question: '離職票はいつ出ますか', clerk: '山本', state: 'open' },
      { officeCode: '0001', officeName: '東雲運送', answeredBy: null },
    ]);
    expect((await list({ category: 'leak' })).rows.map((row) => row.officeCode)).toEqual(['0001']);
    expect((await list({ search: '東雲' })).total).toBe(1);
    expect((await list({ limit: 1 })).next).not.toBeNull();
    expect(await test.client.calls.due({})).toMatchObject({ questions: 2 });
  });

  it('come by every door into the one list, each once, and leave it with what they came by', async () => {
    const told = { method: 'fax', answer: 'question', note: '年度更新はどうなりますか' } as const;
    const byHand = await test.client.acknowledgements.record({ officeCode: '0001', ...told });
    await ask('0002', 'いつ直りますか');
    const file = join(test.folder, 'answers.csv');
    const lines = [
      '事業所番号,日時,回答,ご質問など',
      '0002,2026-06-08 09:00,質問あり,情報は漏れましたか',
      '0001,2026-06-08 09:00,質問あり,',
      '0002,2026-06-08 09:01,確認しました,',
    ];
    await writeFile(file, lines.join('\r\n'));
    await test.client.acknowledgements.import({ file, commit: true });
    expect((await list()).rows).toMatchObject([
      { officeCode: '0001', door: 'list', question: '', category: 'other' },
      { officeCode: '0002', door: 'list', question: '情報は漏れましたか', category: 'leak' },
      { officeCode: '0002', door: 'call', question: 'いつ直りますか' },
      { officeCode: '0001', door: 'hand', question: '年度更新はどうなりますか', category: 'procedure', mailId: null },
    ]);
    await test.client.acknowledgements.import({ file, commit: true });
    expect((await list()).total).toBe(4);
    await test.client.acknowledgements.withdraw({ id: byHand.id, reason: '誤り' });
    expect((await list()).rows.map((row) => row.door)).toEqual(['list', 'list', 'call']);
  });

  it('are put in other words; one nobody wrote down keeps out of the draft until it is', async () => {
    const { id: acknowledgementId } = await test.client.acknowledgements.record({
      ...{ officeCode: '0001', method: 'fax', answer: 'question', category: 'report' },
    });
    const { rows } = await list();
    const id = rows[0]?.id ?? 0;
    expect(rows).toMatchObject([{ question: '', category: 'report' }]);
    await expect(test.client.questions.toDraft({ ids: [id] })).rejects.toMatchObject({ code: 'question_unsaid' });
    await test.client.questions.edit({ id, question: '報告は要りますか' });
    await test.client.questions.edit({ id, category: 'other' });
    expect((await list()).rows).toMatchObject([{ question: '報告は要りますか', category: 'other' }]);
    expect((await test.client.questions.toDraft({ ids: [id] })).label).toBe('第2報');
    await test.client.acknowledgements.withdraw({ id: acknowledgementId, reason: '誤り' });
    await expect(test.client.questions.edit({ id, category: 'leak' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('count as answered when the office was told directly, with the clerk who said so', async () => {
    const id = await ask('0001', 'いつ直りますか');
    await test.client.questions.settle({ ids: [id], by: { kind: 'clerk' } });
    expect((await list()).rows).toMatchObject([
      { state: 'answered', answeredBy: { kind: 'clerk', id: null, name: 'script' } },
    ]);
    expect(await test.client.calls.due({})).toMatchObject({ questions: 0 });
  });

  it('go into the next version, which is begun for them, and are answered once it goes out', async () => {
    const ids = [await ask('0001', '情報は漏れましたか'), await ask('0002', '情報は漏れましたか')];
    const draft = await test.client.questions.toDraft({ ids });
    expect(draft.label).toBe('第2報');
    const { body } = await test.client.notices.get({ versionId: draft.versionId });
    expect(body.match(/問：情報は漏れましたか/g)).toHaveLength(1);
    expect(body).toContain(TO_ANSWER);
    expect(await list()).toMatchObject({ counts: { open: 0, drafted: 2, answered: 0 } });
    expect((await list()).rows[0]).toMatchObject({ state: 'drafted', answeredBy: { kind: 'version', name: '第2報' } });
    await test.client.notices.approve({ versionId: draft.versionId });
    await test.client.deliveries.queue({ versionId: draft.versionId });
    expect(await list({ state: 'answered' })).toMatchObject({ total: 2 });
  });

  it('are added to a draft that is being written, without a word of it lost', async () => {
    const { id } = await test.client.notices.draft({ noticeId, subject: '第2報の件名', body: '書きかけです。' });
    const draft = await test.client.questions.toDraft({ ids: [await ask('0001', 'いつ直りますか')] });
    expect(draft.versionId).toBe(id);
    const written = await test.client.notices.get({ versionId: id });
    expect(written).toMatchObject({ subject: '第2報の件名', state: 'draft' });
    expect(written.body).toMatch(/^書きかけです。\n\n## [\s\S]*いつ直りますか/);
  });

  it('are answered by a fact or a version, and opened again; what is not there is refused', async () => {
    const id = await ask('0001', '情報は漏れましたか');
    const { rows: facts } = await test.client.facts.list({ incidentId });
    const fact = facts[0];
    await test.client.questions.settle({ ids: [id], by: { kind: 'fact', id: fact?.id ?? 0 } });
    expect((await list()).rows[0]).toMatchObject({ state: 'answered', answeredBy: { kind: 'fact', name: fact?.name } });
    await test.client.questions.settle({ ids: [id], by: null });
    expect((await list()).rows[0]).toMatchObject({ state: 'open', answeredBy: null });
    await expect(test.client.questions.settle({ ids: [id], by: { kind: 'fact', id: 9999 } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(test.client.questions.settle({ ids: [9999], by: null })).rejects.toMatchObject({ code: 'not_found' });
    await expect(test.client.questions.toDraft({ ids: [9999] })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('become prepared answers: written, rewritten, taken out and put back', async () => {
    const questionIds = [await ask('0001', '情報は漏れましたか')];
    const entry = { incidentId, category: 'leak' as const, question: '漏れたのか', answer: '確認されていません。' };
    const { id } = await test.client.questions.saveAnswer({ ...entry, questionIds });
    expect((await list()).rows[0]).toMatchObject({ answeredBy: { kind: 'answer', id, name: '漏れたのか' } });
    await test.client.questions.saveAnswer({ ...entry, id, answer: '痕跡は見つかっていません。' });
    const answers = async () => (await test.client.questions.answers({ incidentId })).rows;
    expect(await answers()).toMatchObject([{ id, answer: '痕跡は見つかっていません。' }]);
    await test.client.questions.removeAnswer({ id });
    expect(await answers()).toEqual([]);
    await expect(test.client.questions.removeAnswer({ id })).rejects.toMatchObject({ code: 'not_found' });
    await test.client.questions.restoreAnswer({ id });
    expect(await answers()).toHaveLength(1);
    const elsewhere = { ...entry, incidentId: await createIncident(test.client), id };
    await expect(test.client.questions.saveAnswer(elsewhere)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('never hold a My Number', async () => {
    await expect(ask('0001', '番号は 123456789018 ですか')).rejects.toMatchObject({ code: 'my_number' });
    expect((await list()).total).toBe(0);
  });
});
