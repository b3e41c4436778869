import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { incidentQuestions } from '../../electron/rules/incidentQuestions.ts';
import { parseTemplate } from '../../electron/rules/mergeTemplate.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('templates', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  const names = async () => (await test.client.templates.list({})).rows.map((row) => row.name);

  it('a new register has the ones of the house, and every field in them is known to a new incident', async () => {
    expect(await names()).toEqual(['第1報', '続報', '訂正', '最終報告', '手続き遅延のお知らせ']);
    const facts = incidentQuestions.map(({ name }) => name);
    for (const { subject, body } of (await test.client.templates.list({})).rows) {
      expect(parseTemplate(subject, facts, 'subject').problems).toEqual([]);
      expect(parseTemplate(body, facts).problems).toEqual([]);
      expect(parseTemplate(body, facts).template.fields.length).toBeGreaterThan(2);
    }
  });

  it('one saved under a name that is taken takes its place, the other ones stay', async () => {
    const before = (await test.client.templates.list({})).rows;
    const { id } = await test.client.templates.save({ name: '続報', subject: '件名', body: '本文 {{事業所名}}' });
    const after = (await test.client.templates.list({})).rows;
    expect(after).toEqual(
      before.map((row) =>
        row.name === '続報'
          ? { id, name: '続報', subject: '件名', body: '本文 {{事業所名}}', updatedAt: test.clock.now().toISOString() }
          : row,
      ),
    );
    await test.client.templates.save({ name: '当会の形', subject: '件名', body: '本文' });
    expect(await names()).toHaveLength(6);
  });

  it('one of the house can be removed, and is there again when it is saved again', async () => {
    const [first] = (await test.client.templates.list({})).rows;
    if (!first) throw new Error('no template');
    await test.client.templates.remove({ id: first.id });
    expect(await names()).not.toContain('第1報');
    await expect(test.client.templates.remove({ id: first.id })).rejects.toMatchObject({ code: 'not_found' });
    await test.client.templates.save({ name: first.name, subject: first.subject, body: first.body });
    expect(await names()).toContain('第1報');
  });

  it('a field that is none is refused with its place, and nothing is saved; any fact may be quoted', async () => {
    const save = (subject: string, body: string) => test.client.templates.save({ name: '新', subject, body });
    await expect(save('件名', '一行目\n二行目 {{事業所}}')).rejects.toMatchObject({
      code: 'notice_invalid',
      data: { line: 2, column: 5, found: '{{事業所}}' },
    });
    await expect(save('{{件名}}', '本文')).rejects.toMatchObject({ code: 'notice_invalid' });
    await expect(save('件名', '{{#遅延あり}}本文')).rejects.toMatchObject({ code: 'notice_invalid' });
    expect(await names()).not.toContain('新');
    await save('件名', '{{事実:まだない事実}}');
    expect(await names()).toContain('新');
  });
});
