import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../contract/errors.ts';
import { fontCharacters } from './letters/font.ts';
import { houseSource, linesBeforeTemplate, sheetSource } from './letters/noticeSheets.ts';
import { squareCode } from './letters/squareCode.ts';
import { type Letter, templates } from './letters/templates.ts';
import type { Fault, Laid, layOut } from './letters/typesetting.ts';
import type { Threads } from './threads.ts';

/** Paper: anything laid out on pages. */
export interface Letters {
  /** Lays out a letter as PDF, in a thread of its own. An abort ends the thread and rejects with its reason. Errors: pdf_unavailable, template_broken. */
  render(letter: Letter, signal?: AbortSignal): Promise<Laid>;
  /** The characters of a text that the typeface has: what it has not would be an empty box. */
  characters(): Promise<(character: string) => boolean>;
  /** The house's template of letters and FAX sheets, in Typst. */
  houseSource: string;
}

export type { CallSheet, CallSheetOffice } from './letters/callSheet.ts';
export type { BoardStatus } from './letters/reportSheets.ts';
export type { NoticeSheet, NoticeSheets } from './letters/sheetData.ts';
export type { Letter, PrintedList } from './letters/templates.ts';

const TYPEFACE = /^BIZUDPGothic_(400Regular|700Bold).*\.ttf$/;

/** Letters set by Typst in BIZ UDPGothic. Thread and typeface are not touched before the first one. */
export function createLetters(threads: Threads<{ layOut: typeof layOut }>): Letters {
  let fonts: Promise<Uint8Array[]> | null = null;
  let characters: Promise<(character: string) => boolean> | null = null;
  const loaded = () => (fonts ??= readFonts());
  return {
    houseSource,
    render: async (letter, signal) => {
      const own = letter.template === 'sheets' ? (letter.own ?? '') : '';
      const source = own === '' ? templates[letter.template] : sheetSource(own);
      const work = { source, data: await dataOf(letter, signal), fonts: await loaded() };
      for await (const laid of threads.run('layOut', work, { signal })) {
        if ('pdf' in laid) return laid;
        if (own !== '') throw brokenTemplate(own, laid.faults);
        throw new Error(`a letter could not be laid out: ${JSON.stringify(laid.faults)}`);
      }
      throw new Error('a letter was laid out on no page');
    },
    characters: () =>
      (characters ??= loaded().then(([regular]) => fontCharacters(Buffer.from(regular ?? new Uint8Array())))),
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

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
