/** Looks again and again, for as long as the program runs. */
export interface Watch {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What a watch looks for. */
interface Looking {
  /** Stands before its lines in the log. */
  name: string;
  everyMs: number;
  /** What it throws is logged once, until a look succeeds: the register may be away for a moment. */
  look(): Promise<void>;
  log(line: string): void;
  /** Whether the start waits for the first look. */
  waits: boolean;
}

/** Makes a watch; one look at a time. */
export function createWatch({ name, everyMs, look, log, waits }: Looking): Watch {
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();
  let lastLine = '';

  async function lookOnce(): Promise<void> {
    try {
      await look();
      lastLine = '';
    } catch (error) {
      const line = `${name}: ${error instanceof Error ? error.message : String(error)}`;
      if (line !== lastLine) log(line);
      lastLine = line;
    }
  }

  return {
    start: async () => {
      work = lookOnce();
      if (waits) await work;
      timer = setInterval(() => {
        work = work.then(lookOnce);
      }, everyMs);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      await work;
    },
  };
}
