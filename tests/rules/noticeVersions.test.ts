import { describe, expect, it } from 'vitest';
import { defaultLabel, frozenText } from '../../electron/rules/noticeVersions.ts';

describe('versions of a notice', () => {
  it('are called 第n報', () => {
    expect([1, 2, 30].map((number) => defaultLabel(number))).toEqual(['第1報', '第2報', '第30報']);
    expect(defaultLabel(3, true)).toBe('第3報（訂正）');
  });
});

describe('the frozen text', () => {
  const version = {
    ...{ label: '第1報', documentNumber: 'ひ労発第1号', datedOn: '', supersedes: null, subject: '障害のお知らせ' },
    ...{ body: '本文\n𠮷', parts: '[]', attachments: ['aa'] },
  };

  it('is fixed in its form, so that a hash can be worked out again', () => {
    expect(frozenText(version)).toBe(
      'label 3\n第1報\ndocumentNumber 6\nひ労発第1号\ndatedOn 0\n\nsupersedes 0\n\nsubject 7\n障害のお知らせ\nbody 4\n本文\n𠮷\nparts 2\n[]\nattachment 2\naa\n',
    );
  });

  it('differs when a character moves from one field to the next', () => {
    const texts = [
      version,
      { ...version, subject: '障害のお知らせ本', body: '文\n𠮷' },
      { ...version, label: '第1', subject: '報障害のお知らせ' },
      { ...version, subject: '障害のお知らせ\nbody 4\n本文\n𠮷', body: '' },
      { ...version, attachments: ['ab'] },
      { ...version, supersedes: 1 },
      { ...version, body: '本文\r\n𠮷' },
      { ...version, body: '本文\n𠮷 ' },
    ].map(frozenText);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
