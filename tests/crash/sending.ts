import { DEMO_OFFICES } from '../../electron/practice/demoRun.ts';
import { requirePackages } from '../servers/packages.ts';
import { startPostgres } from '../servers/postgres.ts';
import { isClean, type KillResult, killSender } from './killedSender.ts';
import type { Section } from './section.ts';
import { killTwoSenders } from './twoSenders.ts';

/** Enough that something is still to be sent at the last kill. */
const MAILS_PER_KILL = 4;

/** The sender of the demo's mails, killed; and one that sends again what was not marked as sent, which must be found. */
export const sending: Section = async ({ kills, seed, say }) => {
  let right = true;
  for (const naive of [false, true]) {
    const asked = Math.min(kills, naive ? 20 : kills);
    const offices = Math.max(DEMO_OFFICES, MAILS_PER_KILL * asked);
    const result = await killSender({ kills: asked, seed, naive, offices, sender: 'outbox' });
    const clean = isClean(result);
    const fewer: Line[] = result.kills < asked ? [['kills asked for, but all was sent', asked]] : [];
    say(table(naive ? 'sends again what was not marked as sent' : 'Todoke', result, clean, fewer));
    right &&= clean !== naive;
  }
  return right;
};

/** Register size that gives about 2,000 mails: some offices have none, some several. */
const OFFICES = 2_200;

/** Two programs on one PostgreSQL register, one of them killed again and again. */
export const twoSenders: Section = async ({ kills, seed, say }) => {
  requirePackages();
  const postgres = await startPostgres();
  try {
    const result = await killTwoSenders(postgres.url, { kills, seed, naive: false, offices: OFFICES });
    const clean = isClean(result) && result.doubleClaims === 0;
    const more: Line[] = [
      ['mails claimed by both', result.doubleClaims],
      ['changes of the right to send', result.terms],
    ];
    say(table('two senders on PostgreSQL', result, clean, more));
    return clean;
  } finally {
    await postgres.stop();
  }
};

type Line = [string, number | string];

function table(title: string, result: KillResult, clean: boolean, more: readonly Line[] = []): string {
  const lines: Line[] = [
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
    ...more,
    ['seconds', result.seconds.toFixed(1)],
  ];
  const rows = lines.map(([what, value]) => `  ${what.padEnd(42)} ${value}`).join('\n');
  return `${title}: ${clean ? 'clean' : 'NOT CLEAN'}\n${rows}`;
}
