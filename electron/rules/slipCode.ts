/** Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O, which look like 1, 1, 0, and no U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DIGITS = 8;
/** How many different values a code can carry: 2^40. */
export const SLIP_CODE_VALUES = 32 ** DIGITS;
/** The check symbol is the value modulo this prime, greater than the 32 symbols, so that no slip goes unseen. */
const CHECK = 37;

/**
 * A new 確認番号 as it is stored: eight symbols and a check symbol, `7K3M9Q2TX`.
 * The standard has five more check symbols (`*~$=U`); values that would end on one of them are drawn again, for
 * nobody can read `~` out on the telephone.
 * @param draw a whole number from 0 to `SLIP_CODE_VALUES` - 1, from a source nobody can guess
 */
export function newSlipCode(draw: () => number): string {
  let value = draw();
  while (value % CHECK >= ALPHABET.length) value = draw();
  return encode(value) + ALPHABET[value % CHECK];
}

/** As people read it: `7K3M-9Q2T-X`. */
export function showSlipCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4, DIGITS)}-${code.slice(DIGITS)}`;
}

/**
 * The stored form of what somebody typed: small or full-width letters, spaces and hyphens make no difference, O is
 * read as 0, I and L as 1. Null when it is no code: every single wrong symbol and every swap of two neighbours is
 * found.
 */
export function parseSlipCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐‑‒–—―−─ー]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (code.length !== DIGITS + 1 || [...code].some((symbol) => !ALPHABET.includes(symbol))) return null;
  return ALPHABET[decode(code.slice(0, DIGITS)) % CHECK] === code.slice(DIGITS) ? code : null;
}

function encode(value: number): string {
  let symbols = '';
  for (let rest = value; symbols.length < DIGITS; rest = Math.floor(rest / 32)) symbols = ALPHABET[rest % 32] + symbols;
  return symbols;
}

function decode(symbols: string): number {
  return [...symbols].reduce((value, symbol) => value * 32 + ALPHABET.indexOf(symbol), 0);
}
