import type { Engine, WriteTx } from '../store.ts';
import { insertRows } from './insertRows.ts';
import { OFFICE_COLUMNS, OFFICE_FIELDS, type OfficeValues } from './offices.ts';

/** An office to write, with what it is found by. */
export interface KeyedOffice {
  values: OfficeValues;
  searchKey: string;
}

/** One office entered by a clerk. Answers its id; null when another office has its code. */
export async function insertOffice(tx: WriteTx, office: KeyedOffice, at: string): Promise<number | null> {
  const row = await tx
    .insertInto('offices')
    .values({ ...toRow(office.values), import_id: null, updated_at: at })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return null;
  await tx.insertInto('office_search').values({ code: office.values.code, key: office.searchKey }).execute();
  return row.id;
}

const COLUMNS = [...OFFICE_FIELDS.map((field) => OFFICE_COLUMNS[field]), 'import_id', 'updated_at'];
const SEARCH_COLUMNS = ['code', 'key'];

/** Writes the new offices of an import (at most 1,000) with their search keys. */
export async function insertOffices(
  tx: WriteTx,
  engine: Engine,
  offices: readonly KeyedOffice[],
  origin: { importId: number; at: string },
): Promise<void> {
  const rows: (string | number)[] = [];
  const keys: string[] = [];
  for (const { values, searchKey } of offices) {
    for (const field of OFFICE_FIELDS) rows.push(values[field]);
    rows.push(origin.importId, origin.at);
    keys.push(values.code, searchKey);
  }
  await insertRows(tx, engine, 'offices', COLUMNS, rows);
  await insertRows(tx, engine, 'office_search', SEARCH_COLUMNS, keys);
}

/** Writes new values of one office; a new code moves its search key along. What was erased holds something again. */
export async function updateOffice(
  tx: WriteTx,
  before: { id: number; code: string },
  office: KeyedOffice,
  at: string,
): Promise<void> {
  const { code } = office.values;
  if (code === before.code) {
    await tx
      .updateTable('offices')
      .set({ ...toRow(office.values), updated_at: at, erased_at: null })
      .where('id', '=', before.id)
      .execute();
    await tx.updateTable('office_search').set({ key: office.searchKey }).where('code', '=', code).execute();
    return;
  }
  await tx.deleteFrom('office_search').where('code', '=', before.code).execute();
  await tx
    .updateTable('offices')
    .set({ ...toRow(office.values), updated_at: at, erased_at: null })
    .where('id', '=', before.id)
    .execute();
  await tx.insertInto('office_search').values({ code, key: office.searchKey }).execute();
}

/** What an office is found by, anew. */
export async function setSearchKey(tx: WriteTx, code: string, key: string): Promise<void> {
  await tx.updateTable('office_search').set({ key }).where('code', '=', code).execute();
}

/** Takes offices out (at most 1,000), with their history. Nothing else may refer to them. */
export async function deleteOffices(tx: WriteTx, offices: readonly { id: number; code: string }[]): Promise<void> {
  const ids = offices.map((office) => office.id);
  for (const table of ['office_changes', 'import_rows', 'office_conflicts'] as const)
    await tx.deleteFrom(table).where('office_id', 'in', ids).execute();
  await tx
    .deleteFrom('distinct_pairs')
    .where((e) => e.or([e('one_id', 'in', ids), e('other_id', 'in', ids)]))
    .execute();
  await tx
    .deleteFrom('office_search')
    .where(
      'code',
      'in',
      offices.map((office) => office.code),
    )
    .execute();
  await tx.deleteFrom('offices').where('id', 'in', ids).execute();
}

function toRow(values: OfficeValues) {
  return {
    code: values.code,
    name: values.name,
    kana: values.kana,
    branch: values.branch,
    postal_code: values.postalCode,
    address: values.address,
    phone: values.phone,
    fax: values.fax,
    mail: values.mail,
    contact_name: values.contactName,
    labor_number: values.laborNumber,
    employment_number: values.employmentNumber,
    pension_symbol: values.pensionSymbol,
    pension_number: values.pensionNumber,
    corporate_number: values.corporateNumber,
    status: values.status,
    entrusted_on: values.entrustedOn,
    released_on: values.releasedOn,
    channels: values.channels,
    tags: values.tags,
  };
}
