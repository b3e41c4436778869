import type { ColumnMapping, OfficeField } from '../contract/offices.ts';

/** Headings seen in associations' lists, the surest first. Compared after `plainHeading`. */
const synonyms: Readonly<Record<OfficeField, readonly string[]>> = {
  code: [
    '事業所番号',
    '事業所コード',
    '事業所no',
    '委託事業所番号',
    '委託事業主番号',
    '委託番号',
    '事業場番号',
    '会社no',
    '会社コード',
    '会社番号',
    '顧問先番号',
    '顧問先コード',
    '会員番号',
    'コード',
    '番号',
    'code',
    'no',
  ],
  name: [
    '事業所名',
    '事業所名称',
    '会社名',
    '委託事業主名',
    '委託事業所名',
    '事業主名',
    '事業場名',
    '顧問先名',
    '会員名',
    '名称',
    'name',
  ],
  kana: ['カナ', 'フリガナ', 'ふりがな', 'カナ名', 'カナ名称', 'kana'],
  branch: ['支部', '支部名', 'ブロック', 'ブロック名', '地区', 'branch'],
  postalCode: ['郵便番号', '〒', 'postalcode'],
  address: ['住所', '所在地', '住所1', '所在地1', 'address'],
  phone: ['電話番号', '電話', 'tel', '電話番号1', 'tel1', 'phone'],
  fax: ['fax', 'fax番号', 'ファックス', 'ファクス', 'ファックス番号', 'fax1'],
  mail: ['メール', 'メールアドレス', 'eメール', 'eメールアドレス', 'email', 'mail', '電子メール', 'mailアドレス'],
  contactName: ['担当者', '担当者名', '担当者氏名', '担当', '窓口担当者', 'contactname'],
  laborNumber: ['労働保険番号', '労保番号', '労働保険番号1', '労保番号1', 'labornumber'],
  employmentNumber: [
    '雇用保険適用事業所番号',
    '雇用保険事業所番号',
    '雇用保険番号',
    '雇保番号',
    '雇保事業所番号',
    'employmentnumber',
  ],
  pensionSymbol: ['事業所整理記号', '整理記号', '年金整理記号', '社会保険整理記号', 'pensionsymbol'],
  pensionNumber: [
    '厚生年金事業所番号',
    '年金事業所番号',
    '社会保険事業所番号',
    '社保事業所番号',
    '年金事務所番号',
    'pensionnumber',
  ],
  corporateNumber: ['法人番号', 'corporatenumber'],
  status: ['状態', '委託状態', '委託状況', '委託区分', 'status'],
  entrustedOn: [
    '委託開始日',
    '委託開始年月日',
    '委託年月日',
    '委託日',
    '受託年月日',
    '受託日',
    '委託開始',
    'entrustedon',
  ],
  releasedOn: [
    '委託解除日',
    '委託解除年月日',
    '解除年月日',
    '解除日',
    '委託終了日',
    '委託終了年月日',
    '解約日',
    'releasedon',
  ],
  channels: ['連絡方法', '連絡手段', '送付方法', '通知方法', '配信方法', 'channels'],
  tags: ['タグ', '分類', '業種', '区分', 'tags'],
};

const fields = Object.keys(synonyms) as OfficeField[];

const telephone = (owner: string): readonly RegExp[] => [
  new RegExp(`^${owner}市外局番$`),
  new RegExp(`^${owner}市内局番$`),
  new RegExp(`^${owner}(?:加入者番号|加入者|番号)$`),
];
const labor = '(?:労働保険番号|労働保険|労保番号|労保)?';

/**
 * Values that lists keep in several columns, in the order they are joined; every column of a set must be there.
 * Numbered telephone columns are no set: TEL1 and TEL2 are two telephones.
 */
const pieces: readonly (readonly [OfficeField, readonly RegExp[]])[] = [
  ['phone', telephone('(?:tel|電話番号|電話)')],
  ['fax', telephone('(?:fax番号|fax|ファックス番号|ファックス|ファクス)')],
  ['phone', [/^市外局番$/, /^市内局番$/, /^加入者番号$/]],
  ['postalCode', [/^(?:郵便番号|〒)(?:1|上3桁|上|前)$/, /^(?:郵便番号|〒)(?:2|下4桁|下|後)$/]],
  [
    'laborNumber',
    [
      `${labor}(?:都道)?府県(?:コード)?`,
      `${labor}所掌`,
      `${labor}管轄`,
      `${labor}基幹(?:番号)?`,
      `${labor}枝番号?`,
    ].map((piece) => new RegExp(`^${piece}$`)),
  ],
  ['laborNumber', [/^(?:労働保険番号|労保番号)$/, /^(?:労働保険番号?|労保番号?)?枝番号?$/]],
  ['laborNumber', [/^(?:労働保険番号|労保番号)1?$/, /^(?:労働保険番号|労保番号)2$/, /^(?:労働保険番号|労保番号)3$/]],
  ['laborNumber', [/^(?:労働保険番号|労保番号)1?$/, /^(?:労働保険番号|労保番号)2$/]],
  [
    'address',
    [/^都道府県名?$/, /^市区?町村名?$|^市区郡?町村名?$/, /^(?:町名)?番地$|^町域$|^以降の住所$/, /^(?:建物|ビル)名?$/],
  ],
  ['address', [/^都道府県名?$/, /^市区?町村名?$|^市区郡?町村名?$/, /^(?:町名)?番地$|^町域$|^以降の住所$/]],
  ['address', [/^(?:住所|所在地)1$/, /^(?:住所|所在地)2$/, /^(?:住所|所在地)3$/]],
  ['address', [/^(?:住所|所在地)1?$/, /^(?:住所|所在地)2$|^(?:建物|ビル)名?$|^方書$/]],
  ['contactName', [/^担当者?姓$/, /^担当者?名$/]],
];

/** Tried when no other heading fills the field: in a small business the owner answers. */
const lastPieces: typeof pieces = [
  ['contactName', [/^代表者姓$/, /^代表者名$/]],
  ['contactName', [/^代表者(?:名|氏名)?$/]],
];

// NFKC does not touch 〒; small signs between the letters tell nothing.
export const plainHeading = (heading: string) =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_.・:]/g, '');

/** 会社名フリガナ, 事業所電話番号: the heading without what merely says whose. */
const withoutOwner = (plain: string) =>
  plain.replace(/^(?:事業所名?|事業場名?|会社名?|顧問先名?|委託事業主名?|委託事業所名?)(?=.)/, '');

/** 電話番号(代表): the heading without what merely says whose or which. */
const bareHeading = (heading: string) => withoutOwner(plainHeading(heading).replace(/\(.*\)$/, ''));

/** TEL(市外局番), 労働保険番号/府県: the whole and the piece as one word. */
const pieceHeading = (heading: string) => withoutOwner(plainHeading(heading).replace(/[()[\]/【】]/g, ''));

/**
 * Which headings fill each field, guessed from their words. A field kept in several columns gets all of them, in
 * the order they are joined. No column fills two fields; headings that are a synonym as they stand come before
 * those that become one when shortened.
 */
export function guessMapping(header: readonly string[]): ColumnMapping {
  const mapping: ColumnMapping = {};
  const free = new Set(header.keys());
  const take = (field: OfficeField, columns: readonly number[]) => {
    mapping[field] = columns.map((column) => header[column] ?? '');
    for (const column of columns) free.delete(column);
  };
  const pension = pensionNumberColumn(header);
  if (pension !== null) take('pensionNumber', [pension]);
  const takePieces = (sets: typeof pieces) => {
    for (const [field, patterns] of sets) {
      const columns = mapping[field] ? null : columnsOf(patterns, header, free);
      if (columns) take(field, columns);
    }
  };
  takePieces(pieces);
  for (const headings of [header.map(plainHeading), header.map(bareHeading)]) {
    for (const field of fields) {
      if (mapping[field]) continue;
      const named = (synonym: string) => headings.findIndex((heading, at) => heading === synonym && free.has(at));
      const column = synonyms[field].map(named).find((at) => at !== -1);
      if (column !== undefined) take(field, [column]);
    }
  }
  takePieces(lastPieces);
  return mapping;
}

/** One free column for every pattern; null when one has none. */
function columnsOf(patterns: readonly RegExp[], header: readonly string[], free: ReadonlySet<number>): number[] | null {
  const columns: number[] = [];
  for (const pattern of patterns) {
    const column = header.findIndex(
      (heading, at) => free.has(at) && !columns.includes(at) && pattern.test(pieceHeading(heading)),
    );
    if (column === -1) return null;
    columns.push(column);
  }
  return columns;
}

/** 事業所番号 beside a 整理記号 is the pension office's number, when another column holds the association's code. */
function pensionNumberColumn(header: readonly string[]): number | null {
  const headings = header.map(plainHeading);
  const column = headings.indexOf('事業所番号');
  const hasSymbol = headings.some((heading) => synonyms.pensionSymbol.includes(heading));
  const hasOtherCode = headings.some((heading, at) => at !== column && synonyms.code.includes(heading));
  return column !== -1 && hasSymbol && hasOtherCode ? column : null;
}

/** The Japanese names of the columns no import can do without and this mapping lacks. */
export function missingColumns(mapping: ColumnMapping): string[] {
  const needed = [
    ['code', '事業所番号'],
    ['name', '事業所名'],
  ] as const;
  return needed.filter(([field]) => !mapping[field]).map(([, label]) => label);
}

/** The headings a mapping names and this file does not have: it was made for another list. */
export function unknownHeadings(
  mapping: Readonly<Record<string, string | string[]>>,
  header: readonly string[],
): string[] {
  return Object.values(mapping)
    .flat()
    .filter((heading) => !header.includes(heading));
}

/** Which field each column of a file fills, null for those we do not take; in the order of `header`. */
export function columnFields(mapping: ColumnMapping, header: readonly string[]): (OfficeField | null)[] {
  return header.map((heading) => fields.find((field) => mapping[field]?.includes(heading)) ?? null);
}
