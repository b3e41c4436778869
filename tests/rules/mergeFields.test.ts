import { describe, expect, it } from 'vitest';
import { blocksToHtml } from '../../electron/rules/htmlMail.ts';
import { exampleData, type MergeData, type MergeOffice, mergeFieldList } from '../../electron/rules/mergeFields.ts';
import { parseTemplate } from '../../electron/rules/mergeTemplate.ts';
import { mergeBlocks, mergeLine, mergeNotice } from '../../electron/rules/mergeText.ts';
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
const version = (changes: Partial<MergeData['version']>): MergeData => ({
  ...exampleData,
  version: { ...exampleData.version, ...changes },
});
const merged = (text: string, data = exampleData) => mergeLine(templateOf(text), data).text;
const mergedText = (text: string, data = exampleData) => blocksToText(mergeBlocks(templateOf(text), data).blocks);
const problemsOf = (text: string) =>
  parseTemplate(text, facts).problems.map(({ code, line, column, found }) => [code, line, column, found]);

describe('a field', () => {
  it.each([
    ['{{事業所名}}', '東雲運送株式会社'],
    ['{{担当者名}}', '中村'],
    ['{{支部}}', '西支部'],
    ['{{事業所番号}}', '00417'],
    ['{{確認番号}}', 'K7M2-9QXP'],
    ['{{文書番号}}', 'ひ労発第26号'],
    ['{{発信日}}', '2026年6月19日'],
    ['{{発信日|令和}}', '令和8年6月19日'],
    ['{{発信日|西暦}}', '2026年6月19日'],
    ['{{返信期限|令和}}', '令和8年6月26日'],
    ['{{版}}', '第2報'],
    ['{{件名}}', '給与クラウドの障害について'],
    ['{{差出人}}', 'ひのもり労働保険事務組合 電話 03-0000-9000'],
    ['{{事実:復旧}}', '6月末の見込みとのこと'],
    ['{{事実:復旧|時点}}', '2026年6月18日'],
    ['{{事実:復旧|時点|令和}}', '令和8年6月18日'],
  ])('%s holds %s for the example', (field, value) => {
    expect(merged(field)).toBe(value);
  });

  it.each(['｛｛事業所名｝｝', '{{ 事業所名 }}', '{｛　事業所名｝}', '｛｛ 事業所名}}'])(
    'may stand in full-width braces and with blanks inside: %s',
    (field) => {
      expect(merged(field)).toBe('東雲運送株式会社');
    },
  );

  it('may be written in full or half width', () => {
    expect(merged('{{発信日｜令和}}、{{事実：復旧 ｜ 時点}}')).toBe('令和8年6月19日、2026年6月18日');
    expect(merged('{{＃経路：ＦＡＸ}}A{{／}}{{＾経路：ＦＡＸ}}B{{／}}')).toBe('B');
  });

  it('holds a name without the honorific that the register carries', () => {
    expect(merged('{{事業所名}}・{{担当者名}}', office({ name: '山一 御中', contactName: '中村様' }))).toBe(
      '山一・中村',
    );
  });
});

describe('敬称', () => {
  const text = '{{事業所名}} {{担当者名}} {{敬称}}';
  it('is 様 for a person and 御中 for an organisation, never both', () => {
    expect(merged(text)).toBe('東雲運送株式会社 中村 様');
    expect(merged(text, office({ contactName: '' }))).toBe('東雲運送株式会社 御中');
    expect(merged(`{{敬称}}${text}`)).toBe('様東雲運送株式会社 中村 様');
  });

  it('is 御中 in a text that does not name the person', () => {
    expect(merged('{{事業所名}} {{敬称}}')).toBe('東雲運送株式会社 御中');
    expect(merged('{{事業所名}}{{#経路:FAX}} {{担当者名}}{{/}} {{敬称}}')).toBe('東雲運送株式会社 御中');
  });
});

describe('a fact', () => {
  const told = (value: string, hearsay: boolean) =>
    merged('{{事実:漏えい}}', version({ facts: new Map([['漏えい', { value, asOf: '2026-06-18', hearsay }]]) }));

  it.each([
    ['確認されていない', true, '確認されていないとのこと'],
    ['確認されていない。', true, '確認されていないとのこと。'],
    ['確認されていないとのこと', true, '確認されていないとのこと'],
    ['確認されていないとのこと。', true, '確認されていないとのこと。'],
    ['確認されていない。', false, '確認されていない。'],
    ['', true, ''],
  ])('%j, said by somebody else: %s, is told as %j', (value, hearsay, words) => {
    expect(told(value, hearsay)).toBe(words);
  });

  it('is named as the incident names it, width aside', () => {
    const data = version({
      facts: new Map([['マイナンバー①', { value: 'なし', asOf: '2026-06-18', hearsay: false }]]),
    });
    expect(merged('{{事実:ﾏｲﾅﾝﾊﾞｰ1}}', data)).toBe('なし');
  });

  it('is told of a text that quotes it, each once', () => {
    expect(templateOf('{{事実:復旧}}{{#経路:FAX}}{{事実:漏えい|時点}}{{/}}{{事実:復旧|時点}}').facts).toEqual([
      '復旧',
      '漏えい',
    ]);
  });
});

describe('遅延手続一覧', () => {
  const late = '離職票の交付（期限 2026年7月13日、準備）、健康保険の資格取得届（期限 2026年6月10日、提出待ち）';

  it('is a table on a line of its own, also in the middle of a paragraph', () => {
    const { blocks } = mergeBlocks(templateOf('次のとおりです。\n　{{遅延手続一覧|令和}}\n以上です。'), exampleData);
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'table', 'paragraph']);
    expect(blocksToText(blocks.slice(1, 2)).split('\n')).toEqual([
      '手続き                期限            状態',
      '--------------------  --------------  --------',
      '離職票の交付          令和8年7月13日  準備',
      '健康保険の資格取得届  令和8年6月10日  提出待ち',
    ]);
  });

  it('is a list of words within a line', () => {
    expect(mergedText('手続き: {{遅延手続一覧}}').replaceAll('\n', '')).toBe(`手続き: ${late}`);
  });

  it('leaves no hole where there are none, and is told as empty', () => {
    const none = office({ delayed: [] });
    const { blocks, empty } = mergeBlocks(templateOf('前\n\n{{遅延手続一覧}}\n\n後'), none);
    expect(blocksToText(blocks)).toBe('前\n\n後');
    expect(empty).toEqual(['遅延手続一覧']);
  });

  it('has an empty cell for a kind without a date', () => {
    const delayed = [{ label: '就業規則', dueOn: null, state: 'received' as const }];
    expect(mergedText('- {{遅延手続一覧}}', office({ delayed }))).toBe('・就業規則（受付）');
  });
});

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

describe('what is empty for an office', () => {
  it('is told once, by its name, in subject and text', () => {
    const subject = parseTemplate('{{支部}}', facts, 'subject').template;
    const body = templateOf('{{支部}}{{担当者名}}{{事実:漏えい}}{{発信日|令和}}{{事業所名}}{{支部}}');
    const data = { ...office({ branch: ' ', contactName: '' }), version: { ...exampleData.version, datedOn: '' } };
    expect(mergeNotice({ subject, body, covering: null }, data).empty).toEqual([
      '支部',
      '担当者名',
      '事実:漏えい',
      '発信日|令和',
    ]);
  });

  it('leaves no empty paragraph', () => {
    expect(mergedText('前\n\n{{支部}}\n\n後', office({ branch: '' }))).toBe('前\n\n後');
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

describe('what a field holds', () => {
  const values = [
    '**太字**',
    '# 題',
    '- 一',
    '| a |\n|---|',
    '[x](https://example.jp)',
    '---',
    '記\n\n以上',
    '\\*',
    '{{支部}}',
    '$&$1',
    '\ufdd00\ufdd1',
  ];

  it.each(values)('is text: %j becomes neither markup nor a field', (name) => {
    const { blocks } = mergeBlocks(templateOf('{{事業所名}}\n\n**{{事業所名}}**\n\n- {{事業所名}}'), office({ name }));
    const looks = { bold: false, href: null };
    expect(blocks).toEqual([
      { kind: 'paragraph', spans: [{ text: name, ...looks }] },
      { kind: 'paragraph', spans: [{ text: name, ...looks, bold: true }] },
      { kind: 'list', items: [{ number: null, spans: [{ text: name, ...looks }], items: [] }] },
    ]);
  });

  it('is encoded in the address of a link, and cannot be all of it', () => {
    const data = office({ confirmationCode: 'a b&c/../"', branch: 'javascript:alert(1)' });
    expect(blocksToHtml(mergeBlocks(templateOf('[押す](https://example.jp/?c={{確認番号}})'), data).blocks)).toContain(
      'href="https://example.jp/?c=a%20b%26c%2F..%2F%22"',
    );
    expect(mergedText('[押す]({{支部}})', data)).toBe('[押す](javascript:alert(1))');
  });

  it('has no control characters and no half characters', () => {
    expect(mergedText('{{事業所名}}', office({ name: 'a\u0000\u001bb\ud800' }))).toBe('ab\ufffd');
  });

  it('may have lines of its own', () => {
    expect(mergedText('{{差出人}}')).toBe('ひのもり労働保険事務組合\n電話 03-0000-9000');
  });
});

describe('the list of fields', () => {
  it('has every field once, each with what it holds for the example, and none that is not one', () => {
    const rows = mergeFieldList();
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows.map(({ field }) => field)).size).toBe(rows.length);
    for (const { field, example } of rows) {
      expect(parseTemplate(field, ['復旧']).problems, field).toEqual([]);
      expect(example, field).not.toBe('');
    }
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
