import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { fail } from '../contract/errors.ts';
import { fontCharacters } from './letters/font.ts';
import { houseSource, linesBeforeTemplate, sheetSource } from './letters/noticeSheets.ts';
import { squareCode } from './letters/squareCode.ts';
import { type Letter, templates } from './letters/templates.ts';

/** Paper: anything laid out on pages. */
export interface Letters {
  /** Lays out a letter as PDF, in a thread of its own. An abort ends the thread and rejects with its reason. Errors: pdf_unavailable, template_broken. */
  render(letter: Letter, signal?: AbortSignal): Promise<{ pdf: Uint8Array; pages: number }>;
  /** The characters of a text that the typeface has: what it has not would be an empty box. */
  characters(): Promise<(character: string) => boolean>;
  /** The house's template of letters and FAX sheets, in Typst. */
  houseSource: string;
}

export type { NoticeSheet, NoticeSheets } from './letters/sheetData.ts';
export type { Letter, PrintedList } from './letters/templates.ts';

/** What the thread answers. */
export type Laid =
  | { pdf: Uint8Array; pages: number }
  | { trouble: 'unavailable' }
  | { trouble: 'refused'; faults: Fault[] };

/** What is wrong with a source; lines from 1, null when it cannot be told. */
interface Fault {
  message: string;
  line: number | null;
}

/** The sources hold the thread's program beside this file; a built program has it beside itself. */
const fromSource = existsSync(join(import.meta.dirname, 'letters/typesetter.ts'));
const PROGRAM = join(import.meta.dirname, fromSource ? 'letters/typesetter.ts' : 'typesetter.cjs');
const TYPEFACE = /^BIZUDPGothic_(400Regular|700Bold).*\.ttf$/;

/** Letters set by Typst in BIZ UDPGothic. Thread and typeface are not touched before the first one. */
export function createLetters(): Letters {
  let fonts: Promise<Buffer[]> | null = null;
  let characters: Promise<(character: string) => boolean> | null = null;
  const loaded = () => (fonts ??= readFonts());
  return {
    houseSource,
    render: async (letter, signal) => {
      const own = letter.template === 'sheets' ? (letter.own ?? '') : '';
      const source = own === '' ? templates[letter.template] : sheetSource(own);
      const data = await dataOf(letter, signal);
      return layOut({ source, data, fonts: await loaded() }, { own, signal });
    },
    characters: () => (characters ??= loaded().then(([regular]) => fontCharacters(regular ?? Buffer.alloc(0)))),
  };
}

/** The window's own two files, regular before bold. */
async function readFonts(): Promise<Buffer[]> {
  const faces = join(import.meta.dirname, '../../node_modules/@expo-google-fonts/biz-udpgothic');
  const folders = fromSource
    ? [join(faces, '400Regular'), join(faces, '700Bold')]
    : [join(import.meta.dirname, '../renderer/assets')];
  const found: Buffer[] = [];
  for (const folder of folders) {
    const names = (await readdir(folder)).filter((name) => TYPEFACE.test(name)).sort();
    for (const name of names) found.push(await readFile(join(folder, name)));
  }
  if (found.length !== 2) throw new Error(`the typeface is not whole: ${found.length} of 2 files`);
  return found;
}

/** How many sheets are made ready before other work gets its turn. */
const BATCH = 50;

/** What a template is handed, as JSON: for sheets each with the square code of its slip. */
async function dataOf(letter: Letter, signal: AbortSignal | undefined): Promise<string> {
  if (letter.template !== 'sheets') return JSON.stringify(letter.data);
  const offices: object[] = [];
  for (const office of letter.data.offices) {
    const modules = office.slipCode === '' ? [] : squareCode(office.slipCode.replaceAll('-', ''));
    offices.push({ ...office, modules });
    if (offices.length % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
  return JSON.stringify({ ...letter.data, offices });
}

/** The first fault in an own template's lines; one that shows only outside them is told at line 1. */
function brokenTemplate(own: string, faults: readonly Fault[]) {
  const last = own.split('\n').length;
  const placed = faults.map(({ message, line }) => ({ message, line: (line ?? 0) - linesBeforeTemplate }));
  const inside = placed.find(({ line }) => line >= 1 && line <= last);
  return fail('template_broken', {
    line: inside?.line ?? 1,
    details: (inside ?? faults[0])?.message.slice(0, 200) ?? '',
  });
}

async function layOut(
  work: { source: string; data: string; fonts: Buffer[] },
  { own, signal }: { own: string; signal: AbortSignal | undefined },
): Promise<{ pdf: Uint8Array; pages: number }> {
  signal?.throwIfAborted();
  const thread = new Worker(PROGRAM, { workerData: work });
  const answer = Promise.withResolvers<Laid>();
  const abort = () => answer.reject(signal?.reason);
  thread.once('message', answer.resolve);
  thread.once('error', answer.reject);
  thread.once('exit', (code) => answer.reject(new Error(`the typesetter ended with ${code}`)));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const laid = await answer.promise;
    if ('pdf' in laid) return laid;
    if (laid.trouble === 'unavailable') throw fail('pdf_unavailable');
    if (own !== '') throw brokenTemplate(own, laid.faults);
    throw new Error(`a letter could not be laid out: ${JSON.stringify(laid.faults)}`);
  } finally {
    signal?.removeEventListener('abort', abort);
    await thread.terminate();
  }
}
