/** Places of one element that stands in both lists: in the first, in the second. */
export type Match = readonly [number, number];

/** Edits up to which the exact answer is sought; its traces take about 6 MB at most. */
const MOST_EDITS = 1_200;

/**
 * What two lists have in common, in order: a longest common subsequence by Myers, "An O(ND) Difference Algorithm and
 * Its Variations" (1986). Lists too different for that are first cut at the elements that stand once in each; what
 * even that leaves too different has nothing in common.
 */
export function commonSequence(one: readonly string[], other: readonly string[]): Match[] {
  const numbers = new Map<string, number>();
  const numbered = (list: readonly string[]) =>
    Int32Array.from(list, (element) => {
      const number = numbers.get(element) ?? numbers.size;
      numbers.set(element, number);
      return number;
    });
  const found: Match[] = [];
  collect(numbered(one), numbered(other), 0, 0, found);
  return found;
}

/** Adds the matches of two pieces that begin at `at` and `otherAt` of the whole. */
function collect(one: Int32Array, other: Int32Array, at: number, otherAt: number, found: Match[]): void {
  const shorter = Math.min(one.length, other.length);
  let head = 0;
  while (head < shorter && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1;
  for (let i = 0; i < head; i += 1) found.push([at + i, otherAt + i]);
  const [middle, otherMiddle] = [one.subarray(head, one.length - tail), other.subarray(head, other.length - tail)];
  const exact = shortestEdits(middle, otherMiddle);
  if (exact) for (const [i, j] of exact) found.push([at + head + i, otherAt + head + j]);
  else collectBetween(middle, otherMiddle, at + head, otherAt + head, found);
  for (let i = tail; i > 0; i -= 1) found.push([at + one.length - i, otherAt + other.length - i]);
}

function collectBetween(one: Int32Array, other: Int32Array, at: number, otherAt: number, found: Match[]): void {
  const anchors = anchorsOf(one, other);
  if (anchors.length === 0) return;
  let [from, otherFrom] = [0, 0];
  for (const [i, j] of anchors) {
    collect(one.subarray(from, i), other.subarray(otherFrom, j), at + from, otherAt + otherFrom, found);
    found.push([at + i, otherAt + j]);
    [from, otherFrom] = [i + 1, j + 1];
  }
  collect(one.subarray(from), other.subarray(otherFrom), at + from, otherAt + otherFrom, found);
}

/** The matches of a shortest way from one list to the other; null when it takes more than `MOST_EDITS`. */
function shortestEdits(one: Int32Array, other: Int32Array): Match[] | null {
  const [n, m] = [one.length, other.length];
  if (n === 0 || m === 0) return [];
  const most = Math.min(MOST_EDITS, n + m);
  // For each diagonal k = x - y, the furthest x reached; `most` stands at diagonal 0.
  const reach = new Int32Array(2 * most + 3);
  const traces: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    traces.push(reach.slice(most + 1 - edits - 1, most + 1 + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const place = most + 1 + k;
      const [left = 0, right = 0] = [reach[place - 1], reach[place + 1]];
      let x = k === -edits || (k !== edits && left < right) ? right : left + 1;
      while (x < n && x - k < m && one[x] === other[x - k]) x += 1;
      reach[place] = x;
      if (x >= n && x - k >= m) return walkBack(traces, n, m);
    }
  }
  return null;
}

function walkBack(traces: readonly Int32Array[], n: number, m: number): Match[] {
  const matches: Match[] = [];
  let [x, y] = [n, m];
  for (let edits = traces.length - 1; edits >= 0; edits -= 1) {
    // The trace of so many edits begins at diagonal -edits - 1.
    const reached = (k: number) => traces[edits]?.[k + edits + 1] ?? 0;
    const k = x - y;
    const down = k === -edits || (k !== edits && reached(k - 1) < reached(k + 1));
    const from = edits === 0 ? 0 : down ? reached(k + 1) : reached(k - 1);
    const fromY = edits === 0 ? 0 : from - (down ? k + 1 : k - 1);
    while (x > from && y > fromY) {
      x -= 1;
      y -= 1;
      matches.push([x, y]);
    }
    [x, y] = [from, fromY];
  }
  return matches.reverse();
}

/** Elements that stand once in each list, the longest row of them that is in order in both. */
function anchorsOf(one: Int32Array, other: Int32Array): Match[] {
  const places = oncePlaces(one);
  const otherPlaces = oncePlaces(other);
  const pairs = [...places].flatMap(([element, i]): Match[] => {
    const j = otherPlaces.get(element);
    return j === undefined ? [] : [[i, j]];
  });
  return longestRising(pairs);
}

function oncePlaces(list: Int32Array): Map<number, number> {
  const places = new Map<number, number>();
  const twice = new Set<number>();
  for (const [place, element] of list.entries()) {
    if (places.has(element)) twice.add(element);
    places.set(element, place);
  }
  for (const element of twice) places.delete(element);
  return places;
}

/** Of pairs in order of their first number, the most whose second number rises too (patience sorting). */
function longestRising(pairs: readonly Match[]): Match[] {
  const tops: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [index, [, j]] of pairs.entries()) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    before.push(tops[low - 1]);
    tops[low] = index;
  }
  const rising: Match[] = [];
  for (let index = tops.at(-1); index !== undefined; index = before[index]) rising.push(pairs[index] ?? [0, 0]);
  return rising.reverse();
}
