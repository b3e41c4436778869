import type { StoredRule } from '../../db/queries/audienceRules.ts';
import {
  type Audience,
  audienceOf,
  eitherOf,
  insertMembers,
  membersOf,
  type NewMember,
  namedBy,
  nextOffices,
  takenCodes,
  withoutExcluded,
  withoutMembers,
  withoutRecipients,
} from '../../db/queries/audiences.ts';
import type { Engine, ReadDb, WriteTx } from '../../db/store.ts';
import { type AudienceRule, audienceRule } from '../contract/audiences.ts';
import { fail } from '../contract/errors.ts';
import { type AudiencePart, audiencePart } from '../contract/notices.ts';
import type { Clock } from '../ports/clock.ts';
import { isTooLarge } from '../rules/audienceSize.ts';
import { japanDate } from '../rules/dates.ts';
import { newSlipCode } from '../rules/slipCode.ts';
import { breathe } from './breathing.ts';
import { storedFilter } from './officeFilters.ts';

/** A version with its audience as it is now. */
export interface VersionAudience {
  versionId: number;
  incidentId: number;
  approved: boolean;
  /** Its audience was frozen at approval. */
  frozen: boolean;
  rule: AudienceRule;
  parts: AudiencePart[];
  /** After approval the frozen members, before it those the rule names without the excluded. */
  audience: Audience;
}

/** The offices a rule names. Errors: invalid_input when the rule is too large to be asked. */
export function audienceBy(incidentId: number, rule: AudienceRule, clock: Clock): Audience {
  return namedBy(incidentId, storedRule(rule, clock));
}

/** The audience of a version. Errors: not_found. */
export async function audienceOfVersion(db: ReadDb, versionId: number, clock: Clock): Promise<VersionAudience> {
  const stored = await audienceOf(db, versionId);
  if (!stored) throw fail('not_found', { what: 'notice' });
  const { incidentId } = stored;
  const rule = audienceRule.parse(JSON.parse(stored.audience));
  const parts = audiencePart.array().parse(JSON.parse(stored.parts));
  const approved = stored.sha256 !== null;
  const version = { versionId, incidentId, approved, frozen: stored.approvedBy !== null, rule, parts };
  return { ...version, audience: approved ? membersOf(versionId) : namedNow(version, clock) };
}

/**
 * Whom `deliveries.queue` would address, and all that an approved version is for. One approved before audiences were
 * frozen is also for whom its rule names now: they become members as it is queued. Errors: not_found, not_approved.
 */
export async function audienceToSend(db: ReadDb, versionId: number, clock: Clock) {
  const version = await audienceOfVersion(db, versionId, clock);
  if (!version.approved) throw fail('not_approved');
  const all = version.frozen ? version.audience : eitherOf(version.audience, namedNow(version, clock));
  return { all, unsent: withoutRecipients(all, versionId), parts: version.parts };
}

/** Whom a version's rule names now and who is not a member yet: at approval everybody, later who joined since. */
export function joinersOf(version: Omit<VersionAudience, 'audience'>, clock: Clock): Audience {
  return withoutMembers(namedNow(version, clock), version.versionId);
}

function namedNow(version: Omit<VersionAudience, 'audience'>, clock: Clock): Audience {
  const parts = version.parts.map((part) => storedRule(part.rule, clock));
  return withoutExcluded(namedBy(version.incidentId, storedRule(version.rule, clock), parts), version.versionId);
}

/** Offices read with one question, for a rule may be dear to ask; and those written with one statement. */
const READ = 10_000;
const BATCH = 500;

/**
 * Writes everybody a version's rule names and who is not a member yet, each with a slip code of its own. Called at
 * approval (before or after the hash is set), and again by every top-up. Answers how many were added.
 * @param moment UTC instant the rule is looked at, which tells the day that lateness and freshness start from
 */
export async function freezeAudience(tx: WriteTx, engine: Engine, versionId: number, moment: string): Promise<number> {
  const clock = { now: () => new Date(moment) };
  const joiners = joinersOf(await audienceOfVersion(tx, versionId, clock), clock);
  let added = 0;
  for (let afterId = 0; ; ) {
    const offices = await nextOffices(tx, joiners, afterId, READ);
    for (let at = 0; at < offices.length; at += BATCH) {
      const members = await withCodes(tx, offices.slice(at, at + BATCH));
      await insertMembers(tx, engine, { versionId, at: moment }, members);
      await breathe();
    }
    added += offices.length;
    const last = offices.at(-1);
    if (!last || offices.length < READ) return added;
    afterId = last.officeId;
  }
}

/** Gives each office a code that nobody has. Among a million codes of 2^40 a new one is taken once in a million. */
async function withCodes(tx: WriteTx, offices: readonly Omit<NewMember, 'code'>[]): Promise<NewMember[]> {
  const codes = new Set<string>();
  while (codes.size < offices.length) {
    while (codes.size < offices.length) codes.add(newSlipCode(draw));
    for (const taken of await takenCodes(tx, [...codes])) codes.delete(taken);
  }
  const unused = [...codes];
  return offices.map((office, at) => ({ ...office, code: unused[at] ?? '' }));
}

/** 40 bits nobody can guess. */
function draw(): number {
  const [low = 0, high = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high & 0xff) * 2 ** 32 + low;
}

/** A rule as the queries take it. */
function storedRule(rule: AudienceRule, clock: Clock): StoredRule {
  if (isTooLarge(rule)) throw fail('invalid_input', { field: 'rule' });
  return stored(rule, clock);
}

function stored(rule: AudienceRule, clock: Clock): StoredRule {
  switch (rule.kind) {
    case 'delayed':
      return { kind: 'filings', which: 'delayed', today: japanDate(clock.now()) };
    case 'filings':
      return { ...rule, today: japanDate(clock.now()) };
    case 'affected':
    case 'every':
    case 'nothing_yet':
      return { kind: rule.kind };
    case 'filter':
      return { kind: rule.kind, filter: storedFilter(rule.filter, clock) };
    case 'union':
    case 'intersection':
      return { kind: rule.kind, of: rule.of.map((part) => stored(part, clock)) };
    case 'difference':
      return { kind: rule.kind, from: stored(rule.from, clock), less: stored(rule.less, clock) };
    default:
      return rule;
  }
}
