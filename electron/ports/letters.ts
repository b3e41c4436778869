import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fontCharacters } from './letters/font.ts';
import { type Letter, templates } from './letters/templates.ts';
import type { Laid, layOut } from './letters/typesetting.ts';
import type { Threads } from './threads.ts';

/** Paper: anything laid out on pages. */
export interface Letters {
  /** Lays out a letter as PDF, in a thread of its own. An abort ends the thread and rejects with its reason. Errors: pdf_unavailable. */
  render(letter: Letter, signal?: AbortSignal): Promise<Laid>;
  /** The characters of a text that the typeface has: what it has not would be an empty box. */
  characters(): Promise<(character: string) => boolean>;
}

export type { Letter, PrintedList } from './letters/templates.ts';

const TYPEFACE = /^BIZUDPGothic_(400Regular|700Bold).*\.ttf$/;

/** Letters set by Typst in BIZ UDPGothic. Thread and typeface are not touched before the first one. */
export function createLetters(threads: Threads<{ layOut: typeof layOut }>): Letters {
  let fonts: Promise<Uint8Array[]> | null = null;
  let characters: Promise<(character: string) => boolean> | null = null;
  const loaded = () => (fonts ??= readFonts());
  return {
    render: async (letter, signal) => {
      const work = { source: templates[letter.template], data: JSON.stringify(letter.data), fonts: await loaded() };
      for await (const laid of threads.run('layOut', work, { signal })) return laid;
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

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
