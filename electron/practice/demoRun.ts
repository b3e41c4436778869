import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Standing } from '../contract/incidents.ts';
import { type ReportName, reportEntry } from '../contract/reportList.ts';
import { reportName } from '../contract/reports.ts';
import type { MailSettings } from '../contract/settings.ts';
import { type Catcher, type CaughtMail, refuseDeadMailboxes } from './catcher.ts';
import { CHRONOLOGY_ITEMS } from './chronology.ts';
import { addDays, type PracticeClock } from './clock.ts';
import { PRACTICE_CONTACTS } from './contacts.ts';
import { practiceFile, practiceProblems } from './csv.ts';
import { MODEL, type ModelOutcome, playModelIncident } from './modelIncident.ts';
import { practiceOffices } from './offices.ts';
import { practiceProcedures } from './procedures.ts';
import { type PracticeOutcome, playPractice, practiceAcknowledgements, type TodokeClient } from './scenario.ts';
import { practiceMail } from './texts.ts';

export const DEMO_OFFICES = 1200;

/** One number the demo found, beside the one the story promises. */
export interface Count {
  what: string;
  found: number;
  promised: number;
}

export interface WrittenReport {
  report: ReportName;
  encoding: 'utf-8' | 'cp932';
  file: string;
  rows: number;
  /** Characters the encoding cannot hold, `U+20BB7` style, one for each place. */
  unwritable: string[];
}

export interface DemoResult {
  folder: string;
  seed: number;
  counts: Count[];
  reports: WrittenReport[];
}

export interface DemoParts {
  client: TodokeClient;
  catcher: Catcher;
  clock: PracticeClock;
  /** Holds the office list and the reports; the register's own place. */
  folder: string;
  seed: number;
}

/** Writes the list, plays the story, exports every report in both encodings, and counts what came of it. */
export async function runDemo(parts: DemoParts): Promise<DemoResult> {
  const { client, catcher, clock, folder, seed } = parts;
  const file = join(folder, 'office-list-cp932.csv');
  await writeFile(file, practiceFile(DEMO_OFFICES, seed));
  const mail: MailSettings = { ...practiceMail, host: catcher.host, port: catcher.port, security: 'none' };
  const outcome = await playPractice(client, { file, seed, mail, clock });
  const { latest } = await client.incidents.overview({ incidentId: outcome.incidentId });
  if (!latest) throw new Error('no version was sent');
  const reports = await exportReports(client, join(folder, 'reports'), latest.versionId, outcome.incidentId);
  const counts = [
    ...importCounts(outcome),
    ...mailCounts(outcome, await catcher.received(), seed),
    ...standingCounts(outcome, latest),
    ...(await procedureCounts(client, outcome)),
    ...ledgerCounts(outcome),
    ...(await auditCounts(client)),
    ...reportCounts(reports),
    ...modelCounts(await playModelIncident({ client, clock, folder })),
  ];
  return { folder, seed, counts, reports };
}

/** The office that reports about a single one are written of. */
const SHOWN_OFFICE = practiceOffices(1, 1)[0]?.code ?? '';

async function exportReports(
  client: TodokeClient,
  folder: string,
  versionId: number,
  incidentId: number,
): Promise<WrittenReport[]> {
  const { today } = await client.settings.frame({});
  await mkdir(folder, { recursive: true });
  const written: WrittenReport[] = [];
  for (const report of reportName.options) {
    for (const encoding of ['utf-8', 'cp932'] as const) {
      const file = join(folder, `${report}-${encoding}.csv`);
      const { rows, unwritable } = await client.reports.export({
        report,
        versionId,
        incidentId,
        // Writing a report is itself noted: what was done until yesterday stays the same.
        ...(report === 'audit' && { to: addDays(today, -1) }),
        ...(reportEntry(report).filters.includes('office') && { officeCode: SHOWN_OFFICE }),
        file,
        encoding,
        spreadsheet: true,
      });
      written.push({ report, encoding, file, rows, unwritable: unwritable.map(({ codePoint }) => codePoint) });
    }
  }
  return written;
}

const count = (what: string, found: number | undefined, promised: number): Count => ({
  what,
  found: found ?? 0,
  promised,
});
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

function importCounts({ imported }: PracticeOutcome): Count[] {
  const promised = Object.entries(practiceProblems);
  const rejected = new Map(Object.entries(imported.rejected));
  return [
    count('rows in the list', imported.rows, DEMO_OFFICES + sum(promised.map(([, number]) => number))),
    count('offices imported', imported.created, DEMO_OFFICES),
    count('rows rejected', sum([...rejected.values()]), sum(promised.map(([, number]) => number))),
    ...promised.map(([code, number]) => count(`  ${code}`, rejected.get(code), number)),
  ];
}

/** Mails as the application counts them, and as the catcher does. */
function mailCounts({ versions }: PracticeOutcome, caught: CaughtMail[], seed: number): Count[] {
  const addresses = practiceOffices(DEMO_OFFICES, seed).map((office) => office.mail);
  const without = addresses.filter((address) => address === '').length;
  const dead = addresses.filter(refuseDeadMailboxes).length;
  const alive = DEMO_OFFICES - without - dead;
  return [
    ...versions.flatMap(({ byState }, index) => [
      count(`version ${index + 1}: mails sent`, byState.sent, alive),
      count(`version ${index + 1}: mails refused`, byState.failed, dead),
      count(`version ${index + 1}: offices without mail`, byState.no_address, without),
    ]),
    count('mails accepted by the catcher', caught.length, alive * versions.length),
    count('  with more than one recipient', caught.filter((mail) => mail.to.length !== 1).length, 0),
    count("  showing another office's address", caught.filter((mail) => strangers(mail).length > 0).length, 0),
    count('  addresses with a mail too few or too many', wronglyServed(caught, addresses, versions.length), 0),
    count('  duplicates by Message-ID', caught.length - new Set(caught.map((mail) => mail.messageId)).size, 0),
  ];
}

/** Addresses a mail shows, in its headers or its text, that are neither its sender's nor its recipient's. */
export function strangers(mail: CaughtMail): string[] {
  const headers = mail.source.toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
  const shown = `${headers}\n${mail.text}`.match(/[^\s<>()[\]"',:;]+@[^\s<>()[\]"',:;?]+/g) ?? [];
  const known = new Set([mail.from, mail.to[0], mail.messageId.slice(1, -1)]);
  return shown.filter((address) => !known.has(address));
}

/** How many living addresses did not get one mail for each office behind them and each version. */
function wronglyServed(caught: CaughtMail[], addresses: string[], versions: number): number {
  const owed = new Map<string, number>();
  for (const address of addresses) {
    if (address !== '' && !refuseDeadMailboxes(address)) owed.set(address, (owed.get(address) ?? 0) + versions);
  }
  for (const { to } of caught) for (const address of to) owed.set(address, (owed.get(address) ?? 0) - 1);
  return [...owed.values()].filter((left) => left !== 0).length;
}

function standingCounts({ acknowledgements }: PracticeOutcome, latest: Standing): Count[] {
  const { first, firstTooLate, second, both, distinct } = practiceAcknowledgements;
  return [
    count('acknowledgements entered', acknowledgements.recorded, first + firstTooLate + second),
    count('  answered "outdated" at once', acknowledgements.answeredOutdated, firstTooLate),
    count('version 2: recipients', latest.recipients, DEMO_OFFICES),
    count('version 2: confirmed', latest.confirmed, second),
    count('version 2: outdated', latest.outdated, first + firstTooLate - both),
    count('version 2: open', latest.open, DEMO_OFFICES - distinct),
  ];
}

async function procedureCounts(client: TodokeClient, { procedures }: PracticeOutcome): Promise<Count[]> {
  const [all, late] = await Promise.all([client.procedures.list({}), client.procedures.list({ delayed: true })]);
  const promised = sum(Object.values(practiceProcedures));
  return [
    count('procedures entered', sum(Object.values(procedures)), promised),
    count('procedures in the register', all.total, promised),
    count('procedures late', late.total, practiceProcedures.late),
  ];
}

/** The record of the incident: all that is known of it, and who was told the opposite when the duty turned. */
function ledgerCounts({ ledger }: PracticeOutcome): Count[] {
  return [
    count('things in the chronology', ledger.entries, CHRONOLOGY_ITEMS),
    count("the provider's bulletins", ledger.bulletins, 4),
    count('offices told the opposite and not named', ledger.opposite, DEMO_OFFICES - ledger.named),
  ];
}

/** The incident before this one, which was played through to its final file. */
function modelCounts(model: ModelOutcome): Count[] {
  return [
    count('an earlier incident, to its end: things known', model.entries, CHRONOLOGY_ITEMS),
    count('  versions sent', model.versions, MODEL.versions),
    count('  offices affected', model.offices, MODEL.offices),
    count('  told the opposite when the duty turned', model.opposite.turned, MODEL.offices),
    count('  told the opposite in the end', model.opposite.told, 0),
    count('  named in the joint report', model.named, MODEL.agreed),
    count('  agreed after it was filed', model.late, MODEL.late),
    count('  delayed filings told to their offices', model.toldOfDelays, MODEL.delayed),
    count('  papers looked for in its final file and missing', model.finalFile.missing, 0),
  ];
}

/** The hash chain over everything the story changed must hold. */
async function auditCounts(client: TodokeClient): Promise<Count[]> {
  const { rows, ok, firstBad } = await client.audit.verify({});
  return [count('audit rows outside the chain', ok ? 0 : rows - (firstBad ?? 0) + 1, 0)];
}

/** Each report must have its rows in both encodings; only one name of the story is beyond CP932. */
function reportCounts(reports: WrittenReport[]): Count[] {
  const promised: Partial<Record<ReportName, number>> = {
    offices: DEMO_OFFICES,
    contacts: DEMO_OFFICES + PRACTICE_CONTACTS,
    acknowledgements: DEMO_OFFICES,
    unacknowledged: DEMO_OFFICES - practiceAcknowledgements.second,
    deliveries: DEMO_OFFICES,
    'procedures-delayed': practiceProcedures.late,
  };
  // A report the story makes no promise of has the same rows in both encodings.
  const rowsOf = (report: ReportName) => reports.find((each) => each.report === report)?.rows ?? 0;
  const unwritable = (encoding: WrittenReport['encoding']) =>
    reports.filter((report) => report.encoding === encoding).flatMap((report) => report.unwritable).length;
  return [
    ...reports.map(({ report, encoding, rows }) =>
      count(`rows of ${report}, ${encoding}`, rows, promised[report] ?? rowsOf(report)),
    ),
    count('characters not writable, utf-8', unwritable('utf-8'), 0),
    count('characters not writable, cp932', unwritable('cp932'), 1),
  ];
}
