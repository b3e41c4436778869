/** Characters only Japanese is written with. */
export const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

export interface Sentence {
  /** With gaps filled by `x`. */
  text: string;
  gaps: number;
}

/** Every sentence of a list of words by its way, e.g. `notices.state.draft`. */
export function sentencesOf(words: object, way = ''): Map<string, Sentence> {
  const found = new Map<string, Sentence>();
  for (const [key, value] of Object.entries(words)) {
    const here = way === '' ? key : `${way}.${key}`;
    if (typeof value === 'string') found.set(here, { text: value, gaps: 0 });
    else if (typeof value === 'function') found.set(here, { text: filled(value), gaps: value.length });
    else for (const [inner, sentence] of sentencesOf(value, here)) found.set(inner, sentence);
  }
  return found;
}

function filled(sentence: (...gaps: string[]) => string): string {
  return sentence(...Array.from({ length: sentence.length }, () => 'x'));
}
