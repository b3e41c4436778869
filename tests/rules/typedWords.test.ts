import { expect, it } from 'vitest';
import { wholeNumber } from '../../renderer/components/wholeNumber.ts';
import { oneLine } from '../../renderer/pages/calls/oneLine.ts';

it('reads a number as clerks type it, and nothing else as one', () => {
  expect(['1234', '１，２３４', ' 1,234 '].map(wholeNumber)).toEqual([1234, 1234, 1234]);
  expect(['', '1e3', '12.7', '-5', '0x10', '十'].map(wholeNumber)).toEqual([0, 0, 0, 0, 0, 0]);
});

it('puts noted words on one line, no longer than a field takes', () => {
  expect(oneLine(' 復旧は\r\nいつ　ですか\n', 300)).toBe('復旧は いつ ですか');
  expect(oneLine('あ'.repeat(501), 500)).toHaveLength(500);
});
