import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, filePath, id, line, page, paged, readEncoding } from './common.ts';
import { rowProblem } from './problems.ts';

/** 委託中 | 委託解除: only offices under entrustment are affected by a new incident. */
export const officeStatus = z.enum(['entrusted', 'released']);

/** A member office (事業所). Codes and numbers are text: leading zeros and hyphens survive. */
export const office = z.object({
  id,
  code: line(40),
  name: line(120),
  kana: z.string(),
  branch: z.string(),
  postalCode: z.string(),
  address: z.string(),
  phone: z.string(),
  fax: z.string(),
  mail: z.string(),
  contactName: z.string(),
  laborNumber: z.string(),
  status: officeStatus,
});

/** The columns an import can fill, in the order the preview shows them. */
export const officeField = office.omit({ id: true }).keyof();
export type OfficeField = z.infer<typeof officeField>;

/** What an import did, or would do when `commit` is false. */
export const importResult = z.object({
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.array(rowProblem),
  encoding: z.enum(['utf-8', 'cp932', 'utf-16le']),
  columns: z.array(z.object({ header: z.string(), field: officeField.nullable() })),
  sample: z.array(
    z.object({
      line: z.int(),
      code: z.string(),
      name: z.string(),
      change: z.enum(['created', 'updated', 'unchanged']),
    }),
  ),
});

export const offices = {
  /** The register, by code, a page at a time; `search` matches name, kana, code, numbers, phone, mail, contact. */
  list: oc.input(z.object({ ...page, status: officeStatus.optional() })).output(paged(office)),
  get: oc.input(z.object({ id })).output(office.extend({ updatedOn: date })),
  /** Branch names with their number of offices under entrustment. */
  branches: oc
    .input(z.object({}))
    .output(z.object({ rows: z.array(z.object({ branch: z.string(), offices: z.int() })) })),
  /** Reads a CSV; with `commit` writes its good rows in one transaction, else only says what would happen. */
  import: oc
    .input(z.object({ file: filePath, encoding: readEncoding.default('auto'), commit: z.boolean() }))
    .output(importResult),
};
