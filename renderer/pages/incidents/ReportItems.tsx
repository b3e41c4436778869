import { SegmentedControl, Textarea } from '@mantine/core';
import type { AuthorityReport, ReportItem } from '../../../electron/contract/duties.ts';
import { StateMark } from '../../components/StateMark.tsx';
import { useText } from '../../text/index.ts';

export interface ItemDraft {
  item: ReportItem;
  state: 'known' | 'unknown';
  text: string;
}

interface Props {
  items: ItemDraft[];
  /** As they were saved: `changed` where known now and not what the report before said. */
  stated: AuthorityReport['items'];
  readOnly: boolean;
  onChange(items: ItemDraft[]): void;
}

/** The nine items: what is known, what is not, what became another. */
export function ReportItems({ items, stated, readOnly, onChange }: Props) {
  const text = useText().duties;
  const change = (at: number, part: Partial<ItemDraft>) =>
    onChange(items.map((each, index) => (index === at ? { ...each, ...part } : each)));
  return (
    <fieldset className="report-items">
      <legend>{text.items}</legend>
      {items.map(({ item, state, text: words }, at) => {
        const isChanged = stated.some((each) => each.item === item && each.state === 'changed');
        return (
          <div key={item} className="report-item">
            <span className="told">
              <strong>{`${at + 1}. ${text.item[item]}`}</strong>
              {isChanged && <StateMark mark="outdated" label={text.itemState.changed} />}
            </span>
            <SegmentedControl
              size="xs"
              disabled={readOnly}
              aria-label={text.item[item]}
              data={(['unknown', 'known'] as const).map((value) => ({ value, label: text.itemState[value] }))}
              value={state}
              onChange={(value) => change(at, { state: value === 'known' ? 'known' : 'unknown' })}
            />
            <Textarea
              autosize
              minRows={1}
              maxLength={4000}
              readOnly={readOnly}
              aria-label={text.item[item]}
              value={words}
              onChange={(event) => {
                const typed = event.currentTarget.value;
                // Who writes something down knows it.
                change(at, { text: typed, ...(typed.trim() !== '' && words === '' && { state: 'known' as const }) });
              }}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
