import type { ReactNode } from 'react';
import type { AcknowledgementState } from '../../electron/contract/acknowledgements.ts';
import type { DeliveryState } from '../../electron/contract/deliveries.ts';

/** What a mark says. Each has its own shape, so colour is never needed to tell them apart. */
export type Mark =
  | 'confirmed'
  | 'superseded'
  | 'outdated'
  | 'open'
  | 'moving'
  | 'sent'
  | 'undelivered'
  | 'none'
  | 'doubt'
  | 'late';

/** Drawn rather than typed: not every font has ◐, and typed marks differ in size. 12 × 12 units. */
const shapes: Record<Mark, ReactNode> = {
  confirmed: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  superseded: (
    <>
      <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="6" cy="6" r="2.5" fill="currentColor" />
    </>
  ),
  outdated: (
    <>
      <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.25a4.75 4.75 0 0 0 0 9.5z" fill="currentColor" />
    </>
  ),
  open: <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  moving: <path d="M6 1.5 11 10.5H1z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />,
  sent: <path d="m1.5 6.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  undelivered: <path d="m2 2 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeWidth="2" />,
  none: <path d="M2 6h8" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  late: <path d="M6 .5 11.5 6 6 11.5.5 6z" fill="currentColor" />,
  doubt: (
    <>
      <path d="M3.2 3.9a2.8 2.8 0 1 1 4 2.6C6.3 7 6 7.4 6 8.3" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <circle cx="6" cy="10.7" r="1.1" fill="currentColor" />
    </>
  ),
};

export const deliveryMark: Record<DeliveryState, Mark> = {
  no_address: 'none',
  queued: 'moving',
  sending: 'moving',
  handed: 'moving',
  sent: 'sent',
  retry: 'moving',
  failed: 'undelivered',
  in_doubt: 'doubt',
  cancelled: 'none',
};

export const acknowledgementMark: Record<AcknowledgementState, Mark> = {
  open: 'open',
  outdated: 'outdated',
  confirmed: 'confirmed',
  superseded: 'superseded',
  exempt: 'none',
};

/** A state as shape, colour and word. */
export function StateMark({ mark, label }: { mark: Mark; label: ReactNode }) {
  return (
    <span className="state" data-mark={mark}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {shapes[mark]}
      </svg>
      <span>{label}</span>
    </span>
  );
}
