import type { ContractRouterClient } from '@orpc/contract';
import type { AcknowledgementMethod } from '../contract/acknowledgements.ts';
import type { DeliveryState } from '../contract/deliveries.ts';
import type { Contract } from '../contract/index.ts';
import type { ProblemCode } from '../contract/problems.ts';
import type { MailSettings } from '../contract/settings.ts';
import { addDays, inJapan, type PracticeClock } from './clock.ts';
import { addContacts, PRACTICE_CONTACTS } from './contacts.ts';
import { keepLedger, type LedgerCounts } from './ledger.ts';
import { fileProcedures, type ProcedureCounts } from './procedures.ts';
import { createRandom, type Random } from './random.ts';
import {
  practiceAssociation,
  practiceClerk,
  practiceIncident,
  practiceNotes,
  practiceNotice,
  practiceVersions,
  unwritableName,
} from './texts.ts';

export type TodokeClient = ContractRouterClient<Contract>;

/** How many acknowledgements the scenario enters; the register must hold at least `distinct` offices. */
export const practiceAcknowledgements = {
  /** Offices that confirm version 1 before version 2 goes out, and those that do so only after. */
  first: 480,
  firstTooLate: 20,
  /** Offices that confirm version 2; `both` of them had confirmed version 1. */
  second: 200,
  both: 120,
  distinct: 480 + 20 + 200 - 120,
} as const;

/** Days before today on which things happen. */
const KNOWN = 16;
const FIRST_SENT = 15;
const SECOND_SENT = 4;

export interface PracticeOptions {
  /** The association's office list, as `practiceFile` makes it. */
  file: string;
  seed: number;
  mail: MailSettings;
  /** The clock the application runs on. The story moves it through the past and resets it at the end. */
  clock: PracticeClock;
}

export interface SentCounts {
  versionId: number;
  queued: number;
  withoutAddress: number;
  /** Mails that ended or wait in each state. */
  byState: Partial<Record<DeliveryState, number>>;
}

/** What the story did, as the application itself answered. */
export interface PracticeOutcome {
  incidentId: number;
  imported: { rows: number; created: number; rejected: Partial<Record<ProblemCode, number>> };
  versions: SentCounts[];
  acknowledgements: { recorded: number; answeredOutdated: number };
  procedures: ProcedureCounts;
  ledger: LedgerCounts;
}

interface Member {
  id: number;
  code: string;
  contactName: string;
  mail: string;
}

interface Confirmation {
  versionId: number;
  member: Member;
  at: Date;
}

/** What every scene of the story needs. */
interface Stage {
  client: TodokeClient;
  clock: PracticeClock;
  random: Random;
  /** Japan date. */
  today: string;
}

/**
 * Plays the main job once, through the API alone: import, incident, two versions, acknowledgements of both and
 * procedures. Works on an empty register; the same seed and day give the same story.
 */
export async function playPractice(client: TodokeClient, options: PracticeOptions): Promise<PracticeOutcome> {
  const { today } = await client.settings.frame({});
  const stage: Stage = { client, clock: options.clock, random: createRandom(options.seed), today };
  try {
    const { imported, members } = await prepare(stage, options);
    const { incidentId, versions, acknowledgements } = await tellTwice(stage, members);
    const sentBefore = [FIRST_SENT, SECOND_SENT];
    const ledger = await keepLedger(client, options.clock, {
      ...{ incidentId, knownOn: addDays(today, -KNOWN), beside: options.file },
      versions: versions.map(({ versionId }, at) => ({ versionId, sentOn: addDays(today, -(sentBefore[at] ?? 0)) })),
    });
    options.clock.moveTo(inJapan(addDays(today, -1), 18 * 60));
    const codes = members.slice(-60).map((member) => member.code);
    const procedures = await fileProcedures(client, stage.random, { incidentId, today, codes });
    return { incidentId, imported, versions, acknowledgements, procedures, ledger };
  } finally {
    options.clock.reset();
  }
}

/** Sets the association up and brings its list in. Answers the members in a random order. */
async function prepare({ client, clock, random, today }: Stage, { mail, file }: PracticeOptions) {
  clock.moveTo(inJapan(addDays(today, -KNOWN), 9 * 60));
  await client.settings.update({
    association: practiceAssociation,
    clerk: practiceClerk,
    mail,
  });
  const imported = await importOffices(client, file);
  const members = await everyMember(client);
  await addContacts(client, createRandom(PRACTICE_CONTACTS), members);
  return { imported, members: random.shuffle(members) };
}

/** The incident, version 1 and its answers, version 2 and the answers to both. */
async function tellTwice({ client, clock, random, today }: Stage, members: Member[]) {
  const firstDay = addDays(today, -FIRST_SENT);
  const secondDay = addDays(today, -SECOND_SENT);
  const { id: incidentId } = await client.incidents.create({ ...practiceIncident, knownOn: addDays(today, -KNOWN) });
  const { id: noticeId } = await client.notices.create({ incidentId, title: practiceNotice });

  clock.moveTo(inJapan(firstDay, 10 * 60));
  const one = await send(client, noticeId, 0);
  const early = confirmations(random, one.versionId, members.slice(0, first), firstDay, secondDay);
  await record(client, clock, random, early);

  clock.moveTo(inJapan(secondDay, 10 * 60));
  const two = await send(client, noticeId, 1);
  const onlyNow = members.slice(first + firstTooLate, first + firstTooLate + second - both);
  const late = [
    ...confirmations(random, two.versionId, [...members.slice(0, both), ...onlyNow], secondDay, today),
    ...confirmations(random, one.versionId, members.slice(first, first + firstTooLate), secondDay, today),
  ];
  const answeredOutdated = await record(client, clock, random, late, two.versionId);

  const recorded = early.length + late.length;
  return { incidentId, versions: [one, two], acknowledgements: { recorded, answeredOutdated } };
}

const { first, firstTooLate, second, both } = practiceAcknowledgements;

async function importOffices(client: TodokeClient, file: string): Promise<PracticeOutcome['imported']> {
  const { rows, created, rejected } = await client.offices.import({ file, commit: true });
  const reasons: Partial<Record<ProblemCode, number>> = {};
  for (const { code } of rejected) reasons[code] = (reasons[code] ?? 0) + 1;
  return { rows, created, rejected: reasons };
}

async function everyMember(client: TodokeClient): Promise<Member[]> {
  const members: Member[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.offices.list({ limit: 1000, cursor });
    members.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor);
  return members;
}

/** Drafts, approves and sends version `index + 1`, and waits until nothing more is due. */
async function send(client: TodokeClient, noticeId: number, index: 0 | 1): Promise<SentCounts> {
  const { id: versionId } = await client.notices.draft({ noticeId, ...practiceVersions[index] });
  await client.notices.approve({ versionId });
  const queued = await client.deliveries.queue({ versionId, audience: 'affected' });
  await client.deliveries.run({});
  // Not the run's own report: the application's outbox may have been at it already.
  const { byState } = await client.deliveries.status({ versionId });
  return { versionId, ...queued, byState };
}

/** One confirmation for each member in office hours from the day of sending to the day before `until`. */
function confirmations(random: Random, versionId: number, members: Member[], sentOn: string, until: string) {
  const days = (Date.parse(until) - Date.parse(sentOn)) / 86_400_000;
  return members.map((member): Confirmation => {
    // Most answer soon and some late: squaring draws the days towards the first.
    const day = addDays(sentOn, Math.floor(random.next() ** 2 * days));
    return { versionId, member, at: inJapan(day, random.int(10 * 60 + 30, 17 * 60 + 30)) };
  });
}

/** Enters confirmations in the order in which they came in, each at its own time. Answers how many came too late. */
async function record(
  client: TodokeClient,
  clock: PracticeClock,
  random: Random,
  confirmed: Confirmation[],
  asksConsent?: number,
) {
  let outdated = 0;
  const inOrder = confirmed.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  for (const confirmation of inOrder) {
    const { versionId, member, at } = confirmation;
    clock.moveTo(at);
    const { state } = await client.acknowledgements.record({
      versionId,
      officeCode: member.code,
      method: method(random, member),
      answer: versionId === asksConsent ? consent(member) : 'confirmed',
      at: at.toISOString(),
      // One name with a character CP932 lacks: a list in that encoding must say so.
      name: confirmation === confirmed[0] ? unwritableName : member.contactName || '総務ご担当',
      note: random.pick(practiceNotes) || undefined,
    });
    if (state === 'outdated') outdated += 1;
  }
  return outdated;
}

/** The second version asks to be named in the joint report: most agree, one in ten does not. */
function consent({ id }: Member): 'agreed' | 'declined' | 'confirmed' {
  if (id % 10 === 9) return 'declined';
  return id % 10 < 7 ? 'agreed' : 'confirmed';
}

function method(random: Random, member: Member): AcknowledgementMethod {
  if (member.mail && random.chance(0.45)) return 'mail';
  return random.pick(['phone', 'phone', 'phone', 'fax', 'fax', 'fax', 'post', 'visit']);
}
