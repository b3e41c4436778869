import { isClean, type KillResult, killSender } from './killedSender.ts';
import type { Section } from './section.ts';

/** The sender of the demo's mails, killed; and one that sends again what was not marked as sent, which must be found. */
export const sending: Section = async ({ kills, seed, say }) => {
  let right = true;
  for (const naive of [false, true]) {
    const result = await killSender({ kills: Math.min(kills, naive ? 20 : kills), seed, naive });
    const clean = isClean(result);
    say(table(naive ? 'sends again what was not marked as sent' : 'Todoke', result, clean));
    right &&= clean !== naive;
  }
  return right;
};

function table(title: string, result: KillResult, clean: boolean): string {
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
  const rows = lines.map(([what, value]) => `  ${what.padEnd(42)} ${value}`).join('\n');
  return `${title}: ${clean ? 'clean' : 'NOT CLEAN'}\n${rows}`;
}
