import { parseArgs } from 'node:util';
import { chaos } from './chaosSection.ts';
import { damage } from './damage.ts';
import { kills } from './kills.ts';
import { mails } from './mails.ts';
import { power } from './power.ts';
import { restore50k } from './restoreAll.ts';
import type { Section } from './section.ts';
import { sending, twoSenders } from './sending.ts';
import { trouble } from './trouble.ts';

const sections: Record<string, Section> = { sending, chaos, kills, power, damage, mails, trouble };
/** Only when asked for: needs packages of Debian; takes minutes. */
const onDemand: Record<string, Section> = { 'two-senders': twoSenders, restore50k };

const HELP = `npm run test:crash -- [SECTION …] [--kills N] [--long] [--seed N] [--only NAME]
Sections: ${Object.keys(sections).join(' ')} (all of them without one); two-senders (on PostgreSQL),
restore50k (copies of 50,000 offices put back on an empty machine).
Each prints its figures beside their goals, and proves itself on a broken variant that it must find out.
--kills N   kills of each activity (100); --long: 1,000 kills, and ten times as much of everything else.
--only NAME one activity of "kills"; --sum FILE adds its kills to those of former runs and prints the table of all.`;

await main();

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kills: { type: 'string' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      only: { type: 'string' },
      sum: { type: 'string' },
      long: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const unknown = positionals.filter((name) => !sections[name] && !onDemand[name]);
  if (values.help || unknown.length > 0) return void say(HELP);
  const seed = Number(values.seed);
  const count = Number(values.kills ?? (values.long ? 1000 : 100));
  say(`seed ${seed}`);
  const asked = Object.entries({ ...sections, ...onDemand }).filter(([name]) => positionals.includes(name));
  const results: string[] = [];
  for (const [name, section] of positionals.length > 0 ? asked : Object.entries(sections)) {
    say(`\n== ${name}`);
    const { long, only, sum } = values;
    const result = await outcomeOf(() => section({ kills: count, seed, long, only, sum, say }), say);
    results.push(`  ${result === 'reached' ? '✓' : '✗'} ${name.padEnd(12)} ${result}`);
    if (result !== 'reached') process.exitCode = 1;
  }
  say(`\n== all of it\n${results.join('\n')}`);
}

type Outcome = 'reached' | 'a goal was missed' | 'ended by an error';

/** An error ends its own section alone; it is told, and the others go on. */
async function outcomeOf(work: () => Promise<boolean>, say: (text: string) => void): Promise<Outcome> {
  try {
    return (await work()) ? 'reached' : 'a goal was missed';
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 'ended by an error';
  }
}
