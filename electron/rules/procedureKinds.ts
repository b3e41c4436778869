import type { ProcedureType } from '../contract/ruleShapes.ts';

/** What desks call kinds of filings, beside their full names; only where it can be no other kind. */
const shortNames: Readonly<Record<string, readonly string[]>> = {
  'shaho-shutoku': ['社保取得', '社保資格取得', '社会保険資格取得届', '健保厚年資格取得届', '健康保険資格取得届'],
  'shaho-soshitsu': ['社保喪失', '社保資格喪失', '社会保険資格喪失届', '健保厚年資格喪失届', '健康保険資格喪失届'],
  'shaho-hifuyosha': ['被扶養者異動届', '被扶養者届', '扶養異動', '扶養異動届'],
  santei: ['算定', '算定基礎届', '算定基礎'],
  geppen: ['月変', '月額変更届', '随時改定'],
  shoyo: ['賞与', '賞与支払届', '賞与届'],
  sankyu: ['産休', '産前産後休業取得者申出書'],
  'ikukyu-shaho': ['育休', '育児休業等取得者申出書'],
  'shinki-tekiyo': ['新規適用届'],
  'koyo-shutoku': ['雇保取得', '雇保資格取得', '雇用保険資格取得届'],
  'koyo-soshitsu': ['雇保喪失', '雇保資格喪失', '雇用保険資格喪失届'],
  rishoku: ['離職票', '離職証明書', '雇用保険離職証明書', '被保険者離職証明書'],
  'koyo-tenkin': ['転勤届', '雇用保険転勤届'],
  'koyo-secchi': ['適用事業所設置届'],
  'konen-kyufu': ['高年齢雇用継続給付', '高年齢給付'],
  'ikuji-kyufu': ['育児休業給付', '育児休業給付金', '育休給付'],
  'kaigo-kyufu': ['介護休業給付', '介護休業給付金'],
  'rouho-seiritsu': ['成立届', '保険関係成立届', '労働保険成立届'],
  'rouho-gaisan': ['概算保険料申告書', '概算申告'],
  'nendo-koshin': ['年度更新', '労働保険年度更新'],
  'ikkatsu-yuki': ['一括有期', '一括有期事業報告書'],
  'rousai-5': ['5号', '様式第5号', '療養の給付請求書'],
  'rousai-8': ['8号', '様式第8号', '休業給付支給請求書'],
  'tokubetsu-kanyu': ['特別加入', '特別加入申請', '特別加入申請書'],
  '36kyotei': ['36協定', '36協定届', '三六協定', '時間外休日労働に関する協定届'],
  'shugyo-kisoku': ['就業規則', '就業規則届', '就業規則変更届'],
};

/** A name without what merely varies: width, spaces, brackets and points. */
const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()（）「」・･,、.-]/gu, '');

/** What a kind may be called in a list. */
export interface KindNames {
  id: string;
  names: string[];
}

/** The names of kinds, as plain data for another thread. */
export function namesOfKinds(kinds: readonly ProcedureType[]): KindNames[] {
  return kinds.map(({ id, nameJa, nameEn }) => ({ id, names: [id, nameJa, nameEn, ...(shortNames[id] ?? [])] }));
}

/** Finds the kind a list calls by some name; undefined when it is none, or could be two. */
export function kindFinder(kinds: readonly KindNames[]): (name: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  for (const { id, names } of kinds) {
    for (const name of new Set(names.map(plainName))) known.set(name, known.has(name) ? undefined : id);
  }
  return (name) => known.get(plainName(name));
}
