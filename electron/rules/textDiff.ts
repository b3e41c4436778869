import { commonSequence } from './commonSequence.ts';
import { type Piece, piecesOf } from './textPieces.ts';
import { unitsOf } from './textUnits.ts';

/** A sentence (heading, list item, table row) beside the one it became; null where there is none. */
export interface DiffRow {
  change: 'same' | 'changed' | 'removed' | 'added';
  from: string | null;
  to: string | null;
  pieces: Piece[];
}

/** Two texts beside each other: the shape of `notices.diff` in the contract. */
export interface TextDiff {
  /** What says something else now: changed, dropped and new sentences, in order. */
  claims: { from: string | null; to: string | null }[];
  rows: DiffRow[];
}

/** What the contract lets through. */
const MOST_ROWS = 5_000;
const MOST_CLAIMS = 1_000;
/** Sentences are told as one that changed from this likeness on: so much is left where only the verb's ending stays. */
const LIKE = 0.2;
/** Pairs looked at one by one; longer stretches are halved first. */
const MOST_PAIRS = 2_500;

/**
 * Compares two texts sentence by sentence, and changed sentences character by character. All `from` together are the
 * older text and all `to` the newer one; so are the pieces of each row. White space alone makes no sentence another.
 */
export function diffTexts(from: string, to: string): TextDiff {
  const [older, newer] = [unitsOf(from), unitsOf(to)];
  const rows: DiffRow[] = [];
  let [at, otherAt] = [0, 0];
  const upTo = (i: number, j: number) => {
    for (const row of pairUp(older.slice(at, i), newer.slice(otherAt, j))) rows.push(row);
    [at, otherAt] = [i + 1, j + 1];
  };
  const trimmed = (units: readonly string[]) => units.map((unit) => unit.trim());
  for (const [i, j] of commonSequence(trimmed(older), trimmed(newer))) {
    upTo(i, j);
    rows.push(both('same', older[i] ?? '', newer[j] ?? ''));
  }
  upTo(older.length, newer.length);
  return { claims: claimsOf(rows), rows: folded(rows) };
}

function claimsOf(rows: readonly DiffRow[]): TextDiff['claims'] {
  const says = (text: string | null) => text !== null && /[\p{L}\p{N}]/u.test(text);
  return rows
    .filter((row) => row.change !== 'same' && (says(row.from) || says(row.to)))
    .slice(0, MOST_CLAIMS)
    .map((row) => ({ from: row.from?.trim() ?? null, to: row.to?.trim() ?? null }));
}

const both = (change: 'same' | 'changed', from: string, to: string): DiffRow => ({
  change,
  from,
  to,
  pieces: piecesOf(from, to),
});
const removed = (text: string): DiffRow => ({
  change: 'removed',
  from: text,
  to: null,
  pieces: [{ text, change: 'removed' }],
});
const added = (text: string): DiffRow => ({
  change: 'added',
  from: null,
  to: text,
  pieces: [{ text, change: 'added' }],
});

/** Sentences between two that stayed: in order, the pairs that are most alike together; the others came or went. */
function pairUp(older: readonly string[], newer: readonly string[]): DiffRow[] {
  if (older.length === 0) return newer.map(added);
  if (newer.length === 0) return older.map(removed);
  if (older.length * newer.length > MOST_PAIRS) {
    const [half, otherHalf] = [older.length >> 1, newer.length >> 1];
    const first = pairUp(older.slice(0, half), newer.slice(0, otherHalf));
    return [...first, ...pairUp(older.slice(half), newer.slice(otherHalf))];
  }
  const rows: DiffRow[] = [];
  let [at, otherAt] = [0, 0];
  const upTo = (i: number, j: number) => {
    rows.push(...older.slice(at, i).map(removed), ...newer.slice(otherAt, j).map(added));
    [at, otherAt] = [i + 1, j + 1];
  };
  for (const [i, j] of mostAlike(older, newer)) {
    upTo(i, j);
    rows.push(both('changed', older[i] ?? '', newer[j] ?? ''));
  }
  upTo(older.length, newer.length);
  return rows;
}

function mostAlike(older: readonly string[], newer: readonly string[]): [number, number][] {
  const [pairs, otherPairs] = [older.map(neighbours), newer.map(neighbours)];
  const width = newer.length + 1;
  const best = new Float64Array((older.length + 1) * width);
  const like = new Float64Array(best.length);
  // Filled from the end, so that the way is read from the start.
  for (let i = older.length - 1; i >= 0; i -= 1) {
    for (let j = newer.length - 1; j >= 0; j -= 1) {
      const here = i * width + j;
      like[here] = likeness(pairs[i] ?? NONE, otherPairs[j] ?? NONE);
      const together = like[here] < LIKE ? 0 : like[here] + (best[here + width + 1] ?? 0);
      best[here] = Math.max(together, best[here + width] ?? 0, best[here + 1] ?? 0);
    }
  }
  const found: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < older.length && j < newer.length; ) {
    const here = i * width + j;
    const likeHere = like[here] ?? 0;
    if (likeHere >= LIKE && best[here] === likeHere + (best[here + width + 1] ?? 0)) {
      found.push([i, j]);
      i += 1;
      j += 1;
    } else if (best[here] === best[here + width]) i += 1;
    else j += 1;
  }
  return found;
}

const NONE = new Uint32Array();

/** Every two characters that stand side by side, as sorted numbers. */
function neighbours(text: string): Uint32Array {
  const bare = text.replace(/\s/g, '');
  return Uint32Array.from({ length: Math.max(0, bare.length - 1) }, (_, at) => {
    return bare.charCodeAt(at) * 0x1_0000 + bare.charCodeAt(at + 1);
  }).sort();
}

/** How alike two texts are, 0 to 1: Sørensen's and Dice's measure over their neighbours. */
function likeness(one: Uint32Array, other: Uint32Array): number {
  const all = one.length + other.length;
  if (2 * Math.min(one.length, other.length) < LIKE * all || all === 0) return 0;
  let common = 0;
  for (let [i, j] = [0, 0]; i < one.length && j < other.length; ) {
    const [a = 0, b = 0] = [one[i], other[j]];
    if (a === b) common += 1;
    if (a <= b) i += 1;
    if (b <= a) j += 1;
  }
  return (2 * common) / all;
}

/** Neighbouring rows told as one, where there are more than anybody could look through. */
function folded(rows: DiffRow[]): DiffRow[] {
  const size = Math.ceil(rows.length / MOST_ROWS);
  if (size <= 1) return rows;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => {
    const group = rows.slice(at * size, (at + 1) * size);
    const [first] = group;
    const alike = group.every((row) => row.change === first?.change);
    return {
      change: alike && first ? first.change : 'changed',
      from: joined(group.map((row) => row.from)),
      to: joined(group.map((row) => row.to)),
      pieces: group.flatMap((row) => row.pieces),
    };
  });
}

const joined = (texts: readonly (string | null)[]) =>
  texts.every((text) => text === null) ? null : texts.map((text) => text ?? '').join('');
