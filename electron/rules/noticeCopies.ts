import type { Channel } from '../contract/audiences.ts';
import { audiencePart, type TextProblem } from '../contract/notices.ts';
import { procedureState } from '../contract/procedureShapes.ts';
import { findRule } from './catalogue.ts';
import { addDays, japanDate } from './dates.ts';
import { fieldOf, type MergeData, type MergeVersion } from './mergeFields.ts';
import { parseTemplate, type Template } from './mergeTemplate.ts';
import type { NoticeTexts, ReminderTemplates } from './mergeText.ts';
import { showSlipCode } from './slipCode.ts';

/** A version as the register holds it. `parts` is JSON; facts without a value have nulls. */
export interface VersionTexts {
  label: string;
  documentNumber: string;
  datedOn: string;
  subject: string;
  body: string;
  parts: string;
  approved: boolean;
  sentAt: string | null;
  facts: readonly {
    name: string;
    valueId: number | null;
    value: string | null;
    asOf: string | null;
    hearsay: number | null;
  }[];
}

/** Who writes, and what day it is: `YYYY-MM-DD`. */
export interface Letterhead {
  /** The sender's lines. */
  sender: string;
  /** Days from the letter's date to the day the slip is asked back. */
  returnWithin: number;
  today: string;
}

/** A version read once for all its offices. */
export interface ReadNotice {
  subject: Template;
  body: Template;
  /** The covering words of each part; null where it has none. */
  coverings: (Template | null)[];
  /** The words in front of it when it is a reminder. */
  reminder: ReminderTemplates | null;
  problems: TextProblem[];
  version: MergeVersion;
  approved: boolean;
  /** Ids of the fact values that its texts state. */
  statedValues: number[];
}

/** Reads a version's texts. It is dated as it says, else the day it went out, else today. */
export function readNotice(source: VersionTexts, { sender, returnWithin, today }: Letterhead): ReadNotice {
  const names = source.facts.map(({ name }) => name);
  const subject = parseTemplate(source.subject, names, 'subject');
  const body = parseTemplate(source.body, names);
  const coverings = audiencePart
    .array()
    .parse(JSON.parse(source.parts))
    .map(({ covering }) => (covering.trim() === '' ? null : parseTemplate(covering, names)));
  const read = [subject, body, ...coverings.filter((covering) => covering !== null)];
  const quoted = new Set(read.flatMap(({ template }) => template.facts));
  const datedOn = source.datedOn || (source.sentAt === null ? today : japanDate(source.sentAt));
  return {
    subject: subject.template,
    body: body.template,
    coverings: coverings.map((covering) => covering?.template ?? null),
    reminder: null,
    problems: read.flatMap(({ problems }) => problems),
    version: {
      label: source.label,
      subject: source.subject,
      documentNumber: source.documentNumber,
      datedOn,
      sender,
      replyBy: addDays(datedOn, returnWithin),
      facts: valuesOf(source.facts),
    },
    approved: source.approved,
    statedValues: source.facts.flatMap(({ name, valueId }) => (valueId !== null && quoted.has(name) ? valueId : [])),
  };
}

function valuesOf(facts: VersionTexts['facts']): MergeVersion['facts'] {
  return new Map(
    facts.flatMap(({ name, value, asOf, hearsay }) =>
      value === null ? [] : [[name, { value, asOf: asOf ?? '', hearsay: hearsay === 1 }] as const],
    ),
  );
}

/** What a reminder says beside the version: as it was typed, and released. */
export interface ReminderTexts {
  subject: string;
  covering: string;
}

/** A version with a reminder's words in front of it, and what is wrong with these. The frozen text stays as it is. */
export function withReminder(
  notice: ReadNotice,
  factNames: readonly string[],
  { subject, covering }: ReminderTexts,
): { notice: ReadNotice; problems: TextProblem[] } {
  const title = parseTemplate(subject, factNames);
  const words = parseTemplate(covering, factNames);
  const reminder = { subject: title.template, covering: words.template };
  return { notice: { ...notice, reminder }, problems: [...title.problems, ...words.problems] };
}

/** The texts for an office of this part of the audience. */
export function textsFor({ subject, body, coverings, reminder }: ReadNotice, part: number | null): NoticeTexts {
  return { subject, body, reminder, covering: part === null ? null : (coverings[part] ?? null) };
}

/** An office as the register holds it: `tags` joined by `;`, its late procedures by type. */
export interface OfficeFacts {
  code: string;
  name: string;
  contactName: string;
  branch: string;
  tags: string;
  slipCode: string | null;
  late: readonly {
    type: string;
    /** What the association calls the kind; null for the house's name. */
    ownName: string | null;
    dueOn: string | null;
    expectedOn: string;
    state: string;
  }[];
}

/** Stands for the 確認番号 in the copies of a draft: a number that does not exist must not be read out to anybody. */
const CODE_TO_COME = '承認後に付きます';

/** What the fields of a version hold for an office. @param channel the one this copy goes by */
export function mergeDataFor(notice: ReadNotice, office: OfficeFacts, channel: Channel): MergeData {
  const missing = notice.approved ? '' : CODE_TO_COME;
  return {
    office: {
      code: office.code,
      name: office.name,
      contactName: office.contactName,
      branch: office.branch,
      confirmationCode: office.slipCode === null ? missing : showSlipCode(office.slipCode),
      channel,
      tags: office.tags.split(';').flatMap((tag) => tag.trim() || []),
      delayed: office.late.map(({ type, ownName, dueOn, expectedOn, state }) => ({
        label: ownName ?? findRule(type)?.nameJa ?? type,
        dueOn,
        expectedOn,
        state: procedureState.parse(state),
      })),
    },
    version: notice.version,
  };
}

const signs = /[{｛]{2}([^{}｛｝]*)[}｝]{2}/g;

/** A version's subject and text with the facts it states, all else as it was typed: what two versions are compared by. */
export function statedText(source: VersionTexts): string {
  const names = new Map(source.facts.map(({ name }) => [name.normalize('NFKC').trim(), name]));
  const facts = valuesOf(source.facts);
  const said = (found: string, words: string) => {
    const field = fieldOf(words.normalize('NFKC').trim(), names);
    if (typeof field === 'string' || !field.fact) return found;
    return field.stated?.(facts) || found;
  };
  return `${source.subject}\n\n${source.body}`.replace(signs, said);
}
