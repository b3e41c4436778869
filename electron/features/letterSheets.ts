import type { NoticeOffice } from '../../db/queries/noticeData.ts';
import type { LetterLayout } from '../contract/letters.ts';
import type { NoticeSheet, NoticeSheets } from '../ports/letters.ts';
import { toPrintableText } from '../rules/csvWrite.ts';
import { formatWareki } from '../rules/dates.ts';
import { mergeNotice } from '../rules/mergeText.ts';
import { addresseeLines } from '../rules/messages.ts';
import { mergeDataFor, type ReadNotice, textsFor } from '../rules/noticeCopies.ts';
import { labelOf } from '../rules/printing.ts';
import { parseSlipCode } from '../rules/slipCode.ts';

/** Stands on a slip before the approval gives it its number; it belongs to nobody. */
export const SAMPLE_CODE = '0000-0000-0';

export type PaperForm = NoticeSheets['form'];

/** All that a version's sheets share. */
export function sheetsOf(notice: ReadNotice, layout: LetterLayout, form: PaperForm): Omit<NoticeSheets, 'offices'> {
  const { version } = notice;
  return {
    form,
    window: {
      left: layout.windowLeft,
      top: layout.windowTop,
      width: layout.windowWidth,
      height: layout.windowHeight,
    },
    slip: layout.slip,
    documentNumber: version.documentNumber,
    date: formatWareki(version.datedOn),
    label: version.label,
    sender: version.sender.split('\n').filter((line) => line.trim() !== ''),
    returnFax: layout.returnFax,
    replyBy: formatWareki(version.replyBy),
    checkList: false,
  };
}

/** One office's sheet. The name may be as long as it likes; it is data, and never read as a command. */
export function sheetFor(notice: ReadNotice, office: NoticeOffice, form: PaperForm): NoticeSheet {
  const data = mergeDataFor(notice, office, form === 'fax' ? 'fax' : 'post');
  const { subject, parts } = mergeNotice(textsFor(notice, office.part), data);
  const { postalCode, address } = labelOf({ ...office, person: '' });
  return {
    code: office.code,
    name: office.name,
    postalCode,
    address,
    fax: office.fax,
    addressee: addresseeLines(office.name, office.contactName).split('\n'),
    title: subject,
    blocks: parts.flat(),
    // What a draft has in its place is no number.
    slipCode: parseSlipCode(data.office.confirmationCode) === null ? '' : data.office.confirmationCode,
  };
}

export interface MissingCharacter {
  character: string;
  codePoint: string;
  offices: number;
}

/** Makes sheets printable, 〓 for what the typeface lacks, and counts in how many sheets each such character stood. */
export function createPrintable(printable: (character: string) => boolean) {
  const missing = new Map<string, MissingCharacter>();
  // Blocks without a field are the same object in every sheet: they are looked at once.
  const known = new WeakMap<object, { value: unknown; lacks: ReadonlyMap<string, string> }>();

  const visit = (value: unknown, lacks: Map<string, string>): unknown => {
    if (typeof value === 'string') {
      const { text, unwritable } = toPrintableText(value, printable);
      for (const { character, codePoint } of unwritable) lacks.set(character, codePoint);
      return text;
    }
    if (Array.isArray(value)) return value.map((inner) => visit(inner, lacks));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner, lacks)]));
  };
  const blockOf = (block: unknown, lacks: Map<string, string>): unknown => {
    if (typeof block !== 'object' || block === null) return block;
    const seen = known.get(block) ?? seeBlock(block);
    for (const [character, codePoint] of seen.lacks) lacks.set(character, codePoint);
    return seen.value;
  };
  const seeBlock = (block: object) => {
    const lacks = new Map<string, string>();
    const seen = { value: visit(block, lacks), lacks };
    known.set(block, seen);
    return seen;
  };

  return {
    missing: (): MissingCharacter[] => [...missing.values()],
    /** The texts of a sheet, of what sheets share, or of any other paper. */
    of: <Sheet extends object>(sheet: Sheet): Sheet => {
      const lacks = new Map<string, string>();
      const entries = Object.entries(sheet).map(([key, value]) => {
        const shown =
          key === 'blocks' && Array.isArray(value) ? value.map((b) => blockOf(b, lacks)) : visit(value, lacks);
        return [key, shown];
      });
      for (const [character, codePoint] of lacks) {
        const counted = missing.get(character) ?? { character, codePoint, offices: 0 };
        missing.set(character, { ...counted, offices: counted.offices + 1 });
      }
      return { ...sheet, ...Object.fromEntries(entries) };
    },
  };
}
