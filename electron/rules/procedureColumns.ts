import type { ProcedureColumn, ProcedureMapping } from '../contract/procedureShapes.ts';
import { plainHeading } from './officeColumns.ts';

/** Headings of lists of filings, the surest first. Compared after `plainHeading`. */
const synonyms: Readonly<Record<ProcedureColumn, readonly string[]>> = {
  officeCode: [
    '事業所番号',
    '事業所コード',
    '事業所no',
    '委託事業所番号',
    '会社番号',
    '顧問先コード',
    'コード',
    '番号',
  ],
  type: [
    '手続き',
    '手続',
    '手続名',
    '手続き名',
    '手続の種類',
    '手続きの種類',
    '種類',
    '届出',
    '届出名',
    '届書名',
    '業務',
  ],
  person: ['対象者', '対象者名', '社員番号', '被保険者', '頭文字', 'イニシャル'],
  baseDate: ['基準日', '事実発生日', '発生日', '事由発生日', '資格取得日', '離職日の翌日', '起算日'],
  dueOn: ['指定の期限', '指定期限', '期限', '提出期限', '期限日', '締切', '締切日'],
  receivedOn: ['受付日', '受領日', '依頼日', '受付'],
  state: ['状態', '状況', 'ステータス', '進捗', '進み具合'],
  route: ['提出方法', '方法', '経路', '申請方法'],
  evidence: ['到達番号', '受付番号', '控え番号', '証拠番号', '引受番号'],
  reason: ['理由', '遅延理由', '遅延の理由', '備考'],
  expectedOn: ['見込み日', '見込日', '提出見込み日', '提出見込日', '提出予定日', '予定日'],
  clerk: ['担当', '担当者', '当会担当', '事務担当'],
};

const columns = Object.keys(synonyms) as ProcedureColumn[];

/** Which heading fills each field, guessed from their words; no heading fills two. */
export function guessProcedureMapping(header: readonly string[]): ProcedureMapping {
  const mapping: ProcedureMapping = {};
  const taken = new Set<number>();
  const plain = header.map(plainHeading);
  for (const column of columns) {
    const at = synonyms[column]
      .map((synonym) => plain.findIndex((heading, place) => heading === synonym && !taken.has(place)))
      .find((place) => place !== -1);
    if (at === undefined) continue;
    mapping[column] = header[at] ?? '';
    taken.add(at);
  }
  return mapping;
}

/** The Japanese names of the columns no list of filings can do without and this mapping lacks. */
export function missingProcedureColumns(mapping: ProcedureMapping): string[] {
  const needed = [
    ['officeCode', '事業所番号'],
    ['type', '手続き'],
    ['baseDate', '基準日'],
  ] as const;
  return needed.filter(([column]) => !mapping[column]).map(([, label]) => label);
}
