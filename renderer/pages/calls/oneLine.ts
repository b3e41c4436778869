/** Words as a field of one line takes them: line breaks and runs of spaces are one space, cut at `longest` characters. */
export function oneLine(words: string, longest: number): string {
  return words.replace(/\s+/gu, ' ').trim().slice(0, longest);
}
