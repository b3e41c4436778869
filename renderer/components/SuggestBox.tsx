import { TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, type Ref, useId, useState } from 'react';
import { useText } from '../text/index.ts';

export interface Suggestion {
  key: string | number;
  content: ReactNode;
}

interface Props {
  label: string;
  placeholder?: string;
  description?: ReactNode;
  error?: ReactNode;
  text: string;
  onText: (text: string) => void;
  suggestions: Suggestion[];
  /** Enter or a click on a suggestion. `index` is -1 when Enter came before any suggestion. */
  onPick: (index: number) => void;
  /** Shown in the list when there are no suggestions for the text. */
  nothing?: string;
  /** `below` floats over the page, `inside` takes its place in a dialog. */
  list?: 'below' | 'inside';
  inputRef?: Ref<HTMLInputElement>;
  /** `/` moves here. */
  isFilter?: boolean;
  required?: boolean;
  /** A dialog puts the focus here when it opens. */
  first?: boolean;
}

/** A text box with suggestions, for one hand: type, ↑ ↓, Enter. Enter that ends kana conversion picks nothing. */
export function SuggestBox(props: Props) {
  const { text, suggestions, onPick, onText, list = 'below', nothing } = props;
  const words = useText();
  const listId = useId();
  const [active, setActive] = useState(0);
  const last = suggestions.length - 1;
  const current = Math.min(active, last);
  const open = text.trim() !== '' && (suggestions.length > 0 || nothing !== undefined);

  const step = (by: number) => setActive(current + by < 0 ? last : current + by > last ? 0 : current + by);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter' && text.trim() !== '') onPick(current);
    else if (event.key === 'Escape' && text !== '') onText('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="suggest">
      <TextInput
        ref={props.inputRef}
        label={props.label}
        description={props.description}
        placeholder={props.placeholder}
        error={props.error}
        required={props.required}
        value={text}
        onChange={(event) => {
          setActive(0);
          onText(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && current >= 0 ? `${listId}-${current}` : undefined}
        autoComplete="off"
        spellCheck={false}
        data-autofocus={props.first || undefined}
        // The dialog moves the focus only a moment later, and keys typed in that moment would be lost.
        autoFocus={props.first}
        data-list-filter={props.isFilter || undefined}
      />
      {open && (
        <div id={listId} role="listbox" aria-label={words.common.suggestions(suggestions.length)} data-list={list}>
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox that owns the list
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the combobox (aria-activedescendant)
            <div
              key={suggestion.key}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === current}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onPick(index)}
            >
              {suggestion.content}
            </div>
          ))}
          {suggestions.length === 0 && <div className="dim suggest-nothing">{nothing}</div>}
        </div>
      )}
    </div>
  );
}
