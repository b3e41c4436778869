import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { acknowledgementBenches } from './acknowledgements.ts';
import { answerImportBenches } from './answerImport.ts';
import { audienceBenches } from './audiences.ts';
import { longestBlocks } from './blocks.ts';
import { callBenches } from './calls.ts';
import { counterBenches } from './counters.ts';
import { dutyBenches } from './duties.ts';
import { fileBenches } from './files.ts';
import { letterBenches } from './letters.ts';
import { mailFormBenches } from './mailForms.ts';
import { mailBenches } from './mails.ts';
import { type Bench, type Measured, measure } from './measure.ts';
import { sendingMemory } from './memory.ts';
import { officeBenches } from './offices.ts';
import { procedureBenches } from './procedures.ts';
import { createRegisters } from './registers.ts';
import { roundTrip } from './roundTrip.ts';
import { startSink } from './sink.ts';
import { formatTable } from './table.ts';

/** In the order they are measured: what adds to a register comes after what reads it. */
const GROUPS = [
  ...(['offices', 'mailForms', 'letters', 'files', 'acknowledgements', 'answerImport'] as const),
  ...(['mails', 'counters', 'audiences', 'procedures', 'duties', 'calls'] as const),
];

const HELP = `npm run bench -- [--quick] [--json FILE] [GROUP...]
  GROUP: ${GROUPS.join(' ')} (all without one)
  --quick: 2 pairs instead of 5
npm run bench -- roundtrip [--rows 100000]
  What is exported comes in unchanged: rows and differences for each form; ends with 1 when there is one.
npm run bench -- memory
  The memory the sending takes with 1,000 and with 100,000 offices queued; ends with 1 when it does not stay flat.
npm run bench -- blocks [--rows 100000]
  The longest time long calls keep all others waiting; ends with 1 when one is over its goal.
The time of the application's own calls over that of a named limit, measured in turn; the median of the ratios.`;

await main();

/** Measures, prints one table, and writes it as JSON when asked. It judges nothing: a slow machine is no failure. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean' },
      json: { type: 'string' },
      rows: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  if (positionals.includes('roundtrip')) {
    process.exitCode = (await roundTrip(Number(values.rows ?? 100_000))) ? 0 : 1;
    return;
  }
  if (positionals.includes('blocks')) {
    process.exitCode = (await longestBlocks(Number(values.rows ?? 100_000))) ? 0 : 1;
    return;
  }
  if (positionals.includes('memory')) {
    process.exitCode = (await sendingMemory()) ? 0 : 1;
    return;
  }
  const results = await measureAll(positionals, values.quick ? 2 : 5);
  process.stdout.write(`${formatTable(results)}\n`);
  if (values.json) await writeFile(values.json, `${JSON.stringify({ machine: machine(), results }, null, 2)}\n`);
}

async function measureAll(chosen: readonly string[], pairs: number): Promise<Measured[]> {
  const registers = await createRegisters();
  const sink = await startSink();
  const groups: Record<(typeof GROUPS)[number], () => Promise<Bench[]>> = {
    offices: () => officeBenches(registers),
    mailForms: async () => mailFormBenches(),
    letters: () => letterBenches(),
    files: () => fileBenches(registers),
    acknowledgements: () => acknowledgementBenches(registers),
    answerImport: () => answerImportBenches(registers),
    mails: () => mailBenches(registers, sink),
    counters: () => counterBenches(registers),
    audiences: () => audienceBenches(registers),
    procedures: () => procedureBenches(registers),
    duties: () => dutyBenches(registers),
    calls: () => callBenches(registers),
  };
  const results: Measured[] = [];
  try {
    for (const name of GROUPS) {
      if (chosen.length > 0 && !chosen.includes(name)) continue;
      for (const bench of await groups[name]()) {
        const result = await measure(bench, pairs);
        process.stderr.write(`${result.ratio.toFixed(2).padStart(8)}  ${bench.name}\n`);
        results.push(result);
      }
    }
  } finally {
    await sink.close();
    await registers.close();
  }
  return results;
}

function machine() {
  return { node: process.version, processor: cpus()[0]?.model ?? '', cores: cpus().length, load: loadavg() };
}
