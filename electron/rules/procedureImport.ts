import { type ProblemCode, problem, type RowProblem } from '../contract/problems.ts';
import {
  type ProcedureColumn,
  type ProcedureMapping,
  type ProcedureState,
  procedureColumn,
} from '../contract/procedureShapes.ts';
import type { ProcedureRoute } from '../contract/ruleShapes.ts';
import type { CsvRow } from './csvRead.ts';
import { unguardFormula } from './csvWrite.ts';
import { readDate } from './dates.ts';
import { containsMyNumber } from './myNumber.ts';
import { type KindNames, kindFinder } from './procedureKinds.ts';
import { procedureWords, routeWords } from './reportWords.ts';

/** A filing as a list gives it, checked, its texts ready to be stored; `type` is an id. */
export type ProcedureDraft = Record<ProcedureColumn, string>;

/** One row read: a filing, or all that is wrong with it. */
export type ProcedureRead = { filing: ProcedureDraft } | { problems: RowProblem[] };

const LONGEST: Readonly<Partial<Record<ProcedureColumn, number>>> = {
  officeCode: 40,
  person: 40,
  evidence: 60,
  reason: 200,
  clerk: 40,
};
const dates: ReadonlySet<ProcedureColumn> = new Set(['baseDate', 'dueOn', 'receivedOn', 'expectedOn']);
const needed: ReadonlySet<ProcedureColumn> = new Set(['officeCode', 'type', 'baseDate']);
const missing: Readonly<Partial<Record<ProcedureColumn, ProblemCode>>> = {
  officeCode: 'missing_code',
  type: 'missing_kind',
  baseDate: 'missing_base_date',
};

const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
const byWord = <Value extends string>(words: Record<Value, string>, more: Record<string, Value>) =>
  new Map<string, Value>([
    ...(Object.entries(words) as [Value, string][]).map(([value, word]) => [plain(word), value] as const),
    ...(Object.keys(words) as Value[]).map((value) => [value, value] as const),
    ...Object.entries(more).map(([word, value]) => [plain(word), value] as const),
  ]);

const states = byWord<ProcedureState>(procedureWords, {
  受付済: 'received',
  準備中: 'preparing',
  作成中: 'preparing',
  提出前: 'waiting',
  提出済み: 'filed',
  申請済: 'filed',
  審査: 'examined',
  終了: 'done',
  手続終了: 'done',
  補正中: 'correcting',
  差戻し: 'returned',
});
const routes = byWord<ProcedureRoute>(routeWords, {
  電子: 'electronic',
  紙提出: 'paper',
  窓口: 'paper',
  郵送: 'paper',
  CD: 'media',
  DVD: 'media',
  電子媒体: 'media',
  'e-Gov': 'egov',
  イーガブ: 'egov',
});

/** How the rows of one list are read: a function from a row to its filing, or to all that is wrong with it. */
export function procedureReader(
  mapping: ProcedureMapping,
  header: readonly string[],
  kinds: readonly KindNames[],
): (row: CsvRow) => ProcedureRead {
  const findKind = kindFinder(kinds);
  const fieldAt = header.map((heading) => procedureColumn.options.find((column) => mapping[column] === heading));
  return (row) => {
    if (row.problem === 'column_count') {
      return { problems: [problem(row.line, '', 'column_count', `${row.cells.length}列、見出しは${header.length}列`)] };
    }
    if (row.problem) return { problems: [problem(row.line, '', row.problem)] };
    const filing = emptyFiling();
    const problems: RowProblem[] = [];
    for (const [at, field] of fieldAt.entries()) {
      const cell = unguardFormula(row.cells[at] ?? '').trim();
      const read = field ? readCell(field, cell, findKind) : { value: '' };
      const code = containsMyNumber(cell) ? 'my_number' : 'code' in read ? read.code : null;
      if (code) problems.push(problem(row.line, header[at] ?? '', code, code === 'my_number' ? '' : cell));
      else if (field && 'value' in read) filing[field] = read.value;
    }
    return problems.length > 0 ? { problems } : { filing };
  };
}

type CellRead = { value: string } | { code: ProblemCode };

function readCell(field: ProcedureColumn, cell: string, findKind: (name: string) => string | undefined): CellRead {
  const text = cell.replace(/\s*\n\s*/g, ' ');
  if (text === '') return needed.has(field) ? { code: missing[field] ?? 'missing_code' } : { value: '' };
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text)) return { code: 'control_character' };
  if (dates.has(field)) return found(readDate(text), 'bad_date');
  if (field === 'type') return found(findKind(text), 'unknown_kind');
  if (field === 'state') return found(states.get(plain(text)), 'unknown_filing_state');
  if (field === 'route') return found(routes.get(plain(text)), 'unknown_route');
  const isCode = field === 'officeCode' || field === 'evidence' || field === 'person';
  if (isCode && /^\d(?:\.\d+)?E\+\d+$/i.test(text.normalize('NFKC'))) return { code: 'excel_damaged' };
  return text.length > (LONGEST[field] ?? 200) ? { code: 'too_long' } : { value: text };
}

const found = (value: string | null | undefined, code: ProblemCode): CellRead => (value ? { value } : { code });

/** A filing of a list with nothing in it. */
function emptyFiling(): ProcedureDraft {
  return {
    officeCode: '',
    type: '',
    person: '',
    baseDate: '',
    dueOn: '',
    receivedOn: '',
    state: '',
    route: '',
    evidence: '',
    reason: '',
    expectedOn: '',
    clerk: '',
  };
}

/** What two rows of one list have in common when they are about the same thing. */
export const matterOf = ({ officeCode, type, person, baseDate }: ProcedureDraft): string =>
  JSON.stringify([officeCode, type, person, baseDate]);
