import { describe, expect, it } from 'vitest';
import { type AudienceRule, audienceRule } from '../../electron/contract/audiences.ts';
import {
  changedKind,
  conditionKinds,
  readChoice,
  readCodes,
  ruleOfChoice,
} from '../../renderer/pages/notices/audienceChoice.ts';
import { audienceWords } from '../../renderer/pages/notices/audienceWords.ts';
import { ja } from '../../renderer/text/ja.ts';

const versions = [
  { id: 2, label: '第2報' },
  { id: 1, label: '第1報' },
];
const hasNot: AudienceRule = { kind: 'has_not', has: 1, not: 2 };
const west: AudienceRule = { kind: 'filter', filter: { branches: ['西支部'] } };
const failed: AudienceRule = { kind: 'failed', versionId: 1 };
const shown: AudienceRule[] = [
  hasNot,
  { kind: 'intersection', of: [hasNot, west] },
  { kind: 'union', of: [{ kind: 'intersection', of: [hasNot, west] }, failed] },
  { kind: 'difference', from: { kind: 'union', of: [hasNot, failed] }, less: { kind: 'delayed' } },
  { kind: 'difference', from: west, less: { kind: 'union', of: [failed, { kind: 'delayed' }] } },
];

describe('an audience in rows', () => {
  it.each(shown)('a rule that rows can show comes back as it was: %j', (rule) => {
    const choice = readChoice(rule);
    expect(choice && ruleOfChoice(choice)).toEqual(rule);
  });

  it('a rule from a script that is deeper than rows is left alone', () => {
    const deep: AudienceRule = { kind: 'intersection', of: [{ kind: 'union', of: [hasNot, failed] }, west] };
    expect(readChoice(deep)).toBeNull();
    expect(readChoice({ kind: 'union', of: [{ kind: 'difference', from: west, less: failed }] })).toBeNull();
    expect(readChoice({ kind: 'difference', from: west, less: deep })).toBeNull();
  });

  it('every kind that is offered makes a rule the contract takes, and keeps the version that was chosen', () => {
    for (const kind of conditionKinds)
      expect(audienceRule.safeParse(changedKind({ kind: 'affected' }, kind, 2, 1)).success, kind).toBe(true);
    expect(changedKind({ kind: 'unconfirmed', versionId: 1 }, 'failed', 2, 1)).toEqual(failed);
  });

  it('codes are read from a pasted list, full-width or not, once each', () => {
    expect(readCodes(' 00417、００４１８\n00417\t00500 ')).toEqual(['00417', '00418', '00500']);
    expect(readCodes('  ')).toEqual([]);
  });
});

describe('an audience in words', () => {
  const words = (rule: AudienceRule) => audienceWords(rule, versions, ja);

  it('says a rule as a clerk would, with brackets only where they are needed', () => {
    expect(words({ kind: 'affected' })).toBe('対象の事業所すべて');
    expect(words(hasNot)).toBe('第1報は受け取り、第2報は受け取っていない事業所');
    expect(words({ kind: 'difference', from: { kind: 'union', of: [west, failed] }, less: { kind: 'delayed' } })).toBe(
      '支部が 西支部 または 第1報が届かなかった事業所。ただし 遅れている手続きがある事業所 を除く',
    );
    expect(words({ kind: 'union', of: [{ kind: 'intersection', of: [hasNot, west] }, failed] })).toBe(
      '（第1報は受け取り、第2報は受け取っていない事業所 かつ 支部が 西支部） または 第1報が届かなかった事業所',
    );
  });

  it('reads a few codes out and counts many, and names a version of elsewhere by its number', () => {
    expect(words({ kind: 'offices', codes: ['00417', '00418'] })).toBe('番号 00417、00418');
    expect(words({ kind: 'offices', codes: ['1', '2', '3', '4'] })).toBe('番号を並べた 4件');
    expect(words({ kind: 'sent', versionId: 9 })).toContain('（9）');
  });
});
