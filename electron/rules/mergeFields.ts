import type { Channel } from '../contract/audiences.ts';
import type { ProcedureState } from '../contract/procedureShapes.ts';
import { formatWareki } from './dates.ts';
import { addresseeOf } from './messages.ts';
import { procedureWords } from './reportWords.ts';

/** What is known of the office a copy goes to. Texts may be empty. */
export interface MergeOffice {
  code: string;
  name: string;
  contactName: string;
  branch: string;
  /** 確認番号: the slip's short code. */
  confirmationCode: string;
  /** The channel this very copy goes by. */
  channel: Channel;
  tags: readonly string[];
  /** Its procedures that are late, certain to be or stopped, in the order they are to be read. */
  delayed: readonly DelayedProcedure[];
}

export interface DelayedProcedure {
  label: string;
  /** `YYYY-MM-DD`, or null where the rule gives no date. */
  dueOn: string | null;
  /** When it is expected to be filed, `YYYY-MM-DD`; empty or left out where nobody knows. */
  expectedOn?: string;
  state: ProcedureState;
}

/** What is the same in every copy of a version. Dates are `YYYY-MM-DD` or empty. */
export interface MergeVersion {
  label: string;
  subject: string;
  documentNumber: string;
  /** The date on the letter. */
  datedOn: string;
  /** The sender's lines. */
  sender: string;
  /** The day the slip is asked back. */
  replyBy: string;
  /** By name. One without a value yet is left out. */
  facts: ReadonlyMap<string, { value: string; asOf: string; hearsay: boolean }>;
}

export interface MergeData {
  office: MergeOffice;
  version: MergeVersion;
}

/** A field as a text names it: what it holds for an office. */
export interface Field {
  /** As it is told to the clerk, e.g. `発信日|令和`. */
  name: string;
  read(data: MergeData): string;
  /** For 遅延手続一覧: it stands as a table where it has a line of its own. */
  table?(data: MergeData): string[][];
  /** The fact it quotes, by name, and its words, which are the same for every office. */
  fact?: string;
  stated?(facts: MergeVersion['facts']): string;
}

/** What a condition asks of an office. */
export interface Condition {
  name: string;
  holds(data: MergeData): boolean;
  /** The fact it asks for, by name. */
  fact?: string | undefined;
}

/** Names of an incident's facts by how they compare (NFKC). */
export type FactNames = ReadonlyMap<string, string>;

/** Why a field or condition is none. */
export type Unknown = 'unknown_field' | 'unknown_condition' | 'unknown_fact' | 'bad_format';

const texts: ReadonlyMap<string, Field['read']> = new Map([
  ['事業所名', ({ office }) => names(office).office],
  ['担当者名', ({ office }) => names(office).person],
  ['敬称', ({ office }) => names(office).honorific],
  ['支部', ({ office }) => office.branch],
  ['事業所番号', ({ office }) => office.code],
  ['確認番号', ({ office }) => office.confirmationCode],
  ['文書番号', ({ version }) => version.documentNumber],
  ['版', ({ version }) => version.label],
  ['件名', ({ version }) => version.subject],
  ['差出人', ({ version }) => version.sender],
]);
const dates: ReadonlyMap<string, Field['read']> = new Map([
  ['発信日', ({ version }) => version.datedOn],
  ['返信期限', ({ version }) => version.replyBy],
]);
const DELAYED = '遅延手続一覧';

const dateForms: ReadonlyMap<string, (date: string) => string> = new Map([
  ['西暦', westernDate],
  ['令和', formatWareki],
]);
const channels: ReadonlyMap<string, Channel> = new Map([
  ['メール', 'mail'],
  ['FAX', 'fax'],
  ['郵送', 'post'],
  ['電話', 'phone'],
  ['なし', 'none'],
]);

function names(office: MergeOffice) {
  return addresseeOf(office.name, office.contactName);
}

/** 2026年6月5日. */
export function westernDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/**
 * The field a text names between its braces, `名前` or `名前|形`, already in NFKC.
 */
export function fieldOf(words: string, facts: FactNames): Field | Unknown {
  const [name = '', ...forms] = words.split('|').map((word) => word.trim());
  const told = [name, ...forms].join('|');
  if (/^事実\s*:/.test(name)) return factField(name.slice(name.indexOf(':') + 1).trim(), forms, facts);
  const text = texts.get(name);
  if (text) return forms.length === 0 ? { name: told, read: text } : 'bad_format';
  const form = dateForm(forms);
  const date = dates.get(name);
  if (date) return form ? { name: told, read: (data) => dated(date(data), form) } : 'bad_format';
  if (name !== DELAYED) return 'unknown_field';
  return form ? delayedField(told, form) : 'bad_format';
}

type DateForm = (date: string) => string;

function dateForm(forms: readonly string[]): DateForm | null {
  return forms.length > 1 ? null : (dateForms.get(forms[0] ?? '西暦') ?? null);
}

const dated = (date: string, form: DateForm) => (date === '' ? '' : form(date));

function factField(name: string, forms: readonly string[], facts: FactNames): Field | Unknown {
  const fact = facts.get(name);
  if (fact === undefined) return 'unknown_fact';
  const told = [`事実:${fact}`, ...forms].join('|');
  const form = forms[0] === '時点' ? dateForm(forms.slice(1)) : null;
  if (forms.length > 0 && !form) return 'bad_format';
  const stated = (facts: MergeVersion['facts']) =>
    form ? dated(facts.get(fact)?.asOf ?? '', form) : factWords(facts.get(fact));
  return { name: told, fact, stated, read: ({ version }) => stated(version.facts) };
}

/** What somebody else says is told as such: 「…とのこと」, before the full stop if there is one. */
function factWords(fact: { value: string; hearsay: boolean } | undefined): string {
  if (!fact?.hearsay || fact.value.trim() === '') return fact?.value ?? '';
  const [, words = '', stop = ''] = /^(.*?)(?:とのこと)?(。?)$/s.exec(fact.value.trim()) ?? [];
  return `${words}とのこと${stop}`;
}

function delayedField(name: string, form: DateForm): Field {
  const rows = ({ office }: MergeData) =>
    office.delayed.map(({ label, dueOn, expectedOn = '', state }) => {
      const expected = expectedOn === '' ? '' : `、${form(expectedOn)}提出の見込み`;
      return [label, dated(dueOn ?? '', form), `${procedureWords[state]}${expected}`];
    });
  return {
    name,
    read: (data) =>
      rows(data)
        .map(([label, due, state]) => `${label}（${due ? `期限 ${due}、` : ''}${state}）`)
        .join('、'),
    table: (data) => (data.office.delayed.length === 0 ? [] : [['手続き', '期限', '状態'], ...rows(data)]),
  };
}

/**
 * The condition a text names behind `#` or `^`: タグ:…, 経路:…, 遅延あり, or a field, which holds where it is not empty.
 * Any tag will do: one that no office has is just never there.
 */
export function conditionOf(words: string, facts: FactNames): Condition | Unknown {
  const [kind = '', ...rest] = words.split(':').map((word) => word.trim());
  const wanted = rest.join(':');
  if (words === '遅延あり') return { name: words, holds: ({ office }) => office.delayed.length > 0 };
  if (kind === 'タグ' && wanted !== '') {
    return { name: words, holds: ({ office }) => office.tags.some((tag) => tag.normalize('NFKC').trim() === wanted) };
  }
  const channel = kind === '経路' ? channels.get(wanted.toUpperCase()) : undefined;
  if (channel) return { name: words, holds: ({ office }) => office.channel === channel };
  const field = fieldOf(words, facts);
  if (typeof field !== 'string') {
    return { name: words, holds: (data) => field.read(data).trim() !== '', fact: field.fact };
  }
  return field === 'unknown_field' ? 'unknown_condition' : field;
}

/** An office and a version that exist nowhere, to show what the fields hold. */
export const exampleData: MergeData = {
  office: {
    code: '00417',
    name: '東雲運送株式会社',
    contactName: '中村',
    branch: '西支部',
    confirmationCode: 'K7M2-9QXP',
    channel: 'mail',
    tags: ['建設'],
    delayed: [
      { label: '離職票の交付', dueOn: '2026-07-13', state: 'preparing' },
      { label: '健康保険の資格取得届', dueOn: '2026-06-10', state: 'waiting' },
    ],
  },
  version: {
    label: '第2報',
    subject: '給与クラウドの障害について',
    documentNumber: 'ひ労発第26号',
    datedOn: '2026-06-19',
    sender: 'ひのもり労働保険事務組合\n電話 03-0000-9000',
    replyBy: '2026-06-26',
    facts: new Map([['復旧', { value: '6月末の見込み', asOf: '2026-06-18', hearsay: true }]]),
  },
};

/** Every field and condition as it is typed, each with what it gives for the example. */
export function mergeFieldList(): { field: string; example: string }[] {
  const facts = new Map([...exampleData.version.facts.keys()].map((name) => [name, name]));
  const dateNames = [...dates.keys()].flatMap((name) => [name, `${name}|令和`]);
  const named = [...texts.keys(), ...dateNames, DELAYED, '事実:復旧', '事実:復旧|時点', '事実:復旧|時点|令和'];
  const fields = named.flatMap((words) => {
    const field = fieldOf(words, facts);
    return typeof field === 'string' ? [] : [{ field: `{{${words}}}`, example: field.read(exampleData) }];
  });
  return [...fields, ...conditionExamples];
}

const conditionExamples = [
  { field: '{{#タグ:建設}} … {{/}}', example: '建設のタグがある事業所だけに出ます。' },
  { field: '{{#経路:FAX}} … {{else}} … {{/}}', example: 'FAXで送るときと、そうでないときの文です。' },
  { field: '{{#遅延あり}} … {{/}}', example: '遅れている手続き、止まっている手続きがある事業所だけに出ます。' },
  { field: '{{^遅延あり}} … {{/}}', example: '遅れている手続きも止まっている手続きもない事業所だけに出ます。' },
  { field: '{{#担当者名}} … {{/}}', example: '担当者名が空でない事業所だけに出ます。' },
];
