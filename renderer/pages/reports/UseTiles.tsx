import { useText } from '../../text/index.ts';

/** What the file is for; each use fixes how it is written. */
export const uses = {
  xlsx: { format: 'xlsx' },
  spreadsheet: { format: 'csv', encoding: 'utf-8', spreadsheet: true },
  'utf-8': { format: 'csv', encoding: 'utf-8' },
  cp932: { format: 'csv', encoding: 'cp932' },
  pdf: { format: 'pdf' },
  labels: { format: 'labels' },
} as const;
export type Use = keyof typeof uses;

const order: Use[] = ['xlsx', 'spreadsheet', 'utf-8', 'cp932', 'pdf', 'labels'];

interface Props {
  value: Use;
  /** Only offices have addresses. */
  withLabels: boolean;
  onChange(use: Use): void;
}

/** The uses of a file as tiles, one of them chosen. */
export function UseTiles({ value, withLabels, onChange }: Props) {
  const text = useText().reports;
  return (
    <fieldset className="use-tiles">
      <legend>{text.purposeOf}</legend>
      {order
        .filter((use) => use !== 'labels' || withLabels)
        .map((use) => (
          <label key={use} className="tile" data-chosen={use === value}>
            <input type="radio" name="use" checked={use === value} onChange={() => onChange(use)} />
            <strong>{text.uses[use]}</strong>
            <span className="dim">{text.usesNote[use]}</span>
          </label>
        ))}
    </fieldset>
  );
}
