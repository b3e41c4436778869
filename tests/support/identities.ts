import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';

/** An invented office with its people: what must be found nowhere but in the register. */
export interface SeededIdentity {
  code: string;
  name: string;
  kana: string;
  person: string;
  /** Who a filing is about. */
  worker: string;
  phone: string;
  fax: string;
  mail: string;
}

const FIRST = ['鷺沼', '霜月', '椿原', '桐生田', '藤代川', '柊木', '楡崎', '葛籠', '梓野', '榎戸'];
const SECOND = ['運輸', '製函', '醸造', '紡績', '鋳造', '園芸', '測量', '印刷', '乾物', '硝子'];
const GIVEN = ['藍子', '圭祐', '朔太郎', '千颯', '蓉子', '史織', '丈一朗', '鞠乃', '恭平', '梢'];
const KANA = [
  'サギヌマ',
  'シモツキ',
  'ツバキハラ',
  'キリュウダ',
  'フジシロガワ',
  'ヒイラギ',
  'ニレザキ',
  'ツヅラ',
  'アズサノ',
  'エノキド',
];
const SECOND_KANA = [
  'ウンユ',
  'セイカン',
  'ジョウゾウ',
  'ボウセキ',
  'チュウゾウ',
  'エンゲイ',
  'ソクリョウ',
  'インサツ',
  'カンブツ',
  'ガラス',
];

const pick = (list: readonly string[], at: number) => list[at % list.length] ?? '';
const digits = (at: number) => String(at).padStart(4, '0');

/** Different in every name, number and address. */
export function seededIdentities(count: number): SeededIdentity[] {
  return Array.from({ length: count }, (_, at) => {
    const [tens, hundreds] = [Math.floor(at / 10), Math.floor(at / 100)];
    const branch = ['', '南', '北', '東', '西'][hundreds % 5] ?? '';
    const branchKana = ['', 'ミナミ', 'キタ', 'ヒガシ', 'ニシ'][hundreds % 5] ?? '';
    return {
      code: `S${digits(at)}`,
      name: `${pick(FIRST, at)}${branch}${pick(SECOND, tens)}株式会社`,
      kana: `${pick(KANA, at)}${branchKana}${pick(SECOND_KANA, tens)}`,
      person: `${pick(FIRST, at + 3)}${branch} ${pick(GIVEN, tens)}`,
      worker: `${pick(FIRST, at + 5)}${branch} ${pick(GIVEN, tens + 4)}`,
      phone: `03-0000-${digits(1000 + at)}`,
      fax: `03-0000-${digits(5000 + at)}`,
      mail: `soumu.seeded${at}@kaiin${at}.example.jp`,
    };
  });
}

/** All by which an identity would be known again. */
export function termsOf(identity: SeededIdentity): string[] {
  const { name, kana, person, worker, phone, fax, mail } = identity;
  return [name, kana, person, worker, phone, phone.replaceAll('-', ''), fax, fax.replaceAll('-', ''), mail];
}

const ENCODINGS = ['utf-8', 'utf-16le', 'cp932'];
const encoded = new Map<string, Buffer[]>();

function bytesOf(term: string): Buffer[] {
  const known = encoded.get(term) ?? ENCODINGS.map((encoding) => iconv.encode(term, encoding));
  encoded.set(term, known);
  return known;
}

/** The terms of identities that stand in bytes, as UTF-8, UTF-16 or CP932. */
export function hitsIn(bytes: Buffer | string, identities: readonly SeededIdentity[]): string[] {
  const place = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const terms = new Set(identities.flatMap(termsOf));
  return [...terms].filter((term) => bytesOf(term).some((bytes) => place.includes(bytes)));
}

/** Every file below a folder whose path is asked for, with its bytes. */
export function filesBelow(folder: string, wanted: (path: string) => boolean = () => true) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => wanted(path) && statSync(join(folder, path)).isFile())
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
}

/** The hits by file, for those that have any. */
export function hitsBelow(
  folder: string,
  identities: readonly SeededIdentity[],
  wanted?: (path: string) => boolean,
): { path: string; hits: number }[] {
  return filesBelow(folder, wanted)
    .map(({ path, bytes }) => ({ path, hits: hitsIn(bytes, identities).length }))
    .filter(({ hits }) => hits > 0);
}
