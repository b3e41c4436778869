import type { ReadMail } from '../../contract/readMail.ts';
import { parseSlipCode } from '../slipCode.ts';

// What of a reply its writer wrote. Our own mail carries the 確認番号 too, so a code counts only where the office put it:
// in the subject our reply line opens, or in the text outside of whatever is quoted.

/** Words that mail programs put before a subject when answering or passing on, in the languages met here. */
const ANSWER_MARK = /^\s*(?:re|aw|sv|fwd?|tr|wg|返信|転送|回复|답장)\s*(?:[[(^]?\d+[\])]?)?\s*[:：]\s*/i;

/** A subject without its marks of answering and passing on, and whether it had any. */
function bareSubject(subject: string): { bare: string; answered: boolean } {
  let bare = subject.trim();
  while (ANSWER_MARK.test(bare)) bare = bare.replace(ANSWER_MARK, '');
  return { bare, answered: bare !== subject.trim() };
}

/** Beginnings of what mail programs put above the mail they answer or pass on: all below is that mail. */
const BELOW_IS_QUOTED: readonly RegExp[] = [
  /^\s*[-_―─=*]{3,}\s*(?:original (?:message|mail)|forwarded (?:message|mail|by).*|元のメッセージ|元のメール|転送(?:された)?メッセージ|転送メール|返信元メッセージ|メッセージの引用|ここから転送)\s*[-_―─=*]*\s*$/i,
  /^\s*begin forwarded message\s*[:：]/i,
  /^\s*_{20,}\s*$/,
  /^\s*(?:from|差出人|送信者|送信元)\s*[:：].*$/i,
];
/** A line that says who wrote what follows; the words themselves are marked line by line, or stand below it whole. */
const INTRODUCES: readonly RegExp[] = [
  /^\s*(?:on\b.{4,200}\bwrote|.{4,200}\bwrites)\s*[:：]\s*$/i,
  /^\s*\d{4}[年/.-]\s*\d{1,2}[月/.-]\s*\d{1,2}日?.{0,200}(?:[:：]|のメール|wrote|書きました)\s*[:：]?\s*$/,
  /^\s*.{0,120}<[^<>\s]+@[^<>\s]+>\s*(?:さん|様)?(?:は|が|の)?(?:書きました|wrote|のメール)?\s*[:：]\s*$/,
];
const QUOTED_LINE = /^\s*(?:[>＞|｜»]|&gt;)/;

/**
 * The writer's own words of a reply: without marked quotes, without what stands below the head of an answered mail, and
 * without text of ours that somebody's program copied in unmarked.
 * @param ours texts we sent, in any form; what repeats a longer piece of them is ours
 */
export function ownWords(text: string, ours: readonly string[] = []): string {
  const sent = ours.map(essence).join('\n');
  const own: string[] = [];
  const lines = linesOf(text);
  for (const [at, line] of lines.entries()) {
    if (QUOTED_LINE.test(line)) continue;
    if (isHeadOfQuoted(lines, at)) break;
    const introduced = INTRODUCES.some((pattern) => pattern.test(line));
    // Marked quotes end by themselves, so that an answer below them counts; an unmarked one goes on to the end.
    if (introduced && nextWords(lines, at + 1).some((next) => QUOTED_LINE.test(next))) continue;
    if (introduced || isOurs(line, sent)) break;
    own.push(line);
  }
  return own.join('\n').trim();
}

/** More than anybody writes; what is beyond is not looked at, so that no text takes long. */
const MOST_LINES = 2000;
const LONGEST_LINE = 2000;

/** The lines of a text, broken where they are longer than any person's. */
function linesOf(text: string): string[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n', MOST_LINES);
  return lines
    .flatMap((line) => (line.length > LONGEST_LINE ? (line.match(/.{1,2000}/gsu) ?? []) : [line]))
    .slice(0, MOST_LINES);
}

function isHeadOfQuoted(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  const pattern = BELOW_IS_QUOTED.find((each) => each.test(line));
  if (!pattern) return false;
  // "From:" alone may be anything; a copied head has a date, a subject or a recipient close to it.
  if (!/from|差出人|送信/i.test(pattern.source) || /original/i.test(pattern.source)) return true;
  return lines
    .slice(at + 1, at + 6)
    .some((next) => /^\s*(?:sent|date|to|subject|送信日時|日時|宛先|件名)\s*[:：]/i.test(next));
}

function nextWords(lines: readonly string[], from: number): string[] {
  return lines
    .slice(from, from + 4)
    .filter((line) => line.trim() !== '')
    .slice(0, 1);
}

/** Letters of a line that make it recognisable as a piece of another text, wherever it was broken. */
const LONG_ENOUGH = 12;

function isOurs(line: string, sent: string): boolean {
  if (/mailto:/i.test(line)) return true;
  const words = essence(line);
  return words.length >= LONG_ENOUGH && sent.includes(words);
}

/** A text without spaces, marks and signs: what stays the same however a program breaks its lines. */
function essence(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

const SYMBOL = '[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]';
const GAP = '[ \\t\\u3000]?[-‐‑‒–—―−─ー－ｰ]?[ \\t\\u3000]?';
const CODE_LIKE = new RegExp(
  `(?<!${SYMBOL}|[-‐－])${SYMBOL}{4}${GAP}${SYMBOL}{4}${GAP}${SYMBOL}(?!${SYMBOL}|[-‐－])`,
  'gu',
);

/** Every 確認番号 in a text whose check symbol is right, as it is stored, each once. About one other word of nine letters in forty passes too. */
export function codesIn(text: string): string[] {
  const found = [...text.matchAll(CODE_LIKE)].flatMap(([typed]) => parseSlipCode(typed) ?? []);
  return [...new Set(found)];
}

/** The codes an office gave as its own, the words it wrote, and the codes that only what it quoted has. */
export interface Said {
  /** Own codes, as stored. */
  codes: string[];
  /** Codes of the quoted part, without the own. */
  quoted: string[];
  /** The writer's words, without codes' lines cut out: all that is to be shown and read. */
  words: string;
}

/**
 * What a mail says by itself. A subject counts as own words when the mail answers nothing (our reply line opens such a
 * mail), and when an answer's subject is the one our reply line opens, which no notice has.
 */
export function saidIn(mail: Pick<ReadMail, 'subject' | 'text'>, ours: readonly string[] = []): Said {
  const { bare, answered } = bareSubject(mail.subject);
  const words = ownWords(mail.text, ours);
  const subjectIsOwn = !answered && !isOurs(bare, ours.map(essence).join('\n'));
  const codes = codesIn(subjectIsOwn ? `${bare}\n${words}` : words);
  const quoted = codesIn(`${bare}\n${mail.text}`).filter((code) => !codes.includes(code));
  return { codes, quoted, words };
}
