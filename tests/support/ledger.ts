import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { practiceChronology } from '../../electron/practice/chronology.ts';
import type { TestApp } from './testApp.ts';

/** The fictional chronology of 49 items as a JSON file. */
export async function chronologyFile({ folder }: Pick<TestApp, 'folder'>, day = '2026-06-01'): Promise<string> {
  const file = join(folder, 'chronology.json');
  await writeFile(file, JSON.stringify(practiceChronology(day)));
  return file;
}

/** Writes a CSV file of these lines. */
export async function csvFile({ folder }: Pick<TestApp, 'folder'>, lines: readonly string[]): Promise<string> {
  const file = join(folder, 'list.csv');
  await writeFile(file, `${lines.join('\r\n')}\r\n`);
  return file;
}
