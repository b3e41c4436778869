import type { CallRow } from '../../db/queries/calls.ts';
import { listCalls, wrongNumbers } from '../../db/queries/calls.ts';
import { contactsOf } from '../../db/queries/contacts.ts';
import { getNotice, type VersionRow } from '../../db/queries/notices.ts';
import { getOffice } from '../../db/queries/offices.ts';
import { listProcedures } from '../../db/queries/procedures.ts';
import { officeOfRecipient } from '../../db/queries/recipients.ts';
import type { ReadDb } from '../../db/store.ts';
import type { AcknowledgementState } from '../contract/acknowledgements.ts';
import type { Call, CallCard } from '../contract/calls.ts';
import type { DeliveryState } from '../contract/deliveries.ts';
import { fail } from '../contract/errors.ts';
import { type CallReason, reasonsFor } from '../rules/callOrder.ts';
import { keyPoints } from '../rules/keyPoints.ts';
import { mergeNotice } from '../rules/mergeText.ts';
import { candidateOf, deskOf, type Taken } from './callDesk.ts';
import type { AppContext } from './context.ts';
import { copiesFor, openVersion } from './noticeReading.ts';
import { readReckoning } from './procedureReckoning.ts';
import { toProcedure } from './procedureRows.ts';

const CALLS = 5;
const LATE = 20;
const CONTACTS = 49;

/** All one needs at the phone about an office that was taken up. Errors: not_found. */
export async function cardOf(context: AppContext, version: VersionRow, taken: Taken): Promise<CallCard> {
  const db = context.store.read;
  const now = context.clock.now();
  const desk = deskOf(version.id, now);
  const candidate = await candidateOf(db, desk, taken.recipientId);
  const officeId = await officeOfRecipient(db, taken.recipientId);
  const office = officeId === null ? null : await getOffice(db, officeId);
  const notice = await getNotice(db, version.noticeId);
  if (!candidate || !office || !notice) throw fail('not_found', { what: 'office' });
  const reckoning = await readReckoning(db);
  const [phones, points, calls, late] = await Promise.all([
    phonesOf(db, office),
    pointsFor(context, version.id, office.id),
    listCalls(db, { officeId: office.id, patterns: [] }, null, CALLS),
    listProcedures(db, { delayedOn: desk.today, patterns: [], officeId: office.id }, null, LATE),
  ]);
  const { id, code, name, kana, branch, contactName } = office;
  return {
    recipientId: taken.recipientId,
    fence: taken.fence,
    heldUntil: taken.until,
    versionId: version.id,
    incidentId: notice.incidentId,
    label: version.label,
    subject: version.subject,
    office: { id, code, name, kana, branch, contactName },
    phones,
    deliveryState: candidate.deliveryState as DeliveryState,
    acknowledgementState: candidate.acknowledgementState as AcknowledgementState,
    reasons: shownReasons(reasonsFor(candidate, desk.now)),
    points,
    late: late.map((row) => toProcedure(row, desk.today, reckoning)),
    calls: calls.map(shownCall),
  };
}

/** What the copy of one office says, in a few points. */
export async function pointsFor(context: AppContext, versionId: number, officeId: number): Promise<string[]> {
  const db = context.store.read;
  const [copy] = await copiesFor(db, await openVersion(db, versionId, context.clock), [officeId]);
  if (!copy) return [];
  // The covering words of a part come after: what all are told comes first.
  const { parts } = mergeNotice({ ...copy.texts, covering: null }, copy.data('phone'));
  return keyPoints(parts.flat());
}

interface Phoned {
  id: number;
  phone: string;
  contactName: string;
}

/** The numbers of an office, its own first, and which of them are somebody else's. */
async function phonesOf(db: ReadDb, { id, phone, contactName }: Phoned) {
  const [people, wrong] = await Promise.all([contactsOf(db, id, CONTACTS), wrongNumbers(db, id)]);
  return [{ role: '', name: contactName, phone }, ...people]
    .filter((person) => person.phone.trim() !== '')
    .map((person) => ({
      role: person.role,
      name: person.name,
      phone: person.phone,
      wrong: wrong.has(person.phone),
    }));
}

/** The reasons as the contract has them: what was recorded is one of its outcomes. */
function shownReasons(reasons: readonly CallReason[]): CallCard['reasons'] {
  return reasons as CallCard['reasons'];
}

/** A call as the contract shows it. */
export function shownCall({ category, ...row }: CallRow): Call {
  return { ...row, outcome: row.outcome as Call['outcome'], category: (category || null) as Call['category'] };
}
