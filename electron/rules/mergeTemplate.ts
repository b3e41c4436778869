import type { TextProblem } from '../contract/notices.ts';
import { type Condition, conditionOf, type FactNames, type Field, fieldOf } from './mergeFields.ts';

/** A step of putting an office's text together. `test` goes on at `elseAt` where the condition does not hold. */
export type Step =
  | { kind: 'text'; text: string }
  | { kind: 'field'; at: number }
  | { kind: 'test'; condition: Condition; wanted: boolean; elseAt: number }
  | { kind: 'jump'; to: number };

/** A text with its fields and conditions, read once for all offices. */
export interface Template {
  /** Names of the incident's facts it quotes or asks for, each once. */
  readonly facts: readonly string[];
  readonly fields: readonly Field[];
  readonly steps: readonly Step[];
}

const braces = /[{｛]{2}([^{}｛｝]*)[}｝]{2}|[{｛]{2}|[}｝]{2}/g;

const signAlone = /^\s*[{｛]{2}([^{}｛｝]*)[}｝]{2}\s*$/;
const PROBLEMS = 1_000;
/** So much of what stands there is told. */
const TOLD = 60;

/** A condition not closed yet: where it stands, its test, and the jump over its `{{else}}`. */
interface OpenCondition {
  name: string;
  problem: TextProblem;
  test: { elseAt: number };
  jump: { to: number } | null;
}

interface Building {
  steps: Step[];
  fields: Field[];
  problems: TextProblem[];
  open: OpenCondition[];
  facts: FactNames;
  isSubject: boolean;
}

/**
 * Reads the fields of a text. What is none stays in the text as it was typed, and is told by line and column (from 1, in
 * UTF-16 units as editors count them): never an empty hole. Full-width signs are as good as others. A condition's sign
 * alone on a line takes the line with it.
 * @param factNames names of the incident's facts
 * @param part a subject cannot name itself (件名)
 */
export function parseTemplate(
  text: string,
  factNames: Iterable<string>,
  part: 'subject' | 'body' = 'body',
): { template: Template; problems: TextProblem[] } {
  const facts = new Map([...factNames].map((name) => [name.normalize('NFKC').trim(), name]));
  const building: Building = { steps: [], fields: [], problems: [], open: [], facts, isSubject: part === 'subject' };
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  lines.forEach((line, at) => {
    readLine(building, line, at + 1, at === lines.length - 1 ? '' : '\n');
  });
  for (const condition of building.open) {
    building.problems.push(condition.problem);
    endCondition(condition, building.steps.length);
  }
  const { steps, fields } = building;
  const problems = building.problems.sort((a, b) => a.line - b.line || a.column - b.column).slice(0, PROBLEMS);
  const asked = steps.flatMap((step) => (step.kind === 'test' ? (step.condition.fact ?? []) : []));
  const quoted = new Set([...fields.flatMap(({ fact }) => fact ?? []), ...asked]);
  return { template: { facts: [...quoted], fields, steps }, problems };
}

function readLine(building: Building, line: string, number: number, lineEnd: string): void {
  const alone = signAlone.exec(line)?.[1]?.normalize('NFKC').trim();
  const isConditionAlone = alone !== undefined && /^(?:[#^/]|else$)/.test(alone);
  const say = (text: string) => {
    if (text !== '' && !isConditionAlone) building.steps.push({ kind: 'text', text });
  };
  let from = 0;
  for (const match of line.matchAll(braces)) {
    const [found, words] = match;
    say(line.slice(from, match.index));
    from = match.index + found.length;
    const told = words === undefined ? line.slice(match.index) : found;
    const place = { line: number, column: match.index + 1, found: told.slice(0, TOLD) };
    const code = words === undefined ? 'open_field' : readSign(building, words.normalize('NFKC').trim(), place);
    if (!code) continue;
    building.problems.push({ code, ...place });
    building.steps.push({ kind: 'text', text: isConditionAlone ? found + lineEnd : found });
  }
  say(line.slice(from) + lineEnd);
}

/** Takes in what stands between two pairs of braces. Answers what is wrong with it, if anything. */
function readSign(building: Building, words: string, place: Omit<TextProblem, 'code'>): TextProblem['code'] | null {
  if (/^[#^]/.test(words)) return beginCondition(building, words, place);
  if (words === 'else') return turnCondition(building);
  if (words.startsWith('/')) return closeCondition(building, words.slice(1).trim());
  const field = fieldOf(words, building.facts);
  if (typeof field === 'string') return field;
  if (building.isSubject && field.name === '件名') return 'unknown_field';
  building.steps.push({ kind: 'field', at: building.fields.push(field) - 1 });
  return null;
}

function beginCondition(
  building: Building,
  words: string,
  place: Omit<TextProblem, 'code'>,
): TextProblem['code'] | null {
  const condition = conditionOf(words.slice(1).trim(), building.facts);
  const problem = { code: 'open_condition', ...place } as const;
  if (typeof condition === 'string') {
    // Its end is not one more mistake.
    building.open.push({ name: words.slice(1).trim(), problem, test: { elseAt: 0 }, jump: null });
    return condition;
  }
  const test = { kind: 'test', condition, wanted: words.startsWith('#'), elseAt: 0 } as const satisfies Step;
  building.steps.push(test);
  building.open.push({ name: condition.name, problem, test, jump: null });
  return null;
}

function turnCondition({ open, steps }: Building): TextProblem['code'] | null {
  const condition = open.at(-1);
  if (!condition || condition.jump) return 'open_condition';
  const jump = { kind: 'jump', to: 0 } satisfies Step;
  steps.push(jump);
  condition.jump = jump;
  condition.test.elseAt = steps.length;
  return null;
}

function closeCondition({ open, steps }: Building, name: string): TextProblem['code'] | null {
  const condition = open.pop();
  if (condition) endCondition(condition, steps.length);
  return condition && (name === '' || name === condition.name) ? null : 'open_condition';
}

function endCondition({ test, jump }: OpenCondition, at: number): void {
  if (jump) jump.to = at;
  else test.elseAt = at;
}
