/** Longest line a log takes: a stack, and nothing of what a program was working on. */
const LONGEST = 4000;
/** Fewer digits are counts, ports and dates; a phone number has nine at least. */
const PHONE_DIGITS = 9;

/** What a mail server said, without the addresses it quotes. */
export function withoutAddresses(words: string): string {
  return words.replace(/[^\s<>"'(),;:[\]]+(?:@|%40)[^\s<>"'(),;:[\]]+/gi, '[address]');
}

/**
 * A line as it may stand in a log or a crash report: without mail addresses, long numbers, quoted input, the name of the
 * user's folder, and whatever is not ASCII. Our own log lines are English; what is not came out of somebody's data.
 * Words a mail server or a parser quotes are the usual way in.
 */
export function redacted(line: string): string {
  return withoutAddresses(line.slice(0, LONGEST).replace(/"[^"\n]*"(?=\.* is not valid JSON)/g, '"…"'))
    .replace(/((?:[A-Z]:)?[\\/](?:Users|home)[\\/])[^\\/\s:]+/gi, '$1~')
    .replace(/\+?\d(?:[\d()\- ]*\d)?/g, (found) =>
      found.replace(/\D/g, '').length >= PHONE_DIGITS ? '[number]' : found,
    )
    .replace(/[^\x20-\x7e\t\n]+/g, '…');
}

/** Where an error happened, for a line of the log, before it is redacted; whatever was thrown, an error or not. */
export const detailsOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** The line a program logs when an error was caught by nobody. */
export const uncaughtLine = (error: unknown): string => redacted(`uncaught: ${detailsOf(error)}`);
