import { Button, SegmentedControl, Switch } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type AcknowledgementMethod, acknowledgementMethod } from '../../../electron/contract/acknowledgements.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { acknowledgementMark, StateMark } from '../../components/StateMark.tsx';
import { SuggestBox } from '../../components/SuggestBox.tsx';
import { prefer, usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { AnswerDetails } from './AnswerDetails.tsx';
import { OutcomeLine } from './OutcomeLine.tsx';
import { ScanList } from './ScanList.tsx';
import { useReception } from './useReception.ts';

/** F2 is the first method, F6 the last. */
const methods = acknowledgementMethod.options.slice(0, 5);
const methodKey = (index: number) => `F${index + 2}`;

/** The box where confirmations come in: a name or a code, Enter, the next one. */
export function Reception({ versionId }: { versionId: number }) {
  const text = useText().acknowledgements;
  const { method, sounds } = usePreferences();
  const [detailed, setDetailed] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const focus = () => box.current?.focus();
  const reception = useReception(versionId, focus);
  const { undoLast, typed } = reception;

  useEffect(() => box.current?.focus(), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // Alt+F4 closes the window; it is not a method.
      const bare = !event.altKey && !event.ctrlKey && !event.metaKey;
      const chosen = bare ? methods[Number(/^F([2-6])$/.exec(event.key)?.[1] ?? 0) - 2] : undefined;
      if (chosen) prefer({ method: chosen });
      // While there is text in the box, Ctrl+Z belongs to the typing.
      else if (bare && event.key === 'F8') setDetailed((before) => !before);
      else if (event.ctrlKey && event.key === 'z' && typed === '' && undoLast) undoLast();
      else if (
        event.key === 'Escape' &&
        !(document.activeElement as HTMLElement | null)?.matches('input, [role=dialog] *')
      )
        box.current?.focus();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [typed, undoLast]);

  return (
    <section className="reception" aria-label={text.reception}>
      <SuggestBox
        label={text.reception}
        placeholder={text.receptionPlaceholder}
        inputRef={box}
        text={typed}
        onText={reception.type}
        suggestions={reception.candidates.map((row) => ({
          key: row.officeId,
          content: (
            <span className="office-line">
              <span className="code">{row.officeCode}</span>
              <span>{row.officeName}</span>
              <span className="dim">{row.branch}</span>
              <StateMark
                mark={acknowledgementMark[row.acknowledgementState]}
                label={text.state[row.acknowledgementState]}
              />
            </span>
          ),
        }))}
        onPick={reception.enter}
        nothing={reception.settled ? text.unknown(typed.trim()) : undefined}
      />
      <div className="reception-method">
        <SegmentedControl
          aria-label={text.method}
          value={method}
          onChange={(value) => {
            prefer({ method: value as AcknowledgementMethod });
            focus();
          }}
          data={methods.map((value, index) => ({
            value,
            label: `${methodKey(index)} ${text.methods[value]}`,
          }))}
        />
        <Button size="compact-sm" variant="subtle" aria-expanded={detailed} onClick={() => setDetailed(!detailed)}>
          F8 {text.details}
        </Button>
        <Switch
          size="xs"
          label={text.sounds}
          checked={sounds}
          onChange={(event) => prefer({ sounds: event.currentTarget.checked })}
        />
      </div>
      {detailed && <AnswerDetails details={reception.details} onChange={reception.setDetails} />}
      <div className="reception-outcome" aria-live="polite">
        {reception.outcome ? (
          <OutcomeLine key={reception.count} outcome={reception.outcome} onUndo={undoLast} onAgain={reception.again} />
        ) : (
          reception.scans.scans.length === 0 && <p className="dim reception-hint">{text.receptionHint}</p>
        )}
        <ScanList {...reception.scans} />
        <ErrorNote error={reception.take.error ?? reception.undo.error} />
      </div>
    </section>
  );
}
