import { Button } from '@mantine/core';
import type { DeskState } from '../../../electron/contract/calls.ts';
import { useFormat } from '../../components/dates.ts';
import { StateMark } from '../../components/StateMark.tsx';
import { useText } from '../../text/index.ts';

interface Props {
  state: DeskState;
  onTake: (recipientId: number) => void;
  disabled: boolean;
}

/** Who has taken whom up, and what was promised when. */
export function DeskLists({ state, onTake, disabled }: Props) {
  const text = useText().calls;
  const format = useFormat();
  return (
    <div className="call-lists">
      <section aria-labelledby="promised">
        <h2 id="promised">{text.promised}</h2>
        {state.promised.length === 0 && <p className="dim">{text.nonePromised}</p>}
        <ul>
          {state.promised.map((row) => (
            <li key={row.recipientId}>
              <StateMark mark={row.due ? 'late' : 'open'} label={format.moment(row.at)} />
              <span>
                {row.officeCode} {row.officeName}
                {row.due && <strong className="call-due"> {text.due}</strong>}
              </span>
              {row.clerk ? (
                <span className="dim">{row.clerk}</span>
              ) : (
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={disabled}
                  aria-label={text.takeOf(row.officeName)}
                  onClick={() => onTake(row.recipientId)}
                >
                  {text.take}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="taken">
        <h2 id="taken">{text.taken}</h2>
        {state.taken.length === 0 && <p className="dim">{text.noneTaken}</p>}
        <ul>
          {state.taken.map((row) => (
            <li key={row.recipientId}>
              <span className="dim">{text.takenBy(row.clerk, format.time(row.since))}</span>
              <span>
                {row.officeCode} {row.officeName}
              </span>
              {row.mine && <span className="dim">{text.mine}</span>}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
