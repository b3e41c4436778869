import type {
  AcknowledgementState,
  CellState,
  RecipientList,
  RecipientState,
} from '../contract/acknowledgementStates.ts';
import type { DeliveryState } from '../contract/deliveries.ts';
import { daysBetween, japanDate } from './dates.ts';

/** How a mail stands, as far as somebody who waits for an answer needs to know. */
type Reach = 'doubt' | 'undelivered' | 'moving' | 'delivered';

const REACH: Readonly<Record<DeliveryState, Reach>> = {
  no_address: 'undelivered',
  queued: 'moving',
  sending: 'moving',
  handed: 'moving',
  sent: 'delivered',
  retry: 'moving',
  failed: 'undelivered',
  in_doubt: 'doubt',
  cancelled: 'undelivered',
};

/** Not confirmed yet: only these still wait for a mail to arrive. */
const WAITING: readonly AcknowledgementState[] = ['open', 'outdated'];

/** The pair of states a recipient is kept in. */
export interface KeptStates {
  delivery: string;
  acknowledgement: string;
}

/** The one word for a recipient: what it confirmed, and as long as that is too little, how far the text got. */
export function recipientStateOf({ delivery, acknowledgement }: KeptStates): RecipientState {
  const state = acknowledgement as AcknowledgementState;
  if (!WAITING.includes(state)) return state as 'confirmed' | 'superseded' | 'exempt';
  const reach = REACH[delivery as DeliveryState];
  return reach === 'delivered' ? (state as 'open' | 'outdated') : reach;
}

/** The states a list holds; null stands for all. */
export interface ListStates {
  acknowledgement: readonly AcknowledgementState[] | null;
  delivery: readonly DeliveryState[] | null;
}

const reached = (reach: Reach): ListStates => ({
  acknowledgement: WAITING,
  delivery: (Object.keys(REACH) as DeliveryState[]).filter((state) => REACH[state] === reach),
});

const LISTS: Readonly<Record<RecipientList, ListStates>> = {
  all: { acknowledgement: null, delivery: null },
  open: { acknowledgement: ['open'], delivery: null },
  outdated: { acknowledgement: ['outdated'], delivery: null },
  confirmed: { acknowledgement: ['confirmed'], delivery: null },
  superseded: { acknowledgement: ['superseded'], delivery: null },
  exempt: { acknowledgement: ['exempt'], delivery: null },
  undelivered: reached('undelivered'),
  doubt: reached('doubt'),
  moving: reached('moving'),
};

/** The pairs of states a list holds: the same for the number and for the rows it leads to. */
export const statesOfList = (list: RecipientList): ListStates => LISTS[list];

/** True when a recipient in these states is on the list. */
export function isOnList(list: RecipientList, { delivery, acknowledgement }: KeptStates): boolean {
  const states = LISTS[list];
  return (
    (states.acknowledgement?.includes(acknowledgement as AcknowledgementState) ?? true) &&
    (states.delivery?.includes(delivery as DeliveryState) ?? true)
  );
}

/** So many recipients are in a pair of states. */
export interface KeptCount {
  deliveryState: string;
  acknowledgementState: string;
  count: number;
}

/** How many are on a list, by the kept counts. */
export function countOn(list: RecipientList, counts: readonly KeptCount[]): number {
  return counts
    .filter((one) => isOnList(list, { delivery: one.deliveryState, acknowledgement: one.acknowledgementState }))
    .reduce((sum, one) => sum + one.count, 0);
}

/** The order of risk: who may have nothing first, who has confirmed last. */
export const RISK: readonly CellState[] = [
  'undelivered',
  'doubt',
  'open',
  'outdated',
  'moving',
  'none',
  'exempt',
  'superseded',
  'confirmed',
];

/** The pairs of states behind a word: as the cross of two lists of states. `none` has none. */
export function statesBehind(state: RecipientState): { acknowledgement: string[]; delivery: string[] | null } {
  switch (state) {
    case 'confirmed':
    case 'superseded':
    case 'exempt':
      return { acknowledgement: [state], delivery: null };
    case 'open':
    case 'outdated':
      return { acknowledgement: [state], delivery: [...(reached('delivered').delivery ?? [])] };
    default:
      return { acknowledgement: [...WAITING], delivery: [...(reached(state).delivery ?? [])] };
  }
}

/** An answer is owed: something was sent, or should have been, and that text was not confirmed. */
const OWED: ReadonlySet<CellState> = new Set<CellState>(['doubt', 'undelivered', 'moving', 'outdated', 'open']);

/** Days since the oldest version went out that an office owes an answer to, by Japan's calendar; null when none. */
export function daysOpen(cells: readonly CellState[], sentAt: readonly string[], today: string): number | null {
  const owed = sentAt.filter((_at, column) => OWED.has(cells[column] ?? 'none')).sort();
  const [oldest] = owed;
  return oldest === undefined ? null : daysBetween(japanDate(oldest), today);
}
