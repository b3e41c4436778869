import { addDays } from './clock.ts';
import { practiceAssociation, practiceIncident } from './texts.ts';

// What is told of the fictional incident: everything here is made up. The shapes are those a real notice needs: hours
// that are only about right, days nobody named, spans, what is said to hold "as of", and what somebody else only says.

const US = practiceAssociation;
const PROVIDER = practiceIncident.provider;
const EXPERT = '調査会社（名称は未公表）';
const SOURCE = '提供元の第4報・当組合の記録';

type Item = Record<string, unknown>;

const blank = { category: null, actor: null, date: null, date_to: null, time_approx: null, section: null };

const parties: readonly [key: string, actor: string, role: string, text: string][] = [
  ['party-us', US, 'association', '当組合。事業所から手続きを預かり、提供元のシステムを使う'],
  ['party-provider', PROVIDER, 'system_provider', '給与クラウドの提供元'],
  ['party-offices', '委託事業所', 'member_offices', '宛先であり、個人データを当組合に預けている'],
  ['party-commission', '個人情報保護委員会', 'authority', '報告の提出先'],
  ['party-police', 'ひのもり県警察', 'police', 'サイバー犯罪の窓口'],
  ['party-expert', EXPERT, 'forensic', '提供元が依頼した調査会社'],
  ['party-site', '北ひのもりデータ棟', 'site', '提供元がサーバーを置いている建物'],
];

type When =
  | { on: number; at: string }
  | { on: number }
  | { on: number; inferred: true }
  | { on: number; to: number }
  | { from: number }
  | null;

interface Told {
  key: string;
  category: string;
  actor: string;
  when: When;
  section: string;
  text: string;
  note?: string;
}

const OURS = '当組合の対応';
const events: readonly Told[] = [
  told(
    'c01',
    'discovery',
    PROVIDER,
    { on: 0, at: '05:40' },
    '経緯',
    '見張りの仕組みが、給与クラウドの応答がないことを知らせた',
  ),
  told(
    'c02',
    'discovery',
    PROVIDER,
    { on: 0, at: '06:50' },
    '経緯',
    '当番の技術者がデータ棟に着き、機器の様子を調べ始めた',
  ),
  told(
    'c03',
    'response',
    PROVIDER,
    { on: 0, inferred: true },
    '経緯',
    '身代金を求める画面が見つかり、外とつながる回線を抜いた',
  ),
  told('c04', 'discovery', PROVIDER, null, '経緯', '調査会社を交えて調べ、外からの侵入による障害と判断した'),
  told('c05', 'discovery', PROVIDER, null, '経緯', '利用者向けのサーバーが、どれも読めない状態になっていると分かった'),
  told('c06', 'response', PROVIDER, { on: 0 }, '対応', '社長を長とする対策の班を置いた'),
  told('c07', 'response', PROVIDER, { from: 0 }, '対応', '利用者へ、状況を知らせるメールを送り続けている'),
  told(
    'c08',
    'authority_report',
    PROVIDER,
    { on: 1 },
    '対応・調査',
    '県警察の窓口に届け出て、聞き取りを受けた',
    '二つの節に同じことが書かれている',
  ),
  told('c09', 'disclosure', PROVIDER, { on: 1 }, '対応', '障害の原因が不正な侵入であることを公表した'),
  told('c10', 'authority_report', PROVIDER, { on: 3 }, '対応', '委員会に最初の報告を出した'),
  told('c11', 'disclosure', PROVIDER, { on: 4 }, '対応', '対応の進み具合を公表した'),
  told(
    'c12',
    'investigation',
    PROVIDER,
    { on: 0 },
    '調査',
    '止まった機器を切り離し、中身をそのまま残して調査会社に頼んだ',
  ),
  told(
    'c13',
    'investigation',
    PROVIDER,
    { on: 0, to: 2 },
    '調査',
    '調査会社が担当者から話を聞き、全体の様子をつかんだ',
  ),
  told('c14', 'investigation', PROVIDER, { on: 2 }, '調査', '調査会社が現地に入り、通信の記録を保全した'),
  told(
    'c15',
    'investigation',
    PROVIDER,
    { on: 3, to: 12 },
    '調査',
    '外へ送り出した跡を探したが、この間には見つからなかった',
    '「無い」と確かめたわけではない',
  ),
  told('c16', 'authority_report', US, { on: 3 }, OURS, '委員会に速報を出した'),
  told('c17', 'disclosure', PROVIDER, { on: 12 }, '前文', '中間のまとめを公表した', '日付は12日目、届いたのは翌日'),
  told('c18', 'disclosure', US, { on: 12 }, '末尾', '第2報を各事業所に送った'),
];

const impacts: readonly [key: string, actor: string, hearsay: boolean, text: string][] = [
  ['i01', PROVIDER, false, '給与クラウドのサーバーがすべて読めず、使えない'],
  ['i02', PROVIDER, false, '情報が外へ出たことは、今のところ確かめられていない'],
  ['i03', PROVIDER, true, '個人番号は別の場所に強い暗号で置かれており、読み取れないとのこと'],
  ['i04', US, false, '元どおりになる日は、まだ示されていない'],
  ['i05', US, false, '電子申請が使えず、紙の届書に切り替えている'],
];

const promises: readonly [key: string, type: string, text: string][] = [
  ['p01', 'joint_report', '委員会への報告は、同意のあった事業所と連名で当組合が行う'],
  ['p02', 'next_version', '新しく分かったことは、続けてお知らせする'],
  ['p03', 'follow_orders', '漏えいが分かったときは、当局の指示に沿って対応する'],
  ['p04', 'procedures_best_effort', '急ぐ手続きは、紙の届書で先に進める'],
];

const instructions: readonly [key: string, type: string, valid: string | null, text: string][] = [
  ['n01', 'do_not_report_individually', '第1報の時点', '事業所が自ら委員会へ報告する必要は、今のところない'],
  ['n02', 'may_be_asked_to_cooperate', null, '漏えいが分かったときは、協力をお願いすることがある'],
  ['n03', 'accept_delay', null, '手続きに日数がかかることを、ご承知いただきたい'],
];

const outlooks: readonly [key: string, actor: string, text: string][] = [
  ['o01', PROVIDER, '入り口・漏えいの有無・再発を防ぐ策を、最後の報告にまとめる'],
  ['o02', US, '提供元から届き次第、当組合が続報を出す'],
  ['o03', US, '漏えいが分かれば、当局から指示がある見込み'],
  ['o04', US, 'その場合は、事業所に協力をお願いする見込み'],
];

const gaps = [
  '文書番号と件名がない',
  '問い合わせ先がない',
  '受け取りの確認を求めていない',
  '従業員ご本人への知らせに触れていない',
  '速報と確報の別、確報の予定日がない',
  '遅れている手続きと、代わりの方法がない',
  'おそれのある項目と人数がない',
];

function told(
  key: string,
  category: string,
  actor: string,
  when: When,
  section: string,
  text: string,
  note?: string,
): Told {
  return { key, category, actor, when, section, text, ...(note && { note }) };
}

export const CHRONOLOGY_ITEMS = 49;

/** The 49 things known of the incident that began on `day`, as `incidents.importChronology` reads them from JSON. */
export function practiceChronology(day: string): Item[] {
  const on = (n: number) => addDays(day, n);
  const asOf = on(12);
  const items: Item[] = [
    ...parties.map(([id, actor, role, text]) => ({ id, kind: 'party', actor, role, text_ja: text })),
    { id: 'system-1', kind: 'system', actor: PROVIDER, text_ja: 'ひので給与クラウド（給与計算と電子申請）' },
    ...events.map((event) => eventItem(event, on)),
    ...impacts.map(([id, actor, hearsay, text]) => ({
      ...{ id, kind: 'impact', actor, text_ja: text, as_of: asOf },
      attribution: hearsay ? 'hearsay' : 'stated',
    })),
    ...promises.map(([id, type, text]) => ({
      ...{ id, kind: 'promise', actor: US, promise_type: type, due: null, text_ja: text },
      note: 'いつまでにとは書かれていない',
    })),
    ...instructions.map(([id, type, valid, text]) => ({
      ...{ id, kind: 'instruction', actor: US, instruction_type: type, valid, text_ja: text },
    })),
    ...outlooks.map(([id, actor, text]) => ({ id, kind: 'outlook', actor, text_ja: text })),
    ...gaps.map((text, at) => ({
      ...{ id: `g0${at + 1}`, kind: 'gap', text_ja: text, note: '文面の外にはあるかもしれない' },
    })),
  ];
  return items.map((item) => ({ ...blank, source: SOURCE, ...item }));
}

function eventItem({ key, when, text, ...same }: Told, on: (n: number) => string): Item {
  const item = { id: key, kind: 'event', ...same, text_ja: text };
  if (when === null) return { ...item, precision: 'undated' };
  if ('from' in when) return dated(item, on(when.from), 'open_ended_from');
  const date = on(when.on);
  if ('at' in when) return { ...dated(item, date, 'approx_time'), time_approx: when.at };
  if ('to' in when) return { ...item, date, date_to: on(when.to), precision: 'range' };
  return 'inferred' in when ? { ...item, date, precision: 'date_inferred' } : dated(item, date, 'day');
}

const dated = (item: Item, date: string, precision: string): Item => ({
  ...item,
  date,
  precision,
  weekday: weekday(date),
});

const weekday = (date: string) => '日月火水木金土'.charAt(new Date(`${date}T00:00:00Z`).getUTCDay());
