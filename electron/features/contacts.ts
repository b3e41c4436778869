import {
  type ContactRow,
  getContact,
  insertContact,
  setContactRemoved,
  updateContact,
} from '../../db/queries/contacts.ts';
import { insertOfficeChanges } from '../../db/queries/officeChanges.ts';
import { insertChecks } from '../../db/queries/officeChecks.ts';
import { getOffice } from '../../db/queries/offices.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { type ContactField, type ContactValues, contactField } from '../contract/contacts.ts';
import { fail } from '../contract/errors.ts';
import { checkContactValues, contactLine, isEmptyContact } from '../rules/contactValues.ts';
import { contactImport } from './contactImport.ts';
import { type AppContext, api, change } from './context.ts';
import { checkedOn, contactsWithFacts } from './officeChecks.ts';
import { renewSearchKeys } from './officeKey.ts';

export const contacts = {
  ...contactImport,

  list: api.contacts.list.handler(async ({ input, context }) => {
    await requireOffice(context.store.read, input.officeId);
    return { rows: await contactsWithFacts(context.store.read, input.officeId) };
  }),

  create: api.contacts.create.handler(({ input, context }) =>
    changeContact(context, 'contacts.create', async (tx, at) => {
      await requireOffice(tx, input.officeId);
      const values = checked(input.values);
      if (isEmptyContact(values)) throw fail('contact_empty');
      const id = await insertContact(tx, input.officeId, values, at);
      return { answer: { id }, id, officeId: input.officeId, from: '', to: contactLine(values) };
    }),
  ),

  update: api.contacts.update.handler(({ input, context }) => editContact(context, input)),

  remove: api.contacts.remove.handler(({ input, context }) =>
    changeContact(context, 'contacts.remove', async (tx, at) => {
      const contact = await requireContact(tx, input.id);
      await setContactRemoved(tx, contact.id, at, at);
      return { answer: {}, id: contact.id, officeId: contact.officeId, from: contactLine(contact), to: '' };
    }),
  ),

  restore: api.contacts.restore.handler(({ input, context }) =>
    changeContact(context, 'contacts.restore', async (tx, at) => {
      const contact = await requireContact(tx, input.id, true);
      await setContactRemoved(tx, contact.id, null, at);
      return { answer: {}, id: contact.id, officeId: contact.officeId, from: '', to: contactLine(contact) };
    }),
  ),

  check: api.contacts.check.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    return change(context, 'contacts.check', async (tx, note, at) => {
      const { id, officeId, ...values } = await requireContact(tx, input.id);
      const on = checkedOn(input.on, at);
      const check = { officeId, contactId: id, field: input.field, value: values[input.field], on };
      await insertChecks(tx, [check], { at, clerk });
      note('contact', id, { field: input.field, on });
      return {};
    });
  }),
};

/** What a change of a contact did: its answer, and the line of the office's history, before and after. */
interface Done<Answer> {
  answer: Answer;
  id: number;
  officeId: number;
  from: string;
  to: string;
}

/** Every change of a contact: written, told in the office's history, and found by search, in one transaction. */
async function changeContact<Answer>(
  context: AppContext,
  action: string,
  work: (tx: WriteTx, at: string) => Promise<Done<Answer>>,
): Promise<Answer> {
  const clerk = await context.clerk();
  return change(context, action, async (tx, note, at) => {
    const { answer, id, officeId, from, to } = await work(tx, at);
    const told = { officeId, field: 'contact' as const, from, to };
    await insertOfficeChanges(tx, context.store.engine, [told], { at, clerk, importId: null });
    await renewSearchKeys(tx, [officeId]);
    note('contact', id, { officeId });
    return answer;
  });
}

interface Edit {
  id: number;
  base: Partial<ContactValues>;
  values: Partial<ContactValues>;
}

interface EditAnswer {
  saved: boolean;
  conflicts: { field: ContactField; theirs: string; mine: string }[];
}

/** Nothing was to be written, or nothing may: ends the transaction with an answer. */
class Unwritten extends Error {
  readonly answer: EditAnswer;
  constructor(answer: EditAnswer) {
    super('nothing written');
    this.answer = answer;
  }
}

/** Changes fields of a contact, unless somebody else did. Errors: not_found, office_invalid, contact_empty. */
async function editContact(context: AppContext, input: Edit): Promise<EditAnswer> {
  try {
    return await changeContact(context, 'contacts.update', async (tx, at) => {
      const contact = await requireContact(tx, input.id);
      const { merged, changed, conflicts } = compare(contact, input);
      if (conflicts.length > 0) throw new Unwritten({ saved: false, conflicts });
      if (changed.length === 0) throw new Unwritten({ saved: true, conflicts: [] });
      if (isEmptyContact(merged)) throw fail('contact_empty');
      await updateContact(tx, contact.id, merged, at);
      const { id, officeId } = contact;
      const answer = { saved: true, conflicts: [] };
      return { answer, id, officeId, from: contactLine(contact), to: contactLine(merged) };
    });
  } catch (error) {
    if (error instanceof Unwritten) return error.answer;
    throw error;
  }
}

/** What the clerk changes, beside what somebody else changed in the same fields since. */
function compare(contact: ContactRow, input: Edit) {
  const { id: _id, officeId: _office, updatedAt: _at, ...present } = contact;
  const merged: ContactValues = { ...present, ...checked(input.values) };
  const changed = contactField.options.filter((field) => merged[field] !== present[field]);
  const conflicts = changed
    .filter((field) => input.base[field] !== present[field])
    .map((field) => ({ field, theirs: String(present[field]), mine: String(merged[field]) }));
  return { merged, changed, conflicts };
}

/**
 * The values as they are stored.
 * @throws office_invalid with the first problem
 */
function checked<Values extends Partial<ContactValues>>(values: Values): Values {
  const read = checkContactValues(values);
  if ('values' in read) return read.values;
  const { column, code, value } = read.problem;
  throw fail('office_invalid', { field: column, code, value });
}

async function requireOffice(db: ReadDb, id: number): Promise<void> {
  if (!(await getOffice(db, id))) throw fail('not_found', { what: 'office' });
}

async function requireContact(db: ReadDb, id: number, removed = false): Promise<ContactRow> {
  const contact = await getContact(db, id, removed);
  if (!contact) throw fail('not_found', { what: 'contact' });
  return contact;
}
