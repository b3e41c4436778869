const kanjiDigits = '〇一二三四五六七八九';

/**
 * An address as far as the house number, the ways of writing it made one: width, spaces, 丁目 番 号 and hyphens, kanji
 * numerals before 丁目, the prefecture. What follows the house number (building, floor) is left out: many leave it out.
 * Empty when there is no house number, for a town alone says nothing.
 */
export function plainAddress(address: string): string {
  const plain = address
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^(?:東京都|北海道|(?:京都|大阪)府|\p{sc=Han}{2,3}県)/u, '')
    .replace(/([〇一二三四五六七八九十]+)(?=丁目)/g, (numeral) => String(fromKanji(numeral)))
    .replace(/(?<=\d)(?:丁目|番地の|番地|番|号|の|[-‐‑‒–—―−ー─])(?=\d)/g, '-');
  return /^.*?\d+(?:-\d+)*/.exec(plain)?.[0] ?? '';
}

/** 一 to 九十九. */
function fromKanji(numeral: string): number {
  const [tens, ones = ''] = numeral.includes('十') ? numeral.split('十') : ['', numeral];
  const digit = (kanji: string) => kanjiDigits.indexOf(kanji);
  if (!numeral.includes('十')) return Number([...numeral].map(digit).join(''));
  return (tens === '' ? 1 : digit(tens ?? '')) * 10 + (ones === '' ? 0 : digit(ones));
}
