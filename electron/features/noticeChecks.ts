import { attachmentsOf } from '../../db/queries/attachments.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import type { Template } from '../rules/mergeTemplate.ts';
import { mergeNotice } from '../rules/mergeText.ts';
import { api } from './context.ts';
import { type Copy, everyCopy, type OpenedVersion, openVersion } from './noticeReading.ts';

const MOST_LISTED = 1_000;
const MOST_FIELDS = 100;

/** What stands against a version, before it is approved. */
export const noticeChecks = {
  check: api.notices.check.handler(async ({ input, context, signal }) => {
    const db = context.store.read;
    const opened = await openVersion(db, input.versionId, context.clock);
    const tally = createTally(opened, await context.letters.characters());
    let offices = 0;
    for await (const copies of everyCopy(db, opened)) {
      if (signal?.aborted) throw fail('cancelled');
      for (const copy of copies) tally.add(copy);
      offices += copies.length;
    }
    const problems = opened.notice.problems.slice(0, MOST_LISTED);
    return { ...tally.result(), problems, offices, attachmentBytes: await bytesOf(db, input.versionId) };
  }),
};

async function bytesOf(db: ReadDb, versionId: number): Promise<number> {
  return (await attachmentsOf(db, [versionId])).reduce((sum, file) => sum + file.bytes, 0);
}

/** Offices of which something is so: all counted, the first thousand named. */
interface Named {
  offices: number;
  codes: string[];
}

function createTally(opened: OpenedVersion, has: (character: string) => boolean) {
  const empty = new Map<string, Named>();
  const missing = new Map<string, Named>();
  const withoutAddress: Named = { offices: 0, codes: [] };
  const lacks = lackOf(has);
  const ofAll = lacks(commonWords(opened));
  const ofParts = opened.notice.coverings.map((covering) => lacks(covering ? wordsOf(covering) : ''));

  function add({ office, texts, data }: Copy): void {
    for (const field of mergeNotice(texts, data(office.channel)).empty) {
      const named = empty.get(field) ?? { offices: 0, codes: [] };
      empty.set(field, named);
      name(named, office.code);
    }
    const own = lacks(`${office.name}${office.contactName}${office.branch}${office.address}`);
    const ofPart = office.part === null ? [] : (ofParts[office.part] ?? []);
    for (const character of new Set([...ofAll, ...ofPart, ...own])) {
      const named = missing.get(character) ?? { offices: 0, codes: [] };
      missing.set(character, named);
      if (ofAll.includes(character)) named.offices += 1;
      else name(named, office.code);
    }
    if (office.channel === 'none') name(withoutAddress, office.code);
  }

  return {
    add,
    result: () => ({
      empty: [...empty].slice(0, MOST_FIELDS).map(([field, named]) => ({ field, ...named })),
      missingCharacters: [...missing]
        .slice(0, MOST_LISTED)
        .map(([character, named]) => ({ character, codePoint: codePointOf(character), ...named })),
      withoutAddress,
    }),
  };
}

function name(named: Named, code: string): void {
  named.offices += 1;
  if (named.codes.length < MOST_LISTED) named.codes.push(code);
}

/** The words of a text beside its fields, also those behind conditions. */
function wordsOf({ steps }: Template): string {
  return steps.map((step) => (step.kind === 'text' ? step.text : '')).join('');
}

/** What stands in every office's letter. */
function commonWords({ notice: { subject, body, version } }: OpenedVersion): string {
  const facts = [...version.facts.values()].map(({ value }) => value);
  return [wordsOf(subject), wordsOf(body), version.label, version.documentNumber, version.sender, ...facts].join('');
}

/** Tells the characters of a text that the typeface lacks; each is looked up once. */
function lackOf(has: (character: string) => boolean): (text: string) => string[] {
  const known = new Map<string, boolean>();
  const isMissing = (character: string) => {
    let missing = known.get(character);
    if (missing === undefined) {
      missing = !/[\s\p{Cc}]/u.test(character) && !has(character);
      known.set(character, missing);
    }
    return missing;
  };
  return (text) => [...text].filter(isMissing);
}

const codePointOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
