import { Checkbox, NativeSelect } from '@mantine/core';
import { filingsInTrouble } from '../../../electron/contract/audiences.ts';
import { useText } from '../../text/index.ts';
import type { Condition } from './audienceChoice.ts';

type FilingsRule = Extract<Condition, { kind: 'filings' }>;

/** What must be wrong with an office's filings, and whether it has heard of it. */
export function FilingsFields({ rule, onChange }: { rule: FilingsRule; onChange: (rule: FilingsRule) => void }) {
  const text = useText().audiences;
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={text.kind.filings}
        value={rule.which}
        data={filingsInTrouble.options.map((which) => ({ value: which, label: text.trouble[which] }))}
        onChange={(event) => onChange({ ...rule, which: filingsInTrouble.parse(event.currentTarget.value) })}
      />
      <Checkbox
        size="xs"
        label={text.untold}
        checked={rule.untold ?? false}
        onChange={(event) => onChange({ ...rule, untold: event.currentTarget.checked || undefined })}
      />
    </>
  );
}
