import { describe, expect, it } from 'vitest';
import { newSlipCode, parseSlipCode, SLIP_CODE_VALUES, showSlipCode } from '../../electron/rules/slipCode.ts';
import { seeded } from './random.ts';

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const random = seeded(4);
const draw = () => Math.floor(random() * SLIP_CODE_VALUES);
const samples = Array.from({ length: 400 }, () => newSlipCode(draw));

describe('the code of a slip', () => {
  it('is the value in base 32 with its remainder by 37 behind it', () => {
    expect(newSlipCode(() => 0)).toBe('000000000');
    expect(newSlipCode(() => 1)).toBe('000000011');
    expect(newSlipCode(() => 31)).toBe('0000000ZZ');
    expect(newSlipCode(() => 37)).toBe('000000150');
    // 2^40 - 1 is 15 modulo 37.
    expect(newSlipCode(() => SLIP_CODE_VALUES - 1)).toBe('ZZZZZZZZF');
    expect(SLIP_CODE_VALUES).toBe(2 ** 40);
  });

  it('is drawn again when its check symbol would be a sign', () => {
    const values = [32, 33, 34, 35, 36, 38];
    expect(newSlipCode(() => values.shift() ?? 0)).toBe('000000161');
  });

  it('is shown in groups', () => {
    expect(showSlipCode('7K3M9Q2TX')).toBe('7K3M-9Q2T-X');
  });

  it('is read however people write it', () => {
    for (const code of samples) {
      const shown = showSlipCode(code);
      const fullWidth = [...shown].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
      const lookalikes = shown.toLowerCase().replaceAll('0', 'o').replace('1', 'l').replaceAll('1', 'I');
      const spellings = [code, shown, shown.toLowerCase(), fullWidth, lookalikes, ` ${shown.replaceAll('-', '　')}\n`];
      for (const spelling of [...spellings, shown.replaceAll('-', 'ー'), shown.replaceAll('-', '−')])
        expect(parseSlipCode(spelling)).toBe(code);
    }
  });

  it('is none when it is too short, too long, or has other signs', () => {
    const [code = ''] = samples;
    for (const wrong of ['', '-', code.slice(1), code.slice(0, -1), `${code}0`, code.replace(/.$/, '*'), 'U'.repeat(9)])
      expect(parseSlipCode(wrong)).toBeNull();
  });

  it('shows every single wrong symbol, in every place', () => {
    let tried = 0;
    for (const code of samples)
      for (let place = 0; place < code.length; place += 1)
        for (const symbol of SYMBOLS) {
          if (symbol === code[place]) continue;
          tried += 1;
          expect(parseSlipCode(code.slice(0, place) + symbol + code.slice(place + 1))).toBeNull();
        }
    expect(tried).toBe(400 * 9 * 31);
  });

  it('shows every swap of two neighbours, the check symbol among them', () => {
    let tried = 0;
    for (const one of SYMBOLS)
      for (const other of SYMBOLS)
        for (let place = 0; place < 7; place += 1) {
          const code = newSlipCode(() => valueWith(one, other, place));
          for (let at = 0; at < 8; at += 1) {
            const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
            if (swapped === code) continue;
            tried += 1;
            expect(parseSlipCode(swapped)).toBeNull();
          }
        }
    expect(tried).toBeGreaterThan(40_000);
  });
});

/** A random value with these two symbols side by side at this place. */
function valueWith(one: string, other: string, place: number): number {
  const symbols = Array.from({ length: 8 }, () => Math.floor(random() * 32));
  symbols[place] = SYMBOLS.indexOf(one);
  symbols[place + 1] = SYMBOLS.indexOf(other);
  return symbols.reduce((value, symbol) => value * 32 + symbol, 0);
}
