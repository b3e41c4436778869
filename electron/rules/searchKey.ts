import type { OfficeField } from '../contract/offices.ts';

/** Legal forms as they stand after NFKC and in katakana: they tell no two offices apart. */
const legalForms = new RegExp(
  [
    '(?:特定|認定)非営利活動法人|NPO法人',
    '(?:一般|公益)?(?:社団|財団)法人',
    '(?:社会)?医療法人(?:社団|財団)?',
    '社会福祉法人|学校法人|宗教法人|農事組合法人|独立行政法人',
    '(?:社会保険労務士|税理士|弁護士|司法書士|行政書士|監査)法人',
    '(?:株式|有限|合同|合資|合名)会社',
    '\\((?:株|有|同|合|資|名|医|社|財|福|学|宗|特非|一社|公社|一財|公財|カ|ユ|ド)\\)',
    '(?:カブシキ|ユウゲン|ゴウドウ|ゴウシ|ゴウメイ)[カガ]イシャ',
  ].join('|'),
  'gi',
);

/** Forms of one character people write either way. Folded in the key only, never in the stored name. */
const variants: Readonly<Record<string, string>> = {
  髙: '高',
  﨑: '崎',
  德: '徳',
  濵: '浜',
  濱: '浜',
  邊: '辺',
  邉: '辺',
  齋: '斉',
  齊: '斉',
  斎: '斉',
  澤: '沢',
  廣: '広',
  嶋: '島',
  嶌: '島',
  國: '国',
  眞: '真',
  櫻: '桜',
};
const variant = new RegExp(`[${Object.keys(variants).join('')}]`, 'g');

// The long mark ー is a letter of kana, but a mistyped hyphen between digits.
const droppedSigns = /[^\S\n]|[()\-‐‑‒–—―−─⁃]|(?<=\d)ー(?=\d)/g;

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[ぁ-ゖゝゞ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replace(legalForms, '')
    .replace(variant, (character) => variants[character] ?? character)
    .replace(droppedSigns, '')
    .toLowerCase();
}

/**
 * What an office is searched by. Width, kana, case, legal forms, spaces, hyphens and brackets make no
 * difference. Parts stand on lines of their own, so that no term matches across two of them.
 */
export function searchKey(parts: readonly string[]): string {
  return fold(parts.map((part) => (part.includes('\n') ? part.replaceAll('\n', ' ') : part)).join('\n'));
}

/**
 * The search key of an office: its own fields, then what else it is found by.
 * @param further texts that do not stand in the office itself
 */
export function officeSearchKey(
  office: Readonly<Record<(typeof searchedFields)[number], string>>,
  further: readonly string[] = [],
): string {
  return searchKey([...searchedFields.map((field) => office[field]), ...further].filter((part) => part !== ''));
}

/** The words of a search, folded like the key. All of them must match; an empty list matches everything. */
export function searchTerms(input: string): string[] {
  return input
    .split(/\s+/)
    .map(fold)
    .filter((term) => term !== '');
}

/** A term as a pattern for `LIKE … ESCAPE '\'` that matches anywhere. */
export function likePattern(term: string): string {
  return `%${term.replace(/[\\%_]/g, '\\$&')}%`;
}

/**
 * The fields of an office in which at least one of the terms of a search stands: why it was found.
 * `terms` is what `searchTerms` gave.
 */
export function matchedFields(
  office: Readonly<Partial<Record<OfficeField, string>>>,
  terms: readonly string[],
): OfficeField[] {
  if (terms.length === 0) return [];
  const fields = Object.keys(office).filter((key): key is OfficeField => searched.has(key));
  return fields.filter((field) => {
    const key = fold(office[field] ?? '');
    return terms.some((term) => key.includes(term));
  });
}

/** What the search key of an office is made of, in this order. */
export const searchedFields = [
  'code',
  'name',
  'kana',
  'phone',
  'fax',
  'mail',
  'contactName',
  'laborNumber',
  'employmentNumber',
  'pensionSymbol',
  'pensionNumber',
  'corporateNumber',
] as const satisfies readonly OfficeField[];
const searched: ReadonlySet<string> = new Set(searchedFields);
