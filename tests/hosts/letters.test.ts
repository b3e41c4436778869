import { describe, expect, it } from 'vitest';
import { jobs } from '../../electron/jobs.ts';
import { createLetters } from '../../electron/ports/letters.ts';
import { createThreads } from '../../electron/ports/threads.ts';

const list = (rows: string[][]) => ({
  template: 'list' as const,
  data: { title: '試験', date: '令和8年6月5日', note: '', columns: [{ heading: '名', width: 10 }], rows },
});

describe('letters', () => {
  const letters = createLetters(createThreads(jobs));

  it('are laid out in a thread: the event loop goes on meanwhile', async () => {
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 5);
    const { pages } = await letters.render(list(Array.from({ length: 3000 }, (_, at) => [`東雲商店㈱${at}`])));
    clearInterval(counting);
    expect(pages).toBeGreaterThan(30);
    expect(turns).toBeGreaterThan(20);
  });

  it('stop when they are cancelled', async () => {
    const cancel = new AbortController();
    const rows = Array.from({ length: 50_000 }, (_, at) => [`東雲商店㈱${at}`]);
    const made = letters.render(list(rows), { signal: cancel.signal });
    setTimeout(() => cancel.abort(new Error('enough')), 50);
    await expect(made).rejects.toThrow('enough');
  });

  it('take any name as text, never as a command', async () => {
    const { pages } = await letters.render(list([['#panic("x")'], ['"); #read("/etc/hostname")'], ['*a* $x$ \\ @x']]));
    expect(pages).toBe(1);
  });

  it('know which characters the typeface has', async () => {
    const has = await letters.characters();
    expect([...'髙﨑①㈱鷗〓ア'].filter((character) => !has(character))).toEqual([]);
    expect([...'𠮷한😀'].filter(has)).toEqual([]);
  });
});
