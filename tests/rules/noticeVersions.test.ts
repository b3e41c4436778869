import { describe, expect, it } from 'vitest';
import { defaultLabel, frozenText } from '../../electron/rules/noticeVersions.ts';

describe('versions of a notice', () => {
  it('are called 第n報', () => {
    expect([1, 2, 30].map(defaultLabel)).toEqual(['第1報', '第2報', '第30報']);
  });
});

describe('the frozen text', () => {
  const version = { label: '第1報', subject: '障害のお知らせ', body: '本文\n𠮷' };

  it('is fixed in its form, for hashes of old registers must stay right', () => {
    expect(frozenText(version)).toBe('label 3\n第1報\nsubject 7\n障害のお知らせ\nbody 4\n本文\n𠮷\n');
  });

  it('differs when a character moves from one field to the next', () => {
    const texts = [
      version,
      { ...version, subject: '障害のお知らせ本', body: '文\n𠮷' },
      { ...version, label: '第1', subject: '報障害のお知らせ' },
      { ...version, subject: '障害のお知らせ\nbody 4\n本文\n𠮷', body: '' },
      { ...version, body: '本文\r\n𠮷' },
      { ...version, body: '本文\n𠮷 ' },
    ].map(frozenText);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
