import type { Block, ListItem, Span, Table } from './markup.ts';

// Styles stand in the elements: mail programs drop style sheets. No colour is set without its ground, so that the
// reader's own light or dark colours hold (`color-scheme`); the grey of lines is seen on both.
const LINE = '1px solid #808080';
const styles = {
  body: `margin:0;padding:16px;font-family:'BIZ UDPGothic','Yu Gothic UI',Meiryo,sans-serif;font-size:16px;line-height:1.75`,
  main: 'max-width:42em;margin:0 auto;overflow-wrap:anywhere',
  1: 'font-size:1.375em;line-height:1.4;margin:1.5em 0 0.5em',
  2: 'font-size:1.1875em;line-height:1.4;margin:1.5em 0 0.5em',
  3: 'font-size:1em;margin:1.5em 0 0.5em',
  p: 'margin:0 0 1em',
  list: 'margin:0 0 1em;padding-left:1.75em',
  innerList: 'margin:0;padding-left:1.75em',
  table: 'border-collapse:collapse;margin:0 0 1em',
  cell: `border:${LINE};padding:4px 10px;vertical-align:top`,
  hr: `border:0;border-top:${LINE};margin:1.5em 0`,
  centre: 'text-align:center;margin:1.5em 0 1em',
  right: 'text-align:right;margin:1em 0 1.5em',
  button:
    'display:inline-block;padding:10px 20px;border-radius:4px;background-color:#0f6b66;color:#ffffff;font-weight:bold;text-decoration:none',
} as const;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

/** Lines of plain text, as a paragraph. */
export function paragraphHtml(text: string): string {
  return `<p style="${styles.p}">${linesHtml(text)}</p>`;
}

/** A link that looks like a button. */
export function buttonHtml(href: string, label: string): string {
  return `<p style="${styles.p}"><a href="${escapeHtml(href)}" style="${styles.button}">${escapeHtml(label)}</a></p>`;
}

/** A line across. */
export const ruleHtml = `<hr style="${styles.hr}">`;

/**
 * A whole document: nothing in it is fetched from anywhere, nothing runs, and all words are text.
 * @param title plain text
 * @param content HTML made by the functions of this file
 */
export function htmlDocument(title: string, content: readonly string[]): string {
  return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
</head>
<body style="${styles.body}">
<div style="${styles.main}">
${content.join('\n')}
</div>
</body>
</html>
`;
}

/** Blocks as elements that say what they are. */
export function blocksToHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} style="${styles[block.level]}">${spansHtml(block.spans)}</h${block.level}>`;
    case 'paragraph':
      return `<p style="${styles.p}">${spansHtml(block.spans)}</p>`;
    case 'list':
      return listHtml(block.items, styles.list);
    case 'table':
      return tableHtml(block);
    case 'rule':
      return ruleHtml;
    case 'record':
      return `<p style="${styles.centre}">記</p>\n${blocksToHtml(block.blocks)}\n<p style="${styles.right}">以上</p>`;
  }
}

function spansHtml(spans: readonly Span[]): string {
  return spans.map(spanHtml).join('');
}

function spanHtml({ text, bold, href }: Span): string {
  const words = linesHtml(text);
  const linked = href === null ? words : `<a href="${escapeHtml(href)}">${words}</a>`;
  return bold ? `<strong>${linked}</strong>` : linked;
}

function linesHtml(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>\n');
}

/** Bullets and numbers one below the other become lists of their own. */
function listHtml(items: readonly ListItem[], style: string): string {
  const lists: string[] = [];
  for (let from = 0, end = 0; from < items.length; from = end) {
    const isOrdered = isNumbered(items[from]);
    while (end < items.length && isNumbered(items[end]) === isOrdered) end += 1;
    const tag = isOrdered ? 'ol' : 'ul';
    lists.push(`<${tag} style="${style}">\n${items.slice(from, end).map(itemHtml).join('\n')}\n</${tag}>`);
  }
  return lists.join('\n');
}

function isNumbered(item: ListItem | undefined): boolean {
  return item !== undefined && item.number !== null;
}

function itemHtml({ number, spans, items }: ListItem): string {
  const inner = items.length === 0 ? '' : `\n${listHtml(items, styles.innerList)}\n`;
  return `<li${number === null ? '' : ` value="${number}"`}>${spansHtml(spans)}${inner}</li>`;
}

function tableHtml({ header, rows, align }: Table): string {
  const style = (at: number) => `style="${styles.cell};text-align:${align[at] ?? 'left'}"`;
  const heads = header.map((cell, at) => `<th scope="col" ${style(at)}>${spansHtml(cell)}</th>`);
  const lines = rows.map(
    (row) => `<tr>${row.map((cell, at) => `<td ${style(at)}>${spansHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<table style="${styles.table}">
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>`;
}
