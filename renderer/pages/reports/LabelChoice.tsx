import { Select } from '@mantine/core';
import { type LabelSheet, labelSheet } from '../../../electron/contract/reports.ts';
import { useText } from '../../text/index.ts';

export interface LabelPlace {
  sheet: LabelSheet;
  startAt: number;
}

/** Which sheet lies in the printer, and its first free label: a picture of the sheet to point at. */
export function LabelChoice({ value, onChange }: { value: LabelPlace; onChange(value: LabelPlace): void }) {
  const text = useText().reports;
  const [columns = 1, rows = 1] = value.sheet.split('x').map(Number);
  const places = Array.from({ length: columns * rows }, (_, at) => at + 1);
  return (
    <div className="label-choice">
      <Select
        size="xs"
        label={text.sheet}
        data={labelSheet.options.map((sheet) => ({ value: sheet, label: text.sheets[sheet] }))}
        value={value.sheet}
        allowDeselect={false}
        onChange={(sheet) =>
          onChange({ sheet: labelSheet.options.find((each) => each === sheet) ?? value.sheet, startAt: 1 })
        }
      />
      <fieldset>
        <legend>{text.startAt}</legend>
        <div className="label-sheet" style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
          {places.map((place) => (
            <label key={place} data-used={place < value.startAt}>
              <input
                type="radio"
                name="startAt"
                aria-label={text.place(String(place))}
                checked={place === value.startAt}
                onChange={() => onChange({ ...value, startAt: place })}
              />
              <span>{place}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
