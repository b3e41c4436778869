import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../contract/errors.ts';
import { fontCharacters } from './letters/font.ts';
import { houseSource, linesBeforeTemplate, sheetSource } from './letters/noticeSheets.ts';
import { joinPdfs } from './letters/pdfJoining.ts';
import type { NoticeSheets } from './letters/sheetData.ts';
import { batchOf, checkListPaper, pagesOfEach, sheetPapers } from './letters/sheetPapers.ts';
import { type Letter, templates } from './letters/templates.ts';
import type { Laid, layOut, Paper } from './letters/typesetting.ts';
import type { Threads } from './threads.ts';

/** Paper: anything laid out on pages. */
export interface Letters {
  /** Lays out a letter as PDF, beside the event loop. An abort ends the threads and rejects with its reason. Errors: pdf_unavailable, template_broken. */
  render(letter: Letter, options?: RenderOptions): Promise<{ pdf: Uint8Array; pages: number }>;
  /** The pages of a short letter as one picture, one below the other: SVG. Errors as above. */
  picture(letter: Letter, options?: RenderOptions): Promise<{ svg: string; pages: number }>;
  /** The characters of a text that the typeface has: what it has not would be an empty box. */
  characters(): Promise<(character: string) => boolean>;
  /** The house's template of letters and FAX sheets, in Typst. */
  houseSource: string;
}

export type { CallSheet, CallSheetOffice } from './letters/callSheet.ts';
export type { BoardStatus } from './letters/reportSheets.ts';
export interface RenderOptions {
  signal?: AbortSignal | undefined;
  /** How many sheets of a batch are laid out by now. */
  onProgress?: (done: number) => void;
}

export type { NoticeSheet, NoticeSheets } from './letters/sheetData.ts';
export type { Letter, PrintedList } from './letters/templates.ts';

const TYPEFACE = /^BIZUDPGothic_(400Regular|700Bold).*\.ttf$/;
/** More threads than that would wait for each other. */
const MOST_THREADS = 3;
/** After so many papers another thread goes on: what Typst holds of all a thread has set is freed when it ends. */
const PAPERS_A_THREAD = 3;

/** Letters set by Typst in BIZ UDPGothic. Threads and typeface are not touched before the first one. */
export function createLetters(threads: Threads<{ layOut: typeof layOut }>): Letters {
  let fonts: Promise<Uint8Array[]> | null = null;
  let characters: Promise<(character: string) => boolean> | null = null;
  const loaded = () => (fonts ??= readFonts());

  /** Lays out papers in one thread, in their order. */
  const inThread = async (papers: Paper[], own: string, signal: AbortSignal | undefined, onLaid?: () => void) => {
    const laid: Laid[] = [];
    for await (const part of threads.run('layOut', { papers, fonts: await loaded() }, { signal })) {
      if ('faults' in part) throw faultOf(part.faults, own);
      laid.push(part);
      if (papers[laid.length - 1]?.leastPages !== undefined) onLaid?.();
    }
    return laid;
  };

  /**
   * Every core takes its share of the batches: batch 1, 3, 5 … and 2, 4, 6 …, and one the check list, as it is when all
   * are as short as can be. Where some are longer, the list is laid out again.
   */
  const layOutSheets = async (data: NoticeSheets, own: string, { signal, onProgress }: RenderOptions) => {
    const threadsAtMost = Math.min(availableParallelism(), MOST_THREADS);
    const batch = batchOf(data, threadsAtMost);
    const papers = sheetPapers(sheetSource(own), data, batch);
    const asked = papers.length;
    if (data.checkList) papers.push(checkListPaper(data, pagesOfEach(data)));
    const shares = Math.min(threadsAtMost, papers.length);
    let batches = 0;
    const told = () => onProgress?.(Math.min(data.offices.length, ++batches * batch));
    const failed = new AbortController();
    const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
    const works = Array.from({ length: shares }, async (_, share) => {
      const mine = papers.filter((_, at) => at % shares === share);
      const laid: Laid[] = [];
      for (let from = 0; from < mine.length; from += PAPERS_A_THREAD) {
        laid.push(...(await inThread(mine.slice(from, from + PAPERS_A_THREAD), own, either, told)));
      }
      return laid;
    });
    const done = await Promise.all(works).catch(async (error) => {
      failed.abort(error);
      await Promise.allSettled(works);
      throw error;
    });
    const laid = papers.flatMap((_, at) => done[at % shares]?.[Math.floor(at / shares)] ?? []);
    if (!data.checkList || laid.slice(0, asked).every(({ counted }) => counted === null)) return laid;
    const list = checkListPaper(data, pagesOfEach(data, batch, laid));
    return [...laid.slice(0, asked), ...(await inThread([list], '', signal))];
  };

  return {
    houseSource,
    render: async (letter, options = {}) => {
      if (letter.template !== 'sheets') {
        return wholeOf(await inThread([paperOf(letter)], '', options.signal));
      }
      return wholeOf(await layOutSheets(letter.data, letter.own ?? '', options));
    },
    picture: async (letter, { signal } = {}) => {
      const own = letter.template === 'sheets' ? (letter.own ?? '') : '';
      const [laid] = await inThread([{ ...paperOf(letter), picture: true }], own, signal);
      return { svg: Buffer.from(laid?.bytes ?? []).toString(), pages: laid?.pages ?? 0 };
    },
    characters: () =>
      (characters ??= loaded().then(([regular]) => fontCharacters(Buffer.from(regular ?? new Uint8Array())))),
  };
}

/** A letter that is laid out in one go. */
function paperOf(letter: Letter): Paper {
  if (letter.template !== 'sheets') return { source: templates[letter.template], data: JSON.stringify(letter.data) };
  const [paper] = sheetPapers(sheetSource(letter.own), letter.data);
  return paper ?? { source: '', data: '{}' };
}

async function wholeOf(laid: readonly Laid[]): Promise<{ pdf: Uint8Array; pages: number }> {
  return {
    pdf: await joinPdfs(laid.map(({ bytes }) => bytes)),
    pages: laid.reduce((sum, { pages }) => sum + pages, 0),
  };
}

/** The window's own two files, regular before bold, in memory that every thread sees. */
async function readFonts(): Promise<Uint8Array[]> {
  const faces = join(import.meta.dirname, '../../node_modules/@expo-google-fonts/biz-udpgothic');
  const folders = import.meta.filename.endsWith('.ts')
    ? [join(faces, '400Regular'), join(faces, '700Bold')]
    : [join(import.meta.dirname, '../renderer/assets')];
  const found: Uint8Array[] = [];
  for (const folder of folders) {
    const names = (await readdir(folder)).filter((name) => TYPEFACE.test(name)).sort();
    for (const name of names) found.push(shared(await readFile(join(folder, name))));
  }
  if (found.length !== 2) throw new Error(`the typeface is not whole: ${found.length} of 2 files`);
  return found;
}

/** What Typst says of a fault; its lines count from 0. */
const faults = z.array(
  z.object({ message: z.string(), range: z.object({ start: z.object({ line: z.int() }) }).nullable() }),
);

/** The first fault in an own template's lines; one that shows only outside them is told at line 1. */
function faultOf(said: unknown, own: string): Error {
  const found = faults.parse(said);
  if (own === '') return new Error(`a letter could not be laid out: ${JSON.stringify(found)}`);
  const last = own.split('\n').length;
  const placed = found.map(({ message, range }) => ({
    message,
    line: (range?.start.line ?? -1) + 1 - linesBeforeTemplate,
  }));
  const inside = placed.find(({ line }) => line >= 1 && line <= last);
  return fail('template_broken', {
    line: inside?.line ?? 1,
    details: (inside ?? found[0])?.message.slice(0, 200) ?? '',
  });
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
