import { type AttachmentRow, attachmentsOf } from '../../db/queries/attachments.ts';
import { nextOffices } from '../../db/queries/audiences.ts';
import {
  addressedBy,
  type NoticeOffice,
  type NoticeSource,
  noticeSource,
  officesForNotice,
} from '../../db/queries/noticeData.ts';
import { getVersion, type VersionRow } from '../../db/queries/notices.ts';
import type { ReadDb } from '../../db/store.ts';
import { audienceRule, type Channel } from '../contract/audiences.ts';
import { fail } from '../contract/errors.ts';
import { audiencePart, type NoticeVersion } from '../contract/notices.ts';
import type { Clock } from '../ports/clock.ts';
import { japanDate } from '../rules/dates.ts';
import type { MergeData } from '../rules/mergeFields.ts';
import type { NoticeTexts } from '../rules/mergeText.ts';
import { mergeDataFor, type ReadNotice, readNotice, textsFor } from '../rules/noticeCopies.ts';
import { audienceOfVersion, type VersionAudience } from './audienceReading.ts';
import { breathe } from './breathing.ts';
import { readSettings } from './storedSettings.ts';

/** A version as the register holds it. Errors: not_found. */
export async function requireVersion(db: ReadDb, id: number): Promise<VersionRow> {
  const version = await getVersion(db, id);
  if (!version) throw fail('not_found', { what: 'notice' });
  return version;
}

/** The same for one that can still be changed. Errors: not_found, frozen. */
export async function requireDraft(db: ReadDb, id: number): Promise<VersionRow> {
  const version = await requireVersion(db, id);
  if (version.sha256 !== null) throw fail('frozen');
  return version;
}

/** Versions (at most 1,000) as the contract shows them. */
export async function shownVersions(db: ReadDb, rows: readonly VersionRow[]): Promise<NoticeVersion[]> {
  const ids = rows.map((row) => row.id);
  const files = Map.groupBy(await attachmentsOf(db, ids), (file) => file.versionId);
  const addressed = await addressedBy(db, ids);
  return rows.map((row) => ({
    ...row,
    audience: audienceRule.parse(JSON.parse(row.audience)),
    parts: audiencePart.array().parse(JSON.parse(row.parts)),
    attachments: (files.get(row.id) ?? []).map(shownAttachment),
    addressed: addressed.get(row.id) ?? 0,
  }));
}

/** An attachment as the contract shows it. */
export function shownAttachment({ versionId: _, ...file }: AttachmentRow) {
  return file;
}

/** A version read once for all its offices. */
export interface OpenedVersion extends VersionAudience {
  source: NoticeSource;
  notice: ReadNotice;
  /** Japan date that lateness is told from. */
  today: string;
}

/** Reads a version's texts, its facts and whom it is for. Errors: not_found. */
export async function openVersion(db: ReadDb, versionId: number, clock: Clock): Promise<OpenedVersion> {
  const source = await noticeSource(db, versionId);
  if (!source) throw fail('not_found', { what: 'notice' });
  const { sender, returnWithin } = await readSettings(db);
  const today = japanDate(clock.now());
  const notice = readNotice(source, { sender, returnWithin, today });
  return { ...(await audienceOfVersion(db, versionId, clock)), source, notice, today };
}

/** What one office gets of a version, before it takes a form. */
export interface Copy {
  office: NoticeOffice;
  texts: NoticeTexts;
  /** @param channel the one this copy goes by */
  data(channel: Channel): MergeData;
}

/** The copies for these offices (at most 1,000), members or not, by office id. */
export async function copiesFor(db: ReadDb, opened: OpenedVersion, officeIds: readonly number[]): Promise<Copy[]> {
  const { versionId, notice, today } = opened;
  const offices = await officesForNotice(db, { versionId, part: opened.audience.part }, officeIds, today);
  return offices.map((office) => ({
    office,
    texts: textsFor(notice, office.part),
    data: (channel) => mergeDataFor(notice, office, channel),
  }));
}

/** Offices read with one question, for a rule may be dear to ask; and those made ready at a time. */
const READ = 10_000;
const BATCH = 500;

/** The copies for an audience, all of the version's if none is named, some at a time by office id. */
export async function* everyCopy(
  db: ReadDb,
  opened: OpenedVersion,
  audience = opened.audience,
): AsyncGenerator<Copy[], void> {
  for (let afterId = 0; ; ) {
    const offices = await nextOffices(db, audience, afterId, READ);
    for (let at = 0; at < offices.length; at += BATCH) {
      const ids = offices.slice(at, at + BATCH).map((office) => office.officeId);
      yield await copiesFor(db, opened, ids);
      await breathe();
    }
    if (offices.length < READ) return;
    afterId = offices.at(-1)?.officeId ?? afterId;
  }
}
