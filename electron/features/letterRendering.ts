import { ORPCError } from '@orpc/server';
import { nextOffices } from '../../db/queries/audiences.ts';
import { type NoticeOffice, noticeSource, officesForNotice } from '../../db/queries/noticeData.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import { reminderTexts } from '../../db/queries/reminders.ts';
import type { Channel } from '../contract/audiences.ts';
import { fail } from '../contract/errors.ts';
import type { LetterLayout } from '../contract/letters.ts';
import type { NoticeSheet, NoticeSheets, RenderOptions } from '../ports/letters.ts';
import { japanDate } from '../rules/dates.ts';
import { type ReadNotice, type ReminderTexts, readNotice, withReminder } from '../rules/noticeCopies.ts';
import { audienceOfVersion, type VersionAudience } from './audienceReading.ts';
import { breathe } from './breathing.ts';
import { type AppContext, tell } from './context.ts';
import { fileStamp } from './fileNames.ts';
import { writeFile } from './fileWriting.ts';
import { readLetterLayout } from './letterLayout.ts';
import { createPrintable, type PaperForm, SAMPLE_CODE, sheetFor, sheetsOf } from './letterSheets.ts';
import { readSettings } from './storedSettings.ts';

/** An office without what its sheet needs to arrive. */
export interface LeftOut {
  code: string;
  name: string;
  reason: 'no_address' | 'no_fax';
}

/** What printing needs of the application. */
export type Printing = Pick<AppContext, 'store' | 'clock' | 'letters' | 'events'>;

interface Paper {
  version: VersionAudience;
  notice: ReadNotice;
  layout: LetterLayout;
}

/** A version ready for paper. Errors: not_found. */
async function paperOf(context: Printing, versionId: number, reminder?: ReminderTexts): Promise<Paper> {
  const db = context.store.read;
  const [layout, { association }, source] = await Promise.all([
    readLetterLayout(db),
    readSettings(db),
    noticeSource(db, versionId),
  ]);
  if (!source) throw fail('not_found', { what: 'notice' });
  const sender = layout.sender.trim() === '' ? association : layout.sender.trim();
  const today = japanDate(context.clock.now());
  const plain = readNotice(source, { sender, returnWithin: layout.returnWithin, today });
  const factNames = source.facts.map(({ name }) => name);
  const notice = reminder ? withReminder(plain, factNames, reminder).notice : plain;
  return { layout, notice, version: await audienceOfVersion(db, versionId, context.clock) };
}

const BATCH = 500;

/** The offices of a version that get a sheet, as the envelopes lie: by postal code, then by their own code. */
async function officesOf(context: Printing, { version }: Paper, chosen: Order['audience'], signal?: AbortSignal) {
  const db = context.store.read;
  const { audience, versionId } = version;
  const today = japanDate(context.clock.now());
  const found: NoticeOffice[] = [];
  for (let afterId = 0; ; ) {
    signal?.throwIfAborted();
    const members = await nextOffices(db, audience, afterId, BATCH);
    const last = members.at(-1);
    if (!last) break;
    const ids = members.map(({ officeId }) => officeId);
    const offices = await officesForNotice(db, { versionId, part: audience.part }, ids, today);
    found.push(...offices.filter((office) => isChosen(office, chosen)));
    afterId = last.officeId;
  }
  const place = (office: NoticeOffice) => `${office.postalCode.replace(/\D/g, '') || '~'} ${office.code}`;
  return found.map((office) => ({ office, place: place(office) })).sort((a, b) => (a.place < b.place ? -1 : 1));
}

function isChosen({ officeId, channel }: NoticeOffice, chosen: Order['audience']): boolean {
  return typeof chosen === 'string' ? chosen === 'all' || channel === chosen : chosen.has(officeId);
}

export interface Rendered {
  pdf: Uint8Array;
  pages: number;
  offices: number;
  failed: LeftOut[];
  missingCharacters: { character: string; codePoint: string; offices: number }[];
  brokenTemplate: { line: number; details: string } | null;
}

interface Order {
  versionId: number;
  /** All of its audience, those reached first by a channel, or just these offices by id. */
  audience: Channel | 'all' | ReadonlySet<number>;
  form: PaperForm;
  /** Words of a reminder in front of the text. */
  reminder?: ReminderTexts;
}

/** All sheets of an approved version in one PDF. Errors: not_found, not_approved, empty_audience, pdf_unavailable. */
export async function renderSheets(context: Printing, order: Order, signal?: AbortSignal): Promise<Rendered> {
  const paper = await paperOf(context, order.versionId, order.reminder);
  if (!paper.version.approved) throw fail('not_approved');
  const chosen = await officesOf(context, paper, order.audience, signal);
  if (chosen.length === 0) throw fail('empty_audience');
  const printable = createPrintable(await context.letters.characters());
  const failed: LeftOut[] = [];
  const sheets: NoticeSheet[] = [];
  for (const [at, { office }] of chosen.entries()) {
    const reason = whyNot(office, order.form);
    if (reason) failed.push({ code: office.code, name: office.name, reason });
    else sheets.push(printable.of(sheetFor(paper.notice, office, order.form)));
    if ((at + 1) % 50 !== 0) continue;
    await breathe();
    signal?.throwIfAborted();
  }
  const onProgress = (done: number) =>
    tell(context, { type: 'progress', work: 'letters.render', done, total: sheets.length });
  onProgress(0);
  const shared = { ...printable.of(sheetsOf(paper.notice, paper.layout, order.form)), checkList: true };
  const laid =
    sheets.length === 0
      ? { pdf: new Uint8Array(), pages: 0, brokenTemplate: null }
      : await layOut(context, { ...shared, offices: sheets }, paper.layout.source, { signal, onProgress });
  return { ...laid, offices: sheets.length, failed, missingCharacters: printable.missing() };
}

function whyNot(office: NoticeOffice, form: PaperForm): LeftOut['reason'] | null {
  if (form === 'fax') return office.fax.trim() === '' ? 'no_fax' : null;
  return office.address.trim() === '' ? 'no_address' : null;
}

function layOut(context: Printing, data: NoticeSheets, own: string, options: RenderOptions) {
  return orByTheHouse(own, (source) => context.letters.render({ template: 'sheets', data, own: source }, options));
}

/** With the own template or, when that is broken, with the house's: what must go out today goes out today. */
async function orByTheHouse<Made>(own: string, make: (source: string) => Promise<Made>) {
  try {
    return { ...(await make(own)), brokenTemplate: null };
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'template_broken') throw error;
    const made = await make('');
    const { line, details } = error.data as { line: number; details: string };
    return { ...made, brokenTemplate: { line, details } };
  }
}

/**
 * One office's FAX sheet of a version, to go with a mail to the gateway; of a reminder with its words in front.
 * Errors: not_found, pdf_unavailable.
 */
export async function faxSheet(
  context: Printing,
  { versionId, officeId, reminderId }: { versionId: number; officeId: number; reminderId: number | null },
): Promise<Uint8Array> {
  const reminder = reminderId === null ? null : await reminderTexts(context.store.read, reminderId);
  const paper = await paperOf(context, versionId, reminder ?? undefined);
  const today = japanDate(context.clock.now());
  const { part } = paper.version.audience;
  const [office] = await officesForNotice(context.store.read, { versionId, part }, [officeId], today);
  if (!office) throw fail('not_found', { what: 'office' });
  const printable = createPrintable(await context.letters.characters());
  const offices = [printable.of(sheetFor(paper.notice, office, 'fax'))];
  const data = { ...printable.of(sheetsOf(paper.notice, paper.layout, 'fax')), offices };
  return (await layOut(context, data, paper.layout.source, {})).pdf;
}

interface One {
  versionId: number;
  officeCode: string;
  form: PaperForm;
  file?: string | undefined;
  /** A picture of the pages rather than a file. */
  picture: boolean;
}

/**
 * One office's sheet of a version, draft or approved, as a PDF or a picture. An address that is missing is left blank.
 * Errors: not_found, unknown_office, pdf_unavailable, file_unwritable, file_not_allowed.
 */
export async function previewLetter(
  context: AppContext,
  { versionId, officeCode, form, file, picture }: One,
  signal?: AbortSignal,
): Promise<{ file: string | null; picture: string | null; pages: number }> {
  const paper = await paperOf(context, versionId);
  const db = context.store.read;
  const officeId = await officeIdByCode(db, officeCode);
  if (officeId === null) throw fail('unknown_office', { code: officeCode });
  const today = japanDate(context.clock.now());
  const { part } = paper.version.audience;
  const [office] = await officesForNotice(db, { versionId, part }, [officeId], today);
  if (!office) throw fail('unknown_office', { code: officeCode });
  const printable = createPrintable(await context.letters.characters());
  const sheet = sheetFor(paper.notice, office, form);
  // Whoever approves must see the slip that will go along, and that an answer is asked for.
  if (!paper.version.approved) sheet.slipCode ||= SAMPLE_CODE;
  const offices = [printable.of(sheet)];
  const data = { ...printable.of(sheetsOf(paper.notice, paper.layout, form)), offices };
  if (picture) {
    const { svg, pages } = await orByTheHouse(paper.layout.source, (own) =>
      context.letters.picture({ template: 'sheets', data, own }, { signal }),
    );
    return { file: null, picture: svg, pages };
  }
  const { pdf, pages } = await layOut(context, data, paper.layout.source, { signal });
  const written = await writePdf(context, file, 'preview', pdf);
  return { file: written.file, picture: null, pages };
}

/** Writes a PDF where the caller says, or under a name of its own in the app's folder. */
export async function writePdf(context: AppContext, file: string | undefined, name: string, pdf: Uint8Array) {
  const caller = file === undefined ? 'window' : context.caller;
  const path = file ?? `${name}-${fileStamp(context.clock)}.pdf`;
  return writeFile(context, { caller, file: path, encoding: 'bytes' }, async (writing) => {
    await writing.writeBytes(pdf);
    return { sha256: await writing.finish(), file: writing.path };
  });
}
