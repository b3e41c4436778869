import type { MailSettings } from '../../electron/contract/settings.ts';
import { createSmtpMailer, type MailTimeouts, type OutgoingMail } from '../../electron/ports/mailer.ts';
import { approveVersion, createIncident, importOffices, type SmallOffice, setMail } from './builders.ts';
import { countersAndTruth } from './counters.ts';
import type { TestApp } from './testApp.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A mailer that loses patience in tenths of a second instead of minutes. */
export function hastyMailer(timeouts: Partial<MailTimeouts> = {}): typeof createSmtpMailer {
  const short: MailTimeouts = { connect: 400, greeting: 400, silence: 400, whole: 60_000, ...timeouts };
  return (settings, password) => createSmtpMailer(settings, password, short);
}

/** Dwells before each final dot, so that a server has the time to fail in the middle of a text. */
export function dwellingMailer(ms: number): typeof createSmtpMailer {
  return (settings, password) => {
    const mailer = hastyMailer()(settings, password);
    const beforeDot = (mail: OutgoingMail) => async () => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      await mail.beforeFinalDot();
    };
    return { ...mailer, send: (mail) => mailer.send({ ...mail, beforeFinalDot: beforeDot(mail) }) };
  };
}

/** Offices, an incident, a version that is approved and queued, and a server to send it by. Answers the version. */
export async function queueVersion(test: TestApp, port: number, offices: readonly SmallOffice[]): Promise<number> {
  await setMail(test.client, port);
  await importOffices(test, offices);
  const { versionId } = await approveVersion(test.client, await createIncident(test.client));
  await test.client.deliveries.queue({ versionId });
  return versionId;
}

/** Settings for a server on this machine, otherwise as given. */
export function mailBy(port: number, more: Partial<MailSettings> = {}): MailSettings {
  return { host: '127.0.0.1', port, security: 'none', from: 'kumiai@example.jp', perMinute: 0, ...more };
}

/** Every mail in the register, oldest first, as another connection sees it. */
export function mailRows(test: TestApp) {
  return test.store.read
    .selectFrom('deliveries')
    .innerJoin('recipients', 'recipients.id', 'deliveries.recipient_id')
    .select([
      'deliveries.id',
      'deliveries.recipient_id',
      'deliveries.address',
      'deliveries.state',
      'deliveries.attempts',
      'deliveries.response',
      'deliveries.message_id',
      'deliveries.next_at',
      'recipients.delivery_state',
    ])
    .orderBy('deliveries.id')
    .execute();
}

/** How many mails are in each state. */
export async function statesOf(test: TestApp): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state } of await mailRows(test)) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** The one mail of a test that queued one. */
export async function onlyMail(test: TestApp) {
  const [mail, ...others] = await mailRows(test);
  if (!mail || others.length > 0) throw new Error(`${others.length + (mail ? 1 : 0)} mails, not one`);
  return mail;
}

/** Counters equal the full count, and a recipient shows what the newest mails to its addresses amount to. */
export async function brokenPromises(test: TestApp): Promise<string[]> {
  const { counters, truth } = await countersAndTruth(test.store.read);
  const byRecipient = Map.groupBy(await mailRows(test), (mail) => mail.recipient_id);
  return [
    ...(JSON.stringify(counters) === JSON.stringify(truth) ? [] : [`counters ${counters}, truth ${truth}`]),
    ...[...byRecipient.values()].flatMap((mails) => {
      const newest = new Map(mails.map((mail) => [mail.address.toLowerCase(), mail.state]));
      const amount = amountOf([...newest.values()]);
      const shown = mails[0]?.delivery_state;
      return shown === amount ? [] : [`${[...newest]}: recipient ${shown}, not ${amount}`];
    }),
  ];
}

/** One in doubt is told first, then one on its way; what has reached somebody is sent. */
function amountOf(states: string[]): string | undefined {
  const telling = ['in_doubt', 'handed', 'sending', 'retry', 'queued', 'sent', 'failed'];
  return telling.find((state) => states.includes(state)) ?? states[0];
}
