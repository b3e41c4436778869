import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { CallCard, DeskState } from '../../../electron/contract/calls.ts';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { DeskLists } from './DeskLists.tsx';
import { useDeskClerk } from './deskMemory.ts';
import { OfficeCard } from './OfficeCard.tsx';
import { OutcomeKeys } from './OutcomeKeys.tsx';
import { SayPanel } from './SayPanel.tsx';
import { type CallDeskState, useCallDesk } from './useCallDesk.ts';

interface Props {
  versionId: number;
  incidentId: number;
}

/** Whom do I call now, and what do I say? */
export function CallDesk({ versionId, incidentId }: Props) {
  const frame = useFrame();
  return (
    <Loaded query={frame}>{(data) => <Desk versionId={versionId} incidentId={incidentId} usual={data.clerk} />}</Loaded>
  );
}

function Desk({ versionId, incidentId, usual }: Props & { usual: string }) {
  const text = useText().calls;
  const [clerk, setClerk] = useDeskClerk(usual);
  const desk = useCallDesk(versionId, clerk.trim());
  const { card } = desk;
  return (
    <Loaded query={desk.state}>
      {(state) => (
        <>
          <div className="call-head">
            <DeskNumbers state={state} />
            <TextInput
              size="xs"
              label={text.who}
              title={text.whoNote}
              maxLength={60}
              value={clerk}
              onChange={(event) => setClerk(event.currentTarget.value)}
            />
          </div>
          <OutsideNote state={state} />
          {card ? (
            <Call
              key={`${card.recipientId}-${card.fence}`}
              desk={desk}
              card={card}
              state={state}
              incidentId={incidentId}
            />
          ) : (
            <Start desk={desk} state={state} ready={clerk.trim() !== ''} />
          )}
          <DeskLists state={state} onTake={(recipientId) => desk.next(recipientId)} disabled={clerk.trim() === ''} />
        </>
      )}
    </Loaded>
  );
}

function DeskNumbers({ state }: { state: DeskState }) {
  const text = useText().calls;
  const format = useFormat();
  return (
    <p className="call-numbers" role="status">
      <strong>{text.left(format.number(state.left))}</strong>
      {state.resting > 0 && <span className="dim">{text.resting(format.number(state.resting))}</span>}
    </p>
  );
}

function OutsideNote({ state }: { state: DeskState }) {
  const text = useText().calls;
  const format = useFormat();
  if (!state.outside) return null;
  const at = format.instant(state.outside.opensAt);
  return (
    <p className="note" data-tone="warn">
      △ {state.outside.why === 'closed' ? text.outside.closed(state.outside.day, at) : text.outside.hours(at)}
    </p>
  );
}

interface Shown {
  desk: CallDeskState;
  state: DeskState;
}

function Call({ desk, state, card, incidentId }: Shown & { card: CallCard; incidentId: number }) {
  const text = useText().calls;
  const place = useRef<HTMLElement>(null);
  // The number keys work at once, and a screen reader tells who is next.
  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  return (
    <div className="call-desk">
      <section className="call-office" aria-labelledby="call-office" aria-busy={desk.isBusy} tabIndex={-1} ref={place}>
        {state.lost && (
          <p className="note" data-tone="warn" role="alert">
            {text.lost[state.lost]}
            <Button size="compact-sm" variant="default" onClick={() => desk.next()}>
              {text.nextOne}
            </Button>
          </p>
        )}
        <OfficeCard card={card} phone={desk.phone} onPhone={desk.setPhone} />
        <OutcomeKeys desk={desk} />
      </section>
      <SayPanel card={card} incidentId={incidentId} />
    </div>
  );
}

function Start({ desk, state, ready }: Shown & { ready: boolean }) {
  const text = useText().calls;
  const format = useFormat();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (ready) button.current?.focus();
  }, [ready]);
  const resting =
    state.resting > 0 && state.nextAt
      ? text.doneResting(format.number(state.resting), format.instant(state.nextAt))
      : null;
  const note = state.left === 0 || !resting ? text.doneAll : resting;
  return (
    <>
      <EmptyState title={desk.isDone ? text.done : text.next} note={desk.isDone ? note : text.startNote}>
        <Button
          ref={button}
          size="md"
          disabled={!ready}
          loading={desk.isBusy}
          onClick={() => desk.next()}
          rightSection={<kbd className="on-accent">{text.startKey}</kbd>}
        >
          {text.start}
        </Button>
      </EmptyState>
      <ErrorNote error={desk.error} />
    </>
  );
}
