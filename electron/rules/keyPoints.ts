import { type Block, type ListItem, plainText, type Span } from './markup.ts';

const MOST = 6;
/** A sentence longer than this cannot be said in one breath. */
const LONGEST = 120;

/**
 * What of a text to say on the phone: the items of its first list; without one its first headings; else its first
 * sentences.
 */
export function keyPoints(blocks: readonly Block[]): string[] {
  const flat = blocks.flatMap((block) => (block.kind === 'record' ? block.blocks : [block]));
  const list = flat.find((block) => block.kind === 'list');
  const headings = flat.flatMap((block) => (block.kind === 'heading' ? wordsOf(block.spans) : []));
  const said = list ? list.items.flatMap(itemWords) : headings.length > 1 ? headings : flat.flatMap(sentencesOf);
  return said.filter((text) => text !== '').slice(0, MOST);
}

const wordsOf = (spans: readonly Span[]): string =>
  plainText(spans)
    .replace(/\s*\n\s*/g, '')
    .trim();

const itemWords = ({ spans, items }: ListItem): string[] => [wordsOf(spans), ...items.flatMap(itemWords)];

function sentencesOf(block: Block): string[] {
  if (block.kind !== 'paragraph') return [];
  const sentences = wordsOf(block.spans).match(/[^。]+。?/g) ?? [];
  return sentences.map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
}
