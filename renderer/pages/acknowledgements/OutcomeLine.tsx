import { Anchor } from '@mantine/core';
import { useFormat } from '../../components/dates.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import type { Outcome } from './useReception.ts';

interface Props {
  outcome: Outcome;
  onUndo: (() => void) | undefined;
  /** Records once more for an office that had answered already. */
  onAgain: (officeCode: string) => void;
}

/** What became of the last entry, with the way to take it back. */
export function OutcomeLine({ outcome, onUndo, onAgain }: Props) {
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
  if (outcome.kind === 'withdrawn') {
    return <p className="note">{text.withdrawn(outcome.office.officeCode, outcome.office.officeName)}</p>;
  }
  const { officeCode: code, officeName: name, acknowledgement } = outcome.recipient;
  if (outcome.kind === 'already') {
    const when = acknowledgement ? `${format.instant(acknowledgement.at)} ${text.methods[acknowledgement.method]}` : '';
    return (
      <p className="note" data-tone="warn">
        {text.already(code, name, when)}
        <Anchor component="button" type="button" onClick={() => onAgain(code)}>
          {text.again}
        </Anchor>
      </p>
    );
  }
  return (
    <p className="note flash" data-tone="good">
      <strong>
        ✓{' '}
        {outcome.answer !== 'confirmed'
          ? text.recordedAnswer(code, name, text.answers[outcome.answer])
          : outcome.state === 'outdated'
            ? text.recordedOutdated(code, name)
            : text.recorded(code, name, text.methods[method])}
      </strong>
      <Anchor component="button" type="button" onClick={onUndo}>
        {text.undo}
      </Anchor>
    </p>
  );
}
