import { contactsOf, insertListedContacts, type ListedContact } from '../../db/queries/importedContacts.ts';
import { insertImport, setImportCounts } from '../../db/queries/imports.ts';
import { mergedCodes } from '../../db/queries/mergedOffices.ts';
import { insertOfficeChanges } from '../../db/queries/officeChanges.ts';
import { type OfficeRow, officesByCode } from '../../db/queries/offices.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import type { ContactValues } from '../contract/contacts.ts';
import { fail } from '../contract/errors.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import type { ContactDraft } from '../rules/contactReading.ts';
import { contactLine } from '../rules/contactValues.ts';
import { japanDate } from '../rules/dates.ts';
import { breathe, LARGE_WRITE } from './breathing.ts';
import { type AppContext, api, change, type Note, tell } from './context.ts';
import { recordedName } from './fileNames.ts';
import { renewSearchKeys } from './officeKey.ts';

/** People of a list, compared with the register: who is new comes in, who is known and differs is named and left. */
export const contactImport = {
  import: api.contacts.import.handler(async ({ input, context, signal }) => {
    const { name, bytes } = await context.files.read(context.caller, input.file);
    const file = { name, bytes, encoding: input.encoding };
    const seen: Seen = { sha256: '', rows: 0, fresh: [], byOffice: new Map(), known: 0, differing: [], rejected: [] };
    const merged = await mergedCodes(context.store.read);
    let done = 0;
    for await (const part of context.threads.run('readContacts', file)) {
      if (signal?.aborted) throw fail('cancelled');
      if ('head' in part) Object.assign(seen, part.head);
      else {
        seen.rejected.push(...part.problems);
        await judge(context.store.read, part.drafts, { seen, merged });
        done += part.drafts.length + part.problems.length;
        tell(context, { type: 'progress', work: 'contacts.import', done, total: seen.rows });
        await breathe();
      }
    }
    const importId = input.commit && seen.fresh.length > 0 ? await write(context, recordedName(name), seen) : null;
    const { rows, known, differing, rejected, fresh } = seen;
    rejected.sort((one, other) => one.line - other.line);
    return {
      importId,
      rows,
      known,
      created: fresh.length,
      differing: differing.slice(0, MOST),
      differingCount: differing.length,
      rejected: rejected.slice(0, MOST),
      rejectedCount: rejected.length,
      sample: fresh.slice(0, SAMPLE).map(({ line, office, values }) => ({
        line,
        code: office.code,
        officeName: office.name,
        contact: contactLine(values),
      })),
    };
  }),
};

const MOST = 1000;
const SAMPLE = 20;

interface Fresh {
  line: number;
  office: OfficeRow;
  values: ContactValues;
}

interface Seen {
  sha256: string;
  rows: number;
  fresh: Fresh[];
  /** The same by office, to compare those further down with. */
  byOffice: Map<number, ContactValues[]>;
  known: number;
  differing: { line: number; code: string; officeName: string; from: string; to: string }[];
  rejected: RowProblem[];
}

/**
 * Compares people with the register and with those before them in the list.
 * @param judging what was seen so far, and the codes that are another office's double
 */
async function judge(
  db: ReadDb,
  drafts: readonly ContactDraft[],
  { seen, merged }: { seen: Seen; merged: ReadonlyMap<string, string> },
): Promise<void> {
  const offices = await officesByCode(db, [...new Set(drafts.map(({ code }) => code))]);
  const ids = [...offices.values()].map(({ id }) => id);
  const known = Map.groupBy(await contactsOf(db, ids), (each) => each.officeId);
  for (const { line, code, values } of drafts) {
    const office = offices.get(code);
    const double = merged.get(code);
    if (!office || double !== undefined) {
      const why =
        double === undefined ? problem(line, '', 'unknown_office', code) : problem(line, '', 'merged_code', double);
      seen.rejected.push(why);
      continue;
    }
    const own = ownContact(office);
    const listed = seen.byOffice.get(office.id) ?? [];
    const all = [own, ...(known.get(office.id) ?? []), ...listed];
    if (all.some((each) => sameContact(each, values))) seen.known += 1;
    else {
      const person = all.find((each) => samePerson(each, values));
      if (!person) {
        seen.fresh.push({ line, office, values });
        listed.push(values);
        seen.byOffice.set(office.id, listed);
      } else {
        const told = { from: contactLine(person), to: contactLine(values) };
        seen.differing.push({ line, code, officeName: office.name, ...told });
      }
    }
  }
}

/** The first contact of an office, which stands in the office itself, as the report of contacts writes it. */
function ownContact({ contactName, mail, phone, fax, channels }: OfficeRow): ContactValues {
  const getsNotices = mail !== '' && (channels === '' || channels.includes('mail'));
  return { role: '', name: contactName, mail, phone, fax, getsNotices, note: '' };
}

const sameContact = (one: ContactValues, other: ContactValues) => contactLine(one) === contactLine(other);

/** By the mail address; where one of them has none, by the name. */
function samePerson(one: ContactValues, other: ContactValues): boolean {
  if (one.mail !== '' && other.mail !== '') return one.mail.toLowerCase() === other.mail.toLowerCase();
  return one.name !== '' && one.name === other.name;
}

/** Enters all of them in one transaction, under an import that can be taken back. */
async function write(context: AppContext, fileName: string, seen: Seen): Promise<number> {
  const clerk = await context.clerk();
  const { engine } = context.store;
  const enter = async (tx: WriteTx, note: Note, at: string) => {
    const about = { fileName, fileSha256: seen.sha256, fields: 'contacts', asOf: japanDate(at) };
    const importId = await insertImport(tx, { at, clerk, ...about });
    for (let from = 0; from < seen.fresh.length; from += BATCH) {
      const batch = seen.fresh.slice(from, from + BATCH);
      const rows = batch.map(({ office, values }): ListedContact => ({ officeId: office.id, values }));
      await insertListedContacts(tx, rows, { importId, at });
      const told = rows.map(({ officeId, values }) => ({
        officeId,
        field: 'contact' as const,
        from: '',
        to: contactLine(values),
      }));
      await insertOfficeChanges(tx, engine, told, { at, clerk, importId });
      await breathe();
    }
    await renewSearchKeys(tx, [...seen.byOffice.keys()]);
    const counts = { created: seen.fresh.length, updated: 0, unchanged: seen.known, rows: seen.rows };
    await setImportCounts(tx, importId, { ...counts, rejected: seen.rejected.length });
    note('import', importId, { contacts: seen.fresh.length, rows: seen.rows, sha256: seen.sha256, file: fileName });
    return importId;
  };
  return change(context, 'contacts.import', enter, { large: seen.fresh.length >= LARGE_WRITE });
}

const BATCH = 200;
