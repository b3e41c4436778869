import { Button, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type CallOutcome, callOutcome } from '../../../electron/contract/calls.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { CallbackForm } from './CallbackForm.tsx';
import { QuestionForm } from './QuestionForm.tsx';
import type { CallDeskState, Details } from './useCallDesk.ts';

/** These need a word more before they are recorded. */
type Asking = 'callback' | 'question';
const isAsking = (outcome: CallOutcome): outcome is Asking => outcome === 'callback' || outcome === 'question';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=radio]), textarea, select');
}

/** What came of the call: one key each, and the note that goes with it. */
export function OutcomeKeys({ desk }: { desk: CallDeskState }) {
  const text = useText().calls;
  const [asking, setAsking] = useState<Asking | null>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const choose = (outcome: CallOutcome) => {
    // What is pressed while the next office is still coming would be meant for the one before.
    if (desk.isBusy) return;
    if (isAsking(outcome)) setAsking(outcome);
    else desk.record({ outcome });
  };
  const finish = (outcome: Asking) => (details: Details) => desk.record({ outcome, ...details });
  useNumberKeys(choose, () => note.current?.focus());
  return (
    <div className="call-outcomes">
      <fieldset aria-label={text.outcomes} className="call-keys">
        {callOutcome.options.map((outcome, index) => (
          <Button
            key={outcome}
            variant={index === 0 ? 'filled' : 'default'}
            aria-pressed={outcome === asking}
            aria-keyshortcuts={`${index + 1} Alt+${index + 1}`}
            disabled={desk.isBusy}
            onClick={() => choose(outcome)}
          >
            <kbd className={index === 0 ? 'on-accent' : undefined}>{index + 1}</kbd>&nbsp;{text.outcome[outcome]}
          </Button>
        ))}
      </fieldset>
      {asking === 'callback' && <CallbackForm onSave={finish('callback')} onCancel={() => setAsking(null)} />}
      {asking === 'question' && <QuestionForm onSave={finish('question')} onCancel={() => setAsking(null)} />}
      <div className="call-jotting">
        <TextInput
          label={text.name}
          maxLength={80}
          value={desk.jotted.name}
          onChange={(event) => desk.jotDown({ name: event.currentTarget.value })}
        />
        <Textarea
          ref={note}
          label={text.note}
          placeholder={text.notePlaceholder}
          autosize
          minRows={2}
          maxRows={5}
          maxLength={1000}
          value={desk.jotted.note}
          onChange={(event) => desk.jotDown({ note: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur();
          }}
        />
      </div>
      <ErrorNote error={desk.error} />
      <p className="call-foot">
        <span className="dim">{text.keyHint}</span>
        {desk.force && (
          <Button size="compact-sm" variant="default" onClick={desk.force}>
            {text.forced}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" onClick={desk.release}>
          {text.release}
        </Button>
      </p>
    </div>
  );
}

/** 1 to 6 record where nobody types; with Alt everywhere. N goes to the note. */
function useNumberKeys(choose: (outcome: CallOutcome) => void, toNote: () => void): void {
  const latest = useRef({ choose, toNote });
  useEffect(() => {
    latest.current = { choose, toNote };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.repeat) return;
      if (document.querySelector('[role="dialog"]')) return;
      if (!event.altKey && isTyping(event.target)) return;
      const outcome = callOutcome.options[Number(/^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1] ?? 0) - 1];
      if (outcome) latest.current.choose(outcome);
      else if (event.code === 'KeyN' && !event.altKey) latest.current.toNote();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
