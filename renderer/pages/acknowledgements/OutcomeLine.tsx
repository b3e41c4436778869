import { Anchor } from '@mantine/core';
import { useFormat } from '../../components/dates.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import type { Outcome } from './useReception.ts';

interface Props {
  outcome: Outcome;
  onUndo: (() => void) | undefined;
}

/** What became of the last entry, with the way to take it back. */
export function OutcomeLine({ outcome, onUndo }: Props) {
  const text = useText().acknowledgements;
  const format = useFormat();
  const { method } = usePreferences();
  if (outcome.kind === 'several' || outcome.kind === 'unknown') {
    return (
      <p className="note" data-tone="warn">
        {outcome.kind === 'several' ? text.several : text.unknown(outcome.typed)}
      </p>
    );
  }
  const { officeCode: code, officeName: name, acknowledgement } = outcome.recipient;
  if (outcome.kind === 'withdrawn') return <p className="note">{text.withdrawn(code, name)}</p>;
  if (outcome.kind === 'already') {
    const when = acknowledgement ? `${format.instant(acknowledgement.at)} ${text.methods[acknowledgement.method]}` : '';
    return (
      <p className="note" data-tone="warn">
        {text.already(code, name, when)}
      </p>
    );
  }
  return (
    <p className="note flash" data-tone="good">
      <strong>
        ✓ {outcome.outdated ? text.recordedOutdated(code, name) : text.recorded(code, name, text.methods[method])}
      </strong>
      <Anchor component="button" type="button" onClick={onUndo}>
        {text.undo}
      </Anchor>
    </p>
  );
}
