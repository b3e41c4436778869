import type { DuplicateReason } from '../contract/duplicates.ts';
import type { Office, OfficeField } from '../contract/offices.ts';
import { plainAddress } from './addresses.ts';
import { digitsOf, laborNumbers } from './laborNumbers.ts';
import { searchKey } from './searchKey.ts';

/** What an office is compared by: for each kind of likeness its folded values, none when nothing is known. */
export type Traits = Readonly<Record<DuplicateReason, readonly string[]>>;

/** An office as the search for pairs needs it. */
export interface ComparedOffice {
  id: number;
  traits: Traits;
}

/** Two offices that may be one, the smaller id first. */
export interface LikelyPair {
  oneId: number;
  otherId: number;
  reasons: DuplicateReason[];
  /** 0 to 100: how sure. */
  score: number;
}

/** The fields an office is compared by. */
export type ComparableFields = Pick<
  Office,
  Extract<
    OfficeField,
    | 'name'
    | 'kana'
    | 'address'
    | 'phone'
    | 'fax'
    | 'mail'
    | 'laborNumber'
    | 'employmentNumber'
    | 'corporateNumber'
    | 'pensionSymbol'
    | 'pensionNumber'
  >
>;

/**
 * How much one likeness says by itself, 0 to 1, between two offices that nobody else shares it with. A number of one
 * workplace all but settles it; a 法人番号 does not, for one corporation may have several workplaces (事業所).
 */
const WEIGHTS: Readonly<Record<DuplicateReason, number>> = {
  labor_number: 0.9,
  employment_number: 0.9,
  pension_number: 0.75,
  corporate_number: 0.6,
  name: 0.4,
  kana: 0.25,
  phone: 0.45,
  fax: 0.35,
  mail: 0.4,
  address: 0.4,
};
const REASONS = Object.keys(WEIGHTS) as DuplicateReason[];

/** What is left of the score when both have a number of this kind, and not one in common. */
const CONTRADICTIONS: Partial<Record<DuplicateReason, number>> = {
  corporate_number: 0.4,
  labor_number: 0.8,
  employment_number: 0.8,
};

/** Below this a pair is not shown: one weak likeness alone never reaches it. */
const LEAST_SCORE = 50;
/** A value that more offices share (an accountant's mail) makes no pairs by itself: n offices would be n² pairs. */
const MOST_SHARING = 12;
/** Offices handled between two pauses. */
const PIECE = 200;

/** The folded values of an office. The labour insurance numbers count whole: members of one association share 11 digits. */
export function traitsOf(office: ComparableFields): Traits {
  const pension = [searchKey([office.pensionSymbol]), digits(office.pensionNumber)];
  return {
    labor_number: [...new Set(laborNumbers(office.laborNumber))],
    employment_number: filled(digits(office.employmentNumber)),
    pension_number: pension.includes('') ? [] : [pension.join(' ')],
    corporate_number: filled(digits(office.corporateNumber)),
    name: filled(searchKey([office.name])),
    kana: filled(searchKey([office.kana])),
    phone: filled(dialled(office.phone)),
    fax: filled(dialled(office.fax)),
    mail: filled(office.mail.normalize('NFKC').trim().toLowerCase()),
    address: filled(plainAddress(office.address)),
  };
}

const filled = (value: string): string[] => (value === '' ? [] : [value]);
const digits = (value: string): string => digitsOf(value.trim());

/** The digits one would dial inside Japan; empty when there are too few for a number of one line. */
function dialled(value: string): string {
  const plain = value
    .normalize('NFKC')
    .replace(/^\s*\+81[\s-]*(?:\(0\))?/, '0')
    .replace(/\D/g, '');
  return plain.length >= 9 && !/^(.)\1*$/.test(plain) ? plain : '';
}

/**
 * What two offices have in common, and how sure it makes that they are one.
 * @param sharing how many offices have this value of this kind; a value of many says less
 */
export function compareTraits(
  one: Traits,
  other: Traits,
  sharing: (kind: DuplicateReason, value: string) => number = () => 2,
): { reasons: DuplicateReason[]; score: number } {
  const reasons: DuplicateReason[] = [];
  let doubt = 1;
  let contradiction = 1;
  for (const kind of REASONS) {
    const common = one[kind].find((value) => other[kind].includes(value));
    if (common !== undefined) {
      reasons.push(kind);
      doubt *= 1 - WEIGHTS[kind] * rarity(sharing(kind, common));
    } else if (one[kind].length > 0 && other[kind].length > 0) {
      contradiction *= CONTRADICTIONS[kind] ?? 1;
    }
  }
  return { reasons, score: Math.round(100 * (1 - doubt) * contradiction) };
}

/** How much of its weight a value keeps that so many offices have: all for two, three quarters for four, half for 20. */
const rarity = (offices: number): number => 1 / (1 + 0.3 * Math.log2(Math.max(2, offices) / 2));

/**
 * Finds likely pairs, surest first, then by id. Offices are only compared where they share a value that few have, or
 * a name together with another value that few have, so the work grows with the offices and not with their square.
 * Yields between pieces of work so that the caller can pause; a step handles about 200 offices.
 */
export function* likelyPairs(offices: readonly ComparedOffice[]): Generator<void, LikelyPair[]> {
  const counts = yield* countSharing(offices);
  const sharing = (kind: DuplicateReason, value: string) => counts[kind].get(value) ?? 1;
  const found = new Map<string, LikelyPair>();
  for (const keysOf of blockKeys(sharing)) {
    for (const [i, group] of (yield* groupsBy(offices, keysOf)).entries()) {
      if (i % PIECE === 0) yield;
      if (group.length > MOST_SHARING) continue;
      for (const [one, other] of pairsOf(group)) {
        const key = `${one.id} ${other.id}`;
        if (found.has(key)) continue;
        const { reasons, score } = compareTraits(one.traits, other.traits, sharing);
        if (score >= LEAST_SCORE) found.set(key, { oneId: one.id, otherId: other.id, reasons, score });
      }
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score || a.oneId - b.oneId || a.otherId - b.otherId);
}

type Sharing = (kind: DuplicateReason, value: string) => number;

/** By what offices are put side by side: each value, and for a name that many have, the name with something else. */
function blockKeys(sharing: Sharing): ((traits: Traits) => string[])[] {
  const besideName = (['phone', 'address', 'mail', 'fax'] as const).map((kind) => (traits: Traits) => {
    const names = traits.name.filter((name) => sharing('name', name) > MOST_SHARING);
    const values = traits[kind].filter((value) => sharing(kind, value) > 1);
    return names.flatMap((name) => values.map((value) => `${name}\n${value}`));
  });
  return [...REASONS.map((kind) => (traits: Traits) => [...traits[kind]]), ...besideName];
}

function* countSharing(
  offices: readonly ComparedOffice[],
): Generator<void, Record<DuplicateReason, Map<string, number>>> {
  const counts = Object.fromEntries(REASONS.map((kind) => [kind, new Map<string, number>()])) as Record<
    DuplicateReason,
    Map<string, number>
  >;
  // Kind by kind: maps that grow together would all be laid out anew in the same step.
  for (const kind of REASONS) {
    const count = counts[kind];
    for (const [i, { traits }] of offices.entries()) {
      if (i % PIECE === 0) yield;
      for (const value of traits[kind]) count.set(value, (count.get(value) ?? 0) + 1);
    }
  }
  return counts;
}

/** The groups of at least two offices that share a key. */
function* groupsBy(
  offices: readonly ComparedOffice[],
  keysOf: (traits: Traits) => string[],
): Generator<void, ComparedOffice[][]> {
  const first = new Map<string, ComparedOffice>();
  const groups = new Map<string, ComparedOffice[]>();
  for (const [i, office] of offices.entries()) {
    if (i % PIECE === 0) yield;
    for (const key of keysOf(office.traits)) {
      const before = first.get(key);
      if (before === undefined) first.set(key, office);
      else groups.get(key)?.push(office) ?? groups.set(key, [before, office]);
    }
  }
  return [...groups.values()];
}

function* pairsOf(group: readonly ComparedOffice[]): Generator<[ComparedOffice, ComparedOffice]> {
  for (const [i, one] of group.entries()) {
    for (const other of group.slice(i + 1)) yield one.id < other.id ? [one, other] : [other, one];
  }
}
