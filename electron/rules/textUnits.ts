/** Lines that are one thing as they stand: headings, list items, table rows. */
const WHOLE_LINE = /^\s*(?:#{1,6}\s|[-*+]\s|[・●○■□◆◇※|]|[0-9０-９]{1,3}[.．)）]|[(（][0-9０-９]{1,3}[)）])/;
/** Where a sentence ends. What closes a quotation or a bracket stays with it; ASCII marks also stand inside URLs. */
const SENTENCE_END = /(?:[。！？]|[!?](?=[\s」』）)】〕》〉”’"!?]|$))+[」』）)】〕》〉”’"]*\s*/g;

/**
 * A text in the pieces that are compared: sentences, headings, list items, table rows. Together they are the text
 * again: white space stays with the piece before it.
 */
export function unitsOf(text: string): string[] {
  const units: string[] = [];
  let blank = '';
  for (const line of text.split(/(?<=\n)/)) {
    if (line.trim() === '') {
      if (units.length === 0) blank += line;
      else units.push(`${units.pop() ?? ''}${line}`);
      continue;
    }
    units.push(...(WHOLE_LINE.test(line) ? [blank + line] : sentencesOf(blank + line)));
    blank = '';
  }
  return blank === '' ? units : [blank];
}

function sentencesOf(line: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const end of line.matchAll(SENTENCE_END)) {
    const to = end.index + end[0].length;
    sentences.push(line.slice(from, to));
    from = to;
  }
  return from < line.length ? [...sentences, line.slice(from)] : sentences;
}

const DIGITS = '[0-9０-９]+';
const YEAR = `(?:明治|大正|昭和|平成|令和)?(?:元|${DIGITS})年度?`;
const DAY = `(?:${YEAR})?${DIGITS}月(?:${DIGITS}日)?(?:[（(][月火水木金土日][^）)\\n]{0,3}[）)])?`;
const TIME = `(?:午前|午後)?${DIGITS}時(?:${DIGITS}分|半)?`;
const AMOUNT = `${DIGITS}(?:[,，.．:：/／-]${DIGITS})*[日分秒件名社人円回歳％%]?`;
const LATIN = '[A-Za-z0-9]+(?:[-_.@:/?=&%+,]+[A-Za-z0-9]+)*';
/** What the eye takes as one: a day, a time, a number with what it counts, an address, a word in Latin letters. */
const WHOLE = new RegExp([DAY, YEAR, TIME, `${AMOUNT}(?![A-Za-z0-9])`, LATIN].join('|'), 'g');

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** A text in characters as people count them (grapheme clusters), with days, numbers and Latin words in one piece. */
export function wordsOf(text: string): string[] {
  const starts = Array.from(graphemes.segment(text), (segment) => segment.index);
  const cuts = new Set([...starts, text.length]);
  for (const { index, 0: whole } of text.matchAll(WHOLE)) {
    const end = index + whole.length;
    // An accent that stands by itself belongs to the letter before it.
    if (!cuts.has(index) || !cuts.has(end)) continue;
    for (let at = index + 1; at < end; at += 1) cuts.delete(at);
  }
  const kept = [...starts.filter((start) => cuts.has(start)), text.length];
  return kept.slice(0, -1).map((start, at) => text.slice(start, kept[at + 1]));
}
