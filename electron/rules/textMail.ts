import { columnsOf, wrapLine } from './lineWrap.ts';
import type { Block, ListItem, Span, Table } from './markup.ts';

/** Columns of a line of mail: RFC 5322 2.1.1 asks for no more than 78, and a reply adds its own marks. */
export const TEXT_COLUMNS = 72;

const headingSigns = { 1: '■ ', 2: '● ', 3: '○ ' } as const;
const GAP = '  ';

/** Blocks as plain text without a line break at the end. Where a link leads stands behind its words. */
export function blocksToText(blocks: readonly Block[], columns = TEXT_COLUMNS): string {
  return blocks.map((block) => blockLines(block, columns).join('\n')).join('\n\n');
}

function blockLines(block: Block, columns: number): string[] {
  switch (block.kind) {
    case 'heading':
      return hanging(headingSigns[block.level], spanText(block.spans), columns);
    case 'paragraph':
      return wrapped(spanText(block.spans), columns);
    case 'list':
      return block.items.flatMap((item) => itemLines(item, columns));
    case 'table':
      return tableLines(block, columns);
    case 'rule':
      return ['―'.repeat(10)];
    case 'record': {
      const inner = block.blocks.length === 0 ? [] : [blocksToText(block.blocks, columns), ''];
      return ['記'.padStart(columns / 2), '', ...inner, '以上'.padStart(columns - 2)];
    }
  }
}

function spanText(spans: readonly Span[]): string {
  return spans.map(({ text, href }) => (href && !isSame(text, href) ? `${text} <${href}>` : text)).join('');
}

function isSame(text: string, href: string): boolean {
  return text === href || `mailto:${text}` === href;
}

/** Each line by itself, as it was typed. */
export function wrapped(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, columns));
}

/** A sign, and every line of the text as far in as the first. */
function hanging(sign: string, text: string, columns: number): string[] {
  const space = columnsOf(sign);
  return wrapped(text, columns - space).map((line, at) => (at === 0 ? sign : ' '.repeat(space)) + line);
}

function itemLines({ number, spans, items }: ListItem, columns: number): string[] {
  const sign = number === null ? '・' : `${number}. `;
  const inner = items.flatMap((item) => itemLines(item, columns - 2));
  return [...hanging(sign, spanText(spans), columns), ...inner.map((line) => `  ${line}`)];
}

/** Aligned columns where they fit, else a line for each cell with its heading in front. */
function tableLines({ header, rows, align }: Table, columns: number): string[] {
  const cells = [header, ...rows].map((row) => row.map((spans) => spanText(spans).replace(/\s*\n\s*/g, ' ')));
  const [headings = [], ...body] = cells;
  const widths = headings.map((_, at) => cells.reduce((most, row) => Math.max(most, columnsOf(row[at] ?? '')), 1));
  const total = widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
  if (total > columns) return body.flatMap((row, at) => recordLines(headings, row, columns, at > 0));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => padded(cell, (widths[at] ?? 0) - columnsOf(cell), align[at]))
      .join(GAP)
      .trimEnd();
  return [line(headings), widths.map((width) => '-'.repeat(width)).join(GAP), ...body.map(line)];
}

function padded(cell: string, space: number, align: Table['align'][number] = 'left'): string {
  const before = align === 'left' ? 0 : align === 'right' ? space : Math.floor(space / 2);
  return ' '.repeat(before) + cell + ' '.repeat(space - before);
}

function recordLines(headings: readonly string[], row: readonly string[], columns: number, apart: boolean): string[] {
  const lines = row.flatMap((cell, at) => (cell === '' ? [] : wrapped(`${headings[at]}: ${cell}`, columns)));
  return apart ? ['', ...lines] : lines;
}
