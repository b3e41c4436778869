import { cases, runCase } from './chaos.ts';
import type { Section } from './section.ts';

/** A mail server that drops the line, refuses, stays silent or talks nonsense, fifty times at each point. */
export const chaos: Section = async ({ say }) => {
  let right = true;
  say(`  ${'case'.padEnd(44)} struck  sent failed doubt twice false lost`);
  for (const each of cases) {
    const found = await runCase(each);
    const counts = [found.struck, found.sent, found.failed, found.inDoubt];
    const wrong = [found.messagesTwice, found.falselySent + found.falselyFailed, found.lost];
    const numbers = [...counts, ...wrong].map((count) => String(count).padStart(6)).join('');
    say(`  ${found.name.padEnd(44)} ${numbers}${found.clean ? '' : '  NOT CLEAN'}`);
    right &&= found.clean;
  }
  return right;
};
