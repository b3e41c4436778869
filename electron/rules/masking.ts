import type { ReportName } from '../contract/reportList.ts';

/** Stands in place of what a masked file leaves out; a row that holds it comes into no register again. */
export const MASK = '［伏］';

/** Heading and cells of the first column of every masked file: by it an import knows the file as a whole. */
export const MASKED_HEADING = '伏せ字の写し';

/**
 * What a column holds of a person or an office, and so what a masked file keeps of it:
 * `open`: all of it. `count`: all of it, and a statistics file counts its values. `name`: the initial. `phone`: the last
 * four digits. `mail`: the domain. `address`: the prefecture. `postal`: the first three digits. `number`: the last four.
 * `reach`: whichever of these it is. `figure`: numbers and dates. `text`: nothing, because anything may be in it.
 */
export type Mask =
  | 'open'
  | 'count'
  | 'name'
  | 'phone'
  | 'mail'
  | 'address'
  | 'postal'
  | 'number'
  | 'reach'
  | 'figure'
  | 'text';

/** Every heading of every report; one that is not here keeps nothing. */
const masks: Readonly<Record<Mask, readonly string[]>> = {
  open: [
    ...[
      '事業所番号',
      '番号',
      '通し番号',
      '義務',
      '版',
      '日時',
      '確認日時',
      '折返しの約束',
      '取り消し',
      '完了日時',
      '投函日',
    ],
    ...[
      '期限',
      '超過日数',
      '基準日',
      '受付日',
      '見込み日',
      '知らせた日',
      '委託開始日',
      '委託解除日',
      '承認日時',
      '送付日時',
    ],
    ...[
      '時点',
      '日付',
      '終わりの日',
      '期日',
      '届いた日',
      '提出日',
      '残り日数',
      '記録した日時',
      '届かなかった宛先',
      '試行回数',
    ],
    ...['確認', '旧版のみ', '未確認', '未達', '判断待ち', '人数', 'SHA-256', '照合値', '名簿の照合値', 'Message-ID'],
    ...[
      '操作',
      '対象',
      '対象の番号',
      '項目',
      '数え方',
      '文書番号',
      '提供元の報',
      '伝えた報',
      '知らせた報',
      '述べている報',
    ],
    ...['確認した最新の版', '経過日数', '届いた日時', '時刻', '曜日', '連名', '報告'],
  ],
  count: [
    ...['支部', '委託状態', '連絡方法', '役割', 'お知らせを受け取る', '送付', '確認状況', '確認方法', '回答', '結果'],
    ...['手段', '状態', '手続き', '提出先', '提出方法', '急ぎ', '伝えた内容', '返答', '種類', '方法', '区分'],
    ...[
      '質問の区分',
      '該当',
      '期限の性質',
      '判明',
      'とのこと',
      '種別',
      '分類',
      '日付の確かさ',
      '状態コード',
      '受けた方法',
    ],
  ],
  name: [
    '事業所名',
    'フリガナ',
    '担当者',
    '氏名',
    '確認者',
    '話した相手',
    '対象者',
    '担当',
    '席',
    '承認者',
    '受けた担当者',
  ],
  phone: ['電話番号', 'FAX番号'],
  mail: ['メールアドレス'],
  address: ['住所'],
  postal: ['郵便番号'],
  number: [
    ...['労働保険番号', '雇用保険適用事業所番号', '事業所整理記号', '厚生年金事業所番号', '法人番号', '到達番号'],
    ...['追跡番号', '受付番号'],
  ],
  reach: ['宛先', '宛先・相手', '差出人'],
  figure: ['値'],
  text: [
    ...[
      '備考',
      '質問',
      'メモ',
      '応答',
      '理由',
      '停止中の事案',
      '件名',
      '本文',
      '表題',
      '出どころ',
      '内容',
      '内訳',
      'タグ',
    ],
    ...['名前', '問い', '相手', 'だれが', '節', '細目'],
  ],
};

const byHeading = new Map(
  (Object.entries(masks) as [Mask, readonly string[]][]).flatMap(([mask, headings]) =>
    headings.map((heading) => [heading, mask] as const),
  ),
);

/** Headings that hold something else in one report than in the others. */
const own: Partial<Record<ReportName, Readonly<Record<string, Mask>>>> = {
  deliveries: { 理由: 'count' },
  bounces: { 理由: 'count' },
  questions: { 回答: 'text' },
  'authority-reports': { 対象: 'count' },
  versions: { 宛先: 'open' },
  duties: { 相手: 'count' },
};

/** What all other columns of a report hold: of the matrix, where an office stands with a version. */
const rest: Partial<Record<ReportName, Mask>> = { matrix: 'count' };

/** What a column of a report keeps; `null` for a heading nobody has thought about yet, which then keeps nothing. */
export function maskOf(report: ReportName, heading: string): Mask | null {
  return own[report]?.[heading] ?? byHeading.get(heading) ?? rest[report] ?? null;
}

/** A cell as a masked file shows it. Empty stays empty. */
export function masked(mask: Mask | null, cell: string): string {
  if (cell.trim() === '' || mask === 'open' || mask === 'count') return cell;
  return keepers[mask ?? 'text'](cell.normalize('NFKC').trim());
}

/** True when a cell holds what a masked file puts in place of something. */
export const isMasked = (cell: string): boolean => cell.includes(MASK);

const LEGAL_FORM =
  /^(?:(?:株式|有限|合同|合資|合名)会社|(?:一般|公益|特定非営利活動|医療|社会福祉|学校|宗教)(?:社団|財団)?法人|\(.\))\s*/u;
const LONGEST_LAST = 4;

const last = (digits: string): string =>
  digits.length > LONGEST_LAST * 2 - 1 ? `${MASK}${digits.slice(-LONGEST_LAST)}` : MASK;
const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** One character says nothing only if there are more behind it. */
function initial(name: string): string {
  const [first = '', ...rest] = name.replace(LEGAL_FORM, '');
  return rest.length === 0 ? MASK : `${first}${MASK}`;
}

function prefecture(address: string): string {
  return `${/^(?:東京都|北海道|(?:京都|大阪)府|.{2,3}?県)/u.exec(address)?.[0] ?? ''}${MASK}`;
}

function domain(mail: string): string {
  const at = mail.lastIndexOf('@');
  return at < 0 ? MASK : `${MASK}${mail.slice(at)}`;
}

function reach(place: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(place)) return domain(place);
  return /^[+\d][\d\s()-]{6,}$/.test(place) ? last(digitsOf(place)) : MASK;
}

const keepers: Readonly<Record<Exclude<Mask, 'open' | 'count'>, (cell: string) => string>> = {
  name: initial,
  phone: (cell) => last(digitsOf(cell)),
  mail: domain,
  address: prefecture,
  postal: (cell) => `${digitsOf(cell).slice(0, 3)}${MASK}`,
  number: (cell) => last(cell.replace(/[^\p{L}\p{N}]/gu, '')),
  reach,
  figure: (cell) => (/^[\d\s,.:%/()-]*[件人名日社]?$/u.test(cell) ? cell : MASK),
  text: () => MASK,
};
