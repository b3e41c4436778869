import { padded } from '../../electron/practice/offices.ts';
import { type Bench, timed } from './measure.ts';
import type { Register, Registers } from './registers.ts';

const PAGE = 100;
const SIZES = [1_000, 10_000, 100_000];
const LARGEST = 100_000;
/** Few pages a round, as a program just begun turns them, and so many that the engine has compiled what it runs. */
const FEW = 40;
const MANY = 1_000;

/** Office lists and searches at any size and place. */
export async function officeBenches(registers: Registers): Promise<Bench[]> {
  // The few come before all that compiles.
  const benches = [pageBench(await registers.of(1_000), 1_000, 'middle', 500, FEW)];
  for (const size of SIZES) {
    const register = await registers.of(size);
    const places = size === LARGEST ? { first: 0, middle: size / 2, last: size - PAGE } : { middle: size / 2 };
    for (const [place, after] of Object.entries(places)) benches.push(pageBench(register, size, place, after, MANY));
  }
  benches.push(...(await growthBenches(registers)));
  for (const size of SIZES) if (size < LARGEST) benches.push(searchBench(await registers.of(size), size, '建設'));
  const largest = await registers.of(LARGEST);
  // Two at once, a common one, and one every office has; of two characters each, which no trigram index finds.
  for (const words of ['青葉 運送', '建設', '03']) benches.push(searchBench(largest, LARGEST, words));
  return benches;
}

const listPage = (register: Register, after: number) =>
  register.client.offices.list({ limit: PAGE, ...(after > 0 ? { cursor: padded(after, 5) } : {}) });

function pageBench(register: Register, size: number, place: string, after: number, repeat: number): Bench {
  const page = register.bare.prepare(`select * from offices where id > ? order by id limit ${PAGE}`);
  return {
    name: `offices.list, ${place} ${PAGE} of ${size.toLocaleString('en')}, ${repeat.toLocaleString('en')} pages`,
    limit: 'page by primary key',
    goal: 2,
    product: () => timed(() => listPage(register, after), repeat),
    bare: () => timed(() => page.all(after), repeat),
  };
}

/** The same page in a register a hundred times as large, and at the other end of one. */
async function growthBenches(registers: Registers): Promise<Bench[]> {
  const small = await registers.of(1_000);
  const large = await registers.of(LARGEST);
  const middle: Bench = {
    name: 'offices.list, middle of 100,000',
    limit: 'the same of 1,000',
    goal: 2,
    product: () => timed(() => listPage(large, LARGEST / 2), MANY),
    bare: () => timed(() => listPage(small, 500), MANY),
  };
  const last: Bench = {
    name: 'offices.list, last of 100,000',
    limit: 'the first of them',
    goal: 1.5,
    product: () => timed(() => listPage(large, LARGEST - PAGE), MANY),
    bare: () => timed(() => listPage(large, 0), MANY),
  };
  return [middle, last];
}

function searchBench(register: Register, size: number, words: string): Bench {
  const patterns = words.split(' ').map((word) => `%${word}%`);
  const like = patterns.map(() => 'key like ?').join(' and ');
  const count = register.bare.prepare(`select count(*) from office_search where ${like}`);
  const first = register.bare.prepare(
    `select * from offices where code in (select code from office_search where ${like} order by code limit ${PAGE})`,
  );
  return {
    name: `offices.list of ${size.toLocaleString('en')}, search ${words}`,
    limit: 'LIKE: count, first 100',
    goal: 1.5,
    product: () => timed(() => register.client.offices.list({ search: words, limit: PAGE }), 3),
    bare: () => timed(() => [count.get(...patterns), first.all(...patterns)], 3),
  };
}
