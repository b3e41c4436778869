import type { AudienceRule } from '../../../electron/contract/audiences.ts';
import type { OfficeFilter } from '../../../electron/contract/offices.ts';
import type { useText } from '../../text/index.ts';

type Words = ReturnType<typeof useText>;

/** The versions a rule may name, with what they are called. */
export type NamedVersion = { id: number; label: string };

/** Codes that are read out one by one; more are counted. */
const FEW_CODES = 3;

/** A rule in one sentence, as a clerk would say it; rules within others stand in brackets. */
export function audienceWords(rule: AudienceRule, versions: readonly NamedVersion[], text: Words): string {
  return wordsOf(rule, versions, text, false);
}

function wordsOf(rule: AudienceRule, versions: readonly NamedVersion[], text: Words, within: boolean): string {
  const { said, listed, kind, ...words } = text.audiences;
  const label = (id: number) => versions.find((version) => version.id === id)?.label ?? words.otherVersion(id);
  const inner = (part: AudienceRule) => wordsOf(part, versions, text, true);
  const whole = (sentence: string) => (within ? words.bracketed(sentence) : sentence);
  switch (rule.kind) {
    case 'affected':
    case 'every':
      return kind[rule.kind];
    case 'nothing_yet':
    case 'delayed':
      return said[rule.kind];
    case 'filings':
      return said.filings(filingsWords(rule, text));
    case 'filter':
      return filterWords(rule.filter, text);
    case 'offices':
      return rule.codes.length > 0 && rule.codes.length <= FEW_CODES
        ? said.someOffices(rule.codes.join(listed))
        : said.offices(String(rule.codes.length));
    case 'has_not':
      return said.has_not(label(rule.has), label(rule.not));
    case 'union':
    case 'intersection': {
      const parts = rule.of.map(inner);
      const joined = parts.join(rule.kind === 'union' ? words.or : words.and);
      return parts.length > 1 ? whole(joined) : joined;
    }
    case 'difference':
      // Said last and in a sentence of its own, it needs no brackets around what it is taken from.
      return whole(words.except(wordsOf(rule.from, versions, text, within), inner(rule.less)));
    default:
      return said[rule.kind](label(rule.versionId));
  }
}

function filingsWords({ which, types, untold }: Extract<AudienceRule, { kind: 'filings' }>, text: Words): string {
  const { trouble, untoldOf, ofKinds } = text.audiences;
  const what = types ? ofKinds(trouble[which], String(types.length)) : trouble[which];
  return untold ? untoldOf(what) : what;
}

function filterWords(filter: OfficeFilter, text: Words): string {
  const { said, listed } = text.audiences;
  const parts: string[] = [];
  if (filter.branches?.length) parts.push(said.branches(filter.branches.join(listed)));
  if (filter.tags?.length) parts.push(said.tags(filter.tags.join(listed)));
  if (filter.status) parts.push(said.status(text.offices.status[filter.status]));
  if (filter.need) parts.push(said.need(text.offices.need[filter.need]));
  if (filter.search) parts.push(said.search(filter.search));
  return parts.length === 0 ? said.anyFilter : parts.join(listed);
}
