import { describe, expect, it } from 'vitest';
import { blocksToHtml } from '../../electron/rules/htmlMail.ts';
import { exampleData, type MergeData, type MergeOffice } from '../../electron/rules/mergeFields.ts';
import { parseTemplate } from '../../electron/rules/mergeTemplate.ts';
import { mergeBlocks, mergeLine } from '../../electron/rules/mergeText.ts';
import { blocksToText } from '../../electron/rules/textMail.ts';
import { hostileTexts } from './hostileTexts.ts';

const facts = ['復旧', '漏えい', 'マイナンバー①'];
const templateOf = (text: string) => {
  const { template, problems } = parseTemplate(text, facts);
  expect(problems).toEqual([]);
  return template;
};
const office = (changes: Partial<MergeOffice>): MergeData => ({
  ...exampleData,
  office: { ...exampleData.office, ...changes },
});
const mergedText = (text: string, data = exampleData) => blocksToText(mergeBlocks(templateOf(text), data).blocks);
const problemsOf = (text: string) =>
  parseTemplate(text, facts).problems.map(({ code, line, column, found }) => [code, line, column, found]);

describe('a condition', () => {
  const none = office({ delayed: [], tags: [], contactName: '', channel: 'fax' });

  it.each([
    ['{{#タグ:建設}}A{{/}}', 'A', ''],
    ['{{^タグ:建設}}A{{/}}', '', 'A'],
    ['{{#経路:FAX}}A{{else}}B{{/}}', 'B', 'A'],
    ['{{#経路:メール}}A{{/経路:メール}}', 'A', ''],
    ['{{#遅延あり}}A{{else}}B{{/遅延あり}}', 'A', 'B'],
    ['{{#担当者名}}{{担当者名}} 様{{else}}ご担当者様{{/}}', '中村 様', 'ご担当者様'],
    ['{{#タグ:建設}}{{#遅延あり}}A{{else}}B{{/}}{{else}}{{^遅延あり}}C{{/}}{{/}}', 'A', 'C'],
    ['{{#タグ:土木}}A{{/}}B', 'B', 'B'],
  ])('%s gives %j, and %j for an office without tags, delays and person, by FAX', (text, one, other) => {
    const template = templateOf(text);
    expect(mergeLine(template, exampleData).text).toBe(one);
    expect(mergeLine(template, none).text).toBe(other);
  });

  it('alone on a line takes the line with it, so that lists and tables stay whole', () => {
    const text = '| a |\n|---|\n{{#遅延あり}}\n| 1 |\n{{else}}\n| 2 |\n　{{/}}　\n| 3 |';
    expect(mergedText(text)).toBe('a\n-\n1\n3');
    expect(mergedText(text, none)).toBe('a\n-\n2\n3');
  });

  it('may hold blocks', () => {
    const text = '前\n{{#遅延あり}}\n## 手続き\n{{遅延手続一覧}}\n{{/}}\n後';
    expect(mergeBlocks(templateOf(text), exampleData).blocks.map(({ kind }) => kind)).toEqual(
      'paragraph heading table paragraph'.split(' '),
    );
    expect(mergedText(text, none)).toBe('前\n後');
  });

  it('asks only after what is read: a field that is not shown is not told as empty', () => {
    expect(mergeBlocks(templateOf('{{#担当者名}}{{担当者名}}{{/}}本文'), none).empty).toEqual([]);
  });
});

describe('what is no field', () => {
  it.each([
    ['{{事業者名}}', [['unknown_field', 1, 1, '{{事業者名}}']]],
    ['一\n二{{会社}}三', [['unknown_field', 2, 2, '{{会社}}']]],
    ['{{}}', [['unknown_field', 1, 1, '{{}}']]],
    ['{{constructor}}', [['unknown_field', 1, 1, '{{constructor}}']]],
    ['{{事実:復元}}', [['unknown_fact', 1, 1, '{{事実:復元}}']]],
    ['{{#事実:復元}}a{{/}}', [['unknown_fact', 1, 1, '{{#事実:復元}}']]],
    ['{{事業所名|令和}}', [['bad_format', 1, 1, '{{事業所名|令和}}']]],
    ['{{発信日|平成}}', [['bad_format', 1, 1, '{{発信日|平成}}']]],
    ['{{発信日|令和|令和}}', [['bad_format', 1, 1, '{{発信日|令和|令和}}']]],
    ['{{事実:復旧|令和}}', [['bad_format', 1, 1, '{{事実:復旧|令和}}']]],
    ['{{事実:復旧|時点|x}}', [['bad_format', 1, 1, '{{事実:復旧|時点|x}}']]],
    ['{{遅延手続一覧|表}}', [['bad_format', 1, 1, '{{遅延手続一覧|表}}']]],
    ['{{#業種:建設}}a{{/}}', [['unknown_condition', 1, 1, '{{#業種:建設}}']]],
    ['{{#経路:伝書鳩}}a{{/}}', [['unknown_condition', 1, 1, '{{#経路:伝書鳩}}']]],
    ['{{#タグ:}}a{{/}}', [['unknown_condition', 1, 1, '{{#タグ:}}']]],
    ['{{#発信日|平成}}a{{/}}', [['bad_format', 1, 1, '{{#発信日|平成}}']]],
    [
      '  {{事業所名\n}}',
      [
        ['open_field', 1, 3, '{{事業所名'],
        ['open_field', 2, 1, '}}'],
      ],
    ],
    ['{{事業所名{{支部}}', [['open_field', 1, 1, '{{事業所名{{支部}}']]],
    ['{{#遅延あり}}a', [['open_condition', 1, 1, '{{#遅延あり}}']]],
    ['\n{{#遅延あり}}\n{{#経路:FAX}}a{{/}}', [['open_condition', 2, 1, '{{#遅延あり}}']]],
    ['a{{/}}', [['open_condition', 1, 2, '{{/}}']]],
    ['{{else}}', [['open_condition', 1, 1, '{{else}}']]],
    ['{{#遅延あり}}{{else}}{{else}}{{/}}', [['open_condition', 1, 18, '{{else}}']]],
    ['{{#遅延あり}}a{{/タグ:建設}}', [['open_condition', 1, 11, '{{/タグ:建設}}']]],
  ])('%j is told with line and column: %j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('stands in the text as it was typed: never an empty hole', () => {
    const { template } = parseTemplate('前{{事業者名}}後{{支部\n\n{{#業種:建設}}\n本文\n{{/}}', facts);
    expect(blocksToText(mergeBlocks(template, exampleData).blocks)).toBe(
      '前{{事業者名}}後{{支部\n\n{{#業種:建設}}\n本文',
    );
  });

  it('is told for every place, in order, and at most a thousand times', () => {
    expect(problemsOf('{{#遅延あり}}\n{{x}}{{y}}').map(([code]) => code)).toEqual([
      'open_condition',
      'unknown_field',
      'unknown_field',
    ]);
    expect(problemsOf('{{x}}'.repeat(2_000))).toHaveLength(1_000);
  });

  it('is a subject that names itself', () => {
    expect(parseTemplate('{{件名}}', facts, 'subject').problems.map(({ code }) => code)).toEqual(['unknown_field']);
  });
});

describe('any text', () => {
  it.each(hostileTexts)(
    'is read and filled in time in proportion to its length: 50,000 characters of %s',
    (_name, text) => {
      const began = performance.now();
      const { template, problems } = parseTemplate(text, facts);
      const { blocks } = mergeBlocks(template, exampleData);
      blocksToHtml(blocks);
      blocksToText(blocks);
      expect(problems.length).toBeLessThanOrEqual(1_000);
      expect(performance.now() - began).toBeLessThan(2_000);
    },
  );
});
