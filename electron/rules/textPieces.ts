import { commonSequence } from './commonSequence.ts';
import { wordsOf } from './textUnits.ts';

/** Part of a text beside another: what stands in both, only in the older, only in the newer. */
export interface Piece {
  text: string;
  change: 'same' | 'removed' | 'added';
}

/** A change and what stays the same behind it. */
interface Step {
  removed: string;
  added: string;
  same: string;
}

/**
 * What of a sentence stayed, went and came, character by character, told in words. Without the added pieces it is the
 * older sentence, without the removed ones the newer.
 */
export function piecesOf(from: string, to: string): Piece[] {
  if (from === to) return [{ text: from, change: 'same' }];
  const [older, newer] = [wordsOf(from), wordsOf(to)];
  const steps: Step[] = [];
  let [at, otherAt] = [0, 0];
  const upTo = (i: number, j: number, same: string) => {
    const step = { removed: older.slice(at, i).join(''), added: newer.slice(otherAt, j).join(''), same };
    const last = steps.at(-1);
    if (last && step.removed === '' && step.added === '') last.same += same;
    else steps.push(step);
    [at, otherAt] = [i + 1, j + 1];
  };
  for (const [i, j] of commonSequence(older, newer)) upTo(i, j, older[i] ?? '');
  upTo(older.length, newer.length, '');
  return withoutCrumbs(withWholeWords(steps)).flatMap((step) =>
    (['removed', 'added', 'same'] as const)
      .map((change) => ({ text: step[change], change }))
      .filter(({ text }) => text !== ''),
  );
}

/** Joins changes with little between them, so that the eye sees words and not confetti. */
function withoutCrumbs(steps: readonly Step[]): Step[] {
  const kept: Step[] = [];
  for (const step of steps) {
    let next = step;
    for (let last = kept.at(-1); last && isCrumb(last, next); last = kept.at(-1)) {
      kept.pop();
      const { same } = last;
      next = { ...next, removed: last.removed + same + next.removed, added: last.added + same + next.added };
    }
    kept.push(next);
  }
  return kept;
}

/** What stays between two changes is a crumb when it is short beside both. */
function isCrumb(last: Step, next: Step): boolean {
  const size = (step: Step) => Math.max(step.removed.length, step.added.length);
  const smaller = Math.min(size(last), size(next));
  return last.same.length <= smaller && (last.same.length <= 3 || last.same.length * 2 <= smaller);
}

// A kanji may have a form of its own named behind it (葛󠄀).
const KANJI = '\\p{Script=Han}[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]?';
const KATAKANA = '[ァ-ヺー]';
/** What is left of a word cut in two: one kanji, for most words have two, or some katakana. */
const HEAD = new RegExp(`^(?:${KANJI}(?!${KANJI})|${KATAKANA}{1,12}(?!${KATAKANA}))`, 'u');
const TAIL = new RegExp(`(?:(?<!${KANJI})${KANJI}|(?<!${KATAKANA})${KATAKANA}{1,12})$`, 'u');
const ENDS = [new RegExp(`${KANJI}$`, 'u'), new RegExp(`${KATAKANA}$`)];
const BEGINS = [new RegExp(`^${KANJI}`, 'u'), new RegExp(`^${KATAKANA}`)];

/** Lets changes take in the rest of the words they cut: 不要→必要 and not 不→必. */
function withWholeWords(steps: readonly Step[]): Step[] {
  const whole = steps.map((step) => ({ ...step }));
  for (const [at, step] of whole.entries()) {
    if (step.removed === '' && step.added === '') continue;
    const changed = [step.removed, step.added];
    const last = whole[at - 1];
    const tail = last ? (TAIL.exec(last.same)?.[0] ?? '') : '';
    if (last && isOneWord([tail], changed)) {
      last.same = last.same.slice(0, -tail.length);
      step.removed = tail + step.removed;
      step.added = tail + step.added;
    }
    const head = HEAD.exec(step.same)?.[0] ?? '';
    if (isOneWord(changed, [head])) {
      step.same = step.same.slice(head.length);
      step.removed += head;
      step.added += head;
    }
  }
  return whole;
}

/** True when one of the texts ends in the script in which one of the next begins. */
function isOneWord(texts: readonly string[], next: readonly string[]): boolean {
  return ENDS.some(
    (ends, script) => texts.some((text) => ends.test(text)) && next.some((text) => BEGINS[script]?.test(text)),
  );
}
