// Signs that may not begin or end a line in Japanese (JIS X 4051, 行頭・行末禁則).
const NEVER_FIRST =
  '、。，．,.・：；:;？！?!゛゜´｀ヽヾゝゞ々ー～〜’”)）〕]］}｝〉》」』】〙〗｠»‐–℃°％%‰ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ…‥';
const NEVER_LAST = '‘“(（〔[［{｛〈《「『【〘〖｟«｢￥＄';

const FIRST = 4;
const LAST = 8;
/** Letters that make words, by which lines of Western text break at blanks only. */
const WORD = 16;
const BLANK = 32;
const JOINER = 0x200d;
const WIDTH = 3;

const kinds = kindsOfSigns();

/** Of each UTF-16 unit: columns it takes (0 to 2), and where a line may break beside it. */
function kindsOfSigns(): Uint8Array {
  const table = new Uint8Array(0x10000).fill(2);
  const set = (from: number, to: number, kind: number) => table.fill(kind, from, to + 1);
  // East Asian Width (UAX #11). Ambiguous signs are as wide as in Japanese typefaces.
  set(0x0000, 0x10ff, 1 | WORD);
  set(0x0391, 0x0451, 2);
  for (const sign of '§¨°±´¶×÷') table[sign.charCodeAt(0)] = 2;
  set(0x0300, 0x036f, WORD);
  set(0x1e00, 0x1fff, 1 | WORD);
  set(0x2000, 0x200a, 1);
  set(0x200b, 0x200f, 0);
  set(0x202a, 0x202e, 0);
  set(0x2060, 0x206f, 0);
  set(0x3099, 0x309a, 0);
  set(0xff61, 0xff9f, 1);
  set(0xfe00, 0xfe0f, 0);
  set(0xfeff, 0xfeff, 0);
  // The second half of a pair belongs to the first. U+DB40 begins the variation selectors of names (葛󠄀).
  set(0xdc00, 0xdfff, 0);
  set(0xdb40, 0xdb40, 0);
  table[0x20] = 1 | BLANK;
  table[0x09] = 1 | BLANK;
  table[0x3000] = 2 | BLANK;
  for (const sign of NEVER_FIRST) table[sign.charCodeAt(0)] = (table[sign.charCodeAt(0)] ?? 2) | FIRST;
  for (const sign of NEVER_LAST) table[sign.charCodeAt(0)] = (table[sign.charCodeAt(0)] ?? 2) | LAST;
  return table;
}

const kindAt = (text: string, at: number) => kinds[text.charCodeAt(at)] ?? 0;

/** Columns a text takes where Japanese signs take two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (let at = 0; at < text.length; at += 1) columns += kindAt(text, at) & WIDTH;
  return columns;
}

/**
 * A line in lines of at most `columns` columns: no 、。」 at the start, no 「（ at the end, words whole, addresses (https:…,
 * name@…) whole even where they are longer. Only a run without any place to break is cut where it must be.
 */
export function wrapLine(line: string, columns: number): string[] {
  const lines: string[] = [];
  let from = 0;
  let width = 0;
  for (let at = 0; at < line.length; ) {
    const unit = unitAt(line, at);
    if (width > 0 && width + unit.seen > columns) {
      lines.push(line.slice(from, at).trimEnd());
      from = at;
      width = 0;
    }
    if (unit.seen > columns && !isAddress(line.slice(at, unit.end))) {
      const pieces = cutPieces(line.slice(at, unit.end), columns);
      const rest = pieces.pop() ?? '';
      lines.push(...pieces);
      from = unit.end - rest.length;
      width = columnsOf(rest);
    } else width += unit.width;
    at = unit.end;
  }
  return [...lines, line.slice(from).trimEnd()];
}

/** The run from `at` on that holds no place to break. `seen` leaves out the blanks at its end, which may hang over. */
function unitAt(line: string, at: number): { end: number; width: number; seen: number } {
  let end = at;
  let width = 0;
  let seen = 0;
  let solid = 0;
  do {
    const kind = kindAt(line, end);
    width += kind & WIDTH;
    if ((kind & BLANK) === 0) {
      seen = width;
      solid = kind;
    }
    end += 1;
  } while (end < line.length && !breaksBefore(line, end, solid));
  return { end, width, seen };
}

/** @param solid kind of the last sign before `at` that is no blank */
function breaksBefore(line: string, at: number, solid: number): boolean {
  const before = kindAt(line, at - 1);
  const after = kindAt(line, at);
  if ((after & WIDTH) === 0 || (after & (FIRST | BLANK)) !== 0 || (solid & LAST) !== 0) return false;
  if (line.charCodeAt(at - 1) === JOINER) return false;
  return (before & BLANK) !== 0 || (before & after & WORD) === 0;
}

function isAddress(unit: string): boolean {
  return /https?:\/\/|mailto:|[^\s@]@[^\s@]/i.test(unit);
}

/** Pieces of at most `columns`, never inside a character. */
function cutPieces(unit: string, columns: number): string[] {
  const pieces: string[] = [];
  let from = 0;
  let width = 0;
  for (let at = 0; at < unit.length; at += 1) {
    const sign = kindAt(unit, at) & WIDTH;
    if (sign > 0 && width > 0 && width + sign > columns) {
      pieces.push(unit.slice(from, at));
      from = at;
      width = 0;
    }
    width += sign;
  }
  return [...pieces, unit.slice(from)];
}
