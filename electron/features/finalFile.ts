import { ORPCError } from '@orpc/server';
import { attachmentContents } from '../../db/queries/attachments.ts';
import { type VersionRow, versionsOfIncident } from '../../db/queries/notices.ts';
import { type ReportFilter, type ReportName, reportEntry } from '../contract/reportList.ts';
import { reportName } from '../contract/reports.ts';
import type { Archive, ArchivedFile } from '../ports/archives.ts';
import { csvLine, guardFormula } from '../rules/csvWrite.ts';
import { japanDate } from '../rules/dates.ts';
import { japanTime } from '../rules/reportWords.ts';
import { type AppContext, change, tell } from './context.ts';
import { fileStamp } from './fileNames.ts';
import { writeFile } from './fileWriting.ts';
import { requireIncident } from './ledger.ts';
import type { ReportChoice } from './reports/definition.ts';
import { definitions } from './reports/index.ts';
import { type Form, writePaper, writeReport } from './reports/writing.ts';

/** A file to be: its name in the archive, and what writes it; null when there is nothing of the kind. */
interface Part {
  name: string;
  content(): Promise<Uint8Array | null>;
}

/** Lists longer than this are there as CSV alone: nobody reads a hundred pages. */
const MOST_PRINTED = 2000;
const WORK = 'incidents.finalFile';

/** Writes everything of an incident into one zip file, with the hash of each file. An abort leaves nothing behind. */
export async function writeFinalFile(
  context: AppContext,
  { id, file }: { id: number; file?: string | undefined },
  signal: AbortSignal | undefined,
) {
  const incident = await requireIncident(context.store.read, id);
  const name = file ?? `incident-${id}-${fileStamp(context.clock)}.zip`;
  const place = { caller: file ? context.caller : 'window', file: name, encoding: 'bytes' } as const;
  return writeFile(context, place, async (writing) => {
    const archive = context.files.archive();
    const parts = await partsOf(context, id, incident.knownOn, signal);
    for (const [at, part] of parts.entries()) {
      signal?.throwIfAborted();
      tell(context, { type: 'progress', work: WORK, done: at, total: parts.length });
      const content = await part.content();
      if (content) for await (const piece of archive.add(part.name, content)) await writing.writeBytes(piece);
    }
    const files = [...archive.files()];
    for (const [manifest, text] of manifestsOf(files)) {
      for await (const piece of archive.add(manifest, Buffer.from(text))) await writing.writeBytes(piece);
    }
    await writing.writeBytes(archive.end());
    const sha256 = await writing.finish();
    tell(context, { type: 'progress', work: WORK, done: parts.length, total: parts.length });
    await change(context, 'incidents.finalFile', async (_tx, note) => {
      note('incident', id, { files: files.length, sha256 });
    });
    return { file: writing.path, sha256, files };
  });
}

/** For people, and for `sha256sum -c`. */
function manifestsOf(files: ReturnType<Archive['files']>): [name: string, text: string][] {
  const rows = files.map(({ name, bytes, sha256 }) => [name, String(bytes), sha256]);
  const csv = [['ファイル', 'バイト数', 'SHA-256'], ...rows].map((cells) => csvLine(cells.map(guardFormula))).join('');
  return [
    ['manifest.csv', `\uFEFF${csv}`],
    ['SHA256SUMS', files.map(({ name, sha256 }: ArchivedFile) => `${sha256}  ${name}\n`).join('')],
  ];
}

async function partsOf(
  context: AppContext,
  incidentId: number,
  knownOn: string,
  signal?: AbortSignal,
): Promise<Part[]> {
  const versions = (await versionsOfIncident(context.store.read, incidentId)).filter(({ sha256 }) => sha256 !== null);
  const sent = versions.filter(({ sentAt }) => sentAt !== null);
  const reports = reportName.options.filter((report) =>
    reportEntry(report).filters.some((each) => NARROWING.has(each)),
  );
  const today = japanDate(context.clock.now());
  const { clock, store } = context;
  const choice: ReportChoice = { clock, db: store.read, today, incidentId };
  const forms = (report: ReportName, name: string, chosen: ReportChoice) =>
    (['csv', 'pdf'] as const).map((format): Part => {
      return { name: `${name}.${format}`, content: () => reportFile(context, report, format, chosen, signal) };
    });
  return [
    ...versions.map(versionPart),
    ...(await attachmentParts(context, versions)),
    ...reports.flatMap((report) => {
      const { filters } = reportEntry(report);
      if (filters.includes('version')) {
        return sent.flatMap((version) =>
          forms(report, `${report}/${placeOf(version)}`, { ...choice, versionId: version.id }),
        );
      }
      // What was done before anybody knew of it belongs to something else.
      return forms(report, report, filters.includes('period') ? { ...choice, from: knownOn } : choice);
    }),
  ];
}

/** What narrows a report to one incident. A report that takes none of them is of the register, or of one office. */
const NARROWING: ReadonlySet<ReportFilter> = new Set(['incident', 'version', 'period']);

const placeOf = ({ noticeId, number }: VersionRow) => `notice-${noticeId}-version-${number}`;

function versionPart(version: VersionRow): Part {
  const lines = [
    `${version.label}　${version.subject}`,
    `文書番号: ${version.documentNumber}`,
    `承認: ${japanTime(version.approvedAt)} ${version.approvedBy ?? ''}`,
    `送付: ${japanTime(version.sentAt)}`,
    `照合値（SHA-256）: ${version.sha256}`,
    '',
    version.body,
  ];
  const content = async () => Buffer.from(`\uFEFF${lines.join('\n').replaceAll('\n', '\r\n')}\r\n`);
  return { name: `versions/${placeOf(version)}.txt`, content };
}

async function attachmentParts({ store }: AppContext, versions: readonly VersionRow[]): Promise<Part[]> {
  const parts: Part[] = [];
  for (const version of versions) {
    const files = await attachmentContents(store.read, version.id);
    for (const [at, { fileName, content }] of files.entries()) {
      const name = `versions/${placeOf(version)}-${at + 1}-${fileName.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')}`;
      parts.push({ name, content: async () => content });
    }
  }
  return parts;
}

async function reportFile(
  context: AppContext,
  report: ReportName,
  format: 'csv' | 'pdf',
  choice: ReportChoice,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | null> {
  const { table: open, paper } = definitions[report];
  const table = await open(choice).catch((error: unknown) => {
    // No joint report, no version sent: then there is nothing to keep of it.
    if (error instanceof ORPCError && error.code === 'not_found') return null;
    throw error;
  });
  if (!table) return null;
  if (format === 'pdf' && !paper && (await table.total()) > MOST_PRINTED) return null;
  const { files, letters } = context;
  const tools = { files, letters, today: choice.today, signal, progress: () => undefined };
  const form: Form = { report, format, encoding: 'utf-8', spreadsheet: true };
  const writing = files.collect(format === 'csv' ? 'utf-8' : 'bytes');
  if (format === 'pdf' && paper) await writePaper(writing, await paper(choice), table, tools);
  else await writeReport(writing, table, form, tools);
  return writing.bytes();
}
