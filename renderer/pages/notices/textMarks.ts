/** What a button of the editor does to the text between `from` and `to`. */
export interface TextEdit {
  from: number;
  to: number;
  insert: string;
  /** What is marked afterwards, counted from the start of the inserted text. */
  mark: [number, number];
}

interface Marked {
  text: string;
  start: number;
  end: number;
}

/** The whole lines a selection touches. */
function lines({ text, start, end }: Marked): { from: number; to: number; words: string } {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', Math.max(start, end - 1));
  const to = next === -1 ? text.length : next;
  return { from, to, words: text.slice(from, to) };
}

/** Puts `sign` before every marked line, or takes it away where all have it. */
export function lineSign(marked: Marked, sign: '## ' | '- '): TextEdit {
  const { from, to, words } = lines(marked);
  const all = words.split('\n');
  const has = all.every((line) => line.startsWith(sign));
  const insert = all.map((line) => (has ? line.slice(sign.length) : `${sign}${line}`)).join('\n');
  return { from, to, insert, mark: [insert.length, insert.length] };
}

/** Makes the marked words bold, or plain again. Without any, marks the place where they are typed. */
export function bold({ text, start, end }: Marked, placeholder: string): TextEdit {
  const words = text.slice(start, end) || placeholder;
  const isBold = words.startsWith('**') && words.endsWith('**') && words.length > 4;
  const insert = isBold ? words.slice(2, -2) : `**${words}**`;
  return { from: start, to: end, insert, mark: isBold ? [0, insert.length] : [2, insert.length - 2] };
}

/** Puts a block (a table) on lines of its own below the place of the mark. */
export function block({ text, start, end }: Marked, words: string): TextEdit {
  const before = text.slice(0, start);
  const above = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const below = text.slice(end).startsWith('\n') ? '\n' : '\n\n';
  const insert = `${above}${words}${below}`;
  return { from: start, to: end, insert, mark: [insert.length, insert.length] };
}

/** Puts words in place of the marked ones. */
export function words({ start, end }: Marked, insert: string): TextEdit {
  return { from: start, to: end, insert, mark: [insert.length, insert.length] };
}

/** Where a line and column (both from 1, columns in characters) stand in a text. */
export function placeOf(text: string, line: number, column: number): number {
  const all = text.split('\n');
  const before = all.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const within = [...(all[line - 1] ?? '')].slice(0, column - 1).join('').length;
  return Math.min(text.length, before + within);
}
