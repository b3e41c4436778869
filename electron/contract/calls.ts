import { oc } from '@orpc/contract';
import { z } from 'zod';
import { acknowledgementState } from './acknowledgements.ts';
import { filePath, id, instant, line, moment, page, paged } from './common.ts';
import { deliveryState } from './deliveries.ts';
import { procedure } from './procedureShapes.ts';
import { questionCategory } from './questionWords.ts';

/** What came of a call, in the order of its keys 1 to 6. `confirmed`: spoken to, and the office confirmed. */
export const callOutcome = z.enum(['confirmed', 'absent', 'callback', 'wrong_number', 'refused', 'question']);
export type CallOutcome = z.infer<typeof callOutcome>;

/** Why an office is called, the weightiest first; `rules/callOrder.ts` finds both reasons and order. */
export const callReason = z.discriminatedUnion('why', [
  z.object({ why: z.literal('promised'), at: instant }),
  z.object({ why: z.literal('asked') }),
  z.object({ why: z.literal('harmful'), count: z.int() }),
  z.object({ why: z.literal('unreached') }),
  z.object({ why: z.literal('doubt') }),
  z.object({ why: z.literal('outdated') }),
  z.object({ why: z.literal('unconfirmed'), days: z.int() }),
  z.object({ why: z.literal('tried'), count: z.int(), outcome: callOutcome, at: instant }),
]);

/** A call as it was written down. */
export const call = z.object({
  id,
  at: instant,
  clerk: z.string(),
  outcome: callOutcome,
  phone: z.string(),
  /** Who answered. */
  name: z.string(),
  note: z.string(),
  callbackAt: instant.nullable(),
  /** Taken back; it is still shown. */
  undoneAt: instant.nullable(),
  officeId: id,
  officeCode: z.string(),
  officeName: z.string(),
  /** The version it was about. */
  label: z.string(),
  category: questionCategory.nullable(),
  question: z.string(),
});
export type Call = z.infer<typeof call>;

/** A number to dial. `wrong`: a clerk has found it to be somebody else's. */
export const phoneNumber = z.object({ role: z.string(), name: z.string(), phone: z.string(), wrong: z.boolean() });

/** An office that a clerk has taken up, with all one needs at the phone. */
export const callCard = z.object({
  recipientId: id,
  /** Counts who took it up: whoever was overtaken can no longer record with it. */
  fence: z.int(),
  /** Nobody else is offered it before. */
  heldUntil: instant,
  versionId: id,
  incidentId: id,
  label: z.string(),
  subject: z.string(),
  office: z.object({
    id,
    code: z.string(),
    name: z.string(),
    kana: z.string(),
    branch: z.string(),
    contactName: z.string(),
  }),
  /** The office's own number first, then those of its contacts. */
  phones: z.array(phoneNumber).max(50),
  deliveryState,
  acknowledgementState,
  reasons: z.array(callReason).max(8),
  /** What the version says, in the words of this office's copy. */
  points: z.array(z.string()).max(6),
  late: z.array(procedure).max(20),
  /** Newest first. */
  calls: z.array(call).max(5),
});
export type CallCard = z.infer<typeof callCard>;

/** Which of the desks: the newest sent version, of all incidents or of one, unless a version is named. */
const which = { versionId: id.optional(), incidentId: id.optional() };
/** The clerk at the phone, and which of the clerk's windows. */
const who = { clerk: line(60), desk: z.string().max(60).default('') };

/** How the desk of a version stands. */
export const deskState = z.object({
  versionId: id,
  label: z.string(),
  /** Offices that have not confirmed. */
  left: z.int(),
  /** Of those: not to be called before a certain time, and when the first of them is ready. */
  resting: z.int(),
  nextAt: instant.nullable(),
  /** Why nobody would answer now; null in business hours. */
  outside: z.object({ why: z.enum(['closed', 'hours']), day: z.string(), opensAt: instant }).nullable(),
  taken: z
    .array(
      z.object({
        recipientId: id,
        officeCode: z.string(),
        officeName: z.string(),
        clerk: z.string(),
        since: instant,
        mine: z.boolean(),
      }),
    )
    .max(100),
  /** Promised call-backs, the earliest first. */
  promised: z
    .array(
      z.object({
        recipientId: id,
        officeCode: z.string(),
        officeName: z.string(),
        phone: z.string(),
        at: instant,
        due: z.boolean(),
        /** Who has taken it up; empty for nobody. */
        clerk: z.string(),
      }),
    )
    .max(100),
  /** The office this window has taken up has confirmed meanwhile, or is no longer this window's. */
  lost: z.enum(['confirmed', 'taken']).nullable(),
});
export type DeskState = z.infer<typeof deskState>;

export const calls = {
  /**
   * Gives a clerk the next office to call: by promised time, by what may hurt people, by what has not reached it, by
   * former tries, by days of silence. Nobody else is offered it until it is recorded, let go, or fifteen minutes old.
   * The same window is given what it has already. `recipientId`: this one, though its time has not come. `call` is
   * null when nobody is left to be called now. Errors: not_found, call_taken.
   */
  next: oc.input(z.object({ ...who, ...which, recipientId: id.optional() })).output(
    z.object({
      call: callCard.nullable(),
    }),
  ),
  /** How the desk stands, for all who sit at it. `recipientId`: what this window has taken up. */
  desk: oc
    .input(
      z.object({
        ...which,
        clerk: line(60).optional(),
        desk: z.string().max(60).optional(),
        recipientId: id.optional(),
      }),
    )
    .output(deskState),
  /**
   * Records what came of a call, and lets the office go. `confirmed` records an acknowledgement by phone;
   * `question` may too. With `fence`, only who has taken the office up may record; without it a call that came in, or
   * one made elsewhere, is recorded. Errors: not_found, unknown_office, not_recipient, call_taken, call_incomplete.
   */
  record: oc
    .input(
      z.object({
        ...which,
        officeCode: line(40),
        outcome: callOutcome,
        clerk: line(60).optional(),
        fence: z.int().optional(),
        at: moment.optional(),
        /** Who answered. */
        name: z.string().trim().max(80).optional(),
        note: z.string().trim().max(1000).optional(),
        /** The number dialled; the office's own unless said. */
        phone: z.string().trim().max(40).optional(),
        callbackAt: moment.optional(),
        category: questionCategory.optional(),
        question: z.string().trim().max(500).optional(),
        /** With `question`: the office confirmed as well. */
        confirmed: z.boolean().optional(),
      }),
    )
    .output(
      z.object({
        id,
        acknowledgementId: id.nullable(),
        questionId: id.nullable(),
        /** Offered again from then on; null for never. */
        readyAt: instant.nullable(),
      }),
    ),
  /**
   * Takes a call back: its acknowledgement is withdrawn, its question leaves the list, and the office is given to the
   * clerk again with what was noted. Errors: not_found.
   */
  undo: oc
    .input(z.object({ id, ...who, reason: line(200).default('入力の取り消し') }))
    .output(z.object({ call: callCard.nullable(), note: z.string(), name: z.string() })),
  /** Lets go of what a window has taken up: the office is offered to the others. */
  release: oc.input(z.object({ ...who })).output(z.object({ released: z.int() })),
  /** Calls, newest first; those taken back are told too. */
  list: oc
    .input(z.object({ ...which, officeId: id.optional(), outcomes: z.array(callOutcome).max(6).optional(), ...page }))
    .output(paged(call)),
  /** What rings: call-backs whose promised time has come, over all versions. */
  due: oc.input(z.object({})).output(z.object({ promised: z.int(), reminders: z.int(), questions: z.int() })),
  /**
   * The list to call on a day without a network, in the order of the desk: a PDF with boxes to tick. `left`: offices that
   * stand on no sheet, for there are more than `limit`.
   */
  sheet: oc
    .input(z.object({ ...which, limit: z.int().min(1).max(2000).default(300), file: filePath.optional() }))
    .output(z.object({ file: z.string(), pages: z.int(), offices: z.int(), left: z.int() })),
};
