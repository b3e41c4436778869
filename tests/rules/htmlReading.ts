/** An element's start as a browser would read it. */
export interface Start {
  tag: string;
  attributes: ReadonlyMap<string, string>;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  colon: ':',
  Tab: '\t',
  NewLine: '\n',
};

function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));?/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : (named[name] ?? whole);
  });
}

const isSpace = (sign: string) => /[\t\n\f\r ]/.test(sign);

/**
 * The elements and the words of a document, read the way of the HTML standard (13.2.5, tag and attribute states): a `<`
 * before a letter opens an element whatever stands around it, and quotes need not be there.
 */
export function readHtml(html: string): { starts: Start[]; words: string; comments: number } {
  const starts: Start[] = [];
  let words = '';
  let comments = 0;
  for (let at = 0; at < html.length; ) {
    const end = html.indexOf('<', at) < 0 ? html.length : html.indexOf('<', at);
    words += decoded(html.slice(at, end));
    at = end;
    const next = html.charAt(at + 1);
    if (/[a-z]/i.test(next)) {
      const { start, after } = readStart(html, at + 1);
      starts.push(start);
      at = after;
    } else if (next === '/' || next === '!' || next === '?') {
      if (!/^<!doctype html>/.test(html.slice(at)) && next !== '/') comments += 1;
      const close = html.indexOf('>', at);
      at = close < 0 ? html.length : close + 1;
    } else if (at < html.length) {
      words += '<';
      at += 1;
    }
  }
  return { starts, words, comments };
}

function readStart(html: string, from: number): { start: Start; after: number } {
  const attributes = new Map<string, string>();
  const [tag = ''] = /^[^\t\n\f\r />]+/.exec(html.slice(from)) ?? [];
  let at = from + tag.length;
  while (at < html.length && html.charAt(at) !== '>') {
    if (isSpace(html.charAt(at)) || html.charAt(at) === '/') {
      at += 1;
      continue;
    }
    const [whole = ' ', name = '', , double, single, bare] =
      /^(=?[^\t\n\f\r />=]*)[\t\n\f\r ]*(=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >]*)))?/.exec(
        html.slice(at),
      ) ?? [];
    attributes.set(name.toLowerCase(), decoded(double ?? single ?? bare ?? ''));
    at += Math.max(1, whole.length);
  }
  return { start: { tag: tag.toLowerCase(), attributes }, after: at + 1 };
}

/** Of each element that a mail may hold, the attributes it may have. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'name', 'content'],
  title: [],
  body: ['style'],
  div: ['style'],
  h1: ['style'],
  h2: ['style'],
  h3: ['style'],
  p: ['style'],
  br: [],
  hr: ['style'],
  a: ['href', 'style'],
  strong: [],
  ul: ['style'],
  ol: ['style'],
  li: ['value'],
  table: ['style'],
  thead: [],
  tbody: [],
  tr: [],
  th: ['scope', 'style'],
  td: ['style'],
};

/** What stands in a document that has no place in a mail: elements, attributes, targets, comments. */
export function dangersOf(html: string): string[] {
  const { starts, comments } = readHtml(html);
  const found = starts.flatMap(({ tag, attributes }) =>
    Object.hasOwn(allowed, tag)
      ? [...attributes]
          .filter(([name, value]) => !isAllowed(tag, name, value))
          .map(([name, value]) => `${tag} ${name}=${value}`)
      : [tag],
  );
  return comments > 0 ? [...found, 'comment'] : found;
}

function isAllowed(tag: string, name: string, value: string): boolean {
  if (!allowed[tag]?.includes(name)) return false;
  if (name === 'href') return /^(?:https?:\/\/[^/]|mailto:[^?])/.test(value);
  // A style that fetches or runs something.
  if (name === 'style') return !/url|expression|import|behavior|[<>\\&]/i.test(value);
  return name !== 'content' || !/url|refresh/i.test(value);
}
