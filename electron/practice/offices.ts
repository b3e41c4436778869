import type { OfficeField } from '../contract/offices.ts';
import { createRandom, type Random } from './random.ts';
import { branches, buildings, city, givenNames, nameWords, surnames, towns, tradeWords, type Word } from './words.ts';

/** What an association's old list knows; the rest is entered in the register, as in life. */
export type PracticeField = Exclude<
  OfficeField,
  | 'employmentNumber'
  | 'pensionSymbol'
  | 'pensionNumber'
  | 'corporateNumber'
  | 'entrustedOn'
  | 'releasedOn'
  | 'channels'
  | 'tags'
>;

/** A fictional member office as the register should hold it; the CSV writes some of its cells in other hands. */
export type PracticeOffice = Record<PracticeField, string>;

/** Domain whose mailboxes the practice catcher refuses, so that some mails come back as undeliverable. */
export const REFUSED_DOMAIN = 'bounce.example.jp';

/** Most branch numbers one association number can hold: 枝番 001 to 999. */
const BRANCH_NUMBERS = 999;
const FORMS = ['before', 'after', 'short-before', 'short-after', 'limited', 'none'] as const;

/** `number` in decimal, with zeros in front up to `width` digits. */
export const padded = (number: number, width: number) => String(number).padStart(width, '0');

/**
 * `count` fictional offices, the same ones for the same seed, all under entrustment and with codes 00001 and up.
 * The labour insurance numbers share all but the branch number, as those of one association's members do.
 */
export function practiceOffices(count: number, seed: number): PracticeOffice[] {
  const random = createRandom(seed);
  const names = random.shuffle(nameWords);
  const trades = random.shuffle(tradeWords);
  return Array.from({ length: count }, (_, index) => {
    // Both lists are walked at once; their lengths share no factor, so no pair repeats before 1,258 offices.
    const name = names[index % names.length] ?? nameWords[0];
    const trade = trades[index % trades.length] ?? tradeWords[0];
    return office(random, index, name, trade);
  });
}

function office(random: Random, index: number, name: Word, trade: Word): PracticeOffice {
  const code = padded(index + 1, 5);
  const second = random.chance(0.02);
  const branch = random.pick(branches);
  const phone = (index + 1) % 5000;
  return {
    code,
    name: `${legalName(random, name[0] + trade[0])}${second ? '①営業所' : ''}`,
    kana: `${name[1]}${trade[1]}${second ? 'ダイイチエイギョウショ' : ''}`,
    branch: branch.name,
    postalCode: `000-${padded(random.int(1, 9999), 4)}`,
    address: address(random, branch.ward),
    phone: `03-0000-${padded(phone, 4)}`,
    fax: random.chance(0.85) ? `03-0000-${padded(phone + 5000, 4)}` : '',
    mail: mailAddress(random, code),
    contactName: random.chance(0.95) ? `${random.pick(surnames)[0]} ${random.pick(givenNames)[0]}` : '',
    laborNumber: laborNumber(index),
    status: '委託中',
  };
}

function legalName(random: Random, stem: string): string {
  // Medical and professional offices are run by persons, not companies.
  if (/(医院|病院|事務所|室)$/.test(stem)) return stem;
  switch (random.pick(FORMS)) {
    case 'before':
      return `株式会社${stem}`;
    case 'after':
      return `${stem}株式会社`;
    case 'short-before':
      return `㈱${stem}`;
    case 'short-after':
      return `${stem}㈱`;
    case 'limited':
      return `有限会社${stem}`;
    case 'none':
      return stem;
  }
}

function address(random: Random, ward: string): string {
  const street = `${city}${ward}${random.pick(towns)}${random.int(1, 6)}-${random.int(1, 28)}-${random.int(1, 15)}`;
  return random.chance(0.15) ? `${street}\n${random.pick(buildings)}${random.int(2, 8)}階` : street;
}

/** Most offices have their own mailbox; some none, some that of a shared accountant, a few a dead one. */
function mailAddress(random: Random, code: string): string {
  const luck = random.next();
  if (luck < 0.08) return '';
  if (luck < 0.09) return `office${code}@${REFUSED_DOMAIN}`;
  if (luck < 0.1) return `kaikei${random.int(1, 3)}@example.jp`;
  return `office${code}@example.jp`;
}

/** 府県 2 - 所掌 1 - 管轄 2 - 基幹 6 - 枝番 3; a 基幹番号 beginning with 9 belongs to an association. */
function laborNumber(index: number): string {
  const association = `9${padded(1234 + Math.floor(index / BRANCH_NUMBERS), 4)}0`;
  return `13-1-01-${association}-${padded((index % BRANCH_NUMBERS) + 1, 3)}`;
}
