import { type EntryValues, entryValues } from '../contract/chronology.ts';
import { fail } from '../contract/errors.ts';
import { type ProblemCode, problem, type RowProblem } from '../contract/problems.ts';
import { categoryWords, kindWords, precisionWords } from './chronologyWords.ts';
import { readDate, weekdayJa } from './dates.ts';
import { containsMyNumber } from './myNumber.ts';

/** An item of a list before it is understood: its cells by the name of their field. */
export interface RawEntry {
  /** Line of the file, or place in the JSON list from 1. */
  line: number;
  cells: Record<string, string>;
  /** What the list has beside the fields we know. */
  extra: EntryValues['extra'];
}

/** The fields of a list: the heading of a CSV, and the name in JSON. */
export const chronologyFields = {
  key: ['番号', 'id'],
  kind: ['種別', 'kind'],
  category: ['分類', 'category'],
  actor: ['だれが', 'actor'],
  date: ['日付', 'date'],
  dateTo: ['終わりの日', 'date_to'],
  time: ['時刻', 'time_approx'],
  precision: ['日付の確かさ', 'precision'],
  weekday: ['曜日', 'weekday'],
  section: ['節', 'section'],
  text: ['内容', 'text_ja'],
  asOf: ['時点', 'as_of'],
  hearsay: ['とのこと', 'attribution'],
  source: ['出どころ', 'source'],
  type: ['細目', 'type'],
  dueOn: ['期日', 'due'],
  note: ['備考', 'note'],
} as const;
type Field = keyof typeof chronologyFields;
const fields = Object.keys(chronologyFields) as Field[];

/** What JSON calls the part a party plays, the kind of a promise or of an instruction. */
const typeNames: Record<string, string> = { role: 'party', promise_type: 'promise', instruction_type: 'instruction' };

const fieldNamed = (name: string): Field | undefined =>
  fields.find((field) => chronologyFields[field].some((each) => each === name));

/** Items of a table. Errors: csv_header when it has no column for the text. */
export function rowsOfTable(header: readonly string[], rows: readonly { line: number; cells: string[] }[]): RawEntry[] {
  const named = header.map((heading) => fieldNamed(heading.trim()));
  if (!named.includes('text')) throw fail('csv_header', { missing: chronologyFields.text[0] });
  return rows.map(({ line, cells }) => {
    const entry: RawEntry = { line, cells: {}, extra: {} };
    for (const [at, cell] of cells.entries()) {
      const [field, heading] = [named[at], header[at]?.trim() ?? ''];
      const value = cell.trim();
      if (field) entry.cells[field] = value;
      else if (value !== '' && heading !== '') entry.extra[heading] = value;
    }
    return entry;
  });
}

/** Items of a JSON list; null when it is none. */
export function rowsOfJson(list: unknown): RawEntry[] | null {
  if (!Array.isArray(list)) return null;
  const entries: RawEntry[] = [];
  for (const [at, item] of list.entries()) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return null;
    const entry: RawEntry = { line: at + 1, cells: {}, extra: {} };
    for (const [name, value] of Object.entries(item)) {
      const field = typeNames[name] === item.kind ? 'type' : fieldNamed(name);
      if (field && (value === null || typeof value === 'string')) entry.cells[field] = (value ?? '').trim();
      else if (value !== undefined) entry.extra[name] = value as EntryValues['extra'][string];
    }
    entries.push(entry);
  }
  return entries;
}

export interface ReadEntry {
  line: number;
  /** Empty: to be given one. */
  key: string;
  values: EntryValues;
  /** What the list speaks of: the rest of an entry that is there already stays as it is. */
  spoken: string[];
}

/** An entry out of its cells, or everything that is wrong with them. */
export function readEntry({ line, cells, extra }: RawEntry): { entry: ReadEntry } | { problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const cell = (field: Field) => cells[field] ?? '';
  const refuse = (field: Field, code: ProblemCode, value = cell(field)) =>
    problems.push(problem(line, chronologyFields[field][0], code, value));
  const date = (field: Field) => {
    if (cell(field) === '') return null;
    const read = readDate(cell(field));
    if (read === null) refuse(field, 'bad_date');
    return read;
  };
  const choice = <Name extends string>(field: Field, words: Record<Name, string>): Name | null => {
    if (cell(field) === '') return null;
    const found = (Object.keys(words) as Name[]).find((name) => name === cell(field) || words[name] === cell(field));
    if (!found) refuse(field, 'unknown_choice');
    return found ?? null;
  };
  for (const field of fields) {
    if (containsMyNumber(cell(field))) problems.push(problem(line, chronologyFields[field][0], 'my_number'));
  }
  const values: EntryValues = {
    kind: choice('kind', kindWords) ?? 'event',
    category: choice('category', categoryWords),
    actor: cell('actor'),
    date: date('date'),
    dateTo: date('dateTo'),
    time: cell('time') === '' ? '' : (readTime(cell('time')) ?? 'x'),
    precision: choice('precision', precisionWords),
    text: cell('text'),
    asOf: date('asOf'),
    hearsay: ['hearsay', 'とのこと', 'はい', '○', '1', 'true'].includes(cell('hearsay')),
    source: cell('source'),
    section: cell('section'),
    type: cell('type'),
    dueOn: date('dueOn'),
    note: cell('note'),
    extra,
  };
  const { date: on } = values;
  if (on !== null && !(cell('weekday') || weekdayJa(on)).startsWith(weekdayJa(on))) {
    refuse('weekday', 'weekday_wrong', `${on} ${cell('weekday')}`);
  }
  for (const [field, code, value] of [...flawsOf(values), ...lengthsOf(values)]) refuse(field, code, value);
  return problems.length > 0
    ? { problems }
    : { entry: { line, key: cell('key').slice(0, 60), values, spoken: Object.keys(cells) } };
}

type Flaw = [field: Field, code: ProblemCode, value: string];

/** What does not fit together in an entry, typed or read from a list. */
export function flawsOf({ date, dateTo, time, precision, text, kind }: EntryValues): Flaw[] {
  const flaws: Flaw[] = [];
  if (text === '') flaws.push(['text', 'missing_text', '']);
  if (time === 'x') flaws.push(['time', 'bad_time', '']);
  if (date !== null && dateTo !== null && dateTo < date) flaws.push(['dateTo', 'date_order', `${date}〜${dateTo}`]);
  const needsDate = dateTo !== null || time !== '' || (precision !== null && precision !== 'undated');
  if (date === null && needsDate)
    flaws.push(['date', 'date_missing', precision ? precisionWords[precision] : kindWords[kind]]);
  return flaws;
}

function lengthsOf(values: EntryValues): Flaw[] {
  const checked = entryValues.safeParse({ ...values, time: '', text: values.text || '-' });
  if (checked.success) return [];
  return checked.error.issues.flatMap(({ path }): Flaw[] => {
    const field = fields.find((each) => each === path[0]);
    return field ? [[field, 'too_long', '']] : [];
  });
}

/** 6:00, 06:00, 6時, 午後3時半 as `HH:MM`; null when it is no time. */
function readTime(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/(頃|ごろ|\s)/g, '');
  const [, half, hour = '', minute = ''] = /^(午前|午後)?(\d{1,2})(?::|時)(\d{1,2}|半)?分?$/.exec(plain) ?? [];
  if (hour === '') return null;
  const hours = Number(hour) + (half === '午後' && Number(hour) < 12 ? 12 : 0);
  const minutes = minute === '半' ? 30 : Number(minute || 0);
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** How sure a date is when nobody said: by what there is of it. Other kinds than events need no date. */
export function withPrecision(values: EntryValues): EntryValues {
  if (values.precision !== null) return values;
  const { kind, date, dateTo, time } = values;
  if (date === null) return kind === 'event' ? { ...values, precision: 'undated' } : values;
  const precision = dateTo !== null ? 'range' : time !== '' ? 'approx_time' : 'day';
  return { ...values, precision };
}

const ON_A_DAY: ReadonlySet<string> = new Set(['exact_time', 'approx_time', 'day', 'open_ended_from']);

/** An entry that is there, with what a list says of it. */
export function mergedValues(before: EntryValues, { values, spoken }: ReadEntry): EntryValues {
  const said = Object.fromEntries(Object.entries(values).filter(([field]) => spoken.includes(field)));
  return { ...before, ...said, extra: { ...before.extra, ...values.extra } };
}

/** An entry in the shape `rowsOfJson` reads. */
export function entryAsJson(key: string, values: EntryValues): Record<string, unknown> {
  const { kind, category, actor, date, dateTo, time, precision, section, text, asOf, hearsay, source, type } = values;
  const typeName = Object.keys(typeNames).find((name) => typeNames[name] === kind) ?? 'type';
  return {
    id: key,
    kind,
    category,
    actor: actor || null,
    date,
    date_to: dateTo,
    time_approx: time || null,
    section: section || null,
    text_ja: text,
    source: source || null,
    ...(precision !== null && { precision }),
    ...(date !== null && precision !== null && ON_A_DAY.has(precision) && { weekday: weekdayJa(date) }),
    ...((asOf !== null || kind === 'impact') && { as_of: asOf }),
    ...((hearsay || kind === 'impact') && { attribution: hearsay ? 'hearsay' : 'stated' }),
    ...(type !== '' && { [typeName]: type }),
    ...((values.dueOn !== null || kind === 'promise') && { due: values.dueOn }),
    ...(values.note !== '' && { note: values.note }),
    ...values.extra,
  };
}
