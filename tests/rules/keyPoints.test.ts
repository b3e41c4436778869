import { describe, expect, it } from 'vitest';
import { keyPoints } from '../../electron/rules/keyPoints.ts';
import { parseMarkup } from '../../electron/rules/markup.ts';
import { TO_ANSWER, withQuestions } from '../../electron/rules/questionDraft.ts';

const points = (text: string) => keyPoints(parseMarkup(text));

describe('what to say on the phone', () => {
  it('is the first list of the text, items inside items too', () => {
    expect(
      points(
        '前文です。\n\n## 現在の状況\n\n- 復旧は**6月30日**の見込み\n- 報告は当会が行います\n- 別の話\n\n文。\n\n- 次の一覧',
      ),
    ).toEqual(['復旧は6月30日の見込み', '報告は当会が行います', '別の話']);
    expect(points('1. 一\n  - 一の一\n2. 二')).toEqual(['一', '一の一', '二']);
  });

  it('without a list its headings, else its sentences; never more than six', () => {
    expect(points('## 判明したこと\n\n文。\n\n## お願い\n\n文。')).toEqual(['判明したこと', 'お願い']);
    expect(points('障害が起きました。\n復旧を急いでいます。')).toEqual(['障害が起きました。', '復旧を急いでいます。']);
    expect(points(Array.from({ length: 9 }, (_, i) => `- ${i}`).join('\n'))).toHaveLength(6);
    expect(points('')).toEqual([]);
  });

  it('finds the list inside 記 … 以上', () => {
    expect(points('拝啓\n\n記\n\n- 日時\n- 場所\n\n以上')).toEqual(['日時', '場所']);
  });
});

describe('questions in the next draft', () => {
  it('stand at its end, each with room for its answer, and no question twice', () => {
    const once = withQuestions('本文です。', ['いつ直りますか', 'いつ直りますか']);
    expect(once).toBe(`本文です。\n\n## お寄せいただいたご質問\n\n**問：いつ直りますか**\n\n${TO_ANSWER}\n`);
    const twice = withQuestions(once, ['いつ直りますか', '漏れたのですか']);
    expect(twice.match(/## /g)).toHaveLength(1);
    expect(twice.match(/問：/g)).toHaveLength(2);
  });

  it('cannot become markup or a field', () => {
    expect(withQuestions('', ['**{{事業所名}}**\n# 見出し'])).toContain('**問：事業所名 見出し**');
  });
});
