/** A run of text that looks the same all along. A line break in it is one on paper too. */
export interface Span {
  text: string;
  bold: boolean;
  /** `http:`, `https:` or `mailto:`; null for text that leads nowhere. */
  href: string | null;
}

/** An item of a list; `number` as it was typed, null for a bullet. Items inside have none inside themselves. */
export interface ListItem {
  number: number | null;
  spans: Span[];
  items: ListItem[];
}

export interface Table {
  kind: 'table';
  align: ('left' | 'center' | 'right')[];
  header: Span[][];
  /** Each as long as the header. */
  rows: Span[][][];
}

/** What a text is made of. `record` is what stands between 記 and 以上; it holds no other record. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; spans: Span[] }
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'list'; items: ListItem[] }
  | Table
  | { kind: 'rule' }
  | { kind: 'record'; blocks: Block[] };

/** Wider tables stay lines of text: a sheet cannot show them. */
const COLUMNS = 20;
/** Columns of indent that make an item or a line part of the item above. */
const INDENT = 2;

interface Reading {
  lines: readonly string[];
  /** Number of the last line that is 以上 and nothing else; -1 inside a record. */
  lastClosing: number;
}
/** A block and the line after it; null when no such block begins at the line. */
type Read = { block: Block; next: number } | null;

/**
 * Reads the app's part of Markdown: headings of three levels, lists with one level inside, tables, bold, links, rules,
 * and 記 … 以上. Lines stay lines, as Japanese letters are written; 「・」 makes an item too; numbers stay as typed.
 * Everything else, HTML above all, is text. Never fails; takes time in proportion to the text.
 */
export function parseMarkup(text: string): Block[] {
  const lines = text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .split('\n');
  return readBlocks({ lines, lastClosing: lines.findLastIndex(isClosing) });
}

function readBlocks(reading: Reading): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < reading.lines.length) {
    if (lineAt(reading, at).trim() === '') {
      at += 1;
      continue;
    }
    const { block, next } = readSpecial(reading, at) ?? readParagraph(reading, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

const lineAt = ({ lines }: Reading, at: number) => lines[at] ?? '';

function readSpecial(reading: Reading, at: number): Read {
  return (
    readHeading(reading, at) ??
    readRule(reading, at) ??
    readRecord(reading, at) ??
    readTable(reading, at) ??
    readList(reading, at)
  );
}

/** Lines up to a blank one or another block. */
function readParagraph(reading: Reading, at: number): { block: Block; next: number } {
  let next = at + 1;
  while (next < reading.lines.length && lineAt(reading, next).trim() !== '' && !beginsSpecial(reading, next)) next += 1;
  // A full-width space at the start of a line is the paragraph's indent (字下げ).
  const lines = reading.lines.slice(at, next).map((line) => line.trimEnd().replace(/^[ \t]+/, ''));
  return { block: { kind: 'paragraph', spans: parseSpans(lines.join('\n')) }, next };
}

/** The same question as `readSpecial`, without reading to the block's end. */
function beginsSpecial(reading: Reading, at: number): boolean {
  const line = lineAt(reading, at);
  return (
    readHeading(reading, at) !== null ||
    readRule(reading, at) !== null ||
    beginsRecord(reading, at) ||
    tableAlign(line, lineAt(reading, at + 1)) !== null ||
    itemOf(line) !== null
  );
}

function readHeading(reading: Reading, at: number): Read {
  const [, signs = '', title = ''] = /^(#{1,3})[ \t\u3000]+(\S.*)$/.exec(lineAt(reading, at)) ?? [];
  if (title === '') return null;
  const level = signs.length === 1 ? 1 : signs.length === 2 ? 2 : 3;
  return { block: { kind: 'heading', level, spans: parseSpans(title.trimEnd()) }, next: at + 1 };
}

function readRule(reading: Reading, at: number): Read {
  const isRule = /^(?:-{3,}|\*{3,}|_{3,})$/.test(lineAt(reading, at).trim());
  return isRule ? { block: { kind: 'rule' }, next: at + 1 } : null;
}

function isClosing(line: string): boolean {
  return /^以\s*上$/.test(line.trim());
}

function beginsRecord(reading: Reading, at: number): boolean {
  return at < reading.lastClosing && lineAt(reading, at).trim() === '記';
}

/** The lines between 記 and the next 以上, each alone on its line. */
function readRecord(reading: Reading, at: number): Read {
  if (!beginsRecord(reading, at)) return null;
  let closing = at + 1;
  while (!isClosing(lineAt(reading, closing))) closing += 1;
  const blocks = readBlocks({ lines: reading.lines.slice(at + 1, closing), lastClosing: -1 });
  return { block: { kind: 'record', blocks }, next: closing + 1 };
}

function readTable(reading: Reading, at: number): Read {
  const align = tableAlign(lineAt(reading, at), lineAt(reading, at + 1));
  if (!align) return null;
  let next = at + 2;
  while (lineAt(reading, next).includes('|')) next += 1;
  const rows = reading.lines.slice(at + 2, next).map((line) => readCells(line, align.length));
  return { block: { kind: 'table', align, header: readCells(lineAt(reading, at), align.length), rows }, next };
}

const tableRuler = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;

/** How the columns stand, by the line below the headings (`|---|:-:|--:|`); null when there is no table. */
function tableAlign(headings: string, ruler: string): Table['align'] | null {
  if (!headings.includes('|') || !ruler.includes('|') || !tableRuler.test(ruler.trim())) return null;
  const signs = splitCells(ruler);
  if (Math.max(signs.length, splitCells(headings).length) > COLUMNS) return null;
  return signs.map((sign) => (!sign.endsWith(':') ? 'left' : sign.startsWith(':') ? 'center' : 'right'));
}

function splitCells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

/** What is more than the columns stays in the last one: nothing typed is lost. */
function readCells(line: string, columns: number): Span[][] {
  const cells = splitCells(line);
  const last = cells.slice(columns - 1).join(' | ');
  return Array.from({ length: columns }, (_, at) => parseSpans(at === columns - 1 ? last : (cells[at] ?? '')));
}

const itemSign = /^([ \t\u3000]*)(?:[-*+][ \t\u3000]+|・(?!・)[ \t\u3000]*|(\d{1,3})[.)][ \t\u3000]+)(\S.*)$/;

function itemOf(line: string): { indent: number; number: number | null; text: string } | null {
  const [, space = '', digits, text = ''] = itemSign.exec(line) ?? [];
  return text === '' ? null : { indent: widthOf(space), number: digits ? Number(digits) : null, text };
}

function widthOf(space: string): number {
  let width = 0;
  for (const sign of space) width += sign === '\t' ? 4 : sign === '\u3000' ? 2 : 1;
  return width;
}

interface OpenItem {
  number: number | null;
  lines: string[];
  items: OpenItem[];
}

function readList(reading: Reading, at: number): Read {
  const first = itemOf(lineAt(reading, at));
  if (!first) return null;
  const inner = first.indent + INDENT;
  const items: OpenItem[] = [];
  let next = at;
  for (let latest: OpenItem | null = null; next < reading.lines.length; next += 1) {
    const line = lineAt(reading, next).trimEnd();
    const item = itemOf(line);
    if (!item && (line === '' || !latest || widthOf(/^\s*/.exec(line)?.[0] ?? '') < inner)) break;
    if (item) {
      latest = { number: item.number, lines: [item.text], items: [] };
      const around: OpenItem[] = item.indent >= inner ? (items.at(-1)?.items ?? items) : items;
      around.push(latest);
    } else latest?.lines.push(line.trim());
  }
  return { block: { kind: 'list', items: items.map(closed) }, next };
}

function closed({ number, lines, items }: OpenItem): ListItem {
  return { number, spans: parseSpans(lines.join('\n')), items: items.map(closed) };
}

const signs = /\\([*[\]|#-])|\*{3,}|\*\*|\[([^[\]\n]{1,300})\]\(([^()\s<>"]{1,2000})\)/g;
const safeTarget = /^(?:https?:\/\/[^/?#]|mailto:[^?#])/i;

/** Bold, links and `\` before a sign that is meant as it stands; a bold sign without its fellow is text. */
function parseSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  let opened = -1;
  const say = (words: string, href: string | null = null) => spans.push({ text: words, bold: false, href });
  for (const match of text.matchAll(signs)) {
    const [sign, escaped, label, target = ''] = match;
    const end = match.index + sign.length;
    const isBold = sign === '**';
    const closes = isBold && opened >= 0 && /\S/.test(text.charAt(match.index - 1));
    const opens = isBold && opened < 0 && /\S/.test(text.charAt(end));
    if (!closes && !opens && !escaped && !(label && safeTarget.test(target))) continue;
    say(text.slice(from, match.index));
    from = end;
    if (escaped) say(escaped);
    else if (label) say(label.replace(/\\([*|#-])/g, '$1'), target);
    else if (opens) opened = spans.length;
    else {
      for (const span of spans.slice(opened)) span.bold = true;
      opened = -1;
    }
  }
  say(text.slice(from));
  if (opened >= 0) spans.splice(opened, 0, { text: '**', bold: false, href: null });
  return joined(spans);
}

function joined(spans: readonly Span[]): Span[] {
  const runs: Span[] = [];
  for (const span of spans) {
    const before = runs.at(-1);
    if (before && span.href === null && before.href === null && before.bold === span.bold) before.text += span.text;
    else if (span.text !== '') runs.push(span);
  }
  return runs;
}

/** The words of spans without their looks. */
export function plainText(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join('');
}
