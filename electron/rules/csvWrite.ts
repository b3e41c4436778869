/** One line of a CSV file: every field quoted, quotes doubled, CRLF at the end, line breaks in a cell as LF. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  // Most cells hold neither; a hundred thousand rows are two million cells.
  const plain = cell.includes('"') || cell.includes('\r') ? cell.replace(/\r\n?/g, '\n').replaceAll('"', '""') : cell;
  return `"${plain}"`;
}

// Characters that make a spreadsheet read a cell as a formula
// (https://owasp.org/www-community/attacks/CSV_Injection, with their full-width forms).
const formulaSigns = '=+\\-@\\t\\r\\n\\0＝＋－＠';
const needsGuard = new RegExp(`^'*[${formulaSigns}]`);
const hasGuard = new RegExp(`^'+[${formulaSigns}]`);

/**
 * Puts an apostrophe before a cell a spreadsheet would run. A cell that already looks guarded gets one
 * more, so that `unguardFormula` gives back exactly what was there.
 */
export function guardFormula(cell: string): string {
  const first = cell.charCodeAt(0);
  // Letters, kana and kanji, digits: most cells are settled by their first character.
  if ((first > 0x40 && first < 0xff00) || (first >= 0x30 && first <= 0x39)) return cell;
  return needsGuard.test(cell) ? `'${cell}` : cell;
}

/**
 * A cell as a workbook holds it. Its cells are text and never run, so only those need an apostrophe more whose own
 * `unguardFormula` would take away.
 */
export function guardText(cell: string): string {
  return cell.startsWith("'") && hasGuard.test(cell) ? `'${cell}` : cell;
}

/** Takes away the apostrophe `guardFormula` put there: the exact inverse. */
export function unguardFormula(cell: string): string {
  return cell.startsWith("'") && hasGuard.test(cell) ? cell.slice(1) : cell;
}

/** What a spreadsheet would write otherwise, found by opening each in one. */
const losesDigits = new RegExp(
  [
    // Leading zeros, and more digits than a number holds exactly.
    ...[/0\d+/, /\d{12,}/],
    // 1E5, 1.10, (5), 1,200, 50% and 12:30 are numbers to it.
    ...[
      /\d+(?:\.\d+)?[eE][+-]?\d+/,
      /\d+\.\d*0/,
      /\(\d+\)/,
      /\d{1,3}(?:,\d{3})+/,
      /\d+(?:\.\d+)?%/,
      /\d{1,2}(?::\d{2}){1,2}/,
    ],
    // 3-1, 1/2, 5.1.1 and 1-2-2026 are days.
    ...[/\d{1,3}[-/]\d{1,3}(?:[-/]\d{1,4})?/, /\d{1,4}\.\d{1,3}\.\d{1,4}/],
  ]
    .map(({ source }) => `^${source}$`)
    .join('|'),
);

/** Letters and signs a number may be written with. */
const likeNumber = /^[\d().,:%/eE+-]+$/;

/**
 * Keeps a code whole in a spreadsheet: Excel and LibreOffice read digits with a tab behind them as text and
 * show no tab. For files that people open, not for other programs.
 */
export function keepDigits(cell: string): string {
  const first = cell.charCodeAt(0);
  const isPlain = (first >= 0x30 && first <= 0x39) || first === 0x28;
  // Full-width digits and brackets: in Japanese a spreadsheet takes them for numbers just as well.
  const isWide = (first >= 0xff10 && first <= 0xff19) || first === 0xff08;
  if (!isPlain && !isWide) return cell;
  const narrow = cell.normalize('NFKC');
  return losesDigits.test(narrow) || (narrow !== cell && likeNumber.test(narrow)) ? `${cell}\t` : cell;
}

/** A character the encoding cannot hold. */
export interface UnwritableCharacter {
  character: string;
  /** `U+20BB7`. */
  codePoint: string;
}

/** Signs Unicode has twice and CP932 once, each to the one that Windows writes. */
const windowsForms: Readonly<Record<string, string>> = {
  '〜': '～',
  '−': '－',
  '—': '―',
  '‖': '∥',
  '¬': '￢',
  '¢': '￠',
  '£': '￡',
  '¥': '￥',
};
const doubledSign = new RegExp(`[${Object.keys(windowsForms).join('')}]`, 'g');

/** Stands for a character that cannot be written, as Japanese printers have always done. */
const GETA = '〓';

const isPlainAscii = (text: string) => !/[^ -~\t\r\n]/.test(text);

/**
 * A text as CP932 can hold it: Windows' own forms of doubled signs, kana with a separate voicing mark
 * joined, and 〓 for what is left over, which is listed in order of appearance.
 * `writable` tells whether the encoder has a single character.
 */
export function toCp932Text(
  text: string,
  writable: (character: string) => boolean,
): { text: string; unwritable: UnwritableCharacter[] } {
  if (fitsCp932(text, writable)) return { text, unwritable: [] };
  return replaceUnwritable(
    joinVoicing(text).replace(doubledSign, (sign) => windowsForms[sign] ?? sign),
    writable,
  );
}

/** True when CP932 holds a text as it stands; `writable` as for `toCp932Text`. */
export function fitsCp932(text: string, writable: (character: string) => boolean): boolean {
  return isPlainAscii(text) || isWritableAsIs(text, writable);
}

const hasAnotherForm = new RegExp(`[\\u3099\\u309a${Object.keys(windowsForms).join('')}]`);

/** Most texts are; by its units rather than its characters, which for a million cells are slow to take apart. */
function isWritableAsIs(text: string, writable: (character: string) => boolean): boolean {
  if (hasAnotherForm.test(text)) return false;
  for (let at = 0; at < text.length; at += 1) if (!writable(text.charAt(at))) return false;
  return true;
}

/** A text as a typeface can print it: kana with a separate voicing mark joined, and 〓 for what it has no sign for. */
export function toPrintableText(
  text: string,
  printable: (character: string) => boolean,
): { text: string; unwritable: UnwritableCharacter[] } {
  if (isPlainAscii(text)) return { text, unwritable: [] };
  return replaceUnwritable(joinVoicing(text), (character) => character === '\n' || printable(character));
}

/** Not NFC as a whole: it would replace compatibility forms of names that CP932 does have. */
function joinVoicing(text: string): string {
  return text.replace(/[ぁ-ヿ][\u3099\u309a]/g, (pair) => pair.normalize('NFC'));
}

function replaceUnwritable(text: string, writable: (character: string) => boolean) {
  const unwritable: UnwritableCharacter[] = [];
  for (const character of text) {
    if (!writable(character)) unwritable.push({ character, codePoint: codePointName(character) });
  }
  if (unwritable.length === 0) return { text, unwritable };
  const written = Array.from(text, (character) => (writable(character) ? character : GETA));
  return { text: written.join(''), unwritable };
}

function codePointName(character: string): string {
  const hex = character.codePointAt(0)?.toString(16).toUpperCase() ?? '';
  return `U+${hex.padStart(4, '0')}`;
}
