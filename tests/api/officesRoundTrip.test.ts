import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OfficeField } from '../../electron/contract/offices.ts';
import { createRandom, type Random } from '../../electron/practice/random.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const OFFICES = 2000;
const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', "'", '"', ',', ';', '\n', '\t', '|', '%'] as const;
const WORDS = [
  '東雲',
  '㈱',
  '髙﨑',
  'ｼﾉﾉﾒ',
  '①',
  'cmd()',
  '1-2',
  '0012',
  '商店',
  '～',
  '支店 ',
  '6/5',
  'E+10',
  '',
] as const;
const ONLY_UNICODE = ['𠮷野', '〜', '鷗', 'é', '한', '−', 'が'] as const;

type Words = readonly [string, ...string[]];

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

const headings: Record<OfficeField, string> = {
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

describe('what the register writes it reads back', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  const fill = async (words: Words, seed: number) => {
    const random = createRandom(seed);
    const offices = Array.from({ length: OFFICES }, (_, index) => randomOffice(random, index, words));
    const fields = Object.keys(headings) as OfficeField[];
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const lines = offices.map((office) => fields.map((field) => quoted(office[field])).join(','));
    const file = join(test.folder, 'old list.csv');
    await writeFile(file, [fields.map((field) => headings[field]).join(','), ...lines, ''].join('\r\n'));
    return test.client.offices.import({ file, commit: true });
  };

  it.each([
    { encoding: 'utf-8', spreadsheet: false },
    { encoding: 'utf-8', spreadsheet: true },
    { encoding: 'cp932', spreadsheet: false },
    { encoding: 'cp932', spreadsheet: true },
  ] as const)('$encoding, spreadsheet $spreadsheet: hostile offices come back unchanged', async (choice) => {
    const words: Words = choice.encoding === 'utf-8' ? [...WORDS, ...ONLY_UNICODE] : WORDS;
    const { created } = await fill(words, choice.spreadsheet ? 1 : 2);
    expect(created).toBeGreaterThan(OFFICES / 2);
    const file = join(test.folder, 'export.csv');
    const written = await test.client.reports.export({ report: 'offices', file, ...choice });
    expect(written).toMatchObject({ rows: created, unwritable: [] });
    const again = await test.client.offices.import({ file, commit: true });
    expect(again.rejected).toEqual([]);
    expect(again.changed).toEqual([]);
    expect(again).toMatchObject({
      rows: created,
      unchanged: created,
      updated: 0,
      created: 0,
      encoding: choice.encoding,
    });
    expect(again.columns.map((column) => column.field)).not.toContain(null);
    expect(again.columns).toHaveLength(Object.keys(headings).length);
  });

  it('an exported register fills an empty one with the same offices', async () => {
    const { created } = await fill([...WORDS, ...ONLY_UNICODE], 3);
    const file = join(test.folder, 'export.csv');
    await test.client.reports.export({ report: 'offices', file });
    const other = await createTestApp();
    try {
      await other.client.offices.import({ file, commit: true });
      const read = async (client: TestApp['client']) => (await client.offices.list({ limit: 1000 })).rows;
      const digitsOnly = (number: string) => number.replace(/\D/g, '');
      const plain = (rows: Awaited<ReturnType<typeof read>>) =>
        rows.map(({ id: _id, ...row }) => ({ ...row, laborNumber: digitsOnly(row.laborNumber) }));
      expect(plain(await read(other.client))).toEqual(plain(await read(test.client)));
      expect((await other.client.offices.list({})).total).toBe(created);
    } finally {
      await other.close();
    }
  });
});
