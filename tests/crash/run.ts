import { parseArgs } from 'node:util';
import { isClean, type KillResult, killSender } from './killedSender.ts';

const HELP = `npm run test:crash -- [--kills N] [--seed N] [--naive]
Kills the sender of the demo's mails N times (20) and compares the register with what the mail server took.
Then does the same to a sender that sends again whatever was not marked as sent: that one must be found out.
--naive runs only the second.`;

await main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      naive: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const [kills, seed] = [Number(values.kills), Number(values.seed)];
  process.stdout.write(`seed ${seed}\n`);
  const tried = values.naive ? [true] : [false, true];
  for (const naive of tried) {
    const result = await killSender({ kills, seed, naive });
    const clean = isClean(result);
    show(naive ? 'sends again what was not marked as sent' : 'Todoke', result, clean);
    const asItShould = values.naive ? clean : clean !== naive;
    if (!asItShould) process.exitCode = 1;
  }
}

function show(title: string, result: KillResult, clean: boolean): void {
  const lines: [string, number | string][] = [
    ['kills', result.kills],
    ['mails', result.mails],
    ['sent', result.sent],
    ['refused by the server', result.failed],
    ['in doubt', `${result.inDoubt} (${result.inDoubtAccepted} of them accepted)`],
    ['accepted by the server', result.accepted],
    ['accepted twice, by Message-ID', result.messagesTwice],
    ['accepted twice, by recipient and version', result.recipientsTwice],
    ['marked as sent, not accepted', result.falselySent],
    ['marked as failed, yet accepted', result.falselyFailed],
    ['lost', result.lost],
    ['counters equal the full count', result.countersRight ? 'yes' : 'NO'],
    ['seconds', result.seconds.toFixed(1)],
  ];
  const table = lines.map(([what, value]) => `  ${what.padEnd(42)} ${value}`).join('\n');
  process.stdout.write(`\n${title}: ${clean ? 'clean' : 'NOT CLEAN'}\n${table}\n`);
}
