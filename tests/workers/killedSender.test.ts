import { expect, test } from 'vitest';
import { isClean, killSender } from '../crash/killedSender.ts';

const seed = 20260605;

test('the sender of the demo, killed 20 times, sends no mail twice, loses none, and says so of every doubtful one', async () => {
  const result = await killSender({ kills: 20, seed, naive: false });
  expect(result).toMatchObject({
    messagesTwice: 0,
    recipientsTwice: 0,
    falselySent: 0,
    falselyFailed: 0,
    lost: 0,
    countersRight: true,
  });
  expect(isClean(result), JSON.stringify(result)).toBe(true);
  expect(result.sent + result.failed + result.inDoubt).toBe(result.mails);
  expect(result.mails).toBeGreaterThan(1000);
}, 180_000);

test('the same kills find out a sender that sends again whatever was not marked as sent', async () => {
  const result = await killSender({ kills: 6, seed, offices: 300, naive: true });
  expect(result.messagesTwice).toBeGreaterThan(0);
  expect(isClean(result)).toBe(false);
}, 120_000);
