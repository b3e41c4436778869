import { type Block, type ListItem, parseMarkup, plainText, type Span } from './markup.ts';
import type { Field, MergeData } from './mergeFields.ts';
import type { Step, Template } from './mergeTemplate.ts';

/** A text as one office gets it. */
export interface Merged {
  blocks: Block[];
  /** Names of the fields that are empty for this office, each once. */
  empty: string[];
}

/** The same for a text of one line without markup: a subject. */
export type MergedLine = Omit<Merged, 'blocks'> & { text: string };

// A field still open is its number between two code points that Unicode keeps for a program's own use. Markup takes them
// for letters, so what a field holds goes into what has been read already: it can become neither markup nor a field.
const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';
const openField = /\uFDD0(\d+)\uFDD1/g;
const fieldAlone = /^\uFDD0(\d+)\uFDD1$/;
const lineOfField = /^[ \t\u3000]*\uFDD0(\d+)\uFDD1[ \t\u3000]*$/gm;

/** The text as all offices get it for whom the same conditions hold, its fields still open. */
interface Shape {
  source: string;
  /** Numbers of the fields in it. */
  fields: number[];
  /** It names the person at the office. */
  namesPerson: boolean;
  /** Read when first asked for. */
  blocks: { block: Block; isOpen: boolean }[] | null;
}

/** So many different outcomes of a text's conditions are kept at a time. */
const SHAPES = 256;
const shapesOf = new WeakMap<Template, Map<string, Shape>>();

/** The texts of a version, read once for all offices. */
export interface NoticeTexts {
  subject: Template;
  body: Template;
  /** The covering words of the part of the audience the office falls into; null without any. */
  covering: Template | null;
  /** The words of a reminder, which stand in front of the version; null for the notice itself. */
  reminder?: ReminderTemplates | null;
}

/** A reminder's own words: its subject (件名 is the one of the notice) and what stands in front of the text. */
export interface ReminderTemplates {
  subject: Template;
  covering: Template;
}

/** A version as one office gets it, before it takes a form. */
export interface MergedNotice {
  /** One line. */
  subject: string;
  /** The covering words, if any, and the text. */
  parts: Block[][];
  /** Names of the fields that are empty for this office, each once. */
  empty: string[];
}

/** A version for one office. 件名 holds its own subject; `data.version.subject` is not read. */
export function mergeNotice({ subject, covering, body, reminder }: NoticeTexts, data: MergeData): MergedNotice {
  const title = mergeLine(subject, data);
  const titled = { ...data, version: { ...data.version, subject: title.text } };
  const said = [reminder?.covering, covering, body].filter((template) => template !== null && template !== undefined);
  const parts = said.map((template) => mergeBlocks(template, titled));
  return {
    subject: reminder ? mergeLine(reminder.subject, titled).text : title.text,
    parts: parts.map(({ blocks }) => blocks),
    empty: [...new Set([title, ...parts].flatMap(({ empty }) => empty))],
  };
}

/**
 * An office's text. A table of late procedures that has none, and a paragraph all of whose fields are empty, are left
 * out; both are told as empty.
 */
export function mergeBlocks(template: Template, data: MergeData): Merged {
  const shape = shapeFor(template, data);
  const { fill, empty, addressed } = fillerOf(template, shape, data);
  shape.blocks ??= readShape(template, shape);
  const blocks = shape.blocks.flatMap(({ block, isOpen }) =>
    isOpen ? filledBlock(block, { fill, table: (at) => template.fields[at]?.table?.(addressed) ?? null }) : block,
  );
  return { blocks, empty };
}

/** An office's line, such as a subject: one line whatever was typed and whatever the fields hold (no header injection). */
export function mergeLine(template: Template, data: MergeData): MergedLine {
  const shape = shapeFor(template, data);
  const { fill, empty } = fillerOf(template, shape, data);
  return { text: oneLine(fill(shape.source, asTyped)), empty };
}

/** Line breaks of all kinds, control characters and runs of blanks become one space. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function shapeFor(template: Template, data: MergeData): Shape {
  const { outcomes, steps } = walk(template, data);
  const shapes = shapesOf.get(template) ?? new Map<string, Shape>();
  shapesOf.set(template, shapes);
  const known = shapes.get(outcomes);
  if (known) return known;
  if (shapes.size >= SHAPES) shapes.clear();
  const fields = steps.flatMap((step) => (step.kind === 'field' ? [step.at] : []));
  const namesPerson = fields.some((at) => template.fields[at]?.name === '担当者名');
  const shape: Shape = { source: sourceOf(steps), fields, namesPerson, blocks: null };
  shapes.set(outcomes, shape);
  return shape;
}

/** The steps that hold for an office, and the answers of the conditions on the way, which name them. */
function walk({ steps }: Template, data: MergeData): { outcomes: string; steps: Step[] } {
  const passed: Step[] = [];
  let outcomes = '';
  for (let at = 0; at < steps.length; ) {
    const step = steps[at];
    at += 1;
    if (step?.kind === 'jump') at = step.to;
    else if (step?.kind === 'test') {
      const holds = step.condition.holds(data) === step.wanted;
      outcomes += holds ? '1' : '0';
      if (!holds) at = step.elseAt;
    } else if (step) passed.push(step);
  }
  return { outcomes, steps: passed };
}

function sourceOf(steps: readonly Step[]): string {
  return steps
    .map((step) => {
      if (step.kind === 'field') return `${OPEN}${step.at}${CLOSE}`;
      return step.kind === 'text' ? step.text.replace(/[\uFDD0\uFDD1]/g, '\uFFFD') : '';
    })
    .join('');
}

/** A table asks for a paragraph of its own. */
function readShape({ fields }: Template, { source }: Shape): NonNullable<Shape['blocks']> {
  const spaced = source.replace(lineOfField, (line, at: string) =>
    fields[Number(at)]?.table ? `\n\n${OPEN}${at}${CLOSE}\n\n` : line,
  );
  return parseMarkup(spaced).map((block) => ({ block, isOpen: JSON.stringify(block).includes(OPEN) }));
}

type Fill = (text: string, written: (value: string) => string) => string;

const asTyped = (value: string) => value;

function fillerOf(template: Template, shape: Shape, data: MergeData) {
  // A text that does not name the person addresses the organisation.
  const addressed = shape.namesPerson ? data : { ...data, office: { ...data.office, contactName: '' } };
  const values: string[] = [];
  const empty = new Set<string>();
  for (const at of shape.fields) {
    const field: Field | undefined = template.fields[at];
    const value = cleanText(field?.read(addressed) ?? '');
    values[at] = value;
    if (field && value.trim() === '') empty.add(field.name);
  }
  const fill: Fill = (text, written) => text.replace(openField, (_, at) => written(values[Number(at)] ?? ''));
  return { fill, empty: [...empty], addressed };
}

/** No control characters but line breaks and tabs, nothing that is half a character. */
export function cleanText(value: string): string {
  return value
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');
}

interface Filling {
  fill: Fill;
  table(at: number): string[][] | null;
}

function filledBlock(block: Block, filling: Filling): Block[] {
  const spans = (of: readonly Span[]) => of.map((span) => filledSpan(span, filling.fill));
  switch (block.kind) {
    case 'rule':
      return [block];
    case 'record':
      return [{ ...block, blocks: block.blocks.flatMap((inner) => filledBlock(inner, filling)) }];
    case 'list':
      return [{ ...block, items: block.items.map((item) => filledItem(item, spans)) }];
    case 'table':
      return [{ ...block, header: block.header.map(spans), rows: block.rows.map((row) => row.map(spans)) }];
    default: {
      const at = block.kind === 'paragraph' ? fieldAlone.exec(plainText(block.spans))?.[1] : undefined;
      const table = at === undefined ? null : filling.table(Number(at));
      if (table) return tableOf(table);
      const filled = { ...block, spans: spans(block.spans) };
      return plainText(filled.spans).trim() === '' ? [] : [filled];
    }
  }
}

function filledItem(item: ListItem, spans: (of: readonly Span[]) => Span[]): ListItem {
  return { ...item, spans: spans(item.spans), items: item.items.map((inner) => filledItem(inner, spans)) };
}

function filledSpan(span: Span, fill: Fill): Span {
  if (!span.text.includes(OPEN) && !span.href?.includes(OPEN)) return span;
  return { ...span, text: fill(span.text, asTyped), href: span.href && fill(span.href, encodeURIComponent) };
}

function tableOf([header, ...rows]: readonly string[][]): Block[] {
  if (!header) return [];
  const cells = (row: readonly string[]) =>
    row.map((text): Span[] => [{ text: cleanText(text), bold: false, href: null }]);
  return [{ kind: 'table', align: header.map(() => 'left'), header: cells(header), rows: rows.map(cells) }];
}
