import type { OfficeField } from '../../electron/contract/offices.ts';
import { createRandom, type Random } from '../../electron/practice/random.ts';

const SIGNS = [
  ...(['=', '+', '-', '@', '＝', '＋', '－', '＠', "'", "''=", "'''@", '"'] as const),
  ...([',', ';', '\n', '\t', '|', '%', '<', '&', ']]>', '_x0041_'] as const),
] as const;
/** Words that CP932 has, and words that it has not. */
export const WORDS = [
  ...(['東雲', '㈱', '髙﨑', 'ｼﾉﾉﾒ', '①', 'cmd()', '1-2', '0012'] as const),
  ...(['商店', '～', '支店 ', '6/5', 'E+10', 'true', '〓', ''] as const),
] as const;
export const ONLY_UNICODE = ['𠮷野', '〜', '鷗', 'é', '한', '−', 'が', '😀'] as const;

export type Words = readonly [string, ...string[]];

/** What a clerk could have pasted: signs a spreadsheet runs, quotes, line breaks, apostrophes in front. */
function hostile(random: Random, words: Words): string {
  const front = random.chance(0.4) ? random.pick(SIGNS) : '';
  const doubled = random.chance(0.2) ? `'${front}` : front;
  const middle = Array.from({ length: random.int(1, 3) }, () => random.pick(words)).join(random.pick(SIGNS));
  return doubled + middle + (random.chance(0.2) ? random.pick(SIGNS) : '');
}

const digits = (random: Random, count: number) => Array.from({ length: count }, () => random.int(0, 9)).join('');

function corporateNumber(random: Random): string {
  const rest = digits(random, 12);
  const sum = [...rest].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 2), 0);
  return `${9 - (sum % 9)}${rest}`;
}

function randomOffice(random: Random, index: number, words: Words): Record<OfficeField, string> {
  const text = () => hostile(random, words);
  const maybe = (value: string) => (random.chance(0.7) ? value : '');
  const released = random.chance(0.2);
  return {
    code: String(index).padStart(random.pick([1, 5, 8]), '0') + random.pick(['', '-a', 'の2']),
    name: `${text()}甲`,
    kana: maybe(text()),
    branch: maybe(random.pick(['東支部', '西支部', '=支部'])),
    postalCode: maybe(random.pick(['000-0001', '0000001', '〒000-0001'])),
    address: maybe(`${text()}\n${text()}`),
    phone: maybe(random.pick(['03-0000-0001', '0300000001', '０３（００００）０００１', '+81300000001', '1-2'])),
    fax: maybe(random.pick(['03-0000-5001', '-', '03 0000 5001'])),
    mail: maybe(random.pick(['a..b@example.jp', '=a@example.jp', '-a@example.jp', "'a@example.jp"])),
    contactName: maybe(text()),
    laborNumber: maybe(laborNumbers(random)),
    employmentNumber: maybe(random.pick([digits(random, 11), `1301-${digits(random, 6)}-${random.int(0, 9)}`])),
    pensionSymbol: maybe(random.pick(['01-イロハ', '０１ー千代田', '=ア', '0012'])),
    pensionNumber: maybe(random.pick([digits(random, 5), '00001'])),
    corporateNumber: maybe(corporateNumber(random)),
    status: released ? '委託解除' : '委託中',
    entrustedOn: maybe(random.pick(['2015-04-01', '平成27年4月1日', '2015/4/1'])),
    releasedOn: released ? '2026-03-31' : '',
    channels: maybe(random.pick(['メール、FAX', '郵送', 'phone→mail', 'FAX・電話・メール・手紙'])),
    tags: maybe(random.pick(['食品；建設', "=甲, '乙", '卸売・小売', '-1、+1;@a', `${words[0]}; ＡＢＣ`])),
  };
}

/** A construction firm has two or three. */
function laborNumbers(random: Random): string {
  const numbers = Array.from({ length: random.int(1, 3) }, () =>
    random.pick([digits(random, 14), `13-1-01-9${digits(random, 5)}-00${random.int(1, 9)}`]),
  );
  return numbers.join(random.pick(['; ', '、', '\n', '/']));
}

/** The columns of a hostile list. */
export const headings: Record<OfficeField, string> = {
  code: '事業所番号',
  name: '事業所名',
  kana: 'フリガナ',
  branch: '支部',
  postalCode: '郵便番号',
  address: '住所',
  phone: '電話番号',
  fax: 'FAX番号',
  mail: 'メールアドレス',
  contactName: '担当者',
  laborNumber: '労働保険番号',
  employmentNumber: '雇用保険適用事業所番号',
  pensionSymbol: '事業所整理記号',
  pensionNumber: '厚生年金事業所番号',
  corporateNumber: '法人番号',
  status: '委託状態',
  entrustedOn: '委託開始日',
  releasedOn: '委託解除日',
  channels: '連絡方法',
  tags: 'タグ',
};

/** A list of so many hostile offices, as CSV. */
export function hostileList(offices: number, words: Words, seed: number): string {
  const random = createRandom(seed);
  const fields = Object.keys(headings) as OfficeField[];
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = Array.from({ length: offices }, (_, index) => {
    const office = randomOffice(random, index, words);
    return fields.map((field) => quoted(office[field])).join(',');
  });
  return [fields.map((field) => headings[field]).join(','), ...lines, ''].join('\r\n');
}
