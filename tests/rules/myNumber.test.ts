import { describe, expect, it } from 'vitest';
import { containsMyNumber } from '../../electron/rules/myNumber.ts';

describe('My Number in a text', () => {
  it.each([
    '123456789018',
    '1234-5678-9018',
    '1234 5678 9018',
    '1234　5678　9018',
    '１２３４５６７８９０１８',
    '１２３４－５６７８－９０１８',
    '1234ー5678ー9018',
    '1234 - 5678 - 9018',
    '番号は123456789018です',
    'No.123456789018,2023-06-05',
    '123456789019 123456789018',
  ])('is seen in %s', (text) => {
    expect(containsMyNumber(text)).toBe(true);
  });

  it.each([
    ['123456789019', 'a wrong check digit'],
    ['13-1-01-912345-001', 'a labour insurance number'],
    ['13101912345001', 'the same in 14 digits'],
    ['4011001098993', 'a corporate number of 13 digits'],
    ['1234567890187', 'thirteen digits that begin like one'],
    ['5123456789018', 'thirteen digits that end like one'],
    ['1234-5678-9018-3456', 'a longer number in groups'],
    ['3456-1234-5678-9018', 'its other end'],
    ['202508280447292844', 'an arrival number'],
    ['03-0000-0417 090-0000-0417', 'phone numbers'],
    ['+819012345677', 'a phone number with its country'],
    ['', 'nothing'],
  ])('is not seen in %s (%s)', (text) => {
    expect(containsMyNumber(text)).toBe(false);
  });

  it('has exactly one check digit for any eleven digits', () => {
    for (const eleven of ['12345678901', '98765432109', '00000000001', '55512398764', '20230605060']) {
      const valid = [...'0123456789'].filter((check) => containsMyNumber(eleven + check));
      expect(valid, eleven).toHaveLength(1);
    }
  });

  it('has the check digit 0 for the remainders 0 and 1', () => {
    expect(containsMyNumber('000000000000')).toBe(true);
    // 4×2 + 1×3 = 11, remainder 0; 6×2 = 12, remainder 1.
    expect(containsMyNumber('000000000140')).toBe(true);
    expect(containsMyNumber('000000000060')).toBe(true);
  });

  it('is no longer seen when any one digit is wrong', () => {
    const valid = [...'123456789018'];
    let missed = 0;
    valid.forEach((digit, at) => {
      for (const other of '0123456789') {
        if (other !== digit && containsMyNumber(valid.with(at, other).join(''))) missed += 1;
      }
    });
    expect(missed).toBe(0);
  });
});
