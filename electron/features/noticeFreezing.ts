import { attachmentsOf } from '../../db/queries/attachments.ts';
import { memberCodes } from '../../db/queries/noticeData.ts';
import { getVersion, type VersionRow } from '../../db/queries/notices.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import type { TextProblem } from '../contract/notices.ts';
import { frozenMember, frozenText } from '../rules/noticeVersions.ts';
import { readSettings } from './storedSettings.ts';

/** Where two clerks are asked for, nobody approves what they gave for review. Errors: second_clerk_needed. */
export async function requireSecondClerk(db: ReadDb, version: VersionRow): Promise<void> {
  const { twoClerks, clerk } = await readSettings(db);
  if (!twoClerks) return;
  const isSecond = version.reviewAskedBy !== null && clerk !== '' && clerk !== version.reviewAskedBy;
  if (!isSecond) throw fail('second_clerk_needed');
}

/** Errors: notice_invalid, with the first of the problems. */
export function refuseProblems([problem]: readonly TextProblem[]): void {
  if (problem) throw fail('notice_invalid', { line: problem.line, column: problem.column, found: problem.found });
}

const MEMBERS = 5_000;

/** All that the hash of a version covers, piece by piece: its text, then everybody frozen at `at`. */
export async function* frozenPieces(db: ReadDb, version: VersionRow, at: string): AsyncGenerator<string, void> {
  const corrected = version.supersedes === null ? null : await getVersion(db, version.supersedes);
  const files = await attachmentsOf(db, [version.id]);
  const attachments = files.map(({ sha256 }) => sha256);
  yield frozenText({ ...version, supersedes: corrected?.number ?? null, attachments });
  for (let afterId = 0; ; ) {
    const members = await memberCodes(db, version.id, at, afterId, MEMBERS);
    yield members.map(frozenMember).join('');
    if (members.length < MEMBERS) return;
    afterId = members.at(-1)?.officeId ?? afterId;
  }
}
