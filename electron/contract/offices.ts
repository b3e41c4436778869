import { oc } from '@orpc/contract';
import { z } from 'zod';
import { acknowledgementMethod, acknowledgementState } from './acknowledgements.ts';
import { date, filePath, id, instant, line, page, paged, readEncoding } from './common.ts';
import { deliveryState } from './deliveries.ts';
import { mailOffer, zeroOffer } from './importOffers.ts';
import { rowProblem } from './problems.ts';
import { procedure } from './procedureShapes.ts';

/** 委託中 | 委託解除: only offices under entrustment are affected by a new incident. */
export const officeStatus = z.enum(['entrusted', 'released']);

/** A member office (事業所). Codes and numbers are text: leading zeros and hyphens survive. */
export const office = z.object({
  id,
  code: z.string(),
  name: z.string(),
  kana: z.string(),
  branch: z.string(),
  postalCode: z.string(),
  address: z.string(),
  phone: z.string(),
  fax: z.string(),
  mail: z.string(),
  contactName: z.string(),
  /** 労働保険番号: 14 digits, shown as typed; several (a construction firm has up to three) joined by `; `. */
  laborNumber: z.string(),
  /** 雇用保険適用事業所番号: 4-6-1. */
  employmentNumber: z.string(),
  /** 事業所整理記号: digits, letters, kana or kanji. */
  pensionSymbol: z.string(),
  /** 事業所番号 of the pension office: 5 digits. */
  pensionNumber: z.string(),
  /** 法人番号: 13 digits, the first a check digit. Sole owners have none. */
  corporateNumber: z.string(),
  status: officeStatus,
  /** When the entrustment began and ended, `YYYY-MM-DD`; empty when not known. */
  entrustedOn: z.string(),
  releasedOn: z.string(),
  /** The channels notices take, in the order they are tried, comma-separated; empty: the usual order. */
  channels: z.string(),
  /** Sorted and joined by `; `. */
  tags: z.string(),
});
export type Office = z.infer<typeof office>;

/** The fields an import can fill and a clerk can edit, in the order the screens show them. */
export const officeField = office.omit({ id: true }).keyof();
export type OfficeField = z.infer<typeof officeField>;

/** New values for some fields of an office; lengths and shapes are checked by the same rules as an import. */
export const officeValues = z.partialRecord(officeField, z.string().max(1000));
export type OfficeValues = z.infer<typeof officeValues>;

/** What may need a clerk's hand in an office; each is a filter of the list. */
export const officeNeed = z.enum([
  /** Nobody in it has a mail address that gets notices. */
  'no_mail',
  /** Its mail address has a form that many servers refuse (`a..b@`). */
  'may_not_arrive',
  /** Its mail address is another office's too. */
  'shared_mail',
  /** Its FAX number has changed, and nobody has checked the new one. */
  'fax_changed',
  /** A phone number in it was found wrong in a call, and is still there. */
  'wrong_number',
  /** Nothing in it was brought in, changed or checked for a year. */
  'unchecked',
  /** A list said otherwise, and nobody has decided yet. */
  'conflict',
]);
export type OfficeNeed = z.infer<typeof officeNeed>;

/** Which offices of the register: all conditions hold; of several branches one, of several tags all. */
export const officeFilter = z.object({
  search: page.search,
  status: officeStatus.optional(),
  branches: z.array(z.string().max(200)).max(100).optional(),
  tags: z.array(z.string().max(40)).max(20).optional(),
  need: officeNeed.optional(),
});
export type OfficeFilter = z.infer<typeof officeFilter>;

/** The fields of an office that come from one source and grow old together. */
export const fieldGroup = z.enum(['basics', 'entrustment', 'contact', 'numbers']);
export type FieldGroup = z.infer<typeof fieldGroup>;
/** Which fields belong to which group, in the order the screens show them. */
export const fieldGroups = {
  basics: ['code', 'name', 'kana', 'branch', 'tags'],
  entrustment: ['status', 'entrustedOn', 'releasedOn'],
  contact: ['contactName', 'phone', 'fax', 'mail', 'postalCode', 'address', 'channels'],
  numbers: ['laborNumber', 'employmentNumber', 'pensionSymbol', 'pensionNumber', 'corporateNumber'],
} as const satisfies Record<FieldGroup, readonly OfficeField[]>;

/** When a group of fields was last known to be true, and from where. */
export const freshness = z.object({
  group: fieldGroup,
  on: date,
  source: z.enum(['import', 'clerk', 'check']),
  /** Name of the file, or of the clerk. */
  name: z.string(),
});

/** Which headings fill a field, in the order they are joined (TEL in three columns, 住所1 + 住所2). */
export const columnMapping = z.partialRecord(officeField, z.array(z.string().max(200)).min(1).max(6));
export type ColumnMapping = z.infer<typeof columnMapping>;

/** One field of one office, before and after. */
export const fieldChange = z.object({ code: z.string(), field: officeField, from: z.string(), to: z.string() });
export type FieldChange = z.infer<typeof fieldChange>;

/** What an import did, or would do when `commit` is false. */
export const importResult = z.object({
  /** Identity for the undo; null without `commit`. */
  importId: id.nullable(),
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.array(rowProblem),
  /** Field by field, old to new: the first 1,000. `fresher`: what the register has is newer than the list. */
  changed: z.array(fieldChange.extend({ fresher: z.boolean() })).max(1000),
  /** The first 1,000 of each; applied with `restoreZeros` and `splitMails`. */
  offers: z.array(zeroOffer).max(1000),
  mailOffers: z.array(mailOffer).max(1000),
  encoding: z.enum(['utf-8', 'cp932', 'utf-16le', 'xlsx']),
  /** Every heading with what it fills, how many of the rows hold something (0 to 1), and three of its values. */
  columns: z.array(
    z.object({ header: z.string(), field: officeField.nullable(), filled: z.number(), samples: z.array(z.string()) }),
  ),
  sample: z.array(
    z.object({
      line: z.int(),
      code: z.string(),
      name: z.string(),
      change: z.enum(['created', 'updated', 'unchanged']),
    }),
  ),
});

/** A past import, newest first. */
const pastImport = z.object({
  id,
  at: instant,
  fileName: z.string(),
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  rejected: z.int(),
  undoneAt: instant.nullable(),
});

/** What a history can tell of besides fields: another contact of the office, and a double that was merged into it. */
export const historyField = z.enum([...officeField.options, 'contact', 'merged']);
export type HistoryField = z.infer<typeof historyField>;

/** One change in an office's history. `field` null: the office was entered. */
const officeChange = z.object({
  /** 0 for the entry of an office that came with an import: it is the oldest. */
  id: z.int().min(0),
  at: instant,
  clerk: z.string(),
  importId: id.nullable(),
  field: historyField.nullable(),
  from: z.string(),
  to: z.string(),
});

export const offices = {
  /**
   * The register, by code, a page at a time; `search` matches name, kana, code, numbers, phone, mail, contact.
   * `matched` names the fields the words of the search stand in.
   */
  list: oc
    .input(z.object({ ...page, ...officeFilter.shape }))
    .output(paged(office.extend({ matched: z.array(officeField) }))),
  get: oc.input(z.object({ id })).output(
    office.extend({
      updatedOn: date,
      /** The day what it held was erased; null while it holds anything. */
      erasedOn: date.nullable(),
      needs: z.array(officeNeed),
      freshness: z.array(freshness),
      /** Fields whose present value somebody has checked, newest check first. */
      checks: z.array(z.object({ field: officeField, on: date, clerk: z.string() })),
      /** Offices with the same mail address: their number, and the first twenty. */
      sharedMail: z.object({
        total: z.int(),
        offices: z.array(office.pick({ id: true, code: true, name: true })).max(20),
      }),
      /** The office this one was merged into. */
      mergedInto: office.pick({ id: true, code: true, name: true }).nullable(),
    }),
  ),
  /** Branch names with their number of offices under entrustment. */
  branches: oc
    .input(z.object({}))
    .output(z.object({ rows: z.array(z.object({ branch: z.string(), offices: z.int() })) })),
  /** Tags in use with their number of offices. */
  tags: oc
    .input(z.object({}))
    .output(z.object({ rows: z.array(z.object({ tag: z.string(), offices: z.int() })).max(1000) })),
  /** How many offices need what. */
  needs: oc.input(z.object({})).output(z.record(officeNeed, z.int())),
  /** Filters saved by name. */
  filters: oc
    .input(z.object({}))
    .output(z.object({ rows: z.array(z.object({ name: z.string(), filter: officeFilter })).max(100) })),
  /** Saves a filter under a name, over an older one of that name. */
  saveFilter: oc.input(z.object({ name: line(60), filter: officeFilter })).output(z.object({})),
  removeFilter: oc.input(z.object({ name: line(60) })).output(z.object({})),
  /** Records that a clerk has found the present values of these fields right. */
  check: oc
    .input(z.object({ id, fields: z.array(officeField).min(1).max(30), on: date.optional() }))
    .output(z.object({})),
  /** Reads a list; with `commit` writes its good rows in one transaction, else only says what would happen. */
  import: oc
    .input(
      z.object({
        file: filePath,
        encoding: readEncoding.default('auto'),
        /** Without it the columns are guessed from their headings. An unfinished one only shows the columns. */
        mapping: columnMapping.optional(),
        /** Fields that keep what the register has, for all offices. New offices get them all the same. */
        keepFields: z.array(officeField).max(30).default([]),
        /** Single fields that keep what the register has. */
        keep: z
          .array(z.object({ code: line(40), field: officeField }))
          .max(1000)
          .default([]),
        restoreZeros: z.boolean().default(false),
        splitMails: z.boolean().default(false),
        /** The day the list was true; without it today. What is kept against a list becomes a conflict to decide. */
        asOf: date.optional(),
        commit: z.boolean(),
      }),
    )
    .output(importResult),
  imports: oc.input(z.object({})).output(z.object({ rows: z.array(pastImport).max(100) })),
  /**
   * Takes a whole import back: its new offices go, its changes turn back. What was touched or used since stays,
   * and is named.
   */
  undoImport: oc.input(z.object({ id })).output(
    z.object({
      removed: z.int(),
      restored: z.int(),
      kept: z
        .array(z.object({ code: z.string(), field: officeField.nullable(), reason: z.enum(['used', 'changed_since']) }))
        .max(1000),
    }),
  ),
  /** Mappings saved by name. `headers` is the list of headings each was made for. */
  mappings: oc.input(z.object({})).output(
    z.object({
      rows: z.array(z.object({ name: z.string(), headers: z.array(z.string()), mapping: columnMapping })).max(100),
    }),
  ),
  /** Saves a mapping under a name, over an older one of that name. */
  saveMapping: oc
    .input(z.object({ name: line(60), headers: z.array(z.string().max(200)).max(300), mapping: columnMapping }))
    .output(z.object({})),
  create: oc.input(z.object({ values: officeValues })).output(z.object({ id })),
  /**
   * Changes fields of one office. `base` is what the clerk saw in them: a field that somebody else has changed
   * since is a conflict. With any conflict nothing is written; other fields of other clerks are left as they are.
   */
  update: oc.input(z.object({ id, base: officeValues, values: officeValues })).output(
    z.object({
      saved: z.boolean(),
      conflicts: z.array(z.object({ field: officeField, theirs: z.string(), mine: z.string() })),
    }),
  ),
  /** Who changed what, newest first. */
  history: oc
    .input(z.object({ id, cursor: page.cursor, limit: page.limit }))
    .output(z.object({ rows: z.array(officeChange).max(1000), next: z.string().nullable(), total: z.int() })),
  /** Everything else about one office: the versions it was sent with what it confirmed, and its procedures. */
  file: oc.input(z.object({ id })).output(
    z.object({
      versions: z
        .array(
          z.object({
            versionId: id,
            incidentTitle: z.string(),
            label: z.string(),
            subject: z.string(),
            sentAt: instant.nullable(),
            deliveryState,
            acknowledgementState,
            acknowledgedAt: instant.nullable(),
            method: acknowledgementMethod.nullable(),
            name: z.string(),
          }),
        )
        .max(1000),
      procedures: z.array(procedure).max(1000),
    }),
  ),
};
