import { Input, type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { prefer, usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  words: Record<Value, string>;
  order: readonly Value[];
  onChoose: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, words, order, onChoose }: ChoiceProps<Value>) {
  return (
    <Input.Wrapper label={label} labelElement="div">
      <div>
        <SegmentedControl<Value>
          aria-label={label}
          value={value}
          data={order.map((entry) => ({ value: entry, label: words[entry] }))}
          onChange={onChoose}
        />
      </div>
    </Input.Wrapper>
  );
}

/** How this window speaks and looks. Kept on this machine only. */
export function DisplaySection() {
  const text = useText().settings;
  const { language, dateForm } = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className="panel" aria-labelledby="display">
      <h2 id="display">{text.display}</h2>
      <Choice
        label={text.language}
        value={language}
        words={text.languages}
        order={['ja', 'en']}
        onChoose={(value) => prefer({ language: value })}
      />
      <Choice
        label={text.dateForm}
        value={dateForm}
        words={text.dateForms}
        order={['western', 'era']}
        onChoose={(value) => prefer({ dateForm: value })}
      />
      <Choice<MantineColorScheme>
        label={text.scheme}
        value={colorScheme}
        words={text.schemes}
        order={['auto', 'light', 'dark']}
        onChoose={setColorScheme}
      />
    </section>
  );
}
