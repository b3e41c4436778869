// A country code (+81…) makes a phone number of twelve digits too; a hyphen that goes on, some longer number.
const twelveDigits = /(?<![\d+]|\d-)(?:\d{12}|\d{4}(?: ?- ?| )\d{4}(?: ?- ?| )\d{4})(?!-?\d)/g;

/**
 * True when a text holds what looks like an Individual Number (マイナンバー): twelve digits, in one run or
 * written 4-4-4, full width or not, whose last is the right check digit. About one other twelve-digit
 * number in ten passes too; it must be written differently.
 */
export function containsMyNumber(text: string): boolean {
  // Twelve digits need six characters at least, of those that stand for two (⑳).
  if (text.length < 6) return false;
  const plain = /[^ -~]/.test(text) ? text.normalize('NFKC').replace(/[‐‑‒–—―−ー]/g, '-') : text;
  return plain.match(twelveDigits)?.some((found) => hasCheckDigit(found.replace(/\D/g, ''))) ?? false;
}

/** Twelve digits of any width, with what may stand between them. */
const anyTwelve = /(?:\p{Nd}[ \t\-‐‑‒–—―−ー－]{0,3}){12}/gu;

/**
 * A text with whatever looks like an Individual Number made unreadable, for texts others wrote, which must be kept though
 * the number must not.
 */
export function maskMyNumbers(text: string): string {
  if (!containsMyNumber(text)) return text;
  const masked = text.replace(anyTwelve, (digits) => digits.replace(/\p{Nd}/gu, '＊'));
  return containsMyNumber(masked) ? masked.replace(/\p{N}/gu, '＊') : masked;
}

/**
 * Check digit over the other eleven, counted from the right with weights 2 to 7, 2 to 6:
 * 11 minus the remainder by 11, or 0 where the remainder is 0 or 1
 * (番号利用法施行令8条, 平成26年総務省令85号5条).
 */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let n = 1; n <= 11; n += 1) {
    const weight = n <= 6 ? n + 1 : n - 5;
    sum += Number(digits[11 - n]) * weight;
  }
  const remainder = sum % 11;
  return Number(digits[11]) === (remainder <= 1 ? 0 : 11 - remainder);
}
