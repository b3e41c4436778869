import { describe, expect, it } from 'vitest';
import { blocksToHtml } from '../../electron/rules/htmlMail.ts';
import { exampleData, type MergeData, type MergeOffice, mergeFieldList } from '../../electron/rules/mergeFields.ts';
import { parseTemplate } from '../../electron/rules/mergeTemplate.ts';
import { mergeBlocks, mergeLine, mergeNotice } from '../../electron/rules/mergeText.ts';
import { blocksToText } from '../../electron/rules/textMail.ts';

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

  it('is put in only where a field was typed, not where a text holds the signs the app keeps for itself', () => {
    expect(mergedText('\ufdd00\ufdd1{{支部}}')).toBe('\ufffd0\ufffd西支部');
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
