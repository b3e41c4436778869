import { Visitor } from 'vite';
import { describe, expect, test } from 'vitest';
import { filesLike, parse, programFiles, testFiles, textOf } from './sources.ts';

/** What one reads in one sitting. */
const FILE_LINES = 300;
/** The aim is 40; beyond this a function does more than one thing. */
const FUNCTION_LINES = 60;

const sourceFiles = [...programFiles, ...testFiles, ...filesLike('*.ts'), ...filesLike('renderer/**/*.css')];

describe('sizes', () => {
  test(`no file is longer than ${FILE_LINES} lines`, () => {
    const lengths = sourceFiles.map((path) => ({ path, lines: textOf(path).trimEnd().split('\n').length }));
    expect(lengths.filter(({ lines }) => lines > FILE_LINES)).toEqual([]);
  });

  test(`no function has more than ${FUNCTION_LINES} lines of its own`, () => {
    const functions = [...programFiles, ...testFiles].flatMap(functionsOf);
    expect(functions.length).toBeGreaterThan(programFiles.length);
    expect(functions.filter(({ own }) => own > FUNCTION_LINES)).toEqual([]);
  });
});

interface FunctionSize {
  /** File and line. */
  at: string;
  /** Its lines without those of the functions inside it, which are counted for themselves. */
  own: number;
}

function functionsOf(file: string): FunctionSize[] {
  const text = textOf(file);
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const found: FunctionSize[] = [];
  const open: { start: number; inner: number }[] = [];
  const enter = ({ start }: { start: number }) => {
    open.push({ start, inner: 0 });
  };
  const leave = ({ start, end }: { start: number; end: number }) => {
    const [first, last] = [lineOf(start), lineOf(end)];
    const lines = last - first + 1;
    const self = open.pop();
    found.push({ at: `${file}:${first}`, own: lines - (self?.inner ?? 0) });
    const around = open.at(-1);
    // One line of it belongs to the function around it: the one where it is named.
    if (around) around.inner += lines - 1;
  };
  new Visitor({
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
  }).visit(parse(file).program);
  return found;
}
