import { officeIdsByCode, recipientsOfOffices, versionsById } from '../../db/queries/acknowledgementBulk.ts';
import { keptOfficeOf } from '../../db/queries/mergedOffices.ts';
import { officesById } from '../../db/queries/offices.ts';
import { newestVersionsSentTo } from '../../db/queries/recipients.ts';
import { slipsByCode } from '../../db/queries/slips.ts';
import type { ReadDb } from '../../db/store.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import type { AnswerDraft } from '../rules/answerReading.ts';

/** A row of a list whose office and version are known. */
export interface Matched extends AnswerDraft {
  recipientId: number;
  officeId: number;
  officeName: string;
  versionId: number;
  noticeId: number;
  label: string;
  /** About an older version than the office was sent last of that notice. */
  older: boolean;
}

export type Refused = RowProblem;

interface Target {
  draft: AnswerDraft;
  officeId: number;
  versionId: number;
}

/** Finds office, version and recipient of each row (at most 500) with a handful of questions for all of them. */
export async function matchAnswers(
  db: ReadDb,
  drafts: readonly AnswerDraft[],
  versionId: number | undefined,
): Promise<{ matched: Matched[]; refused: Refused[] }> {
  const { targets, refused, named } = await targetsOf(db, drafts, versionId);
  const versions = await versionsById(db, [...new Set(targets.map((target) => target.versionId))]);
  const unnamed = targets.map(({ officeId }) => officeId).filter((id) => !named.has(id));
  const offices = new Map<number, NamedOffice>([...named, ...(await officesById(db, [...new Set(unnamed)]))]);
  const sent = new Map<string, { id: number; number: number }>();
  const newest = new Map<string, number>();
  for (const noticeId of new Set([...versions.values()].map((version) => version.noticeId))) {
    for (const row of await recipientsOfOffices(db, noticeId, [...offices.keys()])) {
      sent.set(`${row.versionId} ${row.officeId}`, row);
      newest.set(`${noticeId} ${row.officeId}`, row.number);
    }
  }
  const matched: Matched[] = [];
  for (const { draft, officeId, versionId: about } of targets) {
    const version = versions.get(about);
    const office = offices.get(officeId);
    const recipient = sent.get(`${about} ${officeId}`);
    if (!version || !office || !recipient) {
      refused.push(problem(draft.line, '', 'not_recipient', office?.code ?? draft.officeCode));
      continue;
    }
    const older = (newest.get(`${version.noticeId} ${officeId}`) ?? 0) > version.number;
    const { code: officeCode, name: officeName } = office;
    const place = { recipientId: recipient.id, officeId, versionId: about, noticeId: version.noticeId };
    matched.push({ ...draft, ...place, officeCode, officeName, label: version.label, older });
  }
  return { matched, refused };
}

/** The slip's code decides; else the office's code, with the version asked for or the newest it was sent. */
async function targetsOf(db: ReadDb, drafts: readonly AnswerDraft[], versionId: number | undefined) {
  const slips = await slipsByCode(
    db,
    drafts.map(({ code }) => code).filter((code) => code !== ''),
  );
  const { ids: officeIds, named } = await idsByCode(db, drafts);
  const newest = versionId === undefined ? await newestVersionsSentTo(db, [...new Set(officeIds.values())]) : new Map();
  const targets: Target[] = [];
  const refused: Refused[] = [];
  for (const draft of drafts) {
    const officeId = draft.officeCode === '' ? undefined : officeIds.get(draft.officeCode);
    if (draft.officeCode !== '' && officeId === undefined) {
      refused.push(problem(draft.line, '', 'unknown_office', draft.officeCode));
    } else if (draft.code !== '') {
      const slip = slips.get(draft.code);
      const kept = slip?.mergedInto ? ((await keptOfficeOf(db, slip.officeId))?.id ?? slip.officeId) : slip?.officeId;
      if (!slip || kept === undefined) refused.push(problem(draft.line, '', 'slip_unknown', draft.code));
      else if (officeId !== undefined && officeId !== kept) {
        refused.push(problem(draft.line, '', 'slip_other_office', `${draft.code} ${draft.officeCode}`));
      } else targets.push({ draft, officeId: kept, versionId: slip.versionId });
    } else if (officeId !== undefined) {
      const about: number | undefined = versionId ?? newest.get(officeId);
      if (about === undefined) refused.push(problem(draft.line, '', 'not_recipient', draft.officeCode));
      else targets.push({ draft, officeId, versionId: about });
    }
  }
  return { targets, refused, named };
}

interface NamedOffice {
  code: string;
  name: string;
}

/** Offices by the codes that stand in the list; a double's code leads to the office it became part of. */
async function idsByCode(db: ReadDb, drafts: readonly AnswerDraft[]) {
  const codes = [...new Set(drafts.map(({ officeCode }) => officeCode).filter((code) => code !== ''))];
  const ids = new Map<string, number>();
  const named = new Map<number, NamedOffice>();
  for (const { id, code, name, mergedInto } of await officeIdsByCode(db, codes)) {
    const kept = mergedInto === null ? null : await keptOfficeOf(db, id);
    ids.set(code, kept?.id ?? id);
    if (!kept) named.set(id, { code, name });
  }
  return { ids, named };
}
