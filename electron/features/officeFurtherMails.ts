import { contactMails, deleteImportedContacts, insertFurtherMails } from '../../db/queries/importedContacts.ts';
import { type ChangeOrigin, insertOfficeChanges } from '../../db/queries/officeChanges.ts';
import { officesByCode } from '../../db/queries/offices.ts';
import type { Engine, WriteTx } from '../../db/store.ts';
import { breathe } from './breathing.ts';
import type { Judged } from './officeComparing.ts';
import { renewSearchKeys } from './officeKey.ts';

/** Enters the further addresses of offices that are written by now as contacts; those they have already are left. */
export async function writeFurtherMails(
  tx: WriteTx,
  engine: Engine,
  batch: readonly Judged[],
  origin: ChangeOrigin & { importId: number },
): Promise<void> {
  const rows = batch.filter(({ further }) => further && further.length > 0);
  if (rows.length === 0) return;
  const offices = await officesByCode(tx, rows.map(codeOf));
  const ids = [...offices.values()].map(({ id }) => id);
  const known = new Set((await contactMails(tx, ids)).map(({ officeId, mail }) => `${officeId} ${mail}`));
  const mails = rows.flatMap((row) => {
    const office = offices.get(codeOf(row));
    if (!office) return [];
    const isNew = (mail: string) =>
      mail.toLowerCase() !== office.mail.toLowerCase() && !known.has(`${office.id} ${mail.toLowerCase()}`);
    return (row.further ?? [])
      .filter(isNew)
      .map((mail) => ({ officeId: office.id, mail, created: row.change === 'created' }));
  });
  await insertFurtherMails(tx, mails, origin);
  // An office's own entry is told by its import; what came to one that was there is told by itself.
  await tellContacts(
    tx,
    engine,
    mails.filter(({ created }) => !created).map(({ officeId, mail }) => ({ officeId, from: '', to: mail })),
    origin,
  );
  await renewSearchKeys(tx, [...new Set(mails.map(({ officeId }) => officeId))]);
}

/** Takes back the contacts an import brought, as far as nobody has touched them. */
export async function removeFurtherMails(
  tx: WriteTx,
  engine: Engine,
  origin: ChangeOrigin & { importId: number },
): Promise<void> {
  const gone = await deleteImportedContacts(tx, origin.importId);
  await tellContacts(
    tx,
    engine,
    gone.map(({ officeId, mail }) => ({ officeId, from: mail, to: '' })),
    origin,
  );
  await renewSearchKeys(tx, [...new Set(gone.map(({ officeId }) => officeId))]);
}

const codeOf = (row: Judged) => (row.change === 'created' ? row.values.code : row.existing.code);

const BATCH = 200;

async function tellContacts(
  tx: WriteTx,
  engine: Engine,
  changes: readonly { officeId: number; from: string; to: string }[],
  origin: ChangeOrigin,
): Promise<void> {
  for (let at = 0; at < changes.length; at += BATCH) {
    const told = changes.slice(at, at + BATCH).map((each) => ({ ...each, field: 'contact' as const }));
    await insertOfficeChanges(tx, engine, told, origin);
    await breathe();
  }
}
