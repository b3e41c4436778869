import { keptOfficeOf } from '../../db/queries/mergedOffices.ts';
import { officeIdByCode, officesById } from '../../db/queries/offices.ts';
import { newestVersionSentTo } from '../../db/queries/recipients.ts';
import { type SlipRow, slipsByCode } from '../../db/queries/slips.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { parseSlipCode } from '../rules/slipCode.ts';

/** Which office answered, and to which version. */
export interface Target {
  officeId: number;
  versionId: number;
}

/** What somebody named: the slip's code, or an office with or without a version. */
interface Named {
  code?: string | undefined;
  officeCode?: string | undefined;
  versionId?: number | undefined;
}

/**
 * Whom an answer belongs to. A slip's code decides over office and version.
 * Errors: slip_misread, slip_unknown, slip_other_office, unknown_office, not_recipient.
 */
export async function targetOf(db: ReadDb, { code, officeCode, versionId }: Named): Promise<Target> {
  if (code === undefined) return targetByOffice(db, officeCode ?? '', versionId);
  const slip = await requireSlip(db, code);
  if (officeCode !== undefined && (await officeIdByCode(db, officeCode)) !== slip.officeId) {
    const found = (await officesById(db, [slip.officeId])).get(slip.officeId);
    throw fail('slip_other_office', { code, found: found?.code ?? '', expected: officeCode });
  }
  return { officeId: slip.officeId, versionId: slip.versionId };
}

async function targetByOffice(db: ReadDb, officeCode: string, versionId: number | undefined): Promise<Target> {
  const officeId = await officeIdByCode(db, officeCode);
  if (officeId === null) throw fail('unknown_office', { code: officeCode });
  const newest = versionId ?? (await newestVersionSentTo(db, officeId));
  if (newest === null) throw fail('not_recipient', { code: officeCode });
  return { officeId, versionId: newest };
}

/**
 * The slip a typed or scanned code is on; of an office that was merged, with the office it became part of.
 * Errors: slip_misread (the check symbol does not fit), slip_unknown.
 */
export async function requireSlip(db: ReadDb, typed: string): Promise<SlipRow> {
  const code = parseSlipCode(typed);
  if (code === null) throw fail('slip_misread', { code: typed });
  const slip = (await slipsByCode(db, [code])).get(code);
  if (!slip) throw fail('slip_unknown', { code: typed });
  const kept = slip.mergedInto === null ? null : await keptOfficeOf(db, slip.officeId);
  return kept ? { ...slip, officeId: kept.id } : slip;
}
