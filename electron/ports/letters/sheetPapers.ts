import { checkListSource } from './noticeSheets.ts';
import type { NoticeSheet, NoticeSheets } from './sheetData.ts';
import type { Laid, Paper } from './typesetting.ts';

/** At most so many letters are laid out at a time: then others get their turn, and whoever waits hears how far it is. */
const MOST = 300;

/** Letters a batch, so that `threads` threads have the same to do when one of them lays out the check list besides. */
export function batchOf({ offices, checkList }: NoticeSheets, threads: number): number {
  const fewest = Math.ceil(offices.length / MOST);
  if (!checkList || fewest < threads) return MOST;
  const papers = Math.ceil((fewest + 1) / threads) * threads;
  return Math.ceil(offices.length / (papers - 1));
}

/** Modules on a side of a slip's square code. */
const CODE_SIZE = 21;

/** The papers that make up a version's sheets: one for so many offices. */
export function sheetPapers(source: string, data: NoticeSheets, batch = MOST): Paper[] {
  const { offices, checkList: _, ...shared } = data;
  const papers: Paper[] = [];
  for (let from = 0; from < offices.length; from += batch) {
    papers.push(paperOf(source, shared, offices.slice(from, from + batch)));
  }
  return papers;
}

function paperOf(source: string, shared: Pick<NoticeSheets, 'slip'>, offices: readonly NoticeSheet[]): Paper {
  // Blocks without a field are the same object in every sheet: they go over once.
  const numbers = new Map<unknown, number>();
  const blocks: unknown[] = [];
  const numberOf = (block: unknown) => {
    const known = numbers.get(block);
    if (known !== undefined) return known;
    numbers.set(block, blocks.length);
    return blocks.push(onPaper(block)) - 1;
  };
  const codes: string[] = [];
  const sheets = offices.map((office) => {
    if (office.slipCode !== '') codes.push(office.slipCode.replaceAll('-', ''));
    return {
      ...office,
      code: breakable(office.code),
      name: breakable(office.name),
      blocks: office.blocks.map(numberOf),
      codeAt: codes.length - 1,
      longestLine: longestLine([office.postalCode, office.address, office.name, ...office.addressee]),
    };
  });
  const codeSize = codes.length > 0 ? CODE_SIZE : 0;
  return {
    source,
    data: JSON.stringify({ ...shared, codeSize, offices: sheets, blocks }),
    codes,
    leastPages: fewest(shared, offices).reduce((sum, pages) => sum + pages, 0),
  };
}

/** A long mail address or code may break anywhere rather than run over the edge: Typst breaks at U+200B. */
function breakable(text: string): string {
  return text.replace(/[!-~]{12,}/g, (run) => [...run].join('\u200B'));
}

/** Characters of the longest line: the address's may wrap, so it counts for two. */
function longestLine(texts: readonly string[]): number {
  const lines = texts.flatMap((text) => text.split('\n'));
  // Two lines for the address are foreseen; one with line breaks of its own is measured.
  if (lines.length > texts.length) return Number.MAX_SAFE_INTEGER;
  const address = texts[1] ?? '';
  return Math.max(...lines.map((line) => (line === address ? Math.ceil(line.length / 2) : line.length)));
}

/** A block as it is set: nobody can press a link on paper, so where it leads stands behind it; table cells are narrow. */
function onPaper(value: unknown, inTable = false): unknown {
  if (Array.isArray(value)) return value.map((inner) => onPaper(inner, inTable));
  if (typeof value !== 'object' || value === null) return value;
  if ('text' in value && 'href' in value) {
    const [text, href] = [String(value.text), value.href === null ? null : String(value.href)];
    const leadsTo = href !== null && href !== text ? { leadsTo: breakable(href.replace('mailto:', '')) } : {};
    return { ...value, text: inTable ? breakable(text) : text, ...leadsTo };
  }
  const isTable = inTable || ('kind' in value && value.kind === 'table');
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, onPaper(inner, isTable)]));
}

/** The fewest pages each office's sheets can have: one, and one for a slip of its own. */
function fewest({ slip }: Pick<NoticeSheets, 'slip'>, offices: readonly NoticeSheet[]): number[] {
  return offices.map(({ slipCode }) => (slip === 'sheet' && slipCode !== '' ? 2 : 1));
}

/** How many pages each office's sheets have, out of what was laid out; before that, as many as when all are short. */
export function pagesOfEach(data: NoticeSheets, batch = MOST, laid: readonly Laid[] = []): number[] {
  const least = fewest(data, data.offices);
  return least.map((pages, at) => laid[Math.floor(at / batch)]?.counted?.[at % batch] ?? pages);
}

/** Characters that certainly fit into one line of the list's columns. Rows that all are one line high are set in half the time. */
const ONE_LINE = { code: 8, name: 28 };

/** The list of all offices with their pages. */
export function checkListPaper({ offices, label, date }: NoticeSheets, pages: readonly number[]): Paper {
  let next = 1;
  const rows = offices.map(({ code, name }, at) => {
    const first = next;
    next += pages[at] ?? 1;
    return { code: breakable(code), name: breakable(name), first, last: next - 1 };
  });
  const oneLine = rows.every((row) => row.code.length <= ONE_LINE.code && row.name.length <= ONE_LINE.name);
  return { source: checkListSource, data: JSON.stringify({ label, date, oneLine, rows }) };
}
