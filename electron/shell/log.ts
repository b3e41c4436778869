import { appendFileSync, renameSync, statSync } from 'node:fs';
import { redacted } from '../contract/redaction.ts';

/** Beyond this the file is put aside as `.old` and a new one begins. */
const MOST_BYTES = 1_000_000;

/**
 * A log of redacted lines with their UTC time in one file, at most two files of 1 MB. A window has no console to write to.
 * A line that cannot be written is lost rather than an error: the log must not stop the work.
 */
export function openLog(file: string): (line: string) => void {
  return (whole) => {
    const line = redacted(whole);
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, `${file}.old`);
      appendFileSync(file, `${new Date().toISOString()} ${line}\n`);
    } catch (error) {
      process.stderr.write(`${line}\n(the log cannot be written: ${error instanceof Error ? error.message : error})\n`);
    }
  };
}
